"""Everything the directory knows of one agency, as a profile shows it, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from directory.agencies.capability import (
    Declared,
    DeclaredField,
    DeclaredJurisdiction,
    DeclaredLanguage,
    DeclaredService,
    FeeBand,
    ForeignQualification,
    Insurance,
)
from directory.agencies.enums import NameKind, OfficeKind, ProfileTier
from directory.agencies.models import Agency, AgencyName, Identifier, Office
from directory.agencies.narrative import AgencyNarrative
from directory.people.models import Affiliation
from directory.rosters.enums import FINAL_STATUSES, ListingStatus
from directory.rosters.models import Listing, StatusPeriod


@dataclass(frozen=True)
class Stated:
    """One declared fact: what it says and whether an officer has checked it (D7)."""

    label: str
    note: str
    code: str
    is_verified: bool


@dataclass(frozen=True)
class StatedGroup:
    """Declared facts that stand in one row: services, or the technical fields of one sector."""

    label: str
    items: tuple[Stated, ...]

    @property
    def all_verified(self) -> bool:
        return all(item.is_verified for item in self.items)

    @property
    def none_verified(self) -> bool:
        return not any(item.is_verified for item in self.items)


@dataclass(frozen=True)
class RegisterLine:
    """What one register says, or last said, of the agency (D8)."""

    register: str
    website: str
    status: str
    status_label: str
    is_abnormal: bool
    since: date
    left_on: date | None


@dataclass(frozen=True)
class PeopleFigures:
    """Practitioners as of a day (D4); nobody is named."""

    as_of: date
    total: int
    joined: int
    left: int


@dataclass(frozen=True)
class HistoryLine:
    """Something that happened on a day."""

    day: date
    text: str


@dataclass(frozen=True)
class AgencyProfile:
    """The directory's part of a profile page on ``day``."""

    agency: Agency
    day: date
    tier: ProfileTier
    kinds: tuple[str, ...]
    former_names: tuple[AgencyName, ...]
    identifiers: tuple[Identifier, ...]
    offices: tuple[Office, ...]
    registers: tuple[RegisterLine, ...]
    practice: tuple[StatedGroup, ...]
    insurance: Insurance | None
    fees: tuple[FeeBand, ...]
    narrative: AgencyNarrative | None
    branches: tuple[Agency, ...]
    people: PeopleFigures
    history: tuple[HistoryLine, ...]

    @property
    def ended(self) -> RegisterLine | None:
        """The register line that ended the agency's practice; ``None`` while any register shows it alive (D8)."""
        if any(line.left_on is None and line.status not in FINAL_STATUSES for line in self.registers):
            return None
        final = [line for line in self.registers if line.status in FINAL_STATUSES]
        return max(final, key=lambda line: line.since) if final else None

    @property
    def shows_contact(self) -> bool:
        """A deregistered or revoked agency is shown without contact details (D8)."""
        return self.ended is None

    @property
    def has_declared(self) -> bool:
        """Whether the agency has said anything about its practice."""
        return bool(self.practice or self.fees or self.insurance)


def read_profile(agency: Agency, day: date) -> AgencyProfile:
    """The profile of ``agency`` on ``day``. Declared facts carry whether they are verified on that day."""
    listings = tuple(agency.listings.select_related("register").order_by("register__code", "-since"))
    periods = tuple(
        StatusPeriod.objects.filter(listing__agency=agency, since__lte=day)
        .select_related("listing")
        .order_by("listing", "since")
    )
    names = tuple(agency.names.all())
    branches = tuple(agency.branches.filter(merged_into__isnull=True))
    return AgencyProfile(
        agency=agency,
        day=day,
        tier=agency.profile_tier(day),
        kinds=tuple(kind.name for kind in agency.kinds.all()),
        former_names=tuple(name for name in names if name.kind == NameKind.FORMER),
        identifiers=tuple(agency.identifiers.all()),
        offices=tuple(
            office
            for office in agency.offices.select_related("jurisdiction")
            if office.kind != OfficeKind.REGISTERED and (office.until is None or office.until > day)
        ),
        registers=_register_lines(listings, periods, day),
        practice=_practice(agency, day),
        insurance=Insurance.objects.filter(agency=agency).first(),
        fees=tuple(
            agency.fee_bands.select_related("service", "jurisdiction").order_by(
                "service__position", "jurisdiction__code"
            )
        ),
        narrative=AgencyNarrative.objects.filter(agency=agency, live=True).select_related("logo").first(),
        branches=branches,
        people=people_figures(agency, day),
        history=_history(agency, listings, periods, names, branches),
    )


def people_figures(agency: Agency, day: date) -> PeopleFigures:
    """Practitioners affiliated on ``day``, and who came and went in the year before it (D4)."""
    year_ago = day.replace(year=day.year - 1, day=min(day.day, 28))
    here = Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))
    figures = Affiliation.objects.filter(agency=agency).aggregate(
        total=Count("practitioner", filter=here, distinct=True),
        joined=Count("practitioner", filter=here & Q(since__gt=year_ago), distinct=True),
        left=Count("practitioner", filter=Q(until__gt=year_ago, until__lte=day), distinct=True),
    )
    return PeopleFigures(as_of=day, **figures)


def _stated(rows: Iterable[Declared], day: date) -> tuple[Stated, ...]:
    return tuple(
        Stated(label=_label(row), note=_note(row), code=_code(row), is_verified=row.is_verified(day)) for row in rows
    )


def _label(row: Declared) -> str:
    match row:
        case DeclaredField():
            return row.field.name
        case DeclaredService():
            return row.service.name
        case DeclaredLanguage():
            return row.language.name
        case DeclaredJurisdiction() | ForeignQualification():
            return row.jurisdiction.name
    raise TypeError(row)


def _code(row: Declared) -> str:
    match row:
        case DeclaredField():
            return str(row.field_id)
        case DeclaredService():
            return row.service.code
        case DeclaredLanguage():
            return row.language.code
        case DeclaredJurisdiction() | ForeignQualification():
            return row.jurisdiction.code
    raise TypeError(row)


def _note(row: Declared) -> str:
    match row:
        case DeclaredJurisdiction():
            return row.get_served_by_display()
        case ForeignQualification():
            return _("%(count)s people") % {"count": row.people}
    return ""


def _practice(agency: Agency, day: date) -> tuple[StatedGroup, ...]:
    """Every declared row that is not empty, in the order of the page."""
    services = agency.declared_services.select_related("service").order_by("service__position")
    jurisdictions = agency.declared_jurisdictions.select_related("jurisdiction").order_by(
        "-served_by", "jurisdiction__code"
    )
    languages = agency.declared_languages.select_related("language").order_by("language__position")
    qualifications = agency.foreign_qualifications.select_related("jurisdiction")
    groups = (
        StatedGroup(_("Services"), _stated(services, day)),
        *_field_groups(agency.declared_fields.select_related("field__sector"), day),
        StatedGroup(_("Jurisdictions"), _stated(jurisdictions, day)),
        StatedGroup(_("Languages"), _stated(languages, day)),
        StatedGroup(_("Foreign qualifications"), _stated(qualifications, day)),
    )
    return tuple(group for group in groups if group.items)


def _field_groups(rows: Iterable[DeclaredField], day: date) -> list[StatedGroup]:
    sectors: dict[str, list[DeclaredField]] = {}
    for row in rows:
        sectors.setdefault(row.field.sector.name, []).append(row)
    return [StatedGroup(sector, _stated(fields, day)) for sector, fields in sectors.items()]


def _register_lines(
    listings: Iterable[Listing], periods: Iterable[StatusPeriod], day: date
) -> tuple[RegisterLine, ...]:
    latest: dict[int, StatusPeriod] = {}
    for period in periods:
        if period.until is None or period.until > day or period.until == period.listing.until:
            latest[period.listing_id] = period
    return tuple(
        RegisterLine(
            register=listing.register.name,
            website=listing.register.website,
            status=period.status if period else ListingStatus.ACTIVE,
            status_label=period.get_status_display() if period else _("Listed"),
            is_abnormal=bool(period and period.is_abnormal),
            since=period.since if period else listing.since,
            left_on=listing.until if listing.until and listing.until <= day else None,
        )
        for listing in listings
        for period in [latest.get(listing.pk)]
    )


def _history(
    agency: Agency,
    listings: Iterable[Listing],
    periods: Iterable[StatusPeriod],
    names: Iterable[AgencyName],
    branches: Iterable[Agency],
) -> tuple[HistoryLine, ...]:
    """Dated facts, newest first."""
    by_listing = {listing.pk: listing for listing in listings}
    lines: list[HistoryLine] = []
    if agency.registered_on:
        lines.append(HistoryLine(agency.registered_on, pgettext("history", "Registered")))
    lines.extend(
        HistoryLine(name.until, _("Changed its name from “%(name)s”") % {"name": name.text})
        for name in names
        if name.kind == NameKind.FORMER and name.until
    )
    for period in periods:
        register = by_listing[period.listing_id].register
        words = {"register": register.name, "status": period.get_status_display()}
        if period.status != ListingStatus.ACTIVE or period.since != by_listing[period.listing_id].since:
            lines.append(HistoryLine(period.since, _("%(register)s: %(status)s") % words))
        if period.is_abnormal:
            lines.append(HistoryLine(period.since, _("%(register)s: abnormal-operations list") % words))
    lines.extend(
        HistoryLine(listing.until, _("No longer in the register: %(register)s") % {"register": listing.register.name})
        for listing in listings
        if listing.until
    )
    lines.extend(
        HistoryLine(branch.registered_on, _("Branch registered: %(name)s") % {"name": branch.name})
        for branch in branches
        if branch.registered_on
    )
    return tuple(sorted(lines, key=lambda line: line.day, reverse=True))
