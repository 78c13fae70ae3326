"""Reads of one-time tokens."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from directory.tokens.models import MailToken  # noqa: F401  named in the generic base only


class MailTokenQuerySet(models.QuerySet["MailToken"]):
    """Tokens by their state and their subject."""

    def open_at(self, moment: dt.datetime) -> Self:
        """Tokens that could be redeemed at ``moment``."""
        return self.filter(used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=moment)

    def for_subject(self, purpose: str, subject: str) -> Self:
        """Tokens for one purpose and one record, in any state."""
        return self.filter(purpose=purpose, subject=subject)

    def finished_before(self, moment: dt.datetime) -> Self:
        """Tokens whose time was over before ``moment``: nothing needs them any more."""
        return self.filter(expires_at__lt=moment)
