"""Factories of matchmaking.

Quick reference::

    VettingFileFactory(agency=agency, jurisdiction=jurisdiction("FR"))    # opened, nothing checked
    vetted_agency("FR")                     # a verified, licensed agency with a complete file in the pool
    vetted_agency("FR", fields=[4], services=["drafting"], languages=["en"], status="suspended")
    BriefFactory(firm=firm)                 # a draft with valid entries
    brief_json(jurisdictions=["FR"])        # a valid brief as JSON; keywords replace its keys
"""

from datetime import date, timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory

from directory.accounts.enums import Role
from directory.models import (
    Agency,
    Association,
    DeclaredField,
    DeclaredJurisdiction,
    DeclaredLanguage,
    DeclaredService,
    Language,
    Service,
)
from matchmaking.briefs.entries import from_raw
from matchmaking.briefs.models import Brief
from matchmaking.vetting.enums import CHECKED_REQUIREMENTS
from matchmaking.vetting.models import Evidence, VettingFile, VettingTerm
from tests.factories.directory import (
    AgencyFactory,
    AssociationFactory,
    FirmFactory,
    ListingFactory,
    RegisterFactory,
    UserFactory,
    jurisdiction,
)

CHECKED_ON = date(2026, 6, 1)


def brief_json(**changes: Any) -> dict[str, Any]:
    """A valid brief; keywords replace keys, ``None`` removes one."""
    brief = {
        "jurisdictions": ["FR"],
        "fields": [4, 8],
        "ipc": ["H04L 9/32"],
        "services": ["oa-response"],
        "languages": ["zh", "en"],
        "budget": "medium",
        "deadline": "2027-03-31",
        "exclude": [],
        **changes,
    }
    return {key: value for key, value in brief.items() if value is not None}


class VettingFileFactory(DjangoModelFactory):
    class Meta:
        model = VettingFile

    association = factory.SubFactory(AssociationFactory)
    agency = factory.SubFactory(AgencyFactory, foreign=True)
    jurisdiction = factory.LazyFunction(lambda: jurisdiction("FR"))
    opened_by = factory.SubFactory(UserFactory)


class BriefFactory(DjangoModelFactory):
    class Meta:
        model = Brief

    firm = factory.SubFactory(FirmFactory)
    created_by = factory.LazyAttribute(lambda row: UserFactory(role=Role.FIRM_MEMBER, firm=row.firm))
    entries = factory.LazyFunction(lambda: from_raw(brief_json()))


def declare(
    agency: Agency,
    *,
    fields: tuple[int, ...] | list[int] = (),
    services: tuple[str, ...] | list[str] = (),
    languages: tuple[str, ...] | list[str] = (),
    jurisdictions: tuple[str, ...] | list[str] = (),
    verified_until: date | None = None,
) -> None:
    """Self-declared capability rows."""
    common = {"agency": agency, "declared_on": CHECKED_ON, "verified_until": verified_until}
    for number in fields:
        DeclaredField.objects.create(field_id=number, **common)
    for code in services:
        DeclaredService.objects.create(service=Service.objects.get(code=code), **common)
    for code in languages:
        DeclaredLanguage.objects.create(language=Language.objects.get(code=code), **common)
    for code in jurisdictions:
        DeclaredJurisdiction.objects.create(jurisdiction=jurisdiction(code), **common)


def put_into_pool(file: VettingFile, *, since: date = CHECKED_ON) -> VettingFile:
    """Evidence for every requirement and a running term, as rows (the services have their own tests)."""
    until = since + timedelta(days=364)
    for requirement in CHECKED_REQUIREMENTS:
        Evidence.objects.create(
            file=file,
            requirement=requirement,
            text="Seen",
            checked_by=file.opened_by,
            checked_on=since,
            valid_until=until,
        )
    VettingTerm.objects.create(
        file=file, since=since, valid_until=until, entry_reason="Complete", entered_by=file.opened_by
    )
    return file


def vetted_agency(
    code: str = "FR",
    *,
    association: Association | None = None,
    fields: tuple[int, ...] | list[int] = (4,),
    services: tuple[str, ...] | list[str] = ("oa-response",),
    languages: tuple[str, ...] | list[str] = ("en",),
    status: str = "active",
    since: date = CHECKED_ON,
    **agency: Any,
) -> Agency:
    """A foreign agency in the vetted pool of ``code``; ``status`` is what its register says."""
    place = jurisdiction(code)
    made = AgencyFactory(foreign=True, verified=True, jurisdiction=place, **agency)
    register = RegisterFactory(code=f"register-{code.lower()}", jurisdiction=place, grants_licence=False)
    ListingFactory(agency=made, register=register, status=status)
    extra = {"association": association} if association else {}
    file = VettingFileFactory(agency=made, jurisdiction=place, **extra)
    file.fields.set(fields)
    file.services.set(Service.objects.filter(code__in=services))
    file.languages.set(Language.objects.filter(code__in=languages))
    put_into_pool(file, since=since)
    return made
