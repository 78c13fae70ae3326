"""What the compared agencies declare (D7), read for all of them at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from directory.agencies.names import core_name
from directory.models import (
    Agency,
    DeclaredField,
    DeclaredJurisdiction,
    DeclaredLanguage,
    DeclaredService,
    Insurance,
)
from search.cards import Card


@dataclass(frozen=True, slots=True)
class Stated:
    """One declared fact, and whether an officer has checked it."""

    code: str
    label: str
    note: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One agency of the comparison."""

    card: Card
    brand: str
    agency: Agency
    services: tuple[Stated, ...]
    jurisdictions: tuple[Stated, ...]
    fields: tuple[Stated, ...]
    languages: tuple[Stated, ...]
    insurance: Insurance | None


def read_sides(cards: Sequence[Card], *, day: date, language: str) -> list[Side]:
    """The sides in the order of ``cards``; six queries, however many there are."""
    agencies = {one.public_id: one for one in Agency.objects.filter(public_id__in=[card.public_id for card in cards])}
    keys = [one.pk for one in agencies.values()]
    services = DeclaredService.objects.select_related("service").order_by("service__position")
    jurisdictions = DeclaredJurisdiction.objects.select_related("jurisdiction").order_by("jurisdiction__code")
    fields = DeclaredField.objects.select_related("field").order_by("field")
    languages = DeclaredLanguage.objects.select_related("language").order_by("language__position")
    stated = {
        "services": _read(services, keys, day, lambda row: (row.service.code, row.service.name, "")),
        "jurisdictions": _read(
            jurisdictions,
            keys,
            day,
            lambda row: (row.jurisdiction.code, row.jurisdiction.name, row.get_served_by_display()),
        ),
        "fields": _read(fields, keys, day, lambda row: (str(row.field.number), row.field.name, "")),
        "languages": _read(languages, keys, day, lambda row: (row.language.code, row.language.name, "")),
    }
    insurances = {one.agency_id: one for one in Insurance.objects.filter(agency__in=keys)}
    sides = []
    for card in cards:
        agency = agencies[card.public_id]
        facts = {name: tuple(rows.get(agency.pk, ())) for name, rows in stated.items()}
        sides.append(Side(card, _brand(card, language), agency, **facts, insurance=insurances.get(agency.pk)))
    return sides


def _brand(card: Card, language: str) -> str:
    """A short name for narrow screens: 集佳 instead of the whole registered name."""
    return core_name(card.name_zh) if card.name_zh and not language.startswith("en") else card.name(language)


def _read(
    rows: Any, keys: Sequence[int], day: date, say: Callable[[Any], tuple[str, str, str]]
) -> dict[int, list[Stated]]:
    """Declared rows by agency, as ``say`` puts them: code, label, note."""
    found: dict[int, list[Stated]] = {}
    for row in rows.filter(agency__in=keys):
        found.setdefault(row.agency_id, []).append(Stated(*say(row), is_verified=row.is_verified(day)))
    return found
