"""Agencies that serve a jurisdiction, from the directory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F

from directory.models import Agency, Jurisdiction
from search.eligibility import listable_agencies

SHOWN = 6


@dataclass(frozen=True)
class Serving:
    """How many serve it, and some of them by name; the list itself is the site's results."""

    count: int
    agencies: list[Agency]


def agencies_serving(jurisdiction: Jurisdiction, day: date) -> Serving:
    """D7: agencies that say they serve ``jurisdiction``, the verified ones first."""
    serving = listable_agencies(day).filter(declared_jurisdictions__jurisdiction=jurisdiction)
    shown = serving.select_related("jurisdiction").order_by(F("verified_until").desc(nulls_last=True), "name_en", "pk")[
        :SHOWN
    ]
    return Serving(count=serving.count(), agencies=list(shown))


def count_agencies_serving(jurisdictions: Sequence[int], day: date) -> dict[int, int]:
    """The same count for many jurisdictions in one query, by primary key."""
    rows = (
        listable_agencies(day)
        .filter(declared_jurisdictions__jurisdiction__in=jurisdictions)
        .values("declared_jurisdictions__jurisdiction")
        .annotate(agencies=Count("pk"))
        .order_by()
    )
    return {row["declared_jurisdictions__jurisdiction"]: row["agencies"] for row in rows}
