"""Reads of training events."""

from datetime import datetime
from typing import Any, Self

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Length, Substr
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

PAST_SHOWN = 12


class TrainingEventQuerySet(PageQuerySet):
    """Training events."""

    def to_come(self, now: datetime) -> Self:
        """Not over yet, the next first."""
        return self.filter(ends_at__gt=now).order_by("starts_at", "pk")

    def past(self, now: datetime) -> Self:
        """Over, the latest first."""
        return self.filter(ends_at__lte=now).order_by("-starts_at", "-pk")

    def with_series(self) -> Self:
        """Each with ``series_title``, so that a list needs no query per row."""
        steps = Page.steplen
        parent = Page.objects.filter(path=OuterRef("series_path")).values("title")[:1]
        return self.annotate(series_path=Substr("path", 1, Length("path") - steps)).annotate(
            series_title=Subquery(parent)
        )


TrainingEventManager = PageManager.from_queryset(TrainingEventQuerySet)


def split_events(events: TrainingEventQuerySet, now: datetime) -> dict[str, Any]:
    """What is to come and the latest of what is past, in two queries."""
    return {"to_come": list(events.to_come(now)), "past": list(events.past(now)[:PAST_SHOWN])}
