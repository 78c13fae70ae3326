"""The database engine: names in every spelling, order, deregistered agencies, ways out, queries."""

from datetime import date, timedelta

import pytest

from directory.models import Agency, AgencyName, Identifier
from ratings.credit.models import Grade
from search.engine import SearchPage, get_engine
from search.params import SearchParams, Sort
from search.vocabulary import load_vocabulary
from tests.factories.directory import AgencyFactory, AgencyNameFactory, ListingFactory
from tests.factories.search import DAY, declare, grade_scheme, indexed, make_world

pytestmark = pytest.mark.django_db


def search(query: str = "", *, day: date = DAY, **given) -> SearchPage:
    return get_engine().search(SearchParams(day=day, query=query, **given), load_vocabulary())


def names(page: SearchPage) -> list[str]:
    return [card.name_zh or card.name_en for card in page.hits]


@pytest.fixture
def named() -> dict[str, Agency]:
    agencies = {
        "jijia": AgencyFactory(name_zh="北京衡嵐知識產權代理有限公司", name_en="Unibeam Patent & Law"),
        "prefix": AgencyFactory(name_zh="衡岚诚专利代理事务所（普通合伙）", name_en="Honest Range IP"),
        "shanghai": AgencyFactory(name_zh="上海衡岚知识产权代理有限公司", name_en="Shanghai Range"),
        "inside": AgencyFactory(name_zh="广州南衡岚北专利商标事务所", name_en=""),
        "foreign": AgencyFactory(foreign=True, name_en="Müller & Söhne Patentanwälte mbB"),
        "chongqing": AgencyFactory(name_zh="重庆长河知识产权代理有限公司", name_en="Long March IP"),
    }
    AgencyNameFactory(agency=agencies["prefix"], text="京华专利事务所", kind="former", until=date(2015, 1, 1))
    AgencyNameFactory(agency=agencies["chongqing"], text="长河", kind="short")
    Identifier.objects.create(agency=agencies["inside"], scheme="cnipa", value="11227")
    Identifier.objects.create(agency=agencies["jijia"], scheme="uscc", value="91110108MA01ABCD0X")
    indexed()
    return agencies


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("衡岚", {"jijia", "prefix", "shanghai", "inside"}),
        ("衡嵐", {"jijia", "prefix", "shanghai", "inside"}),
        ("北京衡岚知识产权代理有限公司", {"jijia", "shanghai"}),
        ("henglan", {"jijia", "prefix", "shanghai"}),
        ("HENGLAN", {"jijia", "prefix", "shanghai"}),
        ("hl", {"jijia", "prefix", "shanghai"}),
        ("北京 henglan", {"jijia"}),
        ("上海衡岚", {"shanghai", "jijia"}),
        ("京华", {"prefix"}),
        ("11227", {"inside"}),
        ("91110108ma01abcd0x", {"jijia"}),
        ("muller", {"foreign"}),
        ("Müller Söhne", {"foreign"}),
        ("ＵＮＩＢＥＡＭ", {"jijia"}),
        ("unibeam law firm", {"jijia"}),
        ("chongqing", {"chongqing"}),
        ("chang he", {"chongqing"}),
        ("长河", {"chongqing"}),
        ("河 重庆", {"chongqing"}),
        ("没有这样的名字", set()),
        ("zzzz", set()),
        ("%", set()),
        ("_", set()),
        ("'; DROP TABLE", set()),
    ],
)
def test_names_are_found_in_every_spelling(named: dict[str, Agency], typed: str, found: set[str]):
    assert {card.public_id for card in search(typed).hits} == {named[key].public_id for key in found}


def test_exact_before_brand_before_beginning_before_inside(named: dict[str, Agency]):
    order = [card.public_id for card in search("衡岚").hits]
    assert set(order[:2]) == {named["jijia"].public_id, named["shanghai"].public_id}
    assert order[2:] == [named["prefix"].public_id, named["inside"].public_id]
    assert search("上海衡岚").hits[0].public_id == named["shanghai"].public_id
    assert search("北京衡岚知识产权代理有限公司").hits[0].public_id == named["jijia"].public_id


def test_a_code_goes_first():
    coded = AgencyFactory(name_zh="某某专利代理")
    Identifier.objects.create(agency=coded, scheme="cnipa", value="11001")
    AgencyFactory(name_zh="", name_en="11001 Partners")
    indexed()
    page = search("11001")
    assert page.total == 2
    assert page.hits[0].public_id == coded.public_id


def test_deregistered_show_only_when_asked_for_by_name_for_five_years():
    """D8."""
    gone = AgencyFactory(name_zh="北京往昔知识产权代理有限公司")
    ListingFactory(agency=gone, status="deregistered", since=DAY - timedelta(days=400))
    AgencyFactory(name_zh="北京今朝知识产权代理有限公司")
    indexed()
    everything = search()
    assert names(everything) == ["北京今朝知识产权代理有限公司"]
    place = next(facet for facet in everything.facets if facet.filter.parameter == "place")
    assert place.options[0].count == 1
    asked = search("往昔")
    assert names(asked) == ["北京往昔知识产权代理有限公司"]
    assert [mark.kind for mark in asked.hits[0].marks_on(DAY)] == ["deregistered"]
    assert names(search("往昔", day=DAY - timedelta(days=400) + timedelta(days=5 * 366))) == []
    assert names(search(day=DAY - timedelta(days=401)))[-1:] != []


def test_merged_agencies_are_never_found(named: dict[str, Agency]):
    lost = named["shanghai"]
    lost.merged_into = named["jijia"]
    lost.save()
    indexed()
    assert lost.public_id not in {card.public_id for card in search("衡岚").hits}


def test_profile_tier_ends_by_itself_at_midnight():
    """D6: the last valid day counts, the next one does not."""
    agency = AgencyFactory(claimed=True)
    agency.verified_until = DAY
    agency.save()
    indexed()
    verified = {"profile": ("verified",)}
    assert search(selections=verified).total == 1
    assert search(selections=verified, day=DAY + timedelta(days=1)).total == 0
    assert search(selections={"profile": ("claimed",)}, day=DAY + timedelta(days=1)).total == 1


def test_official_grade_of_the_day():
    """G1: the grade in force, several schemes beside each other."""
    agency = AgencyFactory()
    Grade.objects.create(scheme=grade_scheme(), agency=agency, value="A", as_of=date(2025, 1, 1), until=DAY)
    Grade.objects.create(scheme=grade_scheme(), agency=agency, value="B", as_of=DAY)
    indexed()
    assert search(selections={"grade": ("B",)}).total == 1
    assert search(selections={"grade": ("A",)}).total == 0
    assert search(selections={"grade": ("A",)}, day=DAY - timedelta(days=1)).total == 1
    assert search(selections={"grade": ("none",)}, day=date(2024, 12, 31)).total == 1


def test_orders_are_stable_and_pages_do_not_overlap():
    make_world(45, seed=3)
    for sort in Sort:
        whole = [card.public_id for card in search(sort=sort, size=100).hits]
        pages = [card.public_id for page in range(1, 6) for card in search(sort=sort, size=10, page=page).hits]
        assert pages[: len(whole)] == whole
        assert len(set(whole)) == len(whole)
    dates = [card.registered_on for card in search(sort=Sort.NEWEST, size=100).hits]
    known = [day for day in dates if day]
    assert known == sorted(known, reverse=True)
    assert dates[len(known) :] == [None] * (len(dates) - len(known))


def test_order_by_name_follows_the_reader():
    AgencyFactory(name_zh="北京知识产权代理", name_en="Zulu")
    AgencyFactory(name_zh="中山知识产权代理", name_en="Alpha")
    indexed()
    assert names(search(sort=Sort.NAME)) == ["北京知识产权代理", "中山知识产权代理"]
    assert names(search(sort=Sort.NAME, language="en")) == ["中山知识产权代理", "北京知识产权代理"]


def test_ways_out_of_an_empty_list():
    declare(AgencyFactory(), fields=[6], services=["drafting"])
    declare(AgencyFactory(), fields=[6], services=["oa-response"])
    indexed()
    page = search(selections={"field": ("6",), "service": ("valuation",), "size": ("solo",)})
    assert page.total == 0
    assert page.remedies == ()
    page = search(selections={"field": ("6",), "service": ("valuation",)})
    assert [(one.parameter, one.total) for one in page.remedies] == [("service", 2)]
    page = search("没有", selections={"field": ("6",)})
    assert [(one.parameter, one.values, one.total) for one in page.remedies] == [("q", ("没有",), 2)]


def test_deep_pages_are_capped(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("search.engines.database.DEEPEST_PAGE", 5)
    make_world(20, seed=4)
    page = search(size=1, page=9)
    assert page.total > 5
    assert (page.page, page.page_count, page.is_capped) == (5, 5, True)
    assert len(page.hits) == 1


@pytest.mark.parametrize("query", ["", "岚"])
def test_number_of_queries_does_not_grow(django_assert_max_num_queries, query: str):
    """Constant in rows: with twenty agencies as with sixty; the first search after a write reads the matrix."""
    make_world(20, seed=5)
    vocabulary = load_vocabulary()
    params = SearchParams(day=DAY, query=query, selections={"profile": ("claimed",)})
    with django_assert_max_num_queries(7):
        few = get_engine().search(params, vocabulary)
    make_world(60, seed=6)
    with django_assert_max_num_queries(7):
        many = get_engine().search(params, vocabulary)
    assert many.total > few.total
    with django_assert_max_num_queries(3):
        get_engine().search(params, vocabulary)


def test_nothing_indexed_finds_nothing():
    assert search().total == 0
    assert search("岚").total == 0


def test_suggestions_name_agencies_and_values(named: dict[str, Agency]):
    vocabulary = load_vocabulary()
    suggest = get_engine().suggest
    found = suggest("衡岚", vocabulary=vocabulary, day=DAY, language="zh-hans", most=10)
    assert {one.label for one in found} >= {"上海衡岚知识产权代理有限公司"}
    found = suggest("德国", vocabulary=vocabulary, day=DAY, language="en", most=10)
    assert ("jurisdiction", "DE", "Germany") in {(one.parameter, one.value, one.label) for one in found}
    assert suggest("  ", vocabulary=vocabulary, day=DAY, language="en", most=10) == []
    assert AgencyName.objects.exists()
