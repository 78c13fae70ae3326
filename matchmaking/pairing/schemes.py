"""The published weights of pairing (M4): one JSON file a version, never edited once in force.

A stored pairing names the version it was made with, so an old one replays with its own weights.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

SCHEMES = Path(__file__).parent / "schemes"
REASON_CODES = ("fields", "services", "languages", "budget", "jurisdiction", "vetting", "deadline")
TOTAL_POINTS = 100


class UnknownSchemeError(LookupError):
    """No weights are published under this version, or none was in force on that day."""


@dataclass(frozen=True, slots=True)
class PairingScheme:
    """Weights in whole points (sum 100) and the bounds of the lists.

    ``declared_percent``: what a self-declared capability counts beside a verified one (E4's ceiling
    for self-statements). ``wanted`` and ``listed_at_most``: M4's 5 to 10.
    """

    version: str
    in_force_from: date
    weights: Mapping[str, int]
    declared_percent: int
    wanted: int
    listed_at_most: int
    unvetted_at_most: int
    barring_grades: tuple[str, ...]
    note_zh: str
    note_en: str


def read_scheme(raw: Mapping[str, Any]) -> PairingScheme:
    """Check one file's content. Raises ``ValueError`` when the weights are not what reasons need."""
    weights = {str(code): int(points) for code, points in raw["weights"].items()}
    if tuple(sorted(weights)) != tuple(sorted(REASON_CODES)):
        raise ValueError(f"Scheme {raw['version']}: weights must be given for {', '.join(REASON_CODES)}.")
    if sum(weights.values()) != TOTAL_POINTS or min(weights.values()) < 0:
        raise ValueError(f"Scheme {raw['version']}: weights must be 0 or more and add up to {TOTAL_POINTS}.")
    if not 0 <= raw["declared_percent"] <= 100 or not 1 <= raw["wanted"] <= raw["listed_at_most"]:
        raise ValueError(f"Scheme {raw['version']}: percentages and list bounds out of range.")
    return PairingScheme(
        version=raw["version"],
        in_force_from=date.fromisoformat(raw["in_force_from"]),
        weights=weights,
        declared_percent=raw["declared_percent"],
        wanted=raw["wanted"],
        listed_at_most=raw["listed_at_most"],
        unvetted_at_most=raw["unvetted_at_most"],
        barring_grades=tuple(raw["barring_grades"]),
        note_zh=raw["note_zh"],
        note_en=raw["note_en"],
    )


@cache
def published_schemes() -> tuple[PairingScheme, ...]:
    """All published versions, the oldest first."""
    files = sorted(SCHEMES.glob("*.json"))
    schemes = [read_scheme(json.loads(file.read_text(encoding="utf-8"))) for file in files]
    return tuple(sorted(schemes, key=lambda scheme: (scheme.in_force_from, scheme.version)))


def scheme_version(version: str) -> PairingScheme:
    """The scheme of that version. Raises ``UnknownSchemeError``."""
    for scheme in published_schemes():
        if scheme.version == version:
            return scheme
    raise UnknownSchemeError(f"No pairing scheme {version!r} is published.")


def scheme_in_force(day: date) -> PairingScheme:
    """The latest scheme in force on ``day``. Raises ``UnknownSchemeError`` before the first."""
    in_force = [scheme for scheme in published_schemes() if scheme.in_force_from <= day]
    if not in_force:
        raise UnknownSchemeError(f"No pairing scheme was in force on {day.isoformat()}.")
    return in_force[-1]
