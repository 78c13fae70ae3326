"""Writes invented agencies down in bulk, for the demo world and for load sets alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from itertools import islice
from typing import Any

from django.db import models
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


def _write_batch(batch: list[AgencySpec], *, today: date, codes: Codes) -> list[tuple[AgencySpec, Agency]]:
    agencies = Agency.objects.bulk_create([_agency(spec, today, codes) for spec in batch])
    pairs = list(zip(batch, agencies, strict=True))
    Agency.kinds.through.objects.bulk_create(
        [
            Agency.kinds.through(agency_id=agency.pk, agencykind_id=codes.kinds[kind])
            for spec, agency in pairs
            for kind in spec.kinds
        ]
    )
    _write_all(AgencyName, (row for spec, agency in pairs for row in _names(spec, agency)))
    _write_all(Identifier, (row for spec, agency in pairs for row in _identifiers(spec, agency, codes)))
    _write_all(Office, (row for spec, agency in pairs for row in _offices(spec, agency, codes)))
    _write_listings(pairs, codes)
    for spec_rows in (_fields, _services, _jurisdictions, _languages, _qualifications, _insurances, _fees):
        rows = [row for spec, agency in pairs for row in spec_rows(spec, agency, today, codes)]
        if rows:
            _write_all(type(rows[0]), rows)
    _write_people(pairs, codes)
    return pairs


def _write_all(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    model._default_manager.bulk_create(rows, batch_size=BATCH)


def _agency(spec: AgencySpec, today: date, codes: Codes) -> Agency:
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


def _names(spec: AgencySpec, agency: Agency) -> Iterator[AgencyName]:
    registered, brand = (spec.name_zh, spec.name_en) if spec.jurisdiction == "CN" else (spec.name_en, spec.name_zh)
    home, other = ("zh-hans", "en") if spec.jurisdiction == "CN" else ("en", "zh-hans")
    rows: list[tuple[str, str, str, date | None]] = [(registered, home, NameKind.REGISTERED, None)]
    if brand:
        rows.append((brand, other, NameKind.BRAND, None))
    rows.append((spec.short_name, home, NameKind.SHORT, None))
    if spec.former_name:
        rows.append((spec.former_name, home, NameKind.FORMER, spec.former_until))
    for text, language, kind, until in rows:
        yield AgencyName(agency=agency, text=text, folded=fold_name(text), language=language, kind=kind, until=until)


def _identifiers(spec: AgencySpec, agency: Agency, codes: Codes) -> Iterator[Identifier]:
    if spec.credit_code:
        yield Identifier(agency=agency, scheme=IdentifierScheme.CREDIT_CODE, value=spec.credit_code)
    if spec.cnipa_code:
        yield Identifier(agency=agency, scheme=IdentifierScheme.CNIPA, value=spec.cnipa_code)
    if spec.register_number:
        issuer = codes.register(spec.jurisdiction).code
        yield Identifier(agency=agency, scheme=IdentifierScheme.REGISTER, issuer=issuer, value=spec.register_number)


def _offices(spec: AgencySpec, agency: Agency, codes: Codes) -> Iterator[Office]:
    yield Office(
        agency=agency,
        kind=OfficeKind.REGISTERED,
        jurisdiction=codes.jurisdictions[spec.jurisdiction],
        province=spec.province,
        city=spec.city,
        district=spec.district,
        address=spec.address,
        since=spec.registered_on,
    )
    for code, city in spec.offices:
        if not codes.jurisdictions[code].is_office:
            yield Office(agency=agency, kind=OfficeKind.ABROAD, jurisdiction=codes.jurisdictions[code], city=city)


def _write_listings(pairs: list[tuple[AgencySpec, Agency]], codes: Codes) -> None:
    listings = Listing.objects.bulk_create(
        [
            Listing(
                agency=agency,
                register=codes.register(spec.jurisdiction),
                since=spec.registered_on,
                until=spec.listing_until,
            )
            for spec, agency in pairs
        ],
        batch_size=BATCH,
    )
    _write_all(
        StatusPeriod,
        (
            StatusPeriod(
                listing=listing,
                status=status.status,
                is_abnormal=status.abnormal,
                since=status.since,
                until=status.until or spec.listing_until,
            )
            for (spec, _agency_row), listing in zip(pairs, listings, strict=True)
            for status in spec.statuses
        ),
    )


def _declared(spec: AgencySpec, today: date) -> dict[str, Any]:
    return {"declared_on": spec.claimed_on or spec.registered_on, "verified_until": spec.verified_until}


def _fields(spec: AgencySpec, agency: Agency, today: date, codes: Codes) -> Iterator[DeclaredField]:
    for number in spec.fields:
        yield DeclaredField(agency=agency, field_id=number, **_declared(spec, today))


def _services(spec: AgencySpec, agency: Agency, today: date, codes: Codes) -> Iterator[DeclaredService]:
    for code in spec.services:
        yield DeclaredService(agency=agency, service_id=codes.services[code], **_declared(spec, today))


def _jurisdictions(spec: AgencySpec, agency: Agency, today: date, codes: Codes) -> Iterator[DeclaredJurisdiction]:
    for code, served_by in spec.jurisdictions:
        yield DeclaredJurisdiction(
            agency=agency, jurisdiction=codes.jurisdictions[code], served_by=served_by, **_declared(spec, today)
        )


def _languages(spec: AgencySpec, agency: Agency, today: date, codes: Codes) -> Iterator[DeclaredLanguage]:
    for code in spec.languages:
        yield DeclaredLanguage(agency=agency, language_id=codes.languages[code], **_declared(spec, today))


def _qualifications(spec: AgencySpec, agency: Agency, today: date, codes: Codes) -> Iterator[ForeignQualification]:
    for code, people in spec.qualifications:
        yield ForeignQualification(
            agency=agency, jurisdiction=codes.jurisdictions[code], people=people, **_declared(spec, today)
        )


def _insurances(spec: AgencySpec, agency: Agency, today: date, codes: Codes) -> Iterator[Insurance]:
    if spec.insurance:
        yield Insurance(
            agency=agency,
            amount=spec.insurance,
            currency="CNY",
            insurer="示例保险（虚构）",
            valid_until=date(today.year + 1, 6, 30),
            **_declared(spec, today),
        )


def _fees(spec: AgencySpec, agency: Agency, today: date, codes: Codes) -> Iterator[FeeBand]:
    for fee in spec.fees:
        yield FeeBand(
            agency=agency,
            service_id=codes.services[fee.service],
            jurisdiction=codes.jurisdictions[fee.jurisdiction],
            fee_model=fee.model,
            currency="CNY",
            lowest=fee.lowest,
            highest=fee.highest,
            band=fee.band,
            **_declared(spec, today),
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
    _write_all(
        Affiliation,
        (
            Affiliation(
                practitioner=practitioner,
                agency=agency,
                agency_text=agency.name_zh or agency.name_en,
                since=person.since,
                until=person.left_on,
            )
            for (agency, person, _), practitioner in zip(people, practitioners, strict=True)
        ),
    )
