"""What one invented agency is, before it is written down."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class StatusSpec:
    """A status between two days; ``until`` open for the present one."""

    status: str
    since: date
    until: date | None = None
    abnormal: bool = False


@dataclass(frozen=True)
class FeeSpec:
    """What a matter usually costs in CNY, by service and jurisdiction."""

    service: str
    jurisdiction: str
    model: str
    band: str
    lowest: Decimal
    highest: Decimal


@dataclass(frozen=True)
class PersonSpec:
    """A practitioner; ``left_on`` ends the affiliation."""

    name: str
    licence_number: str
    kind: str
    since: date
    left_on: date | None = None


@dataclass
class AgencySpec:
    """One agency with all that belongs to it. Codes are those of the taxonomies."""

    public_id: str
    name_zh: str
    name_en: str
    short_name: str
    kinds: tuple[str, ...]
    jurisdiction: str
    province: str
    city: str
    district: str
    address: str
    registered_on: date
    former_name: str = ""
    former_until: date | None = None
    phone: str = ""
    email: str = ""
    website: str = ""
    scope: str = ""
    credit_code: str = ""
    cnipa_code: str = ""
    register_number: str = ""
    parent: int | None = None
    size_class: str = ""
    corporate_group: str = ""
    claimed_on: date | None = None
    verified_until: date | None = None
    statuses: tuple[StatusSpec, ...] = ()
    listing_until: date | None = None
    fields: tuple[int, ...] = ()
    services: tuple[str, ...] = ()
    jurisdictions: tuple[tuple[str, str], ...] = ()
    languages: tuple[str, ...] = ()
    qualifications: tuple[tuple[str, int], ...] = ()
    insurance: Decimal | None = None
    fees: tuple[FeeSpec, ...] = ()
    people: tuple[PersonSpec, ...] = ()
    grade: str = ""
    grade_score: Decimal | None = None
    offices: tuple[tuple[str, str], ...] = field(default=())  # (jurisdiction, city)

    @property
    def practises(self) -> bool:
        """Whether the last status is active and the listing open."""
        return self.listing_until is None and self.statuses[-1].status == "active"
