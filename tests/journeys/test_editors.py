"""An event editor publishes a training in both languages; a matchmaker vets an agency and a pairing contains it."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from tests.journeys.words import zh

pytestmark = pytest.mark.browser


def publish_event(page: Any, language: str, title: str, starts: datetime) -> str:
    """Fill in and publish one event below the first series of a language; returns its address on the site."""
    from cms.models import TrainingEventPage, TrainingSeriesPage

    series = TrainingSeriesPage.objects.live().filter(locale__language_code=language).earliest("pk")
    page.goto(reverse("wagtailadmin_pages:add", args=["cms", "trainingeventpage", series.pk]))
    page.locator("[name=title]").fill(title)
    page.locator("[name=starts_at]").fill(starts.strftime("%Y-%m-%d %H:%M"))
    page.locator("[name=ends_at]").fill((starts + timedelta(hours=2)).strftime("%Y-%m-%d %H:%M"))
    page.locator("[name=venue]").fill("虚构会议中心")
    page.locator("[name=title]").click()
    page.locator("button[data-w-dropdown-target=toggle]").last.click()
    page.locator("button[name=action-publish]").click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/"))
    event = TrainingEventPage.objects.live().get(title=title)
    return str(event.get_url_parts()[2])


def test_a_training_is_published_in_both_languages(page: Any, enter: Any) -> None:
    enter(page, "event-editor")
    starts = timezone.localtime().replace(hour=14, minute=0, second=0, microsecond=0) + timedelta(days=30)
    for language, title, listed in (
        ("zh-hans", "虚构讲座：审查意见答复", "/training/"),
        ("en", "Invented lecture: office actions", "/en/training/"),
    ):
        address = publish_event(page, language, title, starts)
        page.goto(listed)
        page.get_by_role("link", name=title).first.click()
        assert page.url.endswith(address)
        assert "14:00" in page.locator("main").inner_text()
        link = page.locator("main a[href*='.ics'], main a[href*='calendar']").first.get_attribute("href")
        answer = page.request.get(link)
        assert answer.headers["content-type"].startswith("text/calendar")
        event = Calendar.from_ical(answer.body()).walk("VEVENT")[0]
        assert str(event["SUMMARY"]) == title
        assert event.decoded("DTSTART") == starts


def test_a_vetted_agency_is_paired(page: Any, enter: Any) -> None:
    """File, four pieces of evidence, entry into Viet Nam's empty pool; the next pairing lists the agency."""
    from directory.agencies.models import Agency
    from directory.taxonomies.models import Jurisdiction
    from matchmaking.vetting.enums import CHECKED_REQUIREMENTS

    agency = Agency.objects.filter(
        jurisdiction__code="VN", verified_until__gt=timezone.localdate() + timedelta(days=30),
        listings__until__isnull=True, listings__statuses__status="active", listings__statuses__until__isnull=True,
    ).first()  # fmt: skip
    if agency is None:
        agency = Agency.objects.filter(jurisdiction__code="VN").earliest("pk")
        Agency.objects.filter(pk=agency.pk).update(verified_until=timezone.localdate() + timedelta(days=300))
    enter(page, "matchmaker")
    page.goto(reverse("vetting_files:add"))
    page.locator("[name=agency_text]").fill(agency.public_id)
    page.locator("select[name=association]").select_option(index=1)
    page.locator("select[name=jurisdiction]").select_option(str(Jurisdiction.objects.get(code="VN").pk))
    page.get_by_role("checkbox", name="数字通信").check()
    page.get_by_role("checkbox", name="审查意见答复").check()
    page.get_by_role("checkbox", name="英语").check()
    page.locator("form:has([name=agency_text]) button[type=submit]").first.click()
    page.wait_for_url(re.compile("/inspect/"))
    until = (timezone.localdate() + timedelta(days=200)).isoformat()
    for requirement in CHECKED_REQUIREMENTS:
        page.locator("select[name=requirement]").select_option(str(requirement.value))
        page.locator("[name=text]").fill("所见属实（虚构）")
        page.locator("[name=valid_until]").fill(until)
        page.keyboard.press("Tab")
        with page.expect_navigation():
            page.get_by_role("button", name=zh("Record"), exact=True).press("Enter")
    page.get_by_label(zh("Reason for entry")).fill("材料齐备")
    page.get_by_role("button", name=zh("Put into the pool for 12 months")).click()
    page.get_by_text(zh("Take out of the pool")).wait_for()
    assert agency.name in pair(page, enter)


def pair(page: Any, enter: Any) -> str:
    """A firm's brief for Viet Nam; returns the ranked names."""
    page.context.clear_cookies()
    enter(page, "third-firm")
    page.goto("/match/new/countries/")
    for name, value in (
        ("jurisdictions", "VN"), ("fields", "4"), ("services", "oa-response"), ("languages", "en"), ("budget", None),
    ):  # fmt: skip
        box = page.locator(f"input[name={name}][value='{value}']" if value else f"input[name={name}]").last
        if not box.is_visible():
            page.locator("details", has=box).locator("summary").click()
        box.check()
        if name in {"jurisdictions", "services", "budget"}:
            with page.expect_navigation():
                page.locator("button[name=action][value=next]").click()
    page.get_by_role("button", name=zh("Pair now")).click()
    page.wait_for_url(re.compile(r"/match/briefs/[a-z0-9]+/$"))
    return str(page.locator("section#vn ol.pairings").inner_text())
