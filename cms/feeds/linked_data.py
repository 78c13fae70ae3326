"""Descriptions of pages for search engines (schema.org)."""

from typing import Any

from django.http import HttpRequest

from cms.feeds.calendar import SHANGHAI
from cms.navigation import html_language, site_name
from cms.pages.enums import EventFormat

CONTEXT = "https://schema.org"

_MODES = {
    EventFormat.ON_SITE: "OfflineEventAttendanceMode",
    EventFormat.ONLINE: "OnlineEventAttendanceMode",
    EventFormat.HYBRID: "MixedEventAttendanceMode",
}


def describe_event(event: Any, request: HttpRequest, series: str) -> dict[str, Any]:
    """A training event as schema.org's EducationEvent."""
    status = "EventCancelled" if event.is_cancelled else "EventScheduled"
    description: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "EducationEvent",
        "name": event.title,
        "description": event.summary,
        "url": event.get_full_url(request),
        "startDate": event.starts_at.astimezone(SHANGHAI).isoformat(),
        "endDate": event.ends_at.astimezone(SHANGHAI).isoformat(),
        "eventStatus": f"{CONTEXT}/{status}",
        "eventAttendanceMode": f"{CONTEXT}/{_MODES[EventFormat(event.format)]}",
        "location": _locations(event, request),
        "inLanguage": [language.code for language in event.languages.all()]
        or [html_language(event.locale.language_code)],
        "isAccessibleForFree": not event.fee,
        "organizer": {"@type": "Organization", "name": site_name()},
        "superEvent": {"@type": "EventSeries", "name": series},
    }
    if event.speakers:
        description["performer"] = [
            {
                "@type": "Person",
                "name": speaker.value["name"],
                "affiliation": {"@type": "Organization", "name": speaker.value["affiliation"]},
            }
            for speaker in event.speakers
        ]
    if event.capacity:
        description["maximumAttendeeCapacity"] = event.capacity
    return description


def _locations(event: Any, request: HttpRequest) -> list[dict[str, Any]]:
    """The place, the virtual place, or both."""
    found: list[dict[str, Any]] = []
    if event.venue:
        address = {"@type": "PostalAddress", "streetAddress": event.address or event.venue}
        found.append({"@type": "Place", "name": event.venue, "address": address})
    if event.format != EventFormat.ON_SITE:
        found.append({"@type": "VirtualLocation", "url": event.online_url or event.get_full_url(request)})
    return found
