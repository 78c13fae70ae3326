"""The values every facet can have, with their names, trees and order.

Read from the taxonomies at each request (a handful of short queries), because editors may rename. Places are
those that documents know.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from django.db import models
from django.utils.translation import gettext, override

from directory.agencies.enums import AgencySize, ProfileTier
from directory.models import AgencyKind, Industry, Jurisdiction, Language, Sector, Service, TechnicalField
from directory.taxonomies import reference
from directory.taxonomies.models import Named
from ratings.credit.enums import GradeValue
from search.models import FacetValue

#: Of the facet ``grade``: no official grade in force.
UNGRADED = "none"
#: Between the parts of a place: country, province, city.
PLACE_SEPARATOR = "/"


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a facet with its names and the values below it."""

    value: str
    name_zh: str
    name_en: str
    children: tuple["Term", ...] = ()

    def name(self, language: str) -> str:
        return self.name_en if language.startswith("en") else self.name_zh

    def walk(self) -> Iterator["Term"]:
        yield self
        for child in self.children:
            yield from child.walk()


class Vocabulary:
    """The terms of every facet."""

    def __init__(self, terms: Mapping[str, tuple[Term, ...]]) -> None:
        self.terms = terms
        self._flat = {
            facet: {term.value: term for root in roots for term in root.walk()} for facet, roots in terms.items()
        }

    def find(self, facet: str, value: str) -> Term | None:
        return self._flat.get(facet, {}).get(value)

    def name(self, facet: str, value: str, language: str) -> str:
        term = self.find(facet, value)
        return term.name(language) if term else value

    def sift(self, facet: str, values: Iterable[str]) -> tuple[tuple[str, ...], list[str]]:
        """Known values once each in the vocabulary's order, and the unknown ones; empty ones go."""
        known, asked = self._flat.get(facet, {}), list(dict.fromkeys(value for value in values if value))
        wanted = {value for value in asked if value in known}
        return tuple(value for value in known if value in wanted), [value for value in asked if value not in known]


def load_vocabulary() -> Vocabulary:
    """Every facet's terms as they are named now."""
    return Vocabulary(
        {
            "field": _fields(),
            "industry": _named(Industry.objects.order_by("position")),
            "service": _services(),
            "jurisdiction": _named(jurisdictions := list(Jurisdiction.objects.order_by("code"))),
            "place": _places({one.code: one for one in jurisdictions}),
            "grade": _grades(),
            "profile": _choices(reversed(ProfileTier)),
            "kind": _named(AgencyKind.objects.order_by("position")),
            "language": _named(Language.objects.order_by("position")),
            "size": _choices(AgencySize),
        }
    )


def _named(rows: Iterable[Named]) -> tuple[Term, ...]:
    return tuple(Term(row.code, row.name_zh, row.name_en) for row in rows)  # type: ignore[attr-defined]  # all have it


def _fields() -> tuple[Term, ...]:
    below: dict[int, list[Term]] = {}
    for one in TechnicalField.objects.order_by("number"):
        below.setdefault(one.sector_id, []).append(Term(str(one.number), one.name_zh, one.name_en))
    return tuple(
        Term(sector.code, sector.name_zh, sector.name_en, tuple(below.get(sector.pk, ())))
        for sector in Sector.objects.order_by("position")
    )


def _services() -> tuple[Term, ...]:
    below: dict[int | None, list[Service]] = {}
    for one in Service.objects.order_by("position"):
        below.setdefault(one.parent_id, []).append(one)

    def terms(parent: int | None) -> tuple[Term, ...]:
        return tuple(Term(one.code, one.name_zh, one.name_en, terms(one.pk)) for one in below.get(parent, ()))

    return terms(None)


def _grades() -> tuple[Term, ...]:
    graded = tuple(Term(grade.value, grade.value, grade.value) for grade in GradeValue)
    return (*graded, Term(UNGRADED, *_both(lambda: gettext("Not graded"))))


def _choices(choices: Iterable[models.TextChoices]) -> tuple[Term, ...]:
    return tuple(Term(choice.value, *_both(partial(str, choice.label))) for choice in choices)


def _both(text: Callable[[], str]) -> tuple[str, str]:
    """A text of the program in Chinese and in English."""
    names = []
    for language in ("zh-hans", "en"):
        with override(language):
            names.append(text())
    return names[0], names[1]


def _places(countries: Mapping[str, Jurisdiction]) -> tuple[Term, ...]:
    """Countries, below them provinces, below those cities, as far as any document knows them."""
    english = {one.name: one.name_en for one in reference.provinces()}
    below: dict[str, list[str]] = {}
    for value in FacetValue.objects.filter(facet="place").order_by("value").values_list("value", flat=True):
        parent = value.rpartition(PLACE_SEPARATOR)[0]
        below.setdefault(parent, []).append(value)

    def term(value: str) -> Term:
        last = value.rpartition(PLACE_SEPARATOR)[2]
        country = countries.get(value)
        names = (country.name_zh, country.name_en) if country else (last, english.get(last, last))
        return Term(value, *names, tuple(term(child) for child in below.get(value, ())))

    return tuple(term(value) for value in below.get("", ()))
