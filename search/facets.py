"""Which values of which facets an agency has, and from which day to which. Pure.

A value brings the values above it: field 6 its sector, 深圳市 its province and country. All of a facet's values
stand side by side, so that "any of these" is one test.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from search.cards import Card, CardGrade
from search.eligibility import StatusSpan, presence_windows
from search.vocabulary import PLACE_SEPARATOR, UNGRADED

#: Not a filter: windows in which an agency is not simply present (``search.eligibility``).
PRESENCE = "presence"
#: Facets whose values begin and end on a day.
DATED_FACETS = frozenset({PRESENCE, "profile", "grade"})

Key = tuple[str, str]
"""A facet and one of its values."""


@dataclass(frozen=True, slots=True)
class Window:
    """A facet's value between two days: [since, until), open where ``None``."""

    key: Key
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Trees:
    """What stands above a value: sectors and industries of fields, groups of services."""

    sectors: Mapping[int, str]
    industries: Mapping[int, Sequence[str]]
    groups: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Capability:
    """Declared codes of one agency."""

    fields: Sequence[int] = ()
    services: Sequence[str] = ()
    jurisdictions: Sequence[str] = ()
    languages: Sequence[str] = ()
    size: str = ""


def lasting_values(card: Card, capability: Capability, trees: Trees) -> list[Key]:
    """The values that hold on any day."""
    keys: list[Key] = []
    for number in capability.fields:
        keys += [("field", str(number)), ("field", trees.sectors[number])]
        keys += [("industry", code) for code in trees.industries.get(number, ())]
    for code in capability.services:
        keys += [("service", code), *(("service", group) for group in trees.groups.get(code, ()))]
    keys += [("jurisdiction", code) for code in capability.jurisdictions]
    keys += [("language", code) for code in capability.languages]
    keys += [("kind", code) for code in card.kinds]
    keys += [("size", capability.size)] if capability.size else []
    keys += [("place", value) for value in place_values(card)]
    return sorted(set(keys))


def place_values(card: Card) -> list[str]:
    """CN, CN/广东省, CN/广东省/深圳市; a municipality is its own city and has districts below it."""
    city = "" if card.city == card.province else card.city
    lowest = card.district if card.province and not city else ""
    parts = [part.replace(PLACE_SEPARATOR, "／") for part in (card.province, city, lowest) if part]
    values = [card.country]
    for part in parts:
        values.append(values[-1] + PLACE_SEPARATOR + part)
    return values


def dated_values(card: Card, spans: Sequence[StatusSpan]) -> list[Window]:
    """The values that begin or end on a day: profile tier, official grade, presence."""
    return [
        *tier_windows(card),
        *grade_windows(card.grades),
        *(Window((PRESENCE, presence.value), since, until) for presence, since, until in presence_windows(spans)),
    ]


def tier_windows(card: Card) -> list[Window]:
    """D6 over time; the days of verification and evaluation are the last valid ones."""
    points = {day + timedelta(days=1) for day in (card.verified_until, card.evaluated_until) if day is not None}
    return _join(
        (("profile", card.tier_on(since or date.min).value), since, until) for since, until in _between(points)
    )


def grade_windows(grades: Sequence[CardGrade]) -> list[Window]:
    """Each grade's window, and "not graded" where there is none."""
    points = {day for grade in grades for day in (grade.as_of, grade.until) if day is not None}
    found: list[tuple[Key, date | None, date | None]] = []
    for since, until in _between(points):
        values = {grade.value for grade in grades if since is not None and grade.holds_on(since)} or {UNGRADED}
        found += [(("grade", value), since, until) for value in values]
    return _join(found)


def _between(points: Iterable[date]) -> list[tuple[date | None, date | None]]:
    """The windows that ``points`` cut time into."""
    ordered = sorted(points)
    return list(zip([None, *ordered], [*ordered, None], strict=True))


def _join(found: Iterable[tuple[Key, date | None, date | None]]) -> list[Window]:
    """Windows of one key that touch become one."""
    windows: dict[Key, list[Window]] = {}
    for key, since, until in found:
        row = windows.setdefault(key, [])
        if row and row[-1].until is not None and row[-1].until == since:
            row[-1] = Window(key, row[-1].since, until)
        else:
            row.append(Window(key, since, until))
    return [window for row in windows.values() for window in row]
