"""Builds documents from the directory's truth, many at once with a constant number of queries.

Rows are read as tuples: model objects would take most of the time of a rebuild.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from directory.agencies.names import core_name, fold_name, pinyin_of
from directory.models import (
    Affiliation,
    Agency,
    AgencyName,
    DeclaredField,
    DeclaredJurisdiction,
    DeclaredLanguage,
    DeclaredService,
    Identifier,
    Industry,
    Service,
    StatusPeriod,
    TechnicalField,
)
from directory.rosters.enums import ListingStatus
from ratings.credit.models import Grade
from search.cards import Card, CardGrade, CardMark
from search.eligibility import StatusSpan
from search.facets import Capability, Key, Trees, Window, dated_values, lasting_values
from search.text import lines, sounds_of


@dataclass(frozen=True, slots=True)
class Document:
    """One agency as engines store it."""

    agency_id: int
    codes: str
    names: str
    brands: str
    sounds: str
    key_zh: str
    key_en: str
    card: Card
    values: list[Key]
    windows: list[Window]


@dataclass(slots=True)
class _Rows:
    """Everything about a batch of agencies, grouped by agency."""

    names: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    codes: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    kinds: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    fields: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    services: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    jurisdictions: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    languages: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    spans: dict[int, list[StatusSpan]] = field(default_factory=lambda: defaultdict(list))
    marks: dict[int, list[CardMark]] = field(default_factory=lambda: defaultdict(list))
    grades: dict[int, list[CardGrade]] = field(default_factory=lambda: defaultdict(list))
    people: dict[int, int] = field(default_factory=dict)


def load_trees() -> Trees:
    """What stands above fields and services now."""
    industries: dict[int, list[str]] = defaultdict(list)
    for code, number in Industry.objects.order_by("position").values_list("code", "fields__number"):
        if number is not None:
            industries[number].append(code)
    parents = dict(Service.objects.values_list("code", "parent__code"))
    groups: dict[str, list[str]] = {}
    for code, nearest in parents.items():
        above: list[str] = []
        parent: str | None = nearest
        while parent and parent not in above:
            above.append(parent)
            parent = parents.get(parent)
        groups[code] = above
    return Trees(dict(TechnicalField.objects.values_list("number", "sector__code")), industries, groups)


def build_documents(agency_ids: Sequence[int], *, trees: Trees | None = None) -> list[Document]:
    """Documents of those of ``agency_ids`` that may be found at all; merged and missing ones have none."""
    trees = trees or load_trees()
    day = timezone.localdate()
    agencies = list(
        Agency.objects.current()
        .filter(pk__in=agency_ids)
        .order_by("pk")
        .values_list(
            "pk", "public_id", "name_zh", "name_en", "short_name", "jurisdiction__code", "province", "city", "district",
            "registered_on", "size_class", "claimed_at", "verified_until", "evaluated_until", "is_unidentified",
        )
    )  # fmt: skip
    rows = _read_rows([row[0] for row in agencies], day)
    return [_build(row, rows, trees, day) for row in agencies]


def _read_rows(ids: Sequence[int], day: date) -> _Rows:
    rows = _Rows()
    _group(rows.names, AgencyName.objects.filter(agency__in=ids).order_by("pk"), "text")
    _group(rows.codes, Identifier.objects.filter(agency__in=ids).order_by("pk"), "value")
    _group(rows.fields, DeclaredField.objects.filter(agency__in=ids).order_by("field"), "field_id")
    _group(rows.services, DeclaredService.objects.filter(agency__in=ids).order_by("pk"), "service__code")
    _group(rows.jurisdictions, DeclaredJurisdiction.objects.filter(agency__in=ids).order_by("pk"), "jurisdiction__code")
    _group(rows.languages, DeclaredLanguage.objects.filter(agency__in=ids).order_by("pk"), "language__code")
    kinds = Agency.kinds.through.objects.filter(agency__in=ids).order_by("agencykind__position")
    _group(rows.kinds, kinds, "agencykind__code")
    _read_statuses(rows, ids)
    grades = Grade.objects.filter(agency__in=ids).order_by("scheme__code", "as_of", "pk")
    for agency, scheme, value, as_of, until in grades.values_list(
        "agency_id", "scheme__code", "value", "as_of", "until"
    ):
        rows.grades[agency or 0].append(CardGrade(scheme, value, as_of, until))
    here = Affiliation.objects.filter(agency__in=ids, since__lte=day).filter(Q(until__isnull=True) | Q(until__gt=day))
    rows.people = dict(here.order_by().values_list("agency").annotate(people=Count("practitioner", distinct=True)))
    return rows


def _group(into: dict[int, list[Any]], rows: QuerySet[Any], column: str) -> None:
    for agency, value in rows.values_list("agency_id", column):
        into[agency].append(value)


def _read_statuses(rows: _Rows, ids: Sequence[int]) -> None:
    periods = StatusPeriod.objects.filter(listing__agency__in=ids).order_by("since", "pk")
    columns = ("listing__agency_id", "pk", "listing__register_id", "listing__register__code", "status", "is_abnormal")
    for agency, pk, register, code, status, abnormal, since, until in periods.values_list(*columns, "since", "until"):
        rows.spans[agency].append(StatusSpan(since, pk, register, status, until))
        if status != ListingStatus.ACTIVE:
            rows.marks[agency].append(CardMark(status, code, since, until))
        if abnormal:
            rows.marks[agency].append(CardMark("abnormal", code, since, until))


def _build(row: tuple[Any, ...], rows: _Rows, trees: Trees, day: date) -> Document:
    (
        pk, _public_id, name_zh, name_en, short_name, _country, _province, _city, _district,
        _registered_on, size, *_rest,
    ) = row  # fmt: skip
    card, capability = _card(row, rows, day), _capability(pk, size, rows)
    written = [name for name in (name_zh, name_en, short_name, *rows.names.get(pk, ())) if name]
    names = list(dict.fromkeys(map(fold_name, written)))
    brands = list(dict.fromkeys([*map(core_name, written), fold_name(short_name)]))
    return Document(
        agency_id=pk,
        codes=lines([fold_name(code).replace(" ", "") for code in rows.codes.get(pk, ())]),
        names=lines(names),
        brands=lines(brands),
        sounds=sounds_of(names, brands),
        key_zh=(pinyin_of(name_zh).joined or fold_name(name_zh) or fold_name(name_en))[:320],
        key_en=(fold_name(name_en) or pinyin_of(name_zh).joined or fold_name(name_zh))[:320],
        card=card,
        values=lasting_values(card, capability, trees),
        windows=dated_values(card, rows.spans.get(pk, ())),
    )


def _card(row: tuple[Any, ...], rows: _Rows, day: date) -> Card:
    (
        pk, public_id, name_zh, name_en, _short_name, country, province, city, district,
        registered_on, _size, claimed_at, verified_until, evaluated_until, is_unidentified,
    ) = row  # fmt: skip
    return Card(
        public_id=public_id,
        name_zh=name_zh,
        name_en=name_en,
        country=country,
        province=province,
        city=city,
        district=district,
        kinds=tuple(rows.kinds.get(pk, ())),
        registered_on=registered_on,
        people=rows.people.get(pk, 0),
        people_as_of=day,
        is_unidentified=is_unidentified,
        claimed_on=timezone.localdate(claimed_at) if claimed_at else None,
        verified_until=verified_until,
        evaluated_until=evaluated_until,
        grades=tuple(rows.grades.get(pk, ())),
        marks=tuple(rows.marks.get(pk, ())),
    )


def _capability(pk: int, size: str, rows: _Rows) -> Capability:
    return Capability(
        fields=rows.fields.get(pk, ()),
        services=rows.services.get(pk, ()),
        jurisdictions=rows.jurisdictions.get(pk, ()),
        languages=rows.languages.get(pk, ()),
        size=size,
    )
