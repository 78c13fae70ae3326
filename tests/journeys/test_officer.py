"""A registry officer imports a roster twice; an agency claims its profile, keeps it and invites a colleague."""

import re
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from tests.journeys.rosters import make_csv, rows
from tests.journeys.words import zh

pytestmark = pytest.mark.browser
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def import_file(page: Any) -> dict[str, int]:
    """Upload, accept the guessed columns, read the preview, apply; returns the counts of the preview."""
    page.goto(reverse("rosters_upload"))
    page.locator("select[name=register]").select_option(label="新登记册（虚构）")
    page.locator("input[name=as_of]").fill(timezone.localdate().isoformat())
    page.locator("input[name=file]").set_input_files(
        {"name": "register.csv", "mimeType": "text/csv", "buffer": make_csv()}
    )
    page.get_by_role("button", name=zh("Go on to the columns")).click()
    page.wait_for_url(re.compile(r"/columns/"))
    assert page.locator("select[name=name_zh]").input_value() == "企业名称"
    assert page.locator("select[name=uscc]").input_value() == "统一社会信用代码"
    page.get_by_role("button", name=zh("Read and check every line")).click()
    page.wait_for_url(re.compile(r"/admin/rosters/\d+/$"))
    tabs = page.get_by_role("navigation", name=zh("Lines by outcome")).get_by_role("link")
    counts = {
        str(tab.get_attribute("href")).rpartition("=")[2]: int(tab.locator("b").inner_text()) for tab in tabs.all()
    }
    page.get_by_role("button", name=zh("Write it, all or nothing")).click()
    page.get_by_text(zh("Applied")).first.wait_for()
    return counts


def test_a_roster_is_imported_and_again_changes_nothing(page: Any, enter: Any) -> None:
    from directory.rosters.models import Register

    Register.objects.create(code="new", name_zh="新登记册（虚构）", name_en="New register", kind="agencies")
    enter(page, "registry-officer")
    first = import_file(page)
    assert (first["new"], first["errors"], first["gone"]) == (3, 0, 0)
    second = import_file(page)
    assert (second["new"], second["changed"], second["gone"], second["unchanged"]) == (0, 0, 0, 3)
    page.goto(f"/agencies/?q={rows()[1][0]}")
    page.get_by_role("link", name=rows()[1][0]).click()
    assert page.get_by_role("heading", level=1).inner_text().startswith(rows()[1][0])
    assert rows()[1][1] in page.locator("main").inner_text()


def test_an_agency_claims_keeps_and_shares_its_profile(page: Any, enter: Any) -> None:
    from directory.agencies.models import Agency
    from directory.claims.models import Claim

    free = Agency.objects.filter(claimed_at__isnull=True, claims__isnull=True, jurisdiction__code="CN")
    agency = free.filter(listings__until__isnull=True, listings__statuses__status="active").earliest("pk")
    enter(page, "newcomer")
    page.goto(reverse("agency-profile", args=[agency.public_id]))
    page.locator(f"main a[href$='{agency.public_id}/claim/']").first.click()
    page.locator("input[name=name]").fill("江初晴")
    page.locator("input[name=position]").fill("合伙人")
    page.locator("input[name=documents]").set_input_files(
        {"name": "proof.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name=zh("Send the claim")).click()
    page.wait_for_url(re.compile("/claims/"))
    claim = Claim.objects.latest("pk")
    decide(page, enter, claim.pk)
    page.context.clear_cookies()
    enter(page, "newcomer")
    page.goto(reverse("claim", args=[claim.public_id]))
    page.get_by_role("link", name=zh("To the workspace")).click()
    page.wait_for_url(re.compile("/workspace/agency/"))
    keep_profile(page, agency)
    invite(page, enter, agency)


def decide(page: Any, enter: Any, pk: int) -> None:
    """The officer finds the claim among what waits and accepts it."""
    page.context.clear_cookies()
    enter(page, "registry-officer")
    page.goto("/admin/")
    page.locator(f"main a[href*='/claim/'][href*='{pk}']").first.click()
    if not page.locator("input[name=decision]").count():
        page.goto(page.locator(f"main a[href*='/edit/{pk}/']").first.get_attribute("href"))
    page.locator("input[name=decision][value=accept]").check()
    page.locator("form:has(input[name=decision]) button[type=submit]").first.click()
    page.get_by_role("alert").or_(page.locator(".messages")).first.wait_for()


def keep_profile(page: Any, agency: Any) -> None:
    """Declare a service and a field; send a text to the editors: it is not public before they release it."""
    page.goto(reverse("agency-practice", args=[agency.public_id]))
    boxes = page.locator("input[name=services]:not(:checked)")
    value = boxes.first.get_attribute("value")
    box = page.locator(f"input[name=services][value='{value}']")
    if not box.is_visible():
        page.locator("details", has=box).locator("summary").click()
    box.check()
    with page.expect_navigation():
        page.get_by_role("button", name=zh("Save"), exact=True).click()
    assert page.locator(f"input[name=services][value='{value}']").is_checked()
    page.goto(reverse("agency-narrative", args=[agency.public_id]))
    page.locator("textarea[name=summary_zh]").fill("我们办理虚构的专利申请。")
    page.get_by_role("button", name=zh("Save and send to the editors")).click()
    page.get_by_role("button", name=zh("Take it back")).wait_for()
    page.goto(reverse("agency-profile", args=[agency.public_id]))
    assert "我们办理虚构的专利申请。" not in page.locator("main").inner_text()


def invite(page: Any, enter: Any, agency: Any) -> None:
    """The colleague follows the link of the mail and accepts."""
    from directory.accounts.models import Membership

    page.goto(reverse("agency-team", args=[agency.public_id]))
    page.locator("input[name=email]").fill("third-firm@demo.zhiheng.example")
    page.get_by_role("button", name=zh("Send the invitation")).click()
    page.get_by_text("third-firm@demo.zhiheng.example").first.wait_for()
    letter = next(one for one in reversed(mail.outbox) if "third-firm@demo.zhiheng.example" in one.to)
    link = re.search(r"https?://[^/]+(/\S*invitation/\S+)", str(letter.body))
    assert link, letter.body
    page.context.clear_cookies()
    enter(page, "third-firm")
    page.goto(link[1])
    with page.expect_navigation():
        page.get_by_role("button", name=zh("Accept")).click()
    assert Membership.objects.filter(agency=agency, user__email="third-firm@demo.zhiheng.example").exists()
    page.goto(reverse("agency-workspace", args=[agency.public_id]))
    assert agency.name in page.locator("main").inner_text()
