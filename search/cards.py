"""What a result shows of an agency. Dated facts keep their windows, so that a card is true on any day. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from directory.agencies.enums import ProfileTier


@dataclass(frozen=True, slots=True)
class CardGrade:
    """An official grade by one scheme (G1)."""

    scheme: str
    value: str
    as_of: date
    until: date | None

    def holds_on(self, day: date) -> bool:
        return self.as_of <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class CardMark:
    """What a register says beside "active": ``suspended``, ``revoked``, ``deregistered`` or ``abnormal`` (D8)."""

    kind: str
    register: str
    since: date
    until: date | None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Card:
    """An agency as a card shows it. Codes of kinds and places are named by the vocabulary."""

    public_id: str
    name_zh: str
    name_en: str
    country: str
    province: str
    city: str
    district: str
    kinds: tuple[str, ...]
    registered_on: date | None
    people: int
    people_as_of: date
    is_unidentified: bool
    claimed_on: date | None
    verified_until: date | None
    evaluated_until: date | None
    grades: tuple[CardGrade, ...]
    marks: tuple[CardMark, ...]

    def name(self, language: str) -> str:
        if language.startswith("en"):
            return self.name_en or self.name_zh
        return self.name_zh or self.name_en

    def other_name(self, language: str) -> str:
        other = self.name_zh if self.name(language) == self.name_en else self.name_en
        return other if other != self.name(language) else ""

    def tier_on(self, day: date) -> ProfileTier:
        """D6, as ``Agency.profile_tier`` says it."""
        verified = self.verified_until is not None and day <= self.verified_until
        if verified and self.evaluated_until is not None and day <= self.evaluated_until:
            return ProfileTier.EVALUATED
        if verified:
            return ProfileTier.VERIFIED
        return ProfileTier.CLAIMED if self.claimed_on else ProfileTier.LISTED

    def grades_on(self, day: date) -> list[CardGrade]:
        return [grade for grade in self.grades if grade.holds_on(day)]

    def marks_on(self, day: date) -> list[CardMark]:
        return [mark for mark in self.marks if mark.holds_on(day)]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def write_card(card: Card) -> dict[str, Any]:
    """As a document keeps it."""
    return {
        "id": card.public_id,
        "zh": card.name_zh,
        "en": card.name_en,
        "place": [card.country, card.province, card.city, card.district],
        "kinds": list(card.kinds),
        "registered": _text(card.registered_on),
        "people": [card.people, _text(card.people_as_of)],
        "unidentified": card.is_unidentified,
        "tier": [_text(card.claimed_on), _text(card.verified_until), _text(card.evaluated_until)],
        "grades": [[one.scheme, one.value, _text(one.as_of), _text(one.until)] for one in card.grades],
        "marks": [[one.kind, one.register, _text(one.since), _text(one.until)] for one in card.marks],
    }


def read_card(kept: Mapping[str, Any]) -> Card:
    """The inverse of ``write_card``."""
    country, province, city, district = kept["place"]
    claimed, verified, evaluated = (_day(text) for text in kept["tier"])
    return Card(
        public_id=kept["id"],
        name_zh=kept["zh"],
        name_en=kept["en"],
        country=country,
        province=province,
        city=city,
        district=district,
        kinds=tuple(kept["kinds"]),
        registered_on=_day(kept["registered"]),
        people=kept["people"][0],
        people_as_of=date.fromisoformat(kept["people"][1]),
        is_unidentified=kept["unidentified"],
        claimed_on=claimed,
        verified_until=verified,
        evaluated_until=evaluated,
        grades=tuple(
            CardGrade(scheme, value, date.fromisoformat(as_of), _day(until))
            for scheme, value, as_of, until in kept["grades"]
        ),
        marks=tuple(
            CardMark(kind, register, date.fromisoformat(since), _day(until))
            for kind, register, since, until in kept["marks"]
        ),
    )
