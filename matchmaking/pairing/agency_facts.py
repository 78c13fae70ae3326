"""From the directory's rows to the frozen facts of pairing, for many agencies at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from directory.models import (
    Agency,
    DeclaredField,
    DeclaredJurisdiction,
    DeclaredLanguage,
    DeclaredService,
    FeeBand,
    Listing,
    Office,
    StatusPeriod,
)
from matchmaking.pairing.facts import AgencyFacts, FeeFact, GradeFact, ListingFact, Name, StatusFact, read_practice
from ratings.credit.models import Grade

Grouped = dict[int, list[Any]]


def load_agency_facts(agency_ids: Collection[int], *, licensed: Collection[int], day: date) -> dict[int, AgencyFacts]:
    """The facts of each agency by key, in eleven queries however many there are.

    ``licensed``: keys of the countries with a licence-granting register. Capability counts as verified
    while ``day`` is not after its last day.
    """
    ids = sorted(agency_ids)
    fields = _capability(DeclaredField.objects.filter(agency__in=ids), "field_id", day)
    services = _capability(DeclaredService.objects.filter(agency__in=ids), "service__code", day)
    languages = _capability(DeclaredLanguage.objects.filter(agency__in=ids), "language__code", day)
    jurisdictions = _capability(DeclaredJurisdiction.objects.filter(agency__in=ids), "jurisdiction__code", day)
    offices = _grouped(
        Office.objects.filter(agency__in=ids).exclude(until__lte=day).values_list("agency_id", "jurisdiction__code")
    )
    fees, listings, grades = _fees(ids), _listings(ids), _grades(ids)
    return {
        agency.pk: AgencyFacts(
            id=agency.public_id,
            name=Name(agency.name_zh, agency.name_en),
            country=agency.jurisdiction.code,
            city=agency.city,
            office_countries=tuple(sorted(set(offices[agency.pk]))),
            fields=fields.get(agency.pk, {}),
            services=services.get(agency.pk, {}),
            languages=languages.get(agency.pk, {}),
            jurisdictions=jurisdictions.get(agency.pk, {}),
            fees=tuple(fees[agency.pk]),
            listings=tuple(listings[agency.pk]),
            grades=tuple(grades[agency.pk]),
            needs_licence=agency.jurisdiction_id in licensed,
            practice=read_practice(agency.scope),
        )
        for agency in Agency.objects.filter(pk__in=ids).select_related("jurisdiction")
    }


def _grouped(pairs: Iterable[tuple[int, Any]]) -> Grouped:
    grouped: Grouped = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return grouped


def _capability(rows: Any, code: str, day: date) -> dict[int, dict[str, bool]]:
    found: dict[int, dict[str, bool]] = defaultdict(dict)
    for agency_id, value, verified_until in rows.order_by("pk").values_list("agency_id", code, "verified_until"):
        found[agency_id][str(value)] = verified_until is not None and day <= verified_until
    return found


def _fees(ids: list[int]) -> Grouped:
    rows = FeeBand.objects.filter(agency__in=ids).exclude(band="").order_by("pk")
    return _grouped(
        (agency_id, FeeFact(service, band, jurisdiction))
        for agency_id, service, band, jurisdiction in rows.values_list(
            "agency_id", "service__code", "band", "jurisdiction__code"
        )
    )


def _listings(ids: list[int]) -> Grouped:
    statuses = _grouped(
        (listing_id, StatusFact(status, since, until))
        for listing_id, status, since, until in StatusPeriod.objects.filter(listing__agency__in=ids)
        .order_by("since", "pk")
        .values_list("listing_id", "status", "since", "until")
    )
    return _grouped(
        (
            listing.agency_id,
            ListingFact(
                register=Name(listing.register.name_zh, listing.register.name_en),
                since=listing.since,
                until=listing.until,
                statuses=tuple(statuses[listing.pk]),
                grants_licence=listing.register.grants_licence,
            ),
        )
        for listing in Listing.objects.filter(agency__in=ids).select_related("register").order_by("since", "pk")
    )


def _grades(ids: list[int]) -> Grouped:
    return _grouped(
        (
            grade.agency_id or 0,
            GradeFact(
                scheme=Name(grade.scheme.name_zh, grade.scheme.name_en),
                grade=grade.value,
                since=grade.as_of,
                until=grade.until,
            ),
        )
        for grade in Grade.objects.of_agencies(ids).order_by("as_of", "pk")
    )
