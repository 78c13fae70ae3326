"""Public pages: both languages, links between them, sound markup, constant queries, no scripts needed."""

import re
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, Page

from cms.models import CountryGuideIndexPage, CountryGuidePage, HomePage, NoticeIndexPage, NoticePage
from cms.pages.querysets import host_page
from cms.pages.seeding.parts import paragraph, stream
from directory.models import Jurisdiction
from tests.cms.markup import check_html

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted")]

PATHS = (
    "/",
    "/about/",
    "/method/",
    "/how-matching-works/",
    "/privacy/",
    "/accessibility/",
    "/notices/",
    "/notices/directory-opens/",
    "/guides/",
    "/guides/germany/",
    "/training/",
    "/training/lectures/",
    "/training/lectures/lecture-18/",
    "/training/filing-abroad/japan-translation/",
)
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="http://testserver([^"]+)">')


def alternates(html: str) -> dict[str, str]:
    return dict(ALTERNATE.findall(html))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("prefix", "language"), [("", "zh-Hans"), ("/en", "en")])
def test_every_page_is_sound_in_both_languages(client: Client, path: str, prefix: str, language: str) -> None:
    response = client.get(prefix + path)
    html = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}">' in html
    check_html(html)
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert re.search(r'<meta name="description" content="[^"]{8,}"', html)
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", html)]
    assert all(below - above <= 1 for above, below in pairwise(levels)), levels


@pytest.mark.parametrize("path", PATHS)
def test_language_links_lead_there_and_back(client: Client, path: str) -> None:
    """T1: reciprocal hreflang; the switch keeps the place."""
    chinese = alternates(client.get(path).content.decode())
    assert chinese == {"zh-Hans": path, "en": f"/en{path}", "x-default": path}
    html = client.get(chinese["en"]).content.decode()
    assert alternates(html) == chinese
    assert f'<a href="{path}" lang="zh-Hans" hreflang="zh-Hans">' in html
    assert f'<link rel="canonical" href="http://testserver/en{path}">' in html


def test_a_page_without_its_translation_names_no_other_language(client: Client) -> None:
    english = Page.objects.get(slug="about", locale__language_code="en")
    english.unpublish()
    html = client.get("/about/").content.decode()
    assert alternates(html) == {}
    assert client.get("/en/about/").status_code == 404


def test_the_other_prefix_never_serves_a_page_in_the_wrong_language(client: Client) -> None:
    HomePage.objects.filter(locale__language_code="en").update(live=False)
    response = client.get("/en/")
    assert response.status_code == 302
    assert response["Location"] == "/"


@pytest.mark.parametrize("path", PATHS)
def test_pages_need_no_script_and_stay_light(client: Client, path: str) -> None:
    html = client.get(path).content.decode()
    scripts = re.findall(r"<script([^>]*)>", html)
    assert all('type="application/ld+json"' in script for script in scripts)
    assert len(html.encode()) < 40_000


def test_pages_send_a_strict_policy(client: Client) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy


@pytest.mark.parametrize("path", ["/", "/guides/", "/notices/", "/training/", "/training/lectures/"])
def test_queries_do_not_grow_with_rows(client: Client, django_assert_max_num_queries: Any, path: str) -> None:
    client.get(path)
    with django_assert_max_num_queries(40) as few:
        client.get(path)
    _add_rows()
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(path)


def _add_rows() -> None:
    chinese = Locale.objects.get(language_code="zh-hans")
    notices = NoticeIndexPage.objects.get(locale=chinese)
    guides = CountryGuideIndexPage.objects.get(locale=chinese)
    for number in range(6):
        notices.add_child(instance=NoticePage(title=f"公告 {number}", slug=f"more-{number}", locale=chinese))
    for jurisdiction in Jurisdiction.objects.filter(code__in=["IT", "ES", "KR", "SG"]):
        guides.add_child(
            instance=CountryGuidePage(
                title=jurisdiction.name_zh,
                slug=jurisdiction.code.lower(),
                locale=chinese,
                jurisdiction=jurisdiction,
                reviewed_on="2026-11-23",
            )
        )


def test_long_lists_of_notices_are_paged(client: Client) -> None:
    chinese = Locale.objects.get(language_code="zh-hans")
    notices = NoticeIndexPage.objects.get(locale=chinese)
    for number in range(25):
        notices.add_child(instance=NoticePage(title=f"公告 {number}", slug=f"more-{number}", locale=chinese))
    html = client.get("/notices/").content.decode()
    assert 'href="?page=2"' in html
    assert "directory-opens" in client.get("/notices/?page=2").content.decode()
    assert client.get("/notices/?page=x").status_code == 200


def test_what_is_hidden_from_search_engines_says_so(client: Client) -> None:
    about = Page.objects.get(slug="about", locale__language_code="zh-hans").specific
    about.is_hidden_from_search_engines = True
    about.save_revision().publish()
    assert '<meta name="robots" content="noindex, follow">' in client.get("/about/").content.decode()
    assert "/about/</loc>" not in client.get("/sitemap-pages.xml").content.decode().replace("/en/about/</loc>", "")


def test_what_is_not_there_is_answered_in_the_product_s_look(client: Client) -> None:
    response = client.get("/en/no-such-page/")
    html = response.content.decode()
    assert response.status_code == 404
    assert "There is no such page" in html
    assert '<meta name="robots" content="noindex">' in html
    check_html(html)


@pytest.mark.parametrize(("tool", "path"), [("match", "/en/match/"), ("results", "/en/agencies/")])
def test_editors_words_stand_around_the_views(client: Client, tool: str, path: str) -> None:
    """Host pages: what editors publish there appears at the view's own address."""
    host = host_page(tool, "en")
    assert host is not None
    host.body = stream(paragraph("Words of the editors."))
    host.save_revision().publish()
    assert "Words of the editors." in client.get(path).content.decode()
    assert "Words of the editors." not in client.get(path.removeprefix("/en")).content.decode()
    response = client.get(f"/en/{host.slug}/")
    assert (response.status_code, response["Location"]) == (302, path)
