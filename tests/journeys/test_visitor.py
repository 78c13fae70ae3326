"""Anybody: search, filter, read, compare, keep; with the mouse, without JavaScript, by the keyboard alone."""

import re
from typing import Any

import pytest
from django.db.models import Count
from django.urls import reverse

from tests.journeys.words import zh

pytestmark = pytest.mark.browser


def agency() -> Any:
    """An agency of the country itself whose Chinese name is in the index."""
    from directory.agencies.models import Agency

    return Agency.objects.filter(jurisdiction__code="CN").annotate(n=Count("listings")).filter(n__gt=0).earliest("pk")


def search(page: Any, words: str) -> None:
    """Type into the search box and press Enter."""
    box = page.get_by_role("searchbox").first
    box.fill(words)
    box.press("Enter")


def names(page: Any) -> list[str]:
    return [text.strip() for text in page.locator(".card__name").all_inner_texts()]


def total(page: Any) -> int:
    """How many agencies the page says it found."""
    return int(re.sub(r"\D", "", page.locator(".results__sort b").inner_text()))


def test_every_kind_of_words_finds(page: Any) -> None:
    """Name, pinyin, initials, field, IPC symbol and country, from the home page's one box."""
    from directory.agencies.names import pinyin_of
    from directory.taxonomies.models import TechnicalField

    wanted = agency()
    sounds = pinyin_of(wanted.name)
    for words in (wanted.name, sounds.joined, sounds.initials):
        page.goto("/")
        search(page, words)
        assert wanted.name in names(page), words
    for words, chosen in (
        (TechnicalField.objects.get(number=4).name_zh, "field=4"),
        ("H04L 9/32", "field=4"),
        ("德国", "jurisdiction=DE"),
    ):
        page.goto("/")
        search(page, words)
        page.wait_for_url(re.compile(re.escape(chosen)))
        assert total(page) > 0, words


def test_filter_compare_and_keep(page: Any) -> None:
    """Facets narrow, the address holds the state, back returns to it; three side by side; the shortlist remembers."""
    page.goto("/agencies/")
    everybody = total(page)
    facet = page.locator("#facet-official_grade, #facet-grade").first
    open_facet(facet)
    promised = choose_a_grade_of_several(facet)
    page.wait_for_url(re.compile(r"\?.*grade="))
    assert total(page) == promised < everybody
    chosen = names(page)[:3]
    for name in chosen:
        page.get_by_role("checkbox", name=name).check()
        page.get_by_role("group", name=zh("Comparison")).or_(page.locator("#compare")).get_by_text(
            name
        ).first.wait_for()
    page.get_by_role("button", name=zh("Compare side by side")).click()
    page.wait_for_url(re.compile(r"/compare/\?"))
    table = page.get_by_role("table")
    assert [name for name in chosen if name not in table.inner_text()] == []
    rows = table.locator("tbody tr:visible").count()
    page.get_by_role("checkbox", name=zh("Differences only")).check()
    assert 0 < table.locator("tbody tr:visible").count() < rows
    assert table.locator("tr.is-same:visible").count() == 0
    page.go_back()
    page.wait_for_url(re.compile(r"/agencies/\?.*grade="))
    assert total(page) == promised
    assert page.get_by_role("checkbox", name=chosen[0]).is_checked()
    page.get_by_role("button", name=f"{zh('Keep')} {chosen[0]}").click()
    page.get_by_role("button", name=f"{zh('Kept')} {chosen[0]}").wait_for()
    page.get_by_role("banner").get_by_role("link", name=zh("Shortlist")).click()
    assert names(page) == [chosen[0]]


def choose_a_grade_of_several(facet: Any, least: int = 3) -> int:
    """Tick the first value that promises enough agencies to compare, and say how many it promises."""
    for label in facet.locator("label").all():
        promised = int(label.locator("small").inner_text())
        if promised >= least:
            label.locator("input").check()
            return promised
    raise AssertionError("no grade of several agencies")


def open_facet(facet: Any) -> None:
    if facet.get_attribute("open") is None:
        facet.locator("summary").first.click()


def test_the_language_switch_keeps_the_place(page: Any) -> None:
    """The same page, the same filters, in the other language and back."""
    wanted = agency()
    for place in (
        f"/agencies/?q={wanted.name_en.split()[0]}&jurisdiction=CN",
        reverse("agency-profile", args=[wanted.public_id]),
    ):
        page.goto(place)
        start = page.url
        page.get_by_role("banner").get_by_role("link", name="English").click()
        page.wait_for_url(re.compile("/en/"))
        assert page.url == start.replace("/agencies/", "/en/agencies/")
        assert page.locator("html").get_attribute("lang") == "en"
        page.get_by_role("banner").get_by_role("link", name="简体中文").or_(
            page.get_by_role("banner").get_by_role("link", name="中文")
        ).first.click()
        page.wait_for_url(start)


def test_without_javascript(world: None, chromium: Any, live_server: Any) -> None:
    """Search, filter, read, keep and compare with scripts switched off."""
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("searchbox").first.fill("知识产权")
    page.get_by_role("button", name=zh("Search", "the button")).first.click()
    everybody = total(page)
    facet = page.locator("#facet-official_grade, #facet-grade").first
    open_facet(facet)
    promised = choose_a_grade_of_several(facet)
    page.get_by_role("button", name=zh("Apply filters")).click()
    assert total(page) == promised <= everybody
    two = names(page)[:2]
    for name in two:
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name=zh("Compare side by side")).click()
    assert "/compare/?" in page.url
    every_row = page.locator("table.compare tbody tr").count()
    page.get_by_role("link", name=zh("Only differences, by the address")).click()
    assert 0 < page.locator("table.compare tbody tr").count() < every_row
    page.get_by_role("table").get_by_role("link", name=two[0], exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text().startswith(two[0])
    context.close()


def test_by_keyboard_alone(page: Any) -> None:
    """Tab and Enter lead from the search to a profile and to a comparison; what has the focus shows it."""
    page.goto("/")
    page.keyboard.press("Tab")
    assert focus(page)["text"] == zh("Skip to the content")
    tab_to(page, "input[name=q]")
    page.keyboard.type("知识产权")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/agencies/\?q="))
    tab_to(page, ".card__name a")
    profile = focus(page)["text"]
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/agencies/[a-z0-9]+/"))
    assert page.get_by_role("heading", level=1).inner_text().startswith(profile)
    page.go_back()
    page.wait_for_url(re.compile(r"/agencies/\?q="))
    for number in (1, 2):
        tab_to(page, f"li:nth-child({number}) .card__actions input[name=compare]")
        page.keyboard.press("Space")
        page.locator("#compare .tags li").nth(number - 1).wait_for()
    tab_to(page, "#compare button")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/compare/\?"))
    assert page.get_by_role("table").get_by_role("columnheader").count() >= 2


FOCUS = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
    return {text: one.innerText || '', tag: one.tagName, shown,
            covered: !(at && (one.contains(at) || at.contains(one)))};
}"""


def focus(page: Any) -> dict[str, Any]:
    """The element with the focus; it must be seen to have it."""
    told: dict[str, Any] = page.evaluate(FOCUS)
    return told


def tab_to(page: Any, selector: str, most: int = 200) -> None:
    """Press Tab until ``selector`` has the focus; every stop on the way shows its focus and is not covered."""
    for _ in range(most):
        page.keyboard.press("Tab")
        told = focus(page)
        if told["tag"] == "BODY":
            continue
        assert told["shown"], f"the focus on {told} is not visible"
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert not told["covered"], f"the focus on {told} is covered"
            return
    raise AssertionError(f"{selector} is not reached in {most} steps")
