"""Calendars (RFC 5545) of training events, in the time zone of Shanghai."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from icalendar import Calendar, Event, Timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")
REFRESH = timedelta(hours=12)
"""How often a calendar that subscribed should look again."""


def build_calendar(request: HttpRequest, name: str, events: Sequence[Any]) -> Calendar:
    """One calendar named ``name``; an event keeps its UID when it is changed, moved or cancelled."""
    calendar = Calendar()
    calendar.add("prodid", "-//Zhiheng//Training//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", SHANGHAI.key)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add_component(Timezone.from_tzinfo(SHANGHAI))
    for event in events:
        calendar.add_component(_build_event(request, event))
    return calendar


def _build_event(request: HttpRequest, event: Any) -> Event:
    entry = Event()
    entry.add("uid", f"{event.translation_key}-{event.locale.language_code}@{request.get_host().partition(':')[0]}")
    entry.add("dtstamp", event.last_published_at or event.latest_revision_created_at or event.starts_at)
    entry.add("dtstart", event.starts_at.astimezone(SHANGHAI))
    entry.add("dtend", event.ends_at.astimezone(SHANGHAI))
    entry.add("summary", event.title)
    entry.add("description", event.summary)
    entry.add("location", " ".join(part for part in (event.venue, event.address) if part) or gettext("online"))
    entry.add("url", event.get_full_url(request))
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    return entry


def calendar_response(request: HttpRequest, name: str, events: Sequence[Any], filename: str) -> HttpResponse:
    """The calendar as a file."""
    response = HttpResponse(
        build_calendar(request, name, events).to_ical(), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
