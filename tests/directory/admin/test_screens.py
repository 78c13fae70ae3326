"""Every screen of the directory's admin by role: list, inspect, history, export, form; queries that do not grow."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directory.accounts.enums import Role
from directory.accounts.models import Association, Firm, FirmVerification, Membership
from directory.agencies.models import Agency, Interest
from directory.audit.models import AuditEvent
from directory.audit.services import record_event
from directory.people.models import Affiliation, Practitioner
from directory.rosters.models import Listing, Register
from directory.taxonomies.models import (
    AgencyKind,
    Industry,
    IpcRule,
    Jurisdiction,
    Language,
    Park,
    Region,
    Sector,
    Service,
    TechnicalField,
)
from tests.factories.directory import (
    AffiliationFactory,
    AgencyFactory,
    AssociationFactory,
    FirmFactory,
    InterestFactory,
    ListingFactory,
    MembershipFactory,
    PractitionerFactory,
    RegisterFactory,
    UserFactory,
)

SignIn = Callable[..., Client]
ALL = frozenset(role for role in Role if role in {
    Role.RATING_OFFICER, Role.CONDUCT_OFFICER, Role.MATCHMAKER, Role.MODERATOR, Role.REGISTRY_OFFICER,
    Role.EVENT_EDITOR, Role.PAGE_EDITOR, Role.AUDITOR, Role.SITE_ADMINISTRATOR,
})  # fmt: skip
TERMS = (TechnicalField, Sector, Industry, Service, Jurisdiction, Region, Park, AgencyKind, Language)
TERM_READERS = {Role.REGISTRY_OFFICER, Role.PAGE_EDITOR, Role.AUDITOR, Role.SITE_ADMINISTRATOR}
TERM_EDITORS = TERM_READERS - {Role.AUDITOR}
OFFICER, ADMINISTRATOR = {Role.REGISTRY_OFFICER}, {Role.SITE_ADMINISTRATOR}
PEOPLE = {Role.REGISTRY_OFFICER, Role.CONDUCT_OFFICER, Role.AUDITOR}

#: Model → who reads, who adds, who changes. Nobody deletes anything.
ACCESS: dict[type[Any], tuple[set[Role] | frozenset[Role], set[Role], set[Role]]] = {
    **{model: (TERM_READERS, set(), TERM_EDITORS) for model in TERMS},
    IpcRule: (TERM_READERS, set(), set()),
    Agency: (ALL, OFFICER, OFFICER),
    Register: (ALL, OFFICER, OFFICER),
    Listing: (ALL, OFFICER, set()),
    Practitioner: (PEOPLE, set(), set()),
    Affiliation: (PEOPLE, set(), set()),
    Firm: ({Role.REGISTRY_OFFICER, Role.SITE_ADMINISTRATOR, Role.MATCHMAKER, Role.AUDITOR}, set(), set()),
    FirmVerification: ({Role.REGISTRY_OFFICER, Role.AUDITOR}, set(), OFFICER),
    Association: (ALL, ADMINISTRATOR, ADMINISTRATOR),
    Membership: ({Role.SITE_ADMINISTRATOR, Role.AUDITOR}, ADMINISTRATOR, ADMINISTRATOR),
    AuditEvent: ({Role.REGISTRY_OFFICER, Role.AUDITOR, Role.SITE_ADMINISTRATOR}, set(), set()),
}


def make_row(model: type[Any]) -> Any:
    """A row to look at; taxonomies are there already."""
    makers: dict[type[Any], Callable[[], Any]] = {
        Agency: AgencyFactory,
        Register: RegisterFactory,
        Listing: ListingFactory,
        Practitioner: lambda: PractitionerFactory(agency=AgencyFactory()),
        Affiliation: AffiliationFactory,
        Firm: FirmFactory,
        FirmVerification: make_verification,
        Association: AssociationFactory,
        Membership: MembershipFactory,
        AuditEvent: lambda: record_event(kind="test.made", actor=None, subject=AgencyFactory(), payload={"a": [1, 2]}),
        Interest: InterestFactory,
    }
    return makers[model]() if model in makers else model.objects.first()


def make_verification() -> FirmVerification:
    document = SimpleUploadedFile("licence.pdf", b"%PDF-1.4 invented", "application/pdf")
    return FirmVerification.objects.create(firm=FirmFactory(), document=document, requested_by=UserFactory())


def content(answer: Any) -> bytes:
    """A streamed answer as a whole."""
    return b"".join(answer.streaming_content)


def url(model: type[Any], name: str, *args: Any) -> str:
    return reverse(f"{model._meta.model_name}:{name}", args=args)


#: The other vocabularies share their screens with these two.
SCREENS = [model for model in ACCESS if model not in TERMS or model in (TechnicalField, Park)]


@pytest.mark.parametrize("model", SCREENS, ids=lambda model: model.__name__)
def test_who_reads_adds_and_changes(model: type[Any], sign_in: SignIn) -> None:
    """Section 10: what one may not see answers like what is not there."""
    readers, adders, editors = ACCESS[model]
    row = make_row(model)
    for role in sorted(ALL):
        client = sign_in(role)
        expected = {
            url(model, "index"): role in readers,
            url(model, "index_results"): role in readers,
            url(model, "inspect", row.pk): role in readers,
            url(model, "history", row.pk): role in readers,
            url(model, "index") + "?export=csv": role in readers,
            url(model, "add"): role in adders,
            url(model, "edit", row.pk): role in editors,
            url(model, "delete", row.pk): False,
        }
        answers = {address: client.get(address).status_code for address in expected}
        assert answers == {address: 200 if may else 404 for address, may in expected.items()}, role


@pytest.mark.parametrize("model", [*ACCESS, Interest], ids=lambda model: model.__name__)
def test_lists_ask_no_more_queries_for_more_rows(model: type[Any], sign_in: SignIn) -> None:
    make_row(model)
    client = sign_in(Role.AUDITOR)
    client.get(url(model, "index"))  # caches of content types and locales
    with CaptureQueriesContext(connection) as few:
        assert client.get(url(model, "index")).status_code == 200
    if model not in {*TERMS, IpcRule, Register}:
        for _number in range(4):
            make_row(model)
    with CaptureQueriesContext(connection) as many:
        client.get(url(model, "index"))
    assert len(many) <= len(few)
    assert len(many) <= 25


@pytest.mark.parametrize("model", [*SCREENS, Service, Interest], ids=lambda model: model.__name__)
def test_exports_hold_every_row_in_both_formats(model: type[Any], sign_in: SignIn) -> None:
    make_row(model)
    client = sign_in(Role.AUDITOR)
    text = content(client.get(url(model, "index") + "?export=csv")).decode()
    assert len(text.splitlines()) >= model.objects.count() + 1
    sheet = client.get(url(model, "index") + "?export=xlsx")
    assert content(sheet)[:2] == b"PK"


def test_an_export_runs_no_formula(sign_in: SignIn) -> None:
    """D5: exports are formula-safe."""
    AgencyFactory(name_zh='=HYPERLINK("http://evil.example")', name_en="")
    client = sign_in(Role.REGISTRY_OFFICER)
    text = content(client.get(url(Agency, "index") + "?export=csv")).decode()
    assert "\"'=HYPERLINK" in text


def test_members_of_firms_and_agencies_have_no_admin(sign_in: SignIn) -> None:
    for role in (Role.FIRM_ADMINISTRATOR, Role.AGENCY_ADMINISTRATOR, Role.EXPERT):
        assert sign_in(role).get(url(Agency, "index")).status_code == 404


def test_a_role_that_ended_opens_nothing(sign_in: SignIn) -> None:
    """D0: roles are dated."""
    user = UserFactory(role=Role.REGISTRY_OFFICER)
    client = sign_in(user)
    assert client.get(url(Agency, "index")).status_code == 200
    user.memberships.update(until=date(2021, 1, 1))
    assert client.get(url(Agency, "index")).status_code == 404


def test_ties_are_seen_by_their_owner_and_by_auditors(sign_in: SignIn) -> None:
    """Rows by querysets: an officer sees his own."""
    tie = InterestFactory()
    stranger, auditor = sign_in(Role.MATCHMAKER), sign_in(Role.AUDITOR)
    for name in ("inspect", "history", "edit"):
        assert stranger.get(url(Interest, name, tie.pk)).status_code == 404
    assert str(tie.agency) not in stranger.get(url(Interest, "index")).content.decode()
    assert str(tie.agency) in auditor.get(url(Interest, "index")).content.decode()
    assert auditor.get(url(Interest, "edit", tie.pk)).status_code == 404


def test_filters_and_search_of_agencies(sign_in: SignIn) -> None:
    suspended = AgencyFactory(name_zh="北京澄衡知识产权代理有限公司", listed=True, listed__status="suspended")
    AgencyFactory(foreign=True, claimed=True)
    client = sign_in(Role.REGISTRY_OFFICER)

    def found(query: str) -> str:
        return client.get(url(Agency, "index_results") + query).content.decode()

    assert suspended.name_zh in found("?status=suspended")
    assert suspended.name_zh not in found("?status=active")
    assert suspended.name_zh not in found("?tier=claimed")
    assert suspended.name_zh in found("?tier=listed")
    assert suspended.name_zh in found("?q=澄衡知識產權")
    assert suspended.name_zh not in found("?q=别的名字")
    assert "Patentkanzlei" in found(f"?jurisdiction={Jurisdiction.objects.get(code='DE').pk}")


def test_a_firms_proof_is_given_to_those_who_may_see_it(sign_in: SignIn) -> None:
    document = url(FirmVerification, "document", make_verification().pk)
    for role in (Role.REGISTRY_OFFICER, Role.AUDITOR):
        answer = sign_in(role).get(document)
        assert content(answer).startswith(b"%PDF-")
        assert "attachment" in answer["Content-Disposition"]
    assert sign_in(Role.MATCHMAKER).get(document).status_code == 404
