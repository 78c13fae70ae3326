"""Which agencies a search may show on a day (D8), as predicate and as queryset.

A register's word on an agency is its latest status period that has begun. An agency is *gone* when no register
shows it alive (a period that is not final and has not ended) and at least one register's last word is final
(revoked or deregistered). It stays findable by name or code for five years after the latest such word. An
agency that merely left a register is not gone: nobody said so. One merged into another is never shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, Q, QuerySet

from directory.models import Agency, StatusPeriod
from directory.rosters.enums import FINAL_STATUSES

#: How long a deregistered agency stays findable by name (D8).
YEARS_FINDABLE = 5


class Presence(StrEnum):
    """Where an agency may be shown."""

    PRESENT = "present"
    GONE = "gone"  # only when its name or code was asked for
    EXPIRED = "expired"  # nowhere


@dataclass(frozen=True, slots=True, order=True)
class StatusSpan:
    """One status period; ``number`` orders two that begin on one day in one register."""

    since: date
    number: int
    register: int
    status: str
    until: date | None

    @property
    def is_final(self) -> bool:
        return self.status in FINAL_STATUSES

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


# ── The predicate ─────────────────────────────────────────────────────────────────────────────


def presence_on(spans: Iterable[StatusSpan], day: date) -> Presence:
    """The presence of an agency (not merged) with these status periods on ``day``."""
    begun = [span for span in spans if span.since <= day]
    if any(not span.is_final and span.holds_on(day) for span in begun):
        return Presence.PRESENT
    last_words = {span.register: span for span in sorted(begun)}
    ends = [span.since for span in last_words.values() if span.is_final]
    if not ends:
        return Presence.PRESENT
    return Presence.EXPIRED if max(ends) <= day - relativedelta(years=YEARS_FINDABLE) else Presence.GONE


def presence_windows(spans: Sequence[StatusSpan]) -> list[tuple[Presence, date, date | None]]:
    """The windows [from, until) in which the agency is not simply present, for documents."""
    points: set[date] = set()
    for span in spans:
        points.add(span.since)
        if span.until is not None:
            points.add(span.until)
        if span.is_final:
            expiry = span.since + relativedelta(years=YEARS_FINDABLE)
            points |= {expiry, expiry + timedelta(days=1)}  # 29 February has no anniversary
    windows: list[tuple[Presence, date, date | None]] = []
    ordered = sorted(points)
    for position, point in enumerate(ordered):
        presence = presence_on(spans, point)
        following = ordered[position + 1] if position + 1 < len(ordered) else None
        if windows and windows[-1][0] is presence and windows[-1][2] == point:
            windows[-1] = (presence, windows[-1][1], following)
        elif presence is not Presence.PRESENT:
            windows.append((presence, point, following))
    return windows


def is_findable(agency: Agency, day: date) -> bool:
    """Whether anything of the agency may be shown on ``day``, its own page included."""
    return findable_agencies(day).filter(pk=agency.pk).exists()


# ── The queryset ──────────────────────────────────────────────────────────────────────────────


def _periods(day: date) -> QuerySet[StatusPeriod]:
    return StatusPeriod.objects.filter(since__lte=day)


def _last_words(day: date) -> QuerySet[StatusPeriod]:
    """Final periods of the outer agency after which its register said nothing else up to ``day``."""
    later = _periods(day).filter(
        Q(since__gt=OuterRef("since")) | Q(since=OuterRef("since"), pk__gt=OuterRef("pk")),
        listing__agency=OuterRef("listing__agency"),
        listing__register=OuterRef("listing__register"),
    )
    return _periods(day).filter(~Exists(later), listing__agency=OuterRef("pk"), status__in=FINAL_STATUSES)


def _gone(day: date) -> Q:
    alive = (
        _periods(day)
        .filter(Q(until__isnull=True) | Q(until__gt=day), listing__agency=OuterRef("pk"))
        .exclude(status__in=FINAL_STATUSES)
    )
    return Q(Exists(_last_words(day))) & ~Q(Exists(alive))


def listable_agencies(day: date) -> QuerySet[Agency]:
    """Agencies that count and show without being asked for by name."""
    return Agency.objects.current().exclude(_gone(day))


def findable_agencies(day: date) -> QuerySet[Agency]:
    """Agencies that show when their name or code is asked for."""
    recent = _last_words(day).filter(since__gt=day - relativedelta(years=YEARS_FINDABLE))
    return Agency.objects.current().exclude(_gone(day) & ~Q(Exists(recent)))
