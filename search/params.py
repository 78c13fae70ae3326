"""What a search can be asked: one declared object per parameter, read from a query string and written back.

An order of parameters and of values is canonical, so that one state has one address.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Protocol
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.text import LONGEST_QUERY
from search.vocabulary import Vocabulary

#: Fewer than an engine could give: the page with its filters stays under its weight.
PAGE_SIZE = 12
#: Deeper pages are not served: nobody reads them, and a filter finds what stands there.
DEEPEST_PAGE = 150


class Sort(StrEnum):
    """Orders of results."""

    MATCH = "match"
    NAME = "name"
    NEWEST = "newest"


SORT_LABELS: dict[Sort, Promise] = {
    Sort.MATCH: gettext_lazy("Best match"),
    Sort.NAME: gettext_lazy("Name"),
    Sort.NEWEST: gettext_lazy("Most recently founded"),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """A facet: its parameter, which is also its name in documents, its label and how it is shown.

    Values of one filter are joined by OR, filters by AND; valid values stand in the vocabulary. ``open`` ones
    are shown unfolded; of ``long`` ones only values that lead somewhere, until all are asked for.
    """

    parameter: str
    label: Promise
    open: bool = False
    long: bool = False


FILTERS: tuple[Filter, ...] = (
    Filter("field", gettext_lazy("Technical field"), open=True),
    Filter("industry", gettext_lazy("Key industry")),
    Filter("service", gettext_lazy("Service"), open=True),
    Filter("jurisdiction", gettext_lazy("Jurisdiction served"), long=True),
    Filter("place", gettext_lazy("Registered place"), open=True, long=True),
    Filter("grade", gettext_lazy("Official grade"), open=True),
    Filter("profile", gettext_lazy("Profile tier")),
    Filter("kind", gettext_lazy("Kind of agency")),
    Filter("language", gettext_lazy("Working language"), long=True),
    Filter("size", gettext_lazy("Size")),
)
FILTERS_BY_PARAMETER = {one.parameter: one for one in FILTERS}


class QueryValues(Protocol):
    """A query string as Django reads it."""

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Problem:
    """A parameter that could not be used: which, what stood there, and the way out."""

    parameter: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class SearchParams:
    """One search. ``selections`` maps a filter's parameter to its chosen values, in canonical order."""

    day: date
    query: str = ""
    selections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = Sort.MATCH
    page: int = 1
    size: int = PAGE_SIZE
    language: str = "zh-hans"

    def without(self, parameter: str, value: str | None = None) -> "SearchParams":
        """Without one filter, or one of its values; from the first page."""
        kept = dict(self.selections)
        values = tuple(one for one in kept.pop(parameter, ()) if value is not None and one != value)
        if values:
            kept[parameter] = values
        return replace(self, selections=_in_order(kept), page=1)

    def choosing(self, parameter: str, values: Sequence[str]) -> "SearchParams":
        """With exactly these values of one filter; from the first page."""
        return replace(self, selections=_in_order({**self.selections, parameter: tuple(values)}), page=1)

    def pairs(self, *, leave_out: Iterable[str] = ()) -> list[tuple[str, str]]:
        """The canonical query string as pairs, defaults left out."""
        pairs = [("q", self.query)] if self.query else []
        for parameter, values in self.selections.items():
            pairs += [(parameter, value) for value in values]
        pairs += [("sort", self.sort.value)] if self.sort is not Sort.MATCH else []
        pairs += [("page", str(self.page))] if self.page > 1 else []
        omitted = set(leave_out)
        return [pair for pair in pairs if pair[0] not in omitted]

    def query_string(self) -> str:
        """The canonical query string, with its question mark, or nothing."""
        pairs = self.pairs()
        return "?" + urlencode(pairs, safe="/") if pairs else ""


def _in_order(selections: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {one.parameter: selections[one.parameter] for one in FILTERS if selections.get(one.parameter)}


def read_params(
    values: QueryValues, *, vocabulary: Vocabulary, day: date, language: str
) -> tuple[SearchParams, list[Problem]]:
    """Read a query string; what cannot be used is told and left out, the rest stays."""
    problems: list[Problem] = []
    selections: dict[str, tuple[str, ...]] = {}
    for one in FILTERS:
        chosen, unknown = vocabulary.sift(one.parameter, values.getlist(one.parameter))
        problems += [_unknown_value(one, value) for value in unknown]
        if chosen:
            selections[one.parameter] = chosen
    query = " ".join((values.getlist("q") or [""])[-1].replace("\x00", " ").split())
    if len(query) > LONGEST_QUERY:
        problems.append(Problem("q", query[:40] + "…", _too_long()))
        query = query[:LONGEST_QUERY]
    sort = _read_sort(values, problems)
    page = _read_page(values, problems)
    return (
        SearchParams(day=day, query=query, selections=selections, sort=sort, page=page, language=language),
        problems,
    )


def _unknown_value(one: Filter, value: str) -> Problem:
    message = _("“%(value)s” is no value of the filter “%(filter)s”. It was left out; choose one from the list.")
    shown = value[:60]
    return Problem(one.parameter, shown, message % {"value": shown, "filter": one.label})


def _too_long() -> str:
    message = _("The search words are longer than %(most)s characters. Only the beginning was used; write less.")
    return message % {"most": LONGEST_QUERY}


def _read_sort(values: QueryValues, problems: list[Problem]) -> Sort:
    written = (values.getlist("sort") or [Sort.MATCH])[-1]
    try:
        return Sort(written or Sort.MATCH)
    except ValueError:
        message = _("“%(value)s” is no order. Results stand by best match; choose an order from the list.")
        problems.append(Problem("sort", written[:60], message % {"value": written[:60]}))
        return Sort.MATCH


def _read_page(values: QueryValues, problems: list[Problem]) -> int:
    written = (values.getlist("page") or ["1"])[-1] or "1"
    if written.isascii() and written.isdigit() and len(written) < 10 and int(written) >= 1:
        return int(written)
    message = _("“%(value)s” is no page number. This is the first page; use the links below the list.")
    problems.append(Problem("page", written[:60], message % {"value": written[:60]}))
    return 1
