"""Reading and writing the query string of a search."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from search.params import FILTERS, SearchParams, Sort, read_params
from search.vocabulary import Vocabulary, load_vocabulary

DAY = date(2026, 11, 23)

pytestmark = pytest.mark.django_db


@pytest.fixture
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def read(query: str, vocabulary: Vocabulary) -> tuple[SearchParams, list[str]]:
    params, problems = read_params(QueryDict(query), vocabulary=vocabulary, day=DAY, language="zh-hans")
    return params, [problem.parameter for problem in problems]


def test_every_filter_has_its_values(vocabulary: Vocabulary):
    assert set(vocabulary.terms) == {one.parameter for one in FILTERS}
    empty = {facet for facet, terms in vocabulary.terms.items() if not terms}
    assert empty == {"place"}, "places come from documents, everything else from the taxonomies"
    fields = [term for root in vocabulary.terms["field"] for term in root.children]
    assert len(vocabulary.terms["field"]) == 5
    assert len(fields) == 35


def test_order_of_parameters_and_values_is_canonical(vocabulary: Vocabulary):
    params, problems = read("page=2&service=oa-response&sort=name&field=6&field=1&field=6&q=+a++b&x=y", vocabulary)
    assert problems == []
    assert params.query_string() == "?q=a+b&field=1&field=6&service=oa-response&sort=name&page=2"


def test_defaults_are_left_out(vocabulary: Vocabulary):
    assert read("q=&sort=match&page=1&field=", vocabulary)[0].query_string() == ""


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("field=99", "field"),
        ("grade=E", "grade"),
        ("sort=cheapest", "sort"),
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=٣", "page"),
        ("page=99999999999", "page"),
        ("q=" + "a" * 300, "q"),
        ("jurisdiction=%00", "jurisdiction"),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_else_lost(vocabulary: Vocabulary, query: str, parameter: str):
    params, problems = read(f"{query}&service=drafting", vocabulary)
    assert problems == [parameter]
    assert params.selections["service"] == ("drafting",)


def test_message_names_value_and_way_out(vocabulary: Vocabulary):
    _params, problems = read_params(QueryDict("field=99"), vocabulary=vocabulary, day=DAY, language="zh-hans")
    assert "99" in problems[0].message
    assert str(FILTERS[0].label) in problems[0].message


def test_without_takes_one_value_or_the_filter():
    params = SearchParams(day=DAY, selections={"field": ("1", "6"), "size": ("solo",)}, page=3)
    assert params.without("field", "1").selections == {"field": ("6",), "size": ("solo",)}
    assert params.without("field").selections == {"size": ("solo",)}
    assert params.without("size").page == 1


@given(data=st.data())
def test_writing_and_reading_agree(vocabulary: Vocabulary, data: st.DataObject):
    """Any state read from an address writes that address."""
    selections: dict[str, tuple[str, ...]] = {}
    for one in FILTERS:
        values = [term.value for root in vocabulary.terms[one.parameter] for term in root.walk()]
        if values and data.draw(st.sampled_from(["leave", "choose"])) == "choose":
            drawn = data.draw(st.lists(st.sampled_from(values), max_size=4, unique=True))
            chosen, _unknown = vocabulary.sift(one.parameter, drawn)
            if chosen:
                selections[one.parameter] = chosen
    typed = data.draw(st.text(max_size=40))
    params = SearchParams(
        day=DAY,
        query=" ".join(typed.replace("\x00", " ").split()),
        selections=selections,
        sort=data.draw(st.sampled_from(list(Sort))),
        page=data.draw(st.integers(1, 500)),
    )
    again, problems = read(params.query_string().removeprefix("?"), vocabulary)
    assert problems == []
    assert again == params
