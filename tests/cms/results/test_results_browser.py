"""The results page in a browser: swapped in place, focus kept, nothing for axe to find, usable without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.factories.directory import AgencyFactory
from tests.factories.search import declare, indexed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def directory() -> None:
    for number in range(14):
        agency = AgencyFactory(name_zh=f"北京衡岚{number}知识产权代理有限公司", name_en=f"Unibeam {number}")
        declare(agency, fields=[6] if number % 2 else [4], languages=["en"] if number < 3 else [])
    indexed()


def test_a_ticked_filter_is_applied_in_place(browser_page: Any, directory: None):
    browser_page.goto("/agencies/")
    browser_page.locator("#facet-language summary").click()
    box = browser_page.locator('#facets input[name="language"][value="en"]')
    box.check()
    browser_page.wait_for_url("**/agencies/?language=en")
    expect(browser_page.locator(".card")).to_have_count(3)
    assert browser_page.evaluate("document.activeElement.value") == "en"
    assert browser_page.locator("#found-status").inner_text().startswith("3")
    assert browser_page.locator("#facet-language").get_attribute("open") is not None
    browser_page.locator('#facets input[name="language"][value="en"]').uncheck()
    browser_page.wait_for_url("**/agencies/")
    assert browser_page.evaluate("document.activeElement.value") == "en", "the group in use stays open"
    browser_page.go_back()
    browser_page.wait_for_url("**/agencies/?language=en")
    assert browser_page.locator("main h1").count() == 1


def test_ticked_agencies_fill_the_tray_over_pages(browser_page: Any, directory: None):
    browser_page.goto("/agencies/")
    browser_page.locator(".card input[name=compare]").nth(0).check()
    expect(browser_page.locator("#compare .tag")).to_have_count(1)
    browser_page.locator('.pagination a[rel="next"]').click()
    browser_page.wait_for_url("**page=2**")
    assert browser_page.locator("#compare .tag").count() == 1
    browser_page.locator(".card input[name=compare]").nth(0).check()
    expect(browser_page.locator("#compare .tag")).to_have_count(2)
    browser_page.locator("#compare button").click()
    browser_page.wait_for_url("**/compare/?ids=*")
    assert browser_page.locator(".compare thead th").count() == 2
    browser_page.locator("#only-diff").check()
    assert browser_page.locator(".compare tr.is-same").first.is_hidden()


def test_order_is_applied_in_place(browser_page: Any, directory: None):
    browser_page.goto("/agencies/")
    browser_page.locator("#sort").select_option("name")
    browser_page.wait_for_url("**/agencies/?sort=name")


def test_works_without_scripts(chromium: Any, live_server: Any, directory: None):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/agencies/")
    page.locator("#facet-field .facet__branch > summary").first.click()
    page.locator('#facets input[name="field"][value="6"]').check()
    page.locator(".facet__apply button").click()
    page.wait_for_url("**/agencies/?field=6")
    assert page.locator(".card").count() == 7
    for number in range(2):
        page.locator(".card input[name=compare]").nth(number).check()
    page.locator("#compare button").click()
    page.wait_for_url("**/compare/?ids=*")
    assert page.locator(".compare thead th").count() == 2
    page.goto("/agencies/")
    page.locator(".card button").first.click()
    page.wait_for_url("**/agencies/")
    assert page.locator('.card button[aria-pressed="true"]').count() == 1
    context.close()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_axe_finds_nothing(browser_page: Any, axe: Callable[[Any], None], directory: None, prefix: str):
    filtered, broken = "/agencies/?field=6&language=en", "/agencies/?field=1&sort=x"
    for address in ("/agencies/", filtered, broken, "/shortlist/", "/compare/"):
        browser_page.goto(prefix + address)
        axe(browser_page)
    browser_page.goto(f"{prefix}/agencies/")
    browser_page.locator(".card button").first.click()
    browser_page.goto(f"{prefix}/shortlist/")
    axe(browser_page)
    browser_page.goto(f"{prefix}/agencies/")
    chosen = browser_page.eval_on_selector_all(
        ".card input[name=compare]", "boxes => boxes.slice(0, 3).map(box => box.value).join(',')"
    )
    browser_page.goto(f"{prefix}/compare/?ids={chosen}")
    axe(browser_page)


def test_nothing_scrolls_sideways(browser_page: Any, directory: None):
    for width in (320, 390, 1280):
        browser_page.set_viewport_size({"width": width, "height": 800})
        for address in ("/agencies/", "/en/agencies/?field=6&q=unibeam", "/en/shortlist/", "/compare/"):
            browser_page.goto(address)
            assert browser_page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
