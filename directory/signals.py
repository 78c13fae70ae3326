"""What the apps above may listen to. Nobody below knows that they exist."""

from collections.abc import Iterable
from typing import Any

from django.dispatch import Signal

#: Sent inside the writer's transaction with ``agency_ids``: the primary keys whose public facts may have changed.
agencies_changed = Signal()


def send_agencies_changed(agency_ids: Iterable[int], *, sender: Any = None) -> None:
    """Tell listeners, once, that these agencies changed. Call it inside the transaction."""
    ids = sorted(set(agency_ids))
    if ids:
        agencies_changed.send(sender=sender, agency_ids=ids)
