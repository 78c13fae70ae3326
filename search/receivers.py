"""The one way in which search learns of changes; nobody below knows that it exists."""

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from directory.signals import agencies_changed
from search import services


@receiver(agencies_changed, dispatch_uid="search.note_changed_agencies")
def note_changed_agencies(agency_ids: Sequence[int], **_kwargs: Any) -> None:
    """Write the agencies into the outbox, in the sender's transaction."""
    services.note_changes(agency_ids=agency_ids)
