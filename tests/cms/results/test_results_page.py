"""The results page: one address per state, nothing lost on errors, usable without scripts."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from directory.models import Agency
from ratings.credit.models import Grade
from search.engine import FacetOption, SearchPage, get_engine
from tests.factories.directory import AgencyFactory, ListingFactory, PractitionerFactory
from tests.factories.search import declare, grade_scheme, indexed, make_world

pytestmark = pytest.mark.django_db


def page(client: Client, address: str, **headers: str) -> Any:
    response = client.get(address, headers=headers)
    assert response.status_code == 200, response.headers.get("Location")
    return BeautifulSoup(response.content, "html.parser")


def names(soup: Any) -> list[str]:
    return [link.get_text(strip=True) for link in soup.select(".card__name a")]


def box(soup: Any, name: str, value: str) -> Any:
    return soup.select_one(f'#facets input[name="{name}"][value="{value}"]')


def count_beside(soup: Any, name: str, value: str) -> str:
    return box(soup, name, value).find_parent("label").select_one("small").get_text()


@pytest.fixture
def agencies() -> dict[str, Agency]:
    made = {
        "beam": AgencyFactory(
            name_zh="北京衡岚知识产权代理有限公司",
            name_en="Unibeam IP",
            province="北京市",
            city="北京市",
            registered_on=date(2003, 5, 1),
            claimed=True,
        ),
        "ink": AgencyFactory(name_zh="上海墨砚律师事务所", province="上海市", city="上海市", kinds=["law-firm"]),
        "abroad": AgencyFactory(foreign=True, name_en="Isar Patent"),
    }
    declare(made["beam"], fields=[6, 4], services=["drafting"], jurisdictions=["US"], languages=["en"])
    declare(made["ink"], fields=[6], services=["litigation"])
    PractitionerFactory(agency=made["beam"])
    PractitionerFactory(agency=made["beam"])
    Grade.objects.create(scheme=grade_scheme(), agency=made["beam"], value="A", as_of=date(2026, 3, 31))
    indexed()
    return made


def test_everything_in_both_languages(client: Client, agencies: dict[str, Agency]):
    soup = page(client, "/agencies/")
    assert soup.html["lang"] == "zh-Hans"
    assert len(names(soup)) == 3
    assert "北京衡岚知识产权代理有限公司" in names(soup)
    soup = page(client, "/en/agencies/")
    assert soup.html["lang"] == "en"
    assert set(names(soup)) == {"Unibeam IP", agencies["ink"].name_en, "Isar Patent"}
    assert "3 agencies" in soup.select_one(".results__sort").get_text()
    alternative = soup.find(string="北京衡岚知识产权代理有限公司").parent
    assert alternative["lang"] == "zh-Hans"


def test_card_says_what_is_known_and_what_is_not_published(client: Client, agencies: dict[str, Agency]):
    soup = page(client, "/en/agencies/?q=unibeam")
    card = soup.select_one(".card").get_text(" ", strip=True)
    for words in ("Claimed", "Patent agency", "since 2003", "2 practitioners", f"as of {timezone.localdate()}"):
        assert words in card
    truths = [" ".join(one.get_text(" ", strip=True).split()) for one in soup.select(".card__truths div")]
    assert truths == ["Official credit A 2026-03", "Association nothing yet", "Clients nothing yet"]
    assert soup.select_one(".card__name a")["href"] == f"/en/agencies/{agencies['beam'].public_id}/"


def test_filters_count_and_ignore_their_own_selection(client: Client, agencies: dict[str, Agency]):
    soup = page(client, "/agencies/?field=4")
    assert names(soup) == ["北京衡岚知识产权代理有限公司"]
    assert box(soup, "field", "4").has_attr("checked")
    assert count_beside(soup, "field", "6") == "2"
    assert count_beside(soup, "service", "drafting") == "1"
    assert box(soup, "service", "litigation").has_attr("disabled")
    assert count_beside(soup, "service", "litigation") == "0"
    assert not box(soup, "field", "1").has_attr("checked")


def test_chosen_filters_are_tags_that_lead_without_them(client: Client, agencies: dict[str, Agency]):
    soup = page(client, "/agencies/?q=衡岚&field=4&field=6&place=CN")
    tags = [(tag.get_text(" ", strip=True), tag["href"]) for tag in soup.select(".results__bar .tag")]
    assert len(tags) == 3
    assert tags[0][1] == "/agencies/?q=%E8%A1%A1%E5%B2%9A&field=6&place=CN"
    assert soup.select_one(".results__bar .button")["href"] == "/agencies/?q=%E8%A1%A1%E5%B2%9A"


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/agencies/?q=", "/agencies/"),
        ("/agencies/?sort=match&page=1", "/agencies/"),
        ("/agencies/?service=drafting&field=6", "/agencies/?field=6&service=drafting"),
        ("/agencies/?field=6&field=4&field=6", "/agencies/?field=4&field=6"),
        ("/agencies/?utm_source=x&field=6", "/agencies/?field=6"),
        ("/en/agencies/?place=CN&field=6", "/en/agencies/?field=6&place=CN"),
    ],
)
def test_one_state_has_one_address(client: Client, agencies: dict[str, Agency], asked: str, canonical: str):
    response = client.get(asked)
    assert (response.status_code, response.headers["Location"]) == (302, canonical)
    assert client.get(canonical).status_code == 200


@pytest.mark.parametrize(
    ("address", "robots"),
    [
        ("/agencies/", "index, follow"),
        ("/agencies/?field=6", "index, follow"),
        ("/agencies/?field=4&field=6", "noindex, follow"),
        ("/agencies/?q=衡岚", "noindex, follow"),
        ("/agencies/?sort=name", "noindex, follow"),
    ],
)
def test_search_engines_keep_single_filters_only(
    client: Client, agencies: dict[str, Agency], address: str, robots: str
):
    soup = page(client, address)
    assert soup.select_one('meta[name="robots"]')["content"] == robots
    assert len(soup.select('link[rel="canonical"]')) == 1
    assert bool(soup.select('link[rel="alternate"]')) == (robots == "index, follow")


def test_canonical_link_leaves_order_and_page_out(client: Client):
    make_world(45, seed=2)
    soup = page(client, "/agencies/?sort=name&page=2")
    assert soup.select_one('link[rel="canonical"]')["href"] == "http://testserver/agencies/"
    assert soup.select_one('.pagination [aria-current="page"]').get_text(strip=True).endswith("2")
    assert soup.select_one('.pagination a[rel="prev"]')["href"] == "/agencies/?sort=name"


def test_what_cannot_be_used_is_named_and_the_rest_kept(client: Client, agencies: dict[str, Agency]):
    soup = page(client, "/en/agencies/?field=4&field=99&sort=cheap&page=x&q=unibeam")
    message = soup.select_one('.notice[role="alert"]').get_text(" ", strip=True)
    for words in ("field", "“99”", "Technical field", "sort", "“cheap”", "page", "“x”"):
        assert words in message
    assert names(soup) == ["Unibeam IP"]
    assert soup.select_one("#q")["value"] == "unibeam"


def test_a_page_behind_the_last_shows_the_last(client: Client, agencies: dict[str, Agency]):
    soup = page(client, "/en/agencies/?page=7")
    assert "There is no page 7" in soup.select_one('.notice[role="alert"]').get_text()
    assert len(names(soup)) == 3


def test_empty_list_says_which_single_filter_to_take_away(client: Client, agencies: dict[str, Agency]):
    soup = page(client, "/en/agencies/?field=4&service=litigation")
    empty = soup.select_one(".empty")
    ways = [(link.get_text(strip=True), link["href"]) for link in empty.select("li a")]
    assert ("Without Technical field: Digital communication", "/en/agencies/?service=litigation") in ways
    assert ("Without Service: Infringement litigation", "/en/agencies/?field=4") in ways or len(ways) == 2
    assert [one.get_text(strip=True) for one in empty.select("li .quiet")] == ["1 agency", "1 agency"]
    assert "0 agencies" in soup.select_one(".results__sort").get_text()


def test_empty_list_of_words(client: Client, agencies: dict[str, Agency]):
    soup = page(client, "/en/agencies/?q=zzzz")
    assert "Nothing is called “zzzz”" in soup.select_one(".empty").get_text()
    assert soup.select_one(".empty li a")["href"] == "/en/agencies/"


def test_status_is_marked_and_the_gone_show_by_name_only(client: Client, agencies: dict[str, Agency]):
    """D8."""
    today = timezone.localdate()
    ListingFactory(agency=agencies["ink"], status="suspended", since=today - timedelta(days=10))
    ListingFactory(agency=agencies["beam"], status="deregistered", since=today - timedelta(days=10))
    indexed()
    soup = page(client, "/en/agencies/")
    assert "Unibeam IP" not in names(soup)
    assert [mark.get_text() for mark in soup.select(".mark--solid")] == ["Suspended"]
    soup = page(client, "/en/agencies/?q=unibeam")
    assert [mark.get_text() for mark in soup.select(".mark--solid")] == ["Deregistered"]


def test_htmx_gets_the_changed_part_only(client: Client, agencies: dict[str, Agency]):
    headers = {"HX-Request": "true", "HX-Trigger": "facet-language"}
    response = client.get("/agencies/?language=en&q=", headers=headers)
    assert response.status_code == 200
    assert response.headers["HX-Push-Url"] == "/agencies/?language=en"
    assert "HX-Request" in response.headers["Vary"]
    soup: Any = BeautifulSoup(response.content, "html.parser")
    assert soup.html is None
    assert len(soup.select("#found")) == 1
    status = soup.select_one("#found-status")
    assert status["role"] == "status"
    assert "1" in status.get_text()
    assert soup.select_one("#facet-language").has_attr("open")
    assert "HX-Request" in client.get("/agencies/").headers["Vary"]


def test_history_gets_the_whole_page(client: Client, agencies: dict[str, Agency]):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert BeautifulSoup(client.get("/agencies/", headers=headers).content, "html.parser").html is not None


def test_status_region_stands_outside_what_is_swapped(client: Client, agencies: dict[str, Agency]):
    soup = page(client, "/agencies/")
    assert soup.select_one("#found-status").find_parent(id="found") is None
    boxes = [one["id"] for one in soup.select("#facets input[type=checkbox]")]
    assert len(boxes) == len(set(boxes)), "htmx keeps focus by id"


def test_comparison_is_part_of_the_address(client: Client, agencies: dict[str, Agency]):
    chosen = [agencies["beam"].public_id, agencies["abroad"].public_id]
    soup = page(client, f"/en/agencies/?field=6&compare={chosen[0]}&compare={chosen[1]}")
    tray = soup.select_one("#compare")
    assert [tag.get_text(" ", strip=True) for tag in tray.select(".tag")] == [
        "Remove from the comparison: Unibeam IP",
        "Remove from the comparison: Isar Patent",
    ]
    assert tray.select_one('input[type="hidden"][name="compare"]')["value"] == chosen[1], "not on this page"
    assert soup.select_one(f'.card input[value="{chosen[0]}"]').has_attr("checked")
    assert soup.select_one(f'.card input[value="{chosen[0]}"]')["form"] == "compare"
    assert tray.select_one(".tag")["href"] == f"/en/agencies/?field=6&compare={chosen[1]}"


def test_degraded_answers_hide_counts_and_say_so(client: Client, agencies: dict[str, Agency], monkeypatch):
    """The fallback of a paused engine: a banner, hits, no counts, never "no results"."""

    class Degraded:
        def search(self, *given: Any) -> SearchPage:
            found = get_engine().search(*given)
            facets = tuple(replace(one, options=_uncounted(one.options)) for one in found.facets)
            return replace(found, counts_hidden=True, facets=facets)

    monkeypatch.setattr("cms.results.views.get_engine", Degraded)
    soup = page(client, "/en/agencies/")
    assert "The search engine is paused" in soup.select_one(".notice--band").get_text()
    assert soup.select(".facet__count, .facet li small") == []
    assert len(names(soup)) == 3
    assert "Counts are hidden" in soup.select_one(".results__sort").get_text()


def _uncounted(options: tuple[FacetOption, ...]) -> tuple[FacetOption, ...]:
    return tuple(replace(one, count=None, options=_uncounted(one.options)) for one in options)


@pytest.mark.parametrize("address", ["/agencies/", "/agencies/?q=知识产权&profile=claimed"])
def test_number_of_queries_does_not_grow(client: Client, django_assert_max_num_queries, address: str):
    make_world(15, seed=5)
    with django_assert_max_num_queries(26):
        few = len(names(page(client, address)))
    make_world(60, seed=6)
    with django_assert_max_num_queries(26):
        many = len(names(page(client, address)))
    assert many > few


def test_suggestions_are_links(client: Client, agencies: dict[str, Agency]):
    soup = page(client, "/suggestions/?q=衡岚")
    assert "北京衡岚知识产权代理有限公司" in soup.get_text()
    soup = page(client, "/en/suggestions/?q=germ")
    assert soup.select_one('a[href="/en/agencies/?jurisdiction=DE"]') is not None
