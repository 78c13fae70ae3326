"""The brief's form as it was typed: four steps of plain text and lists, mistakes included.

Entries live in the session (signed out) or in ``Brief.entries``; ``to_raw`` turns them into the JSON form that
``parse_brief`` checks, so that page and command refuse and accept the same.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Entries = dict[str, Any]

LISTS = ("jurisdictions", "fields", "services", "languages")
TEXTS = ("ipc", "budget", "deadline", "exclude", "adverse_parties")
LONGEST_TEXT = 20_000
MOST_VALUES = 300
_BETWEEN_SYMBOLS = re.compile(r"[,，;；、\n\r]+")
_PROFILE_ADDRESS = re.compile(r"/agencies/(?P<id>[a-z0-9]+)/?")


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the form."""

    slug: str
    title: str | Promise
    note: str | Promise
    keys: tuple[str, ...]


STEPS = (
    Step("countries", _("Countries"), _("where"), ("jurisdictions",)),
    Step("work", _("Fields and services"), _("what is to be done"), ("fields", "ipc", "services")),
    Step(
        "limits",
        _("Limits and parties"),
        _("budget, deadline, conflicts"),
        ("languages", "budget", "deadline", "exclude", "adverse_parties"),
    ),
    Step("check", _("Check"), _("before it is paired"), ()),
)
STEP_BY_SLUG = {step.slug: step for step in STEPS}


def read_step(posted: QueryDict, step: Step) -> Entries:
    """What was posted for one step; bounded, so that a draft cannot grow without end."""
    read: Entries = {}
    for key in step.keys:
        if key in LISTS:
            read[key] = [value[:40] for value in posted.getlist(key)[:MOST_VALUES]]
        else:
            read[key] = posted.get(key, "")[:LONGEST_TEXT].replace("\x00", "")
    return read


def to_raw(entries: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON form of a brief. Empty text is left out; lines and commas part the lists."""
    raw: dict[str, Any] = {key: list(entries.get(key, [])) for key in LISTS}
    raw["ipc"] = [part.strip() for part in _BETWEEN_SYMBOLS.split(entries.get("ipc", "")) if part.strip()]
    raw["exclude"] = [_public_id(line) for line in _lines(entries.get("exclude", ""))]
    raw["adverse_parties"] = _lines(entries.get("adverse_parties", ""))
    raw["budget"] = entries.get("budget", "")
    raw["deadline"] = entries.get("deadline", "")
    return raw


def from_raw(raw: Mapping[str, Any]) -> Entries:
    """Entries that say what a JSON brief says."""
    return {
        **{key: [str(value) for value in raw.get(key) or []] for key in LISTS},
        "ipc": ", ".join(raw.get("ipc") or []),
        "exclude": "\n".join(raw.get("exclude") or []),
        "adverse_parties": "\n".join(raw.get("adverse_parties") or []),
        "budget": raw.get("budget") or "",
        "deadline": raw.get("deadline") or "",
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _public_id(line: str) -> str:
    """The identifier of a profile, given itself or as the profile's address."""
    match = _PROFILE_ADDRESS.search(line)
    return match["id"] if match else line
