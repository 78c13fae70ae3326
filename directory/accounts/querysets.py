"""Reads of people and organisations."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q


class MembershipQuerySet(models.QuerySet):
    """Dated roles."""

    def valid_on(self, day: date) -> Self:
        """Roles held on ``day``."""
        return self.filter(Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day)))


class FirmQuerySet(models.QuerySet):
    """Firms."""

    def verified(self) -> Self:
        return self.filter(verified_at__isnull=False)
