"""Facets as the page shows them: which values stand open, which wait behind "show all"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cms.results.addresses import State
from search.engine import Facet, FacetOption

#: Values of a long facet shown before "show all".
MOST_ROOTS = 8
MOST_BELOW = 31
#: The country whose provinces stand ready; others show their cities once chosen.
HOME = "CN"


@dataclass(frozen=True, slots=True)
class ShownOption:
    """One check box, or a branch that holds more of them."""

    value: str
    label: str
    count: int | None
    selected: bool
    disabled: bool
    open: bool
    key: str
    children: tuple["ShownOption", ...]


@dataclass(frozen=True, slots=True)
class ShownFacet:
    """One group. ``more`` is the address that shows all its values."""

    name: str
    title: str
    options: tuple[ShownOption, ...]
    open: bool
    selected: int
    more: str
    total: int


def show_facets(facets: Sequence[Facet], state: State, *, touched: str = "") -> list[ShownFacet]:
    """All groups; ``touched`` is the one the reader is just using, which stays open."""
    return [_show(facet, state, touched) for facet in facets]


def _show(facet: Facet, state: State, touched: str) -> ShownFacet:
    name, is_long = facet.filter.parameter, facet.filter.long
    folded = is_long and state.unfolded != name
    options = _by_count(facet.options) if is_long else facet.options
    shown = _front(options, MOST_ROOTS) if folded else options
    return ShownFacet(
        name=name,
        title=str(facet.filter.label),
        options=tuple(_option(option, name, str(place), folded=folded) for place, option in enumerate(shown)),
        open=facet.filter.open or bool(facet.selected) or name in {touched, state.unfolded},
        selected=facet.selected,
        more=replace(state, unfolded=name).url() if folded else "",
        total=sum(1 for _ in _walk(facet.options)),
    )


def _option(option: FacetOption, name: str, place: str, *, folded: bool) -> ShownOption:
    below = option.options
    if folded:
        below = _front(_by_count(below), MOST_BELOW) if option.is_touched or option.value == HOME else ()
    return ShownOption(
        value=option.value,
        label=option.label,
        count=option.count,
        selected=option.selected,
        disabled=option.leads_nowhere,
        open=option.is_touched,
        key=f"f-{name}-{place}",
        children=tuple(_option(one, name, f"{place}-{position}", folded=folded) for position, one in enumerate(below)),
    )


def _by_count(options: Sequence[FacetOption]) -> tuple[FacetOption, ...]:
    return tuple(sorted(options, key=lambda one: -(one.count or 0)))


def _front(options: Sequence[FacetOption], most: int) -> tuple[FacetOption, ...]:
    """Those that lead somewhere, as many as fit, and the chosen ones always."""
    leading = [one for one in options if one.count != 0][:most]
    return tuple(one for one in options if one in leading or one.is_touched)


def _walk(options: Sequence[FacetOption]) -> list[FacetOption]:
    return [found for option in options for found in (option, *_walk(option.options))]
