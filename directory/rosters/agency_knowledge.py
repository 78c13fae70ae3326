"""What the directory knows of the agencies that a batch of lines may mean, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from directory.agencies.enums import IdentifierScheme, NameKind
from directory.agencies.models import Agency, AgencyName, Identifier
from directory.agencies.names import fold_name
from directory.rosters.models import Listing, Register, StatusPeriod
from directory.rosters.staging import RosterRow

#: Which scheme a canonical column of numbers belongs to.
NUMBER_SCHEMES = {
    "uscc": IdentifierScheme.CREDIT_CODE.value,
    "cn_registration": IdentifierScheme.OLD_REGISTRATION.value,
    "cnipa_code": IdentifierScheme.CNIPA.value,
    "register_number": IdentifierScheme.REGISTER.value,
}
#: Columns that are plain fields of ``Agency``.
PLAIN_COLUMNS = ("address", "phone", "email", "website", "scope", "province", "city", "district")
NumberKey = tuple[str, str, str]


def number_keys(values: Mapping[str, Any], register_code: str) -> list[NumberKey]:
    """Scheme, issuer and value of every number of a line, the strongest first."""
    return [
        (scheme, register_code if scheme == IdentifierScheme.REGISTER else "", values[column])
        for column, scheme in NUMBER_SCHEMES.items()
        if values.get(column)
    ]


def folded_names(values: Mapping[str, Any]) -> list[str]:
    """The names of a line as they are compared."""
    return [fold_name(values[column]) for column in ("name_zh", "name_en") if values.get(column)]


@dataclass
class KnownAgency:
    """An agency as the directory has it now, in canonical columns, with every folded name and number."""

    facts: dict[str, Any]
    names: set[str] = field(default_factory=set)
    parent_words: set[str] = field(default_factory=set)


@dataclass
class Knowledge:
    """The directory's side of a batch."""

    by_number: dict[NumberKey, int] = field(default_factory=dict)
    by_identity: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, set[int]] = field(default_factory=dict)
    agencies: dict[int, KnownAgency] = field(default_factory=dict)
    listings: dict[int, Listing] = field(default_factory=dict)

    def labels(self, agency_ids: Iterable[int]) -> str:
        """Names of agencies for a sentence."""
        names = Agency.objects.filter(pk__in=sorted(agency_ids)).values_list("name_zh", "name_en", "public_id")
        return ", ".join(f"{zh or en} ({code})" for zh, en, code in names)


def read_knowledge(lines: list[RosterRow], register: Register) -> Knowledge:
    """Everything that ``lines`` can be matched and compared with: nine queries, whatever the number of lines."""
    knowledge = Knowledge()
    knowledge.by_number = _numbers(lines, register)
    knowledge.by_identity = _identities(lines, register)
    knowledge.by_name = _names(lines)
    wanted = set(knowledge.by_number.values()) | set(knowledge.by_identity.values())
    wanted |= {line.agency_id for line in lines if line.agency_id}
    wanted |= {agency for found in knowledge.by_name.values() for agency in found}
    knowledge.agencies = read_agencies(wanted, register)
    knowledge.listings = open_listings(wanted, register)
    return knowledge


def _numbers(lines: list[RosterRow], register: Register) -> dict[NumberKey, int]:
    wanted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in lines:
        for scheme, issuer, value in number_keys(line.values, register.code):
            wanted[scheme, issuer].add(value)
    found: dict[NumberKey, int] = {}
    for (scheme, issuer), values in wanted.items():
        rows = Identifier.objects.filter(scheme=scheme, issuer=issuer, value__in=values).values_list(
            "value", "agency_id", "agency__merged_into_id"
        )
        found.update({(scheme, issuer, value): merged or agency for value, agency, merged in rows})
    return found


def _identities(lines: list[RosterRow], register: Register) -> dict[str, int]:
    wanted = {line.identity for line in lines if line.identity.startswith("name:")}
    rows = Listing.objects.filter(register=register, identity__in=wanted).values_list(
        "identity", "agency_id", "agency__merged_into_id"
    )
    return {identity: merged or agency for identity, agency, merged in rows}


def _names(lines: list[RosterRow]) -> dict[str, set[int]]:
    wanted = {folded for line in lines for folded in folded_names(line.values)}
    found: dict[str, set[int]] = defaultdict(set)
    rows = (
        AgencyName.objects.filter(folded__in=wanted, agency__merged_into__isnull=True)
        .exclude(kind=NameKind.SHORT)
        .values_list("folded", "agency_id")
    )
    for folded, agency in rows:
        found[folded].add(agency)
    return found


def open_listings(agency_ids: Iterable[int], register: Register) -> dict[int, Listing]:
    """The open listing of each agency on the register."""
    rows = Listing.objects.open().filter(register=register, agency_id__in=list(agency_ids))
    return {listing.agency_id: listing for listing in rows}


def read_agencies(agency_ids: Iterable[int], register: Register) -> dict[int, KnownAgency]:
    """Agencies in canonical columns, as an export shows them and a line is compared with them."""
    keys = list(agency_ids)
    known = {agency.pk: _known(agency) for agency in _agencies(keys)}
    _add_names(known, keys)
    _add_numbers(known, keys, register)
    _add_kinds(known, keys)
    _add_statuses(known, keys, register)
    _add_parents(known)
    return known


def _agencies(keys: list[int]) -> list[Agency]:
    return list(Agency.objects.filter(pk__in=keys).select_related("jurisdiction", "parent"))


def _known(agency: Agency) -> KnownAgency:
    facts: dict[str, Any] = {column: getattr(agency, column) for column in PLAIN_COLUMNS}
    facts |= {column: getattr(agency, column) for column in ("name_zh", "name_en", "short_name")}
    facts["country"] = agency.jurisdiction.code
    facts["registered_on"] = agency.registered_on.isoformat() if agency.registered_on else ""
    facts["parent_id"] = agency.parent_id
    facts["parent"] = (agency.parent.name_zh or agency.parent.name_en) if agency.parent else ""
    return KnownAgency({column: value for column, value in facts.items() if value})


def _add_names(known: dict[int, KnownAgency], keys: list[int]) -> None:
    former: dict[int, list[str]] = defaultdict(list)
    rows = AgencyName.objects.filter(agency_id__in=keys).order_by("since", "pk")
    for agency, folded, text, kind in rows.values_list("agency_id", "folded", "text", "kind"):
        known[agency].names.add(folded)
        if kind == NameKind.FORMER:
            former[agency].append(text)
    for agency, texts in former.items():
        known[agency].facts["former_name"] = texts


def _add_numbers(known: dict[int, KnownAgency], keys: list[int], register: Register) -> None:
    columns = {scheme: column for column, scheme in NUMBER_SCHEMES.items()}
    for agency, scheme, issuer, value in Identifier.objects.filter(agency_id__in=keys).values_list(
        "agency_id", "scheme", "issuer", "value"
    ):
        if not issuer or issuer == register.code:
            known[agency].facts[columns[scheme]] = value


def _add_kinds(known: dict[int, KnownAgency], keys: list[int]) -> None:
    rows = Agency.kinds.through.objects.filter(agency_id__in=keys).values_list("agency_id", "agencykind__code")
    kinds: dict[int, list[str]] = defaultdict(list)
    for agency, code in rows:
        kinds[agency].append(code)
    for agency, codes in kinds.items():
        known[agency].facts["kinds"] = sorted(codes)


def _add_statuses(known: dict[int, KnownAgency], keys: list[int], register: Register) -> None:
    rows = StatusPeriod.objects.filter(
        listing__agency_id__in=keys, listing__register=register, listing__until__isnull=True, until__isnull=True
    ).values_list("listing__agency_id", "status", "is_abnormal")
    for agency, status, abnormal in rows:
        known[agency].facts["status"] = status
        if abnormal:
            known[agency].facts["abnormal"] = True


def _add_parents(known: dict[int, KnownAgency]) -> None:
    children: dict[int, list[KnownAgency]] = defaultdict(list)
    for agency in known.values():
        if parent := agency.facts.pop("parent_id", None):
            children[parent].append(agency)
    for key, value in Identifier.objects.filter(agency_id__in=list(children)).values_list("agency_id", "value"):
        for child in children[key]:
            child.parent_words.add(value)
    for key, folded in AgencyName.objects.filter(agency_id__in=list(children)).values_list("agency_id", "folded"):
        for child in children[key]:
            child.parent_words.add(folded)
