"""Editorial pages in a browser: axe finds nothing, nothing scrolls sideways, the keyboard reaches the content."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cms.pages.conftest import TODAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATHS = (
    "/",
    "/method/",
    "/notices/",
    "/notices/directory-opens/",
    "/guides/",
    "/guides/germany/",
    "/training/",
    "/training/lectures/",
    "/training/lectures/lecture-18/",
    "/training/filing-abroad/japan-translation/",
    "/account/login/",
)


@pytest.fixture
def tree() -> None:
    from cms.pages.seeding.plant import plant_pages
    from cms.pages.seeding.tree import site_tree

    plant_pages(home=site_tree(TODAY, with_samples=True))


@pytest.mark.usefixtures("tree")
def test_pages_are_open_to_everybody(browser_page: Any, axe: Callable[[Any], None]) -> None:
    """Section 4 of the experience: every page type in both languages; then the narrow screen and the keyboard."""
    for path in PATHS:
        for prefix in ("", "/en"):
            browser_page.set_viewport_size({"width": 1280, "height": 900})
            browser_page.goto(prefix + path)
            axe(browser_page)
            for width in (390, 320):
                browser_page.set_viewport_size({"width": width, "height": 900})
                assert browser_page.evaluate("document.documentElement.scrollWidth") <= width, (prefix + path, width)
    browser_page.goto("/en/")
    browser_page.keyboard.press("Tab")
    assert browser_page.evaluate("document.activeElement.className") == "skip"
    browser_page.keyboard.press("Enter")
    assert browser_page.evaluate("document.activeElement.id") == "main"
    browser_page.goto("/guides/germany/")
    browser_page.get_by_role("link", name="English").click()
    assert browser_page.url.endswith("/en/guides/germany/")
