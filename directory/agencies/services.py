"""What an agency states about itself (D7): practice, figures, insurance, qualifications, fees, offices.

Everything here is *declared* from the day it is saved; a row that changes loses its verification, a row that stays
keeps it. Stating the same again changes nothing and leaves no event. Register facts are written elsewhere
(``register_facts.py`` and the rosters).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from directory.accounts.errors import NotAllowedError
from directory.accounts.permissions import can_edit_agency, today
from directory.agencies.capability import (
    DeclaredField,
    DeclaredJurisdiction,
    DeclaredLanguage,
    DeclaredService,
    FeeBand,
    ForeignQualification,
    Insurance,
)
from directory.agencies.enums import BudgetBand, OfficeKind, ServedBy
from directory.agencies.models import Agency, Office
from directory.audit.services import changes, record_event
from directory.signals import send_agencies_changed
from directory.taxonomies.models import Jurisdiction, Language, Service, TechnicalField

if TYPE_CHECKING:
    from directory.accounts.models import User

#: Upper ends of D12's bands, in CNY.
LOW_BELOW, MEDIUM_BELOW = Decimal(30_000), Decimal(150_000)
MOST_FEES = 200
MOST_OFFICES = 100


@dataclass(frozen=True)
class Practice:
    """What the agency does and where. ``jurisdictions`` says how each is served."""

    fields: frozenset[TechnicalField] = frozenset()
    services: frozenset[Service] = frozenset()
    languages: frozenset[Language] = frozenset()
    jurisdictions: Mapping[Jurisdiction, ServedBy] = field(default_factory=dict)


@dataclass(frozen=True)
class Figures:
    """Size, group and people with foreign qualifications; ``None`` where the agency does not say."""

    size_class: str = ""
    corporate_group: str = ""
    foreign_qualified_staff: int | None = None


@dataclass(frozen=True)
class Cover:
    """Professional liability cover per year."""

    amount: Decimal
    currency: str = "CNY"
    insurer: str = ""
    valid_until: date | None = None


@dataclass(frozen=True)
class Fee:
    """What a matter usually costs."""

    service: Service
    jurisdiction: Jurisdiction
    fee_model: str
    currency: str
    lowest: Decimal
    highest: Decimal


@dataclass(frozen=True)
class Place:
    """An office beside the registered place."""

    kind: OfficeKind
    jurisdiction: Jurisdiction
    city: str
    address: str = ""
    province: str = ""
    since: date | None = None


@transaction.atomic
def declare_practice(*, agency: Agency, practice: Practice, declared_by: "User") -> Agency:
    """State fields, services, languages and jurisdictions, all of them: what is not named is taken back.

    Raises ``NotAllowedError``; ``ValidationError`` for a group of services, which is no service line (D12).
    """
    agency = _lock(agency, declared_by)
    if any(service.parent_id is None for service in practice.services):
        raise ValidationError({"services": _("Choose service lines, not their groups.")})
    before = read_practice(agency)
    _replace(agency, DeclaredField, "field", {item: {} for item in practice.fields})
    _replace(agency, DeclaredService, "service", {item: {} for item in practice.services})
    _replace(agency, DeclaredLanguage, "language", {item: {} for item in practice.languages})
    _replace(
        agency,
        DeclaredJurisdiction,
        "jurisdiction",
        {item: {"served_by": served} for item, served in practice.jurisdictions.items()},
    )
    return _record("agency.practice-declared", agency, declared_by, before, read_practice(agency))


@transaction.atomic
def declare_figures(*, agency: Agency, figures: Figures, declared_by: "User") -> Agency:
    """State size, corporate group and the number of people with foreign qualifications."""
    agency = _lock(agency, declared_by)
    before = _figures(agency)
    for column, value in asdict(figures).items():
        setattr(agency, column, value.strip() if isinstance(value, str) else value)
    agency.full_clean(exclude=["name_zh", "name_en"])
    agency.save(update_fields=[*asdict(figures), "changed_at"])
    return _record("agency.figures-declared", agency, declared_by, before, _figures(agency))


@transaction.atomic
def declare_insurance(*, agency: Agency, cover: Cover | None, declared_by: "User") -> Agency:
    """State the professional insurance, or take it back with ``None``."""
    agency = _lock(agency, declared_by)
    held = Insurance.objects.filter(agency=agency).first()
    before = _cover(held)
    if cover is None:
        Insurance.objects.filter(agency=agency).delete()
        return _record("agency.insurance-declared", agency, declared_by, before, {})
    columns = asdict(cover)
    row = Insurance(agency=agency) if held is None else held
    if held is None or any(getattr(held, column) != value for column, value in columns.items()):
        _state(row, columns)
    return _record("agency.insurance-declared", agency, declared_by, before, _cover(row))


@transaction.atomic
def declare_qualifications(*, agency: Agency, people: Mapping[Jurisdiction, int], declared_by: "User") -> Agency:
    """State before which offices how many people may act, all of them; zero takes one back."""
    agency = _lock(agency, declared_by)
    before = _qualifications(agency)
    wanted: dict[models.Model, dict[str, Any]] = {place: {"people": count} for place, count in people.items() if count}
    _replace(agency, ForeignQualification, "jurisdiction", wanted)
    return _record("agency.qualifications-declared", agency, declared_by, before, _qualifications(agency))


@transaction.atomic
def declare_fee(*, agency: Agency, fee: Fee, declared_by: "User") -> FeeBand:
    """State what one kind of matter costs; the same service, place, model and currency again replaces it."""
    agency = _lock(agency, declared_by)
    rows = FeeBand.objects.filter(agency=agency)
    key = {
        "service": fee.service, "jurisdiction": fee.jurisdiction, "fee_model": fee.fee_model, "currency": fee.currency
    }  # fmt: skip
    row = rows.filter(**key).first()
    before = _fee(row)
    if row is None:
        if rows.count() >= MOST_FEES:
            raise ValidationError(_("There are %(most)s fees already. Remove some first.") % {"most": MOST_FEES})
        row = FeeBand(agency=agency, **key)
    if (row.lowest, row.highest) != (fee.lowest, fee.highest):  # a new row has neither
        band = usual_band(fee.lowest, fee.highest) if fee.currency == "CNY" else ""
        _state(row, {"lowest": fee.lowest, "highest": fee.highest, "band": band})
    _record("agency.fee-declared", agency, declared_by, before, _fee(row))
    return row


@transaction.atomic
def remove_fee(*, agency: Agency, fee_id: int, removed_by: "User") -> None:
    """Take a stated fee back; one that is gone already stays gone."""
    agency = _lock(agency, removed_by)
    row = FeeBand.objects.filter(agency=agency, pk=fee_id).select_related("service", "jurisdiction").first()
    if row is None:
        return
    before = _fee(row)
    row.delete()
    _record("agency.fee-removed", agency, removed_by, before, {})


@transaction.atomic
def add_office(*, agency: Agency, place: Place, added_by: "User") -> Office:
    """State another office. The same place again is the same office; the registered place is the register's."""
    agency = _lock(agency, added_by)
    if place.kind == OfficeKind.REGISTERED:
        raise NotAllowedError
    columns = {name: value.strip() if isinstance(value, str) else value for name, value in _columns(place).items()}
    current = Office.objects.filter(agency=agency, until__isnull=True)
    same = current.filter(**{name: columns[name] for name in ("kind", "jurisdiction", "city", "address")}).first()
    if same is not None:
        return same
    if current.count() >= MOST_OFFICES:
        raise ValidationError(_("There are %(most)s offices already.") % {"most": MOST_OFFICES})
    office = Office(agency=agency, **columns)
    office.full_clean()
    office.save()
    _record("agency.office-added", agency, added_by, {}, _office(office))
    return office


@transaction.atomic
def end_office(*, agency: Agency, office_id: int, ended_by: "User") -> None:
    """An office is closed from today on; it stays in the history. Ended twice it is ended once."""
    agency = _lock(agency, ended_by)
    office = Office.objects.filter(agency=agency, pk=office_id).exclude(kind=OfficeKind.REGISTERED).first()
    if office is None:
        raise NotAllowedError
    if office.until is not None:
        return
    before = _office(office)
    office.until = max(today(), office.since or today())
    office.full_clean()
    office.save()
    _record("agency.office-ended", agency, ended_by, before, _office(office))


def usual_band(lowest: Decimal, highest: Decimal) -> str:
    """D12's band of the middle of a fee in CNY: low < 30,000 ≤ medium < 150,000 ≤ high."""
    middle = (lowest + highest) / 2
    if middle < LOW_BELOW:
        return BudgetBand.LOW
    return BudgetBand.MEDIUM if middle < MEDIUM_BELOW else BudgetBand.HIGH


def read_practice(agency: Agency) -> dict[str, Any]:
    """What the agency states now, by codes, as the audit trail keeps it."""
    return {
        "fields": sorted(agency.declared_fields.values_list("field__number", flat=True)),
        "services": sorted(agency.declared_services.values_list("service__code", flat=True)),
        "languages": sorted(agency.declared_languages.values_list("language__code", flat=True)),
        "jurisdictions": dict(
            agency.declared_jurisdictions.order_by("jurisdiction__code").values_list("jurisdiction__code", "served_by")
        ),
    }


# ── Parts ─────────────────────────────────────────────────────────────────────────────────────


def _lock(agency: Agency, actor: "User") -> Agency:
    """The agency, locked: of two people saving at once one waits for the other."""
    if not can_edit_agency(actor, agency):
        raise NotAllowedError
    return Agency.objects.select_for_update().get(pk=agency.pk)


def _replace(agency: Agency, model: type[Any], name: str, wanted: Mapping[models.Model, dict[str, Any]]) -> None:
    """Make the declared rows of ``model`` be those of ``wanted``; unchanged ones keep their verification."""
    rows = {getattr(row, f"{name}_id"): row for row in model.objects.filter(agency=agency)}
    kept = {item.pk for item in wanted}
    model.objects.filter(agency=agency).exclude(**{f"{name}__in": kept}).delete()
    for item, columns in wanted.items():
        row = rows.get(item.pk) or model(agency=agency, **{name: item})
        if row.pk is None or any(getattr(row, column) != value for column, value in columns.items()):
            _state(row, columns)


def _state(row: Any, columns: Mapping[str, Any]) -> None:
    """Save a declared row as stated today and not verified."""
    for column, value in columns.items():
        setattr(row, column, value)
    row.declared_on, row.verified_until, row.verified_by = today(), None, None
    row.full_clean()
    row.save()


def _record(kind: str, agency: Agency, actor: "User", before: dict[str, Any], after: dict[str, Any]) -> Agency:
    """Tell listeners and the audit trail, when something changed."""
    changed = changes(before, after)
    if changed:
        Agency.objects.get(pk=agency.pk).save(update_fields=["changed_at"])
        send_agencies_changed([agency.pk])
        record_event(kind=kind, actor=actor, subject=agency, payload=changed)
    return agency


def _columns(place: Place) -> dict[str, Any]:
    return {name: getattr(place, name) for name in place.__dataclass_fields__}


def _figures(agency: Agency) -> dict[str, Any]:
    return {
        "size_class": agency.size_class,
        "corporate_group": agency.corporate_group,
        "foreign_qualified_staff": agency.foreign_qualified_staff,
    }


def _cover(row: Insurance | None) -> dict[str, Any]:
    if row is None:
        return {}
    until = row.valid_until.isoformat() if row.valid_until else None
    return {"amount": f"{row.amount:.2f}", "currency": row.currency, "insurer": row.insurer, "valid_until": until}


def _qualifications(agency: Agency) -> dict[str, Any]:
    return {
        "qualifications": dict(
            agency.foreign_qualifications.order_by("jurisdiction__code").values_list("jurisdiction__code", "people")
        )
    }


def _fee(row: FeeBand | None) -> dict[str, Any]:
    if row is None:
        return {}
    place = f"{row.service.code} {row.jurisdiction.code} {row.fee_model}"
    return {place: f"{row.currency} {row.lowest:.2f}-{row.highest:.2f}"}


def _office(office: Office) -> dict[str, Any]:
    return {
        f"office {office.pk}": {
            "kind": str(office.kind),
            "jurisdiction": office.jurisdiction.code,
            "city": office.city,
            "address": office.address,
            "until": office.until.isoformat() if office.until else None,
        }
    }
