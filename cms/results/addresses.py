"""Addresses of one search: everything stands in the query string, in one order."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from search.params import FILTERS_BY_PARAMETER, SearchParams, Sort

#: How many agencies may stand side by side (D11).
MOST_COMPARED = 5


@dataclass(frozen=True, slots=True)
class State:
    """A search with what the page shows beside it: the agencies being compared and a facet shown whole."""

    params: SearchParams
    compared: tuple[str, ...] = ()
    unfolded: str = ""

    def pairs(self) -> list[tuple[str, str]]:
        """The canonical query string as pairs."""
        beside = [("compare", one) for one in self.compared]
        return [*self.params.pairs(), *beside, *([("all", self.unfolded)] if self.unfolded else [])]

    def url(self) -> str:
        return address(self.pairs())

    def at(self, params: SearchParams) -> "State":
        return replace(self, params=params)

    def without(self, parameter: str, value: str | None = None) -> str:
        return self.at(self.params.without(parameter, value)).url()

    def without_words(self) -> str:
        return self.at(replace(self.params, query="", page=1)).url()

    def without_compared(self, public_id: str | None = None) -> str:
        """Without one agency in the comparison, or without any."""
        left = tuple(one for one in self.compared if public_id is not None and one != public_id)
        return replace(self, compared=left).url()

    def cleared(self) -> str:
        """No filters; words, order and comparison stay."""
        return self.at(replace(self.params, selections={}, page=1)).url()

    def on_page(self, page: int) -> str:
        return self.at(replace(self.params, page=page)).url()

    def keeping(self, *leave_out: str) -> list[tuple[str, str]]:
        """Pairs a form must carry along that sets ``leave_out`` itself; the page starts anew."""
        return [pair for pair in self.pairs() if pair[0] not in {*leave_out, "page"}]

    @property
    def may_be_indexed(self) -> bool:
        """Search engines keep the list itself and one single filter, no combinations, orders or later pages."""
        chosen = [value for values in self.params.selections.values() for value in values]
        plain = not self.params.query and self.params.sort is Sort.MATCH and self.params.page == 1
        return plain and len(chosen) <= 1 and not self.compared and not self.unfolded


def address(pairs: Iterable[tuple[str, str]]) -> str:
    """The results page with this query string."""
    query = urlencode(list(pairs), safe="/")
    return reverse("agency-results") + (f"?{query}" if query else "")


def read_state(request: HttpRequest, params: SearchParams) -> State:
    """Read what stands beside the search; what is no identifier is left out."""
    compared = [one for value in request.GET.getlist("compare") for one in value.split(",")]
    kept = dict.fromkeys(one for one in compared if one.isalnum() and len(one) <= 16)
    unfolded = request.GET.get("all", "")
    return State(params, tuple(kept)[:MOST_COMPARED], unfolded if unfolded in FILTERS_BY_PARAMETER else "")


def is_canonical(request: HttpRequest, state: State) -> bool:
    """Whether the address is written the one way."""
    return [(name, value) for name, values in request.GET.lists() for value in values] == state.pairs()
