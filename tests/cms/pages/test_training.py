"""Training events: times in Shanghai, registration windows, calendars, descriptions for search engines (T2)."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from icalendar import Calendar

from cms.models import TrainingEventPage
from cms.pages.enums import EventFormat, RegistrationState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted")]

SHANGHAI = ZoneInfo("Asia/Shanghai")
PATH = "/training/lectures/lecture-18/"


def lecture(language: str = "zh-hans") -> TrainingEventPage:
    return TrainingEventPage.objects.get(slug="lecture-18", locale__language_code=language)


def described(client: Client, path: str) -> Any:
    html = client.get(path).content.decode()
    found = re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_times_are_shown_in_shanghai(client: Client) -> None:
    """The loading day is 2026-11-23, the lecture ten days later."""
    html = client.get(PATH).content.decode()
    assert "2026-12-03" in html
    assert "14:00–17:00" in html
    assert 'datetime="2026-12-03T14:00:00+08:00"' in html


def test_an_event_is_a_calendar_entry(client: Client) -> None:
    response = client.get(f"{PATH}calendar/")
    assert response["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(response.content)
    event: Any = calendar.walk("VEVENT")[0]
    assert event["DTSTART"].dt == datetime(2026, 12, 3, 14, tzinfo=SHANGHAI)
    assert event["DTEND"].dt == datetime(2026, 12, 3, 17, tzinfo=SHANGHAI)
    assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert str(event["SUMMARY"]) == lecture().title
    assert str(event["URL"]).endswith(PATH)
    assert event["STATUS"] == "CONFIRMED"
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Shanghai"]


def test_a_series_has_a_feed_of_all_its_events(client: Client) -> None:
    calendar = Calendar.from_ical(client.get("/en/training/filing-abroad/calendar/").content)
    events = {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}
    assert len(events) == 3
    assert events["Translations for Japan"]["STATUS"] == "CANCELLED"
    assert len({str(event["UID"]) for event in events.values()}) == 3


def test_an_event_keeps_its_identity_when_it_moves(client: Client) -> None:
    def uid() -> str:
        return str(Calendar.from_ical(client.get(f"{PATH}calendar/").content).walk("VEVENT")[0]["UID"])

    before, page = uid(), lecture()
    page.starts_at += timedelta(days=7)
    page.ends_at += timedelta(days=7)
    page.registration_closes_at = page.starts_at
    page.save_revision().publish()
    assert uid() == before


def test_search_engines_get_a_valid_description(client: Client) -> None:
    event = described(client, f"/en{PATH}")
    assert event["@context"] == "https://schema.org"
    assert event["@type"] == "EducationEvent"
    assert event["startDate"] == "2026-12-03T14:00:00+08:00"
    assert event["eventStatus"].endswith("EventScheduled")
    assert event["eventAttendanceMode"].endswith("MixedEventAttendanceMode")
    assert [place["@type"] for place in event["location"]] == ["Place", "VirtualLocation"]
    assert event["performer"][0]["name"] == "Dr. Henrike Vossmoor"
    assert event["url"].endswith(f"/en{PATH}")
    assert described(client, "/training/filing-abroad/japan-translation/")["eventStatus"].endswith("EventCancelled")


def test_a_title_cannot_break_out_of_the_description(client: Client) -> None:
    page = lecture()
    page.title = "</script><script>alert(1)</script>"
    page.save_revision().publish()
    html = client.get(PATH).content.decode()
    assert "<script>alert(1)" not in html
    assert described(client, PATH)["name"] == page.title


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2026-11-01T00:00", RegistrationState.BEFORE),
        ("2026-11-05T14:00", RegistrationState.OPEN),
        ("2026-12-02T13:59", RegistrationState.OPEN),
        ("2026-12-02T14:00", RegistrationState.CLOSED),
        ("2026-12-03T16:59", RegistrationState.CLOSED),
        ("2026-12-03T17:00", RegistrationState.PAST),
    ],
)
def test_registration_opens_and_closes_by_the_clock(moment: str, state: RegistrationState) -> None:
    assert lecture().registration_state(datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)) == state


def test_an_event_without_registration_says_so() -> None:
    page = lecture()
    page.registration_email = ""
    assert page.registration_state(datetime(2026, 11, 23, tzinfo=UTC)) == RegistrationState.NONE


def test_a_cancelled_event_says_why_and_takes_nobody(client: Client, clock: Any) -> None:
    html = client.get("/en/training/filing-abroad/japan-translation/").content.decode()
    assert "The speaker is ill" in html
    assert "mailto:" not in html


def test_past_and_coming_events_stand_apart(client: Client, clock: Any) -> None:
    html = client.get("/en/training/").content.decode()
    coming, past = html.split('id="past"')
    assert "lecture-18" in coming
    assert "lecture-17" in past
    assert "lecture-17" not in coming
    assert coming.index("lecture-18") < coming.index("lecture-19")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_at": datetime(2026, 12, 3, 13, tzinfo=SHANGHAI)}, "ends_at"),
        ({"registration_closes_at": datetime(2026, 10, 1, tzinfo=SHANGHAI)}, "registration_closes_at"),
        ({"registration_closes_at": datetime(2026, 12, 4, tzinfo=SHANGHAI)}, "registration_closes_at"),
        ({"venue": "", "format": EventFormat.ON_SITE}, "venue"),
        ({"is_cancelled": True}, "cancellation_reason"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(changes: dict[str, Any], field: str) -> None:
    page = lecture()
    for name, value in changes.items():
        setattr(page, name, value)
    with pytest.raises(ValidationError) as refused:
        page.clean()
    assert field in refused.value.message_dict


@pytest.mark.parametrize(
    "changes",
    [
        {"ends_at": datetime(2026, 12, 3, 13, tzinfo=SHANGHAI)},
        {"registration_closes_at": datetime(2026, 10, 1, tzinfo=SHANGHAI)},
        {"capacity": 0},
        {"credit_hours": -1},
    ],
)
def test_the_database_refuses_it_too(changes: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingEventPage.objects.filter(pk=lecture().pk).update(**changes)


def test_every_speaker_has_said_what_interest_they_have() -> None:
    """T2: affiliation and conflict note are never empty."""
    for page in TrainingEventPage.objects.all():
        assert page.speakers
        assert all(block.value["affiliation"] and block.value["conflict_note"] for block in page.speakers)


def test_the_link_for_taking_part_goes_when_the_event_is_over(client: Client, clock: Any) -> None:
    assert "live.zhiheng.example" in client.get(PATH).content.decode().split("</dl>")[0]
    clock.move_to(datetime(2026, 12, 4, tzinfo=SHANGHAI))
    assert "live.zhiheng.example" not in client.get(PATH).content.decode().split("<dl")[1].split("</dl>")[0]
