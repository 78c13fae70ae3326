"""Reads of messages."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from directory.messages.models import Message  # noqa: F401  named in the generic base only


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages by their state, their subject and their recipient."""

    def waiting(self) -> Self:
        """Neither sent nor given up."""
        return self.filter(sent_at__isnull=True, failed_at__isnull=True)

    def unleased_at(self, moment: dt.datetime) -> Self:
        """No worker is sending it at ``moment``."""
        return self.filter(models.Q(leased_until__isnull=True) | models.Q(leased_until__lt=moment))

    def queued_before(self, moment: dt.datetime) -> Self:
        """Queued earlier than ``moment``."""
        return self.filter(queued_at__lt=moment)

    def about(self, instance: models.Model) -> Self:
        """Messages sent because of ``instance``."""
        return self.filter(about_model=instance._meta.label_lower, about_id=str(instance.pk))

    def to_address(self, email: str) -> Self:
        """Messages to this address, however it is capitalised."""
        return self.filter(recipient__iexact=email)
