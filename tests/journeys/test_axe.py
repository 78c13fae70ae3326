"""axe finds nothing on any kind of page in either language; the matrix of widths and dark mode is a long proof."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.addresses import GROUPS, LANGUAGES, VISITOR, addresses

pytestmark = pytest.mark.browser

WIDTHS = (320, 390, 1280)
MISSING = "not there"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("group", GROUPS)
def test_axe_finds_nothing(
    group: str, language: str, page: Any, axe: Callable[[Any], None], enter: Callable[..., None]
) -> None:
    walk(page, group, language, enter, axe)


@pytest.mark.prove
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("group", GROUPS)
def test_every_width_and_scheme(
    group: str,
    language: str,
    width: int,
    scheme: str,
    page: Any,
    axe: Callable[[Any], None],
    enter: Callable[..., None],
) -> None:
    """axe again, and nothing is wider than the window."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    walk(page, group, language, enter, axe, check_width)


def walk(page: Any, group: str, language: str, enter: Callable[..., None], *checks: Callable[[Any], None]) -> None:
    """Visit every page of a group and tell all findings at once."""
    person, pages = addresses(group, language)
    if person != VISITOR:
        enter(page, person)
    findings = []
    for name, address in pages.items():
        answer = page.goto(address)
        wanted = 404 if name == MISSING else 200
        if answer.status != wanted:
            findings.append(f"{name}: {address} answers {answer.status}")
            continue
        if page.locator("html").get_attribute("lang") != ("en" if language == "en" else "zh-Hans"):
            findings.append(f"{name}: {page.url} speaks another language")
        for check in checks:
            try:
                check(page)
            except AssertionError as finding:
                findings.append(f"{name}: {finding}")
    page.console_errors[:] = [line for line in page.console_errors if "status of 404" not in line]
    assert not findings, "\n".join(findings)


def check_width(page: Any) -> None:
    """Nothing sticks out to the right."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    if wide > window:
        culprits = page.evaluate(
            """() => [...document.querySelectorAll('body *')].filter(
                 one => one.getBoundingClientRect().right > window.innerWidth + 1).slice(0, 4).map(
                 one => one.tagName.toLowerCase() + '.' + one.className)"""
        )
        raise AssertionError(f"{page.url} is {wide} px wide in a window of {window}: {culprits}")
