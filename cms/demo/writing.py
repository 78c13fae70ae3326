"""Writes invented agencies down in bulk, for the demo world and for load sets alike."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from itertools import islice
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from cms.demo.specs import AgencySpec
from directory.agencies.enums import IdentifierScheme, NameKind, OfficeKind
from directory.agencies.names import fold_name
from directory.models import (
    Affiliation,
    Agency,
    AgencyKind,
    AgencyName,
    DeclaredField,
    DeclaredJurisdiction,
    DeclaredLanguage,
    DeclaredService,
    FeeBand,
    ForeignQualification,
    Identifier,
    Insurance,
    Jurisdiction,
    Language,
    Listing,
    Office,
    Practitioner,
    Register,
    Service,
    StatusPeriod,
)

BATCH = 2_000
Row = tuple[Any, ...]


@dataclass
class Codes:
    """Primary keys of the taxonomies by code, read once."""

    register_prefix: str
    registers: dict[str, Register] = field(default_factory=dict)

    @cached_property
    def jurisdictions(self) -> dict[str, Jurisdiction]:
        return {row.code: row for row in Jurisdiction.objects.all()}

    @cached_property
    def services(self) -> dict[str, int]:
        return dict(Service.objects.values_list("code", "pk"))

    @cached_property
    def languages(self) -> dict[str, int]:
        return dict(Language.objects.values_list("code", "pk"))

    @cached_property
    def kinds(self) -> dict[str, int]:
        return dict(AgencyKind.objects.values_list("code", "pk"))

    def register(self, code: str) -> Register:
        """The invented licensing register of a jurisdiction, made on first use."""
        if code not in self.registers:
            place = self.jurisdictions[code]
            self.registers[code], _ = Register.objects.get_or_create(
                code=f"{self.register_prefix}-{code.lower()}",
                defaults={
                    "name_zh": f"示例执业名录（{place.name_zh}，虚构）",
                    "name_en": f"Sample register of practice ({place.name_en}, fictional)",
                    "jurisdiction": place,
                    "grants_licence": True,
                },
            )
        return self.registers[code]


def write_agencies(
    specs: Iterable[AgencySpec], *, today: date, codes: Codes
) -> Iterator[list[tuple[AgencySpec, Agency]]]:
    """Store ``specs`` batch by batch and yield each batch with its rows. Sends no signals: rebuild the index after."""
    remaining = iter(specs)
    while batch := list(islice(remaining, BATCH)):
        yield _write_batch(batch, today=today, codes=codes)


@transaction.atomic
def _write_batch(batch: list[AgencySpec], *, today: date, codes: Codes) -> list[tuple[AgencySpec, Agency]]:
    agencies = Agency.objects.bulk_create([_agency(spec, codes) for spec in batch])
    pairs = list(zip(batch, agencies, strict=True))
    for model, columns, rows_of in CHILDREN:
        insert_rows(model, columns, (row for spec, agency in pairs for row in rows_of(spec, agency.pk, codes)))
    for model, columns, stated_of in DECLARED:
        insert_rows(
            model,
            (*columns, "agency_id", "declared_on", "verified_until"),
            (
                (*row, agency.pk, spec.claimed_on or spec.registered_on, spec.verified_until)
                for spec, agency in pairs
                for row in stated_of(spec, codes)
            ),
        )
    _write_statuses(pairs)
    _write_people(pairs, codes)
    return pairs


def insert_rows(model: type[models.Model], columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    """Insert plain tuples, many times quicker than model instances. ``columns`` are attribute names."""
    quote = connection.ops.quote_name
    stored = {field.attname: str(field.column) for field in model._meta.concrete_fields}
    names = ", ".join(quote(stored[column]) for column in columns)
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        table = quote(model._meta.db_table)
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", list(rows))  # noqa: S608  names of this project's own columns


def _agency(spec: AgencySpec, codes: Codes) -> Agency:
    claimed = timezone.make_aware(datetime.combine(spec.claimed_on, time(10))) if spec.claimed_on else None
    now = timezone.now()
    return Agency(
        public_id=spec.public_id,
        name_zh=spec.name_zh,
        name_en=spec.name_en,
        short_name=spec.short_name,
        jurisdiction=codes.jurisdictions[spec.jurisdiction],
        province=spec.province,
        city=spec.city,
        district=spec.district,
        address=spec.address,
        registered_on=spec.registered_on,
        phone=spec.phone,
        email=spec.email,
        website=spec.website,
        scope=spec.scope,
        size_class=spec.size_class,
        corporate_group=spec.corporate_group,
        foreign_qualified_staff=sum(people for _, people in spec.qualifications) or None,
        claimed_at=claimed,
        verified_until=spec.verified_until,
        is_fictional=True,
        created_at=now,
        changed_at=now,
    )


def _kinds(spec: AgencySpec, agency: int, codes: Codes) -> Iterator[Row]:
    for kind in spec.kinds:
        yield agency, codes.kinds[kind]


def _names(spec: AgencySpec, agency: int, codes: Codes) -> Iterator[Row]:
    registered, brand = (spec.name_zh, spec.name_en) if spec.jurisdiction == "CN" else (spec.name_en, spec.name_zh)
    home, other = ("zh-hans", "en") if spec.jurisdiction == "CN" else ("en", "zh-hans")
    rows: list[tuple[str, str, str, date | None]] = [(registered, home, NameKind.REGISTERED, None)]
    if brand:
        rows.append((brand, other, NameKind.BRAND, None))
    rows.append((spec.short_name, home, NameKind.SHORT, None))
    if spec.former_name:
        rows.append((spec.former_name, home, NameKind.FORMER, spec.former_until))
    for text, language, kind, until in rows:
        yield agency, text, fold_name(text), language, str(kind), until


def _identifiers(spec: AgencySpec, agency: int, codes: Codes) -> Iterator[Row]:
    if spec.credit_code:
        yield agency, str(IdentifierScheme.CREDIT_CODE), "", spec.credit_code
    if spec.cnipa_code:
        yield agency, str(IdentifierScheme.CNIPA), "", spec.cnipa_code
    if spec.register_number:
        issuer = codes.register(spec.jurisdiction).code
        yield agency, str(IdentifierScheme.REGISTER), issuer, spec.register_number


def _offices(spec: AgencySpec, agency: int, codes: Codes) -> Iterator[Row]:
    home = codes.jurisdictions[spec.jurisdiction].pk
    place = (spec.province, spec.city, spec.district, spec.address)
    yield agency, str(OfficeKind.REGISTERED), home, *place, spec.registered_on
    for code, city in spec.offices:
        if not codes.jurisdictions[code].is_office:
            yield agency, str(OfficeKind.ABROAD), codes.jurisdictions[code].pk, "", city, "", "", None


def _listings(spec: AgencySpec, agency: int, codes: Codes) -> Iterator[Row]:
    yield agency, codes.register(spec.jurisdiction).pk, spec.registered_on, spec.listing_until, "", "{}"


def _fields(spec: AgencySpec, codes: Codes) -> Iterator[Row]:
    yield from ((number,) for number in spec.fields)


def _services(spec: AgencySpec, codes: Codes) -> Iterator[Row]:
    yield from ((codes.services[code],) for code in spec.services)


def _jurisdictions(spec: AgencySpec, codes: Codes) -> Iterator[Row]:
    yield from ((codes.jurisdictions[code].pk, served_by) for code, served_by in spec.jurisdictions)


def _languages(spec: AgencySpec, codes: Codes) -> Iterator[Row]:
    yield from ((codes.languages[code],) for code in spec.languages)


def _qualifications(spec: AgencySpec, codes: Codes) -> Iterator[Row]:
    yield from ((codes.jurisdictions[code].pk, people) for code, people in spec.qualifications)


def _insurances(spec: AgencySpec, codes: Codes) -> Iterator[Row]:
    if spec.insurance:
        yield spec.insurance, "CNY", "示例保险（虚构）", None


def _fees(spec: AgencySpec, codes: Codes) -> Iterator[Row]:
    for fee in spec.fees:
        place = codes.jurisdictions[fee.jurisdiction].pk
        yield codes.services[fee.service], place, fee.model, "CNY", fee.lowest, fee.highest, fee.band


#: Model, its columns, and what yields its rows for one agency.
CHILDREN: tuple[tuple[type[models.Model], tuple[str, ...], Callable[[AgencySpec, int, Codes], Iterator[Row]]], ...] = (
    (Agency.kinds.through, ("agency_id", "agencykind_id"), _kinds),
    (AgencyName, ("agency_id", "text", "folded", "language", "kind", "until"), _names),
    (Identifier, ("agency_id", "scheme", "issuer", "value"), _identifiers),
    (
        Office,
        ("agency_id", "kind", "jurisdiction_id", "province", "city", "district", "address", "since"),
        _offices,
    ),
    (Listing, ("agency_id", "register_id", "since", "until", "identity", "facts"), _listings),
)
#: The same for what the agency declares itself; who, since when and verified until are added.
DECLARED: tuple[tuple[type[models.Model], tuple[str, ...], Callable[[AgencySpec, Codes], Iterator[Row]]], ...] = (
    (DeclaredField, ("field_id",), _fields),
    (DeclaredService, ("service_id",), _services),
    (DeclaredJurisdiction, ("jurisdiction_id", "served_by"), _jurisdictions),
    (DeclaredLanguage, ("language_id",), _languages),
    (ForeignQualification, ("jurisdiction_id", "people"), _qualifications),
    (Insurance, ("amount", "currency", "insurer", "valid_until"), _insurances),
    (FeeBand, ("service_id", "jurisdiction_id", "fee_model", "currency", "lowest", "highest", "band"), _fees),
)


def _write_statuses(pairs: list[tuple[AgencySpec, Agency]]) -> None:
    ids = [agency.pk for _, agency in pairs]
    listings = dict(Listing.objects.filter(agency__gte=ids[0], agency__lte=ids[-1]).values_list("agency_id", "pk"))
    insert_rows(
        StatusPeriod,
        ("listing_id", "status", "is_abnormal", "since", "until"),
        (
            (listings[agency.pk], status.status, status.abnormal, status.since, status.until or spec.listing_until)
            for spec, agency in pairs
            for status in spec.statuses
        ),
    )


def _write_people(pairs: list[tuple[AgencySpec, Agency]], codes: Codes) -> None:
    people = [(agency, person, spec) for spec, agency in pairs for person in spec.people]
    practitioners = Practitioner.objects.bulk_create(
        [
            Practitioner(
                name=person.name,
                folded_name=fold_name(person.name),
                register=codes.register(spec.jurisdiction),
                licence_number=person.licence_number,
                licence_kind=person.kind,
            )
            for _, person, spec in people
        ],
        batch_size=BATCH,
    )
    insert_rows(
        Affiliation,
        ("practitioner_id", "agency_id", "agency_text", "since", "until"),
        (
            (practitioner.pk, agency.pk, agency.name_zh or agency.name_en, person.since, person.left_on)
            for (agency, person, _), practitioner in zip(people, practitioners, strict=True)
        ),
    )
