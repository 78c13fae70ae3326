"""Hits and facet counts of the database engine equal counting by hand, on random selections."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.models import Agency, StatusPeriod
from ratings.credit.models import Grade
from search.eligibility import Presence, StatusSpan, presence_on
from search.engine import FacetOption, SearchPage, get_engine
from search.params import FILTERS, SearchParams, Sort
from search.vocabulary import Vocabulary, load_vocabulary
from tests.factories.search import BRANDS, DAY, make_world


class Truth:
    """One agency by hand: its values per facet on any day, from model objects and not from documents."""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency
        periods = StatusPeriod.objects.filter(listing__agency=agency).select_related("listing")
        self.spans = [StatusSpan(one.since, one.pk, one.listing.register_id, one.status, one.until) for one in periods]
        fields = [row.field for row in agency.declared_fields.select_related("field__sector")]
        services = [row.service for row in agency.declared_services.select_related("service__parent")]
        country = agency.jurisdiction.code
        places = {country}
        if agency.province:
            places.add(f"{country}/{agency.province}")
            below = agency.district if agency.city == agency.province else agency.city
            places |= {f"{country}/{agency.province}/{below}"} if below else set()
        elif agency.city:
            places.add(f"{country}/{agency.city}")
        self.values = {
            "field": {str(one.number) for one in fields} | {one.sector.code for one in fields},
            "industry": {industry.code for one in fields for industry in one.industries.all()},
            "service": {one.code for one in services} | {one.parent.code for one in services if one.parent},
            "jurisdiction": {row.jurisdiction.code for row in agency.declared_jurisdictions.all()},
            "language": {row.language.code for row in agency.declared_languages.all()},
            "kind": {kind.code for kind in agency.kinds.all()},
            "size": {agency.size_class} - {""},
            "place": places,
        }
        self.grades = list(Grade.objects.filter(agency=agency))

    def on(self, facet: str, day) -> set[str]:
        if facet == "profile":
            return {self.agency.profile_tier(day).value}
        if facet == "grade":
            current = {one.value for one in self.grades if one.as_of <= day and (not one.until or day < one.until)}
            return current or {"none"}
        return self.values[facet]

    def shows(self, params: SearchParams) -> bool:
        presence = presence_on(self.spans, params.day)
        if params.query:
            return presence is not Presence.EXPIRED and params.query in self.agency.name_zh
        return presence is Presence.PRESENT

    def passes(self, params: SearchParams, leave_out: str = "") -> bool:
        return all(
            self.on(facet, params.day) & set(values)
            for facet, values in params.selections.items()
            if facet != leave_out
        )


@pytest.fixture
def world(db: None) -> tuple[list[Truth], Vocabulary]:
    agencies = make_world(70, seed=11)
    return [Truth(one) for one in agencies if not one.merged_into_id], load_vocabulary()


@st.composite
def _selections(draw: st.DrawFn, vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    chosen = {}
    for one in FILTERS:
        values = [term.value for root in vocabulary.terms[one.parameter] for term in root.walk()]
        if draw(st.integers(0, 3)) == 0:
            chosen[one.parameter] = tuple(draw(st.lists(st.sampled_from(values), min_size=1, max_size=4, unique=True)))
    return chosen


def _options(options: tuple[FacetOption, ...]) -> Iterator[FacetOption]:
    for option in options:
        yield option
        yield from _options(option.options)


@given(data=st.data())
def test_hits_and_counts_equal_brute_force(world: tuple[list[Truth], Vocabulary], data: st.DataObject):
    """OR inside a facet, AND across, a facet ignores its own selection, all values counted."""
    truths, vocabulary = world
    params = SearchParams(
        day=DAY + timedelta(days=data.draw(st.integers(-4, 30))),
        query=data.draw(st.sampled_from(["", "", "", *BRANDS, "北京", "知识产权", "没有这样的名字"])),
        selections=data.draw(_selections(vocabulary)),
        sort=data.draw(st.sampled_from(list(Sort))),
        size=200,
    )
    page = get_engine().search(params, vocabulary)
    expected = [one for one in truths if one.shows(params) and one.passes(params)]
    assert sorted(card.public_id for card in page.hits) == sorted(one.agency.public_id for one in expected)
    assert page.total == len(expected)
    _assert_counts(page, truths, params)


def _assert_counts(page: SearchPage, truths: list[Truth], params: SearchParams) -> None:
    for facet in page.facets:
        name = facet.filter.parameter
        counted: Counter[str] = Counter()
        for one in truths:
            if one.shows(params) and one.passes(params, leave_out=name):
                counted.update(one.on(name, params.day))
        shown = {option.value: option.count for option in _options(facet.options)}
        assert shown == {value: counted[value] for value in shown}
        assert set(counted) <= set(shown), f"{name} leaves out {set(counted) - set(shown)}"
        assert facet.selected == len(params.selections.get(name, ()))
