"""Reads of official grades (G1)."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Q

if TYPE_CHECKING:  # named in the generic base only
    from ratings.credit.models import Grade  # noqa: F401


class GradeQuerySet(models.QuerySet["Grade"]):
    """Grades of agencies and of people."""

    def current(self, day: date) -> Self:
        """Grades in force on ``day``: published by then and not yet replaced or withdrawn."""
        return self.filter(as_of__lte=day).filter(Q(until__isnull=True) | Q(until__gt=day))

    def of_agencies(self, agency_ids: Iterable[int]) -> Self:
        return self.filter(agency_id__in=list(agency_ids)).select_related("scheme")

    def of_people_in(self, agency_id: int, day: date) -> Self:
        """Grades of the people who practise in the agency on ``day``; only counts of them are shown (G1)."""
        return self.filter(
            Q(practitioner__affiliations__until__isnull=True) | Q(practitioner__affiliations__until__gt=day),
            practitioner__affiliations__agency_id=agency_id,
            practitioner__affiliations__since__lte=day,
        )

    def counts(self) -> Any:
        """Rows of scheme, grade and number of people."""
        return (
            self.order_by("scheme__code", "value")
            .values("scheme_id", "value")
            .annotate(people=Count("practitioner_id", distinct=True))
        )
