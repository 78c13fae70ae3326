"""A firm: four short pages, mistakes kept and told, one pairing with reasons, nobody else's business."""

import re
from typing import Any

import pytest
from django.utils import timezone

from tests.journeys.words import forgive, zh

pytestmark = pytest.mark.browser
PASSWORD = "correct-horse-9-staple"


def sign_in_by_form(page: Any, email: str, password: str) -> None:
    page.get_by_label(zh("E-mail address")).or_(page.locator("input[name=login]")).first.fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("main").get_by_role("button", name=zh("Sign in")).click()


def choose(page: Any, name: str, *values: str) -> None:
    """Tick boxes of a group, opening what is folded."""
    for value in values:
        box = page.locator(f"input[name={name}][value='{value}']")
        if not box.is_visible():
            page.locator("details", has=box).locator("summary").click()
        box.check()


def go_on(page: Any) -> None:
    page.locator("button[name=action][value=next]").click()


def make_mistakes_on_two_pages(page: Any) -> None:
    """An empty page and a symbol that is none: both are told, and what was right is kept."""
    page.goto("/match/")
    page.get_by_role("link", name=zh("Write a brief")).click()
    go_on(page)
    forgive(page, 422)
    assert page.get_by_role("alert").is_visible()
    choose(page, "jurisdictions", "US", "TH")
    go_on(page)
    page.wait_for_url(re.compile("/match/new/work/"))
    choose(page, "fields", "4", "6", "8", "13", "16", "27", "32")
    page.get_by_label(zh("IPC symbols")).fill("H04L 9/32, nonsense")
    choose(page, "services", "oa-response")
    go_on(page)
    forgive(page, 422)
    assert "nonsense" in page.locator("#ipc-error").inner_text()
    assert page.get_by_label(zh("IPC symbols")).input_value() == "H04L 9/32, nonsense"
    assert page.locator("input[name=fields][value='4']").is_checked()


def test_from_four_pages_to_a_pairing(page: Any, enter: Any) -> None:
    """Signed out to the last page, signed in by password, paired once however often the button is pressed."""
    from directory.accounts.models import User
    from matchmaking.briefs.models import Brief, Pairing

    member = User.objects.get(email="firm-member@demo.zhiheng.example")
    member.set_password(PASSWORD)
    member.save()
    before = Brief.objects.count()
    make_mistakes_on_two_pages(page)
    page.get_by_label(zh("IPC symbols")).fill("H04L 9/32")
    go_on(page)
    page.wait_for_url(re.compile("/match/new/limits/"))
    page.locator("button[value=back]").click()
    page.wait_for_url(re.compile("/match/new/work/"))
    assert page.get_by_label(zh("IPC symbols")).input_value() == "H04L 9/32"
    go_on(page)
    choose(page, "languages", "en")
    page.locator("input[name=budget]").nth(1).check()
    page.get_by_label(zh("Deadline")).fill(f"{timezone.localdate().year + 1}-06-30")
    go_on(page)
    page.wait_for_url(re.compile("/match/new/check/"))
    page.get_by_role("button", name=zh("Sign in and pair")).click()
    sign_in_by_form(page, member.email, PASSWORD)
    page.wait_for_url(re.compile("/match/new/check/"))
    page.get_by_role("button", name=zh("Pair now")).dblclick()
    page.wait_for_url(re.compile(r"/match/briefs/[a-z0-9]+/$"))
    assert Brief.objects.count() == before + 1
    brief = Brief.objects.latest("pk")
    assert Pairing.objects.filter(brief=brief).count() == 1
    check_result(page)
    page.goto("/match/briefs/")
    assert page.get_by_role("link", name=brief.public_id).is_visible()
    page.context.clear_cookies()
    enter(page, "third-firm")
    assert page.goto(f"/match/briefs/{brief.public_id}/").status == 404
    forgive(page, 404)


def check_result(page: Any) -> None:
    """Points add up, fewer than five is told, the not vetted stand apart."""
    states, thailand = page.locator("section#us"), page.locator("section#th")
    cards = states.locator("ol.pairings > li")
    assert cards.count() >= 2, states.inner_text()
    for card in cards.all():
        points = [int(text.split("/")[0]) for text in card.locator("table.reasons td.n").all_inner_texts()]
        assert len(points) > 2
        assert sum(points[:-1]) == points[-1], "reasons add up to the score"
    assert thailand.locator("ol.pairings > li").count() == 0
    assert zh("Not vetted, but possibly of use") in thailand.inner_text()
    apart = thailand.locator("ul.pairings")
    thailand.locator("details summary").last.click()
    assert apart.locator("li").count() >= 1
    assert apart.locator(".pairing__rank .vh").count() == 0, "what is not vetted has no rank"


def test_a_click_enters_the_demo(page: Any) -> None:
    """The demo's door leads a firm's member to the firm's workspace and a stranger's way out again."""
    page.goto("/demo/")
    page.get_by_role("button", name="李牧野").click()
    page.wait_for_url(re.compile("/workspace/firm/"))
    page.get_by_role("button", name=zh("Sign out")).click()
    page.get_by_role("banner").get_by_role("link", name=zh("Sign in")).wait_for()
