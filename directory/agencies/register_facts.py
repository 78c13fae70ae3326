"""Register facts written by an officer: names, numbers, place, kinds, parent (D2, D3, D7).

Rosters write the same facts in bulk (``directory.rosters``); this is the single case by hand. Both keep the rows
of names and offices as the truth and the columns of ``Agency`` as their copies.
"""

import re
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from directory.accounts.errors import NotAllowedError
from directory.accounts.permissions import can_decide_on, can_manage_registry, today
from directory.agencies.enums import IdentifierScheme, NameKind, OfficeKind
from directory.agencies.models import Agency, AgencyName, Identifier, Office
from directory.agencies.names import HAN, core_name, fold_name, likely_double_key
from directory.audit.services import changes, record_event
from directory.errors import IdentifierError, UnknownPlaceError
from directory.identifiers import normalise_identifier
from directory.signals import send_agencies_changed
from directory.taxonomies.models import AgencyKind, Jurisdiction
from directory.taxonomies.places import resolve_chinese_place

if TYPE_CHECKING:
    from directory.accounts.models import User

#: Field of ``RegisterFacts`` → scheme; a register's own numbers come from its rosters alone.
NUMBER_FIELDS = {
    "credit_code": IdentifierScheme.CREDIT_CODE,
    "registration_number": IdentifierScheme.OLD_REGISTRATION,
    "cnipa_code": IdentifierScheme.CNIPA,
}
PLACE_FIELDS = ("province", "city", "district", "address")
COLUMNS = (*PLACE_FIELDS, "registered_on", "phone", "email", "website", "scope", "is_unidentified")
_NAMES = (("name_zh", "zh-hans"), ("name_en", "en"))


@dataclass(frozen=True)
class RegisterFacts:
    """Everything an officer states about an agency; an empty text means that there is none."""

    jurisdiction: Jurisdiction
    kinds: tuple[AgencyKind, ...] = ()
    name_zh: str = ""
    name_en: str = ""
    short_name: str = ""
    credit_code: str = ""
    registration_number: str = ""
    cnipa_code: str = ""
    province: str = ""
    city: str = ""
    district: str = ""
    address: str = ""
    registered_on: date | None = None
    phone: str = ""
    email: str = ""
    website: str = ""
    scope: str = ""
    parent: Agency | None = None
    is_unidentified: bool = False

    def told(self) -> dict[str, Any]:
        """As the audit trail keeps it."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}


def _plain(value: Any) -> Any:
    if isinstance(value, Jurisdiction | AgencyKind):
        return value.code
    if isinstance(value, Agency):
        return value.public_id
    if isinstance(value, tuple):
        return sorted(_plain(part) for part in value)
    return value.isoformat() if isinstance(value, date) else value


def read_facts(agency: Agency) -> RegisterFacts:
    """What is stated about ``agency`` now."""
    numbers = {row.scheme: row.value for row in agency.identifiers.all()}
    return RegisterFacts(
        jurisdiction=agency.jurisdiction,
        kinds=tuple(agency.kinds.all()),
        name_zh=agency.name_zh,
        name_en=agency.name_en,
        short_name=agency.short_name,
        parent=agency.parent,
        **_columns(agency, numbers),
    )


def _columns(agency: Agency, numbers: dict[str, str]) -> dict[str, Any]:
    stored = {column: getattr(agency, column) for column in COLUMNS}
    return stored | {field: numbers.get(scheme, "") for field, scheme in NUMBER_FIELDS.items()}


def find_likely_doubles(names: list[str], *, apart_from: Agency | None = None) -> list[Agency]:
    """Agencies that one of ``names`` may mean (D2): same name but for legal form, brackets, characters.

    Shown to the officer, never merged.
    """
    found: dict[int, Agency] = {}
    for name in filter(None, names):
        key, brand = likely_double_key(name), core_name(name).split(" ")[0]
        rows = AgencyName.objects.filter(folded__contains=brand, until__isnull=True).select_related("agency")
        for row in rows:
            same = likely_double_key(row.text) == key
            if same and row.agency.merged_into_id is None and row.agency != apart_from:
                found[row.agency_id] = row.agency
    return list(found.values())


@transaction.atomic
def register_agency(*, facts: RegisterFacts, registered_by: "User", accept_doubles: bool = False) -> Agency:
    """Enter an agency that no roster brought.

    Raises ``NotAllowedError`` for anybody but a registry officer, ``ValidationError`` by field: a wrong or taken
    number, a missing name, an unknown province, and likely doubles that the officer has not accepted.
    """
    if not can_manage_registry(registered_by):
        raise NotAllowedError
    facts = _checked(facts, None)
    doubles = [] if accept_doubles else find_likely_doubles([facts.name_zh, facts.name_en])
    if doubles:
        message = _("There may be this agency already: %(names)s. Open it, or confirm that this is another one.")
        raise ValidationError({"accept_doubles": message % {"names": "、".join(map(str, doubles[:5]))}})
    agency = Agency(jurisdiction=facts.jurisdiction)
    _write(agency, facts, None)
    record_event(kind="agency.registered", actor=registered_by, subject=agency, payload=changes({}, facts.told()))
    return agency


@transaction.atomic
def change_register_facts(
    *, agency: Agency, facts: RegisterFacts, changed_by: "User", reason: str = "", is_correction: bool = False
) -> Agency:
    """State ``facts`` about ``agency``; stating them again changes nothing.

    A new name leaves the old one as a former name that ends today, a new place likewise; with ``is_correction``
    the old ones were mistakes and leave no trace but the audit trail's. Raises ``NotAllowedError`` for anybody but
    a registry officer without a stake in the agency (D0), and ``ValidationError`` as ``register_agency`` does.
    """
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    if not can_decide_on(changed_by, agency):
        raise NotAllowedError
    facts = _checked(facts, agency)
    before = read_facts(agency)
    changed = changes(before.told(), facts.told())
    if not changed:
        return agency
    _write(agency, facts, before, is_correction=is_correction)
    record_event(kind="agency.changed", actor=changed_by, subject=agency, payload=changed, reason=reason)
    return agency


# ── Checks ────────────────────────────────────────────────────────────────────────────────────


def _checked(facts: RegisterFacts, agency: Agency | None) -> RegisterFacts:
    """Names trimmed, numbers and place in stored form. Raises ``ValidationError`` with every field's problem."""
    errors: dict[str, Any] = {}
    values = {field.name: getattr(facts, field.name) for field in fields(facts)}
    values |= {name: value.strip() for name, value in values.items() if isinstance(value, str)}
    if not values["name_zh"] and not values["name_en"]:
        errors["name_zh"] = _("An agency needs a Chinese or an English name.")
    if facts.jurisdiction.is_office:
        errors["jurisdiction"] = _("An office is not a country; nobody is registered there.")
    if agency is not None and facts.parent == agency:
        errors["parent"] = _("An agency is not its own parent.")
    _check_numbers(values, agency, errors)
    if facts.jurisdiction.code == "CN" and (values["province"] or values["city"]):
        try:
            place = resolve_chinese_place(values["province"], values["city"], values["district"])
        except UnknownPlaceError as refusal:
            errors["province"] = str(refusal)
        else:
            values |= {"province": place.province, "city": place.city, "district": place.district}
    if errors:
        raise ValidationError(errors)
    return RegisterFacts(**values)


def _check_numbers(values: dict[str, Any], agency: Agency | None, errors: dict[str, Any]) -> None:
    for field, scheme in NUMBER_FIELDS.items():
        if not values[field]:
            continue
        try:
            values[field] = normalise_identifier(scheme.value, values[field])
            _check_number_is_free(scheme, values[field], agency)
        except IdentifierError as refusal:
            errors[field] = str(refusal)
        except ValidationError as refusal:
            errors[field] = refusal.messages


def _check_number_is_free(scheme: IdentifierScheme, value: str, agency: Agency | None) -> None:
    taken = Identifier.objects.filter(scheme=scheme, issuer="", value=value).select_related("agency").first()
    if taken is not None and taken.agency != agency:
        message = _("%(value)s belongs to %(agency)s already. Two agencies cannot have one number.")
        raise ValidationError(message % {"value": value, "agency": taken.agency})


# ── Writing ───────────────────────────────────────────────────────────────────────────────────


def _write(agency: Agency, facts: RegisterFacts, before: RegisterFacts | None, *, is_correction: bool = False) -> None:
    moved = before is None or any(
        getattr(facts, field) != getattr(before, field) for field in (*PLACE_FIELDS, "jurisdiction")
    )
    for column in (*COLUMNS, "name_zh", "name_en", "short_name", "jurisdiction", "parent"):
        setattr(agency, column, getattr(facts, column))
    agency.full_clean()
    agency.save()
    agency.kinds.set(facts.kinds)
    for column, language in (*_NAMES, ("short_name", "")):
        text, old = getattr(facts, column), getattr(before, column) if before else ""
        if text != old:
            _write_name(agency, column, language, text, is_correction=is_correction)
    if moved:
        _write_office(agency, is_correction=is_correction)
    for field, scheme in NUMBER_FIELDS.items():
        _write_number(agency, scheme, getattr(facts, field))
    send_agencies_changed([agency.pk])


def _write_name(agency: Agency, column: str, language: str, text: str, *, is_correction: bool) -> None:
    if column == "short_name":
        kinds = [NameKind.SHORT]
        language = "zh-hans" if re.search(f"[{HAN}]", text) else "en"
        current = agency.names.filter(kind__in=kinds, until__isnull=True)
        kept = NameKind.SHORT
    else:
        kinds = [NameKind.REGISTERED, NameKind.BRAND]
        current = agency.names.filter(kind__in=kinds, language=language, until__isnull=True)
        kept = NameKind.BRAND if column == "name_en" and agency.name_zh else NameKind.REGISTERED
    day = today()
    if is_correction:
        current.delete()
    else:
        current.update(kind=NameKind.SHORT if kept == NameKind.SHORT else NameKind.FORMER, until=day)
    if text:
        row = AgencyName(
            agency=agency,
            text=text,
            folded=fold_name(text)[:300],
            language=language,
            kind=kept,
            since=None if is_correction or localdate(agency.created_at) == day else day,
        )
        row.full_clean()
        row.save()


def _write_office(agency: Agency, *, is_correction: bool) -> None:
    current = agency.offices.filter(kind=OfficeKind.REGISTERED, until__isnull=True)
    day = today()
    if is_correction:
        current.delete()
    else:
        current.filter(since=day).delete()
        current.update(until=day)
    place = {field: getattr(agency, field) for field in PLACE_FIELDS}
    office = Office(agency=agency, kind=OfficeKind.REGISTERED, jurisdiction=agency.jurisdiction, **place)
    office.since = None if is_correction or localdate(agency.created_at) == day else day
    office.full_clean()
    office.save()


def _write_number(agency: Agency, scheme: IdentifierScheme, value: str) -> None:
    current = agency.identifiers.filter(scheme=scheme)
    if set(current.values_list("value", flat=True)) == ({value} if value else set()):
        return
    current.delete()
    if value:
        number = Identifier(agency=agency, scheme=scheme, value=value)
        number.full_clean()
        number.save()
