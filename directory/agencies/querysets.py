"""Reads of agencies."""

from datetime import date
from typing import Self

from dateutil.relativedelta import relativedelta
from django.db import models
from django.db.models import Q

#: How long a former tie keeps an officer or expert from deciding (D0, E9).
RECUSAL_YEARS = 3


class AgencyQuerySet(models.QuerySet):
    """Agencies."""

    def current(self) -> Self:
        """Agencies that were not merged into another."""
        return self.filter(merged_into__isnull=True)


class InterestQuerySet(models.QuerySet):
    """Stakes of people in agencies."""

    def barring_on(self, day: date) -> Self:
        """Stakes that forbid a decision on ``day``: held now, or given up less than three years ago (D0)."""
        return self.filter(since__lte=day).filter(
            Q(until__isnull=True) | Q(until__gt=day - relativedelta(years=RECUSAL_YEARS))
        )
