"""What officers write in the admin goes through services, is checked, and stands in the audit trail."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from directory.accounts.enums import Role, VerificationOutcome
from directory.accounts.models import Association, Membership
from directory.accounts.permissions import today
from directory.agencies.admin_forms import AgencyNumberField
from directory.agencies.models import Agency, Interest
from directory.agencies.register_facts import find_likely_doubles
from directory.audit.models import AuditEvent
from directory.identifiers import build_credit_code
from directory.rosters.models import Listing, Register, StatusPeriod
from directory.taxonomies.models import AgencyKind, Jurisdiction, TechnicalField
from tests.directory.admin.test_screens import make_verification, url
from tests.factories.directory import (
    AgencyFactory,
    AssociationFactory,
    IdentifierFactory,
    InterestFactory,
    ListingFactory,
    MembershipFactory,
    RegisterFactory,
    UserFactory,
)

SignIn = Callable[..., Client]
CODE = build_credit_code("110108", "AB12CD34")


def errors(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 200
    return dict(response.context["form"].errors)


def last_event() -> AuditEvent:
    return AuditEvent.objects.select_related("payload").latest("sequence")


# ── Vocabularies ──────────────────────────────────────────────────────────────────────────────


def test_an_editor_renames_and_nothing_else(sign_in: SignIn) -> None:
    """Section 2: editors may rename."""
    field = TechnicalField.objects.get(number=6)
    client = sign_in(Role.PAGE_EDITOR)
    data = {"name_zh": "计算机", "name_en": "Computers", "number": 99, "sector": 1}
    assert client.post(url(TechnicalField, "edit", 6), data).status_code == 302
    field.refresh_from_db()
    assert (field.name_zh, field.name_en, field.number) == ("计算机", "Computers", 6)
    event = last_event()
    assert event.kind == "taxonomy.renamed"
    assert json.loads(event.payload.body or "")["data"]["name_en"] == ["Computer technology", "Computers"]


def test_the_names_of_d10_stay(sign_in: SignIn) -> None:
    """D10."""
    hong_kong = Jurisdiction.objects.get(code="HK")
    client = sign_in(Role.PAGE_EDITOR)
    refused = client.post(url(Jurisdiction, "edit", hong_kong.pk), {"name_zh": "香港", "name_en": "Hong Kong"})
    assert "D10" in str(errors(refused))
    hong_kong.refresh_from_db()
    assert hong_kong.name_zh == "中国香港"


def test_a_name_cannot_be_empty(sign_in: SignIn) -> None:
    client = sign_in(Role.REGISTRY_OFFICER)
    assert "name_en" in errors(client.post(url(TechnicalField, "edit", 6), {"name_zh": "计算机", "name_en": " "}))


# ── Agencies ──────────────────────────────────────────────────────────────────────────────────


def facts(**changed: Any) -> dict[str, Any]:
    told = {
        "name_zh": "北京澄衡知识产权代理有限公司",
        "name_en": "Clearbeam IP",
        "kinds": [AgencyKind.objects.get(code="patent-agency").pk],
        "jurisdiction": Jurisdiction.objects.get(code="CN").pk,
        "province": "北京",
        "city": "海淀",
        "registered_on": "2010-05-04",
        "credit_code": CODE.lower(),
        "cnipa_code": "１１１２７",
        "reason": "letter of 2026-11-01",
    }
    return {**told, **changed}


def test_an_officer_enters_an_agency(sign_in: SignIn) -> None:
    """D2, D3: numbers in stored form, the municipality is the city, rows beneath the copies."""
    client = sign_in(Role.REGISTRY_OFFICER)
    response = client.post(url(Agency, "add"), facts())
    assert response.status_code == 302, errors(response)
    agency = Agency.objects.get(name_zh="北京澄衡知识产权代理有限公司")
    assert (agency.province, agency.city, agency.district) == ("北京市", "北京市", "海淀区")
    assert set(agency.identifiers.values_list("scheme", "value")) == {("uscc", CODE), ("cnipa", "11127")}
    assert set(agency.names.values_list("text", "kind", "since")) == {
        ("北京澄衡知识产权代理有限公司", "registered", None),
        ("Clearbeam IP", "brand", None),
    }
    assert agency.offices.get().district == "海淀区"
    assert last_event().kind == "agency.registered"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"credit_code": CODE[:-1] + ("0" if CODE[-1] != "0" else "1")}, "credit_code"),
        ({"cnipa_code": "123"}, "cnipa_code"),
        ({"name_zh": "", "name_en": ""}, "name_zh"),
        ({"province": "巴伐利亚"}, "province"),
    ],
)
def test_wrong_facts_are_refused_by_field(sign_in: SignIn, changed: dict[str, str], field: str) -> None:
    client = sign_in(Role.REGISTRY_OFFICER)
    before = Agency.objects.count()
    assert field in errors(client.post(url(Agency, "add"), facts(**changed)))
    assert Agency.objects.count() == before


def test_an_office_is_no_country(sign_in: SignIn) -> None:
    """D10."""
    office = Jurisdiction.objects.get(code="EP")
    client = sign_in(Role.REGISTRY_OFFICER)
    assert "jurisdiction" in errors(client.post(url(Agency, "add"), facts(jurisdiction=office.pk)))


def test_two_agencies_cannot_have_one_number(sign_in: SignIn) -> None:
    """D2: two records with one identifier are refused."""
    other = IdentifierFactory(scheme="cnipa", value="11127").agency
    client = sign_in(Role.REGISTRY_OFFICER)
    assert other.name_zh in str(errors(client.post(url(Agency, "add"), facts()))["cnipa_code"])


def test_likely_doubles_are_shown_and_never_merged(sign_in: SignIn) -> None:
    """D2."""
    AgencyFactory(name_zh="北京市澄衡知識產權代理事务所（普通合伙）", name_en="")
    client = sign_in(Role.REGISTRY_OFFICER)
    refused = client.post(url(Agency, "add"), facts())
    assert "澄衡" in str(errors(refused)["accept_doubles"])
    assert client.post(url(Agency, "add"), facts(accept_doubles="on")).status_code == 302
    assert len(find_likely_doubles(["北京澄衡知识产权代理有限公司"])) == 2


def test_a_changed_name_and_place_leave_the_old_ones_as_former(sign_in: SignIn) -> None:
    """D2: former names with dates; D7: before and after in the trail."""
    agency = AgencyFactory(name_zh="北京旧名知识产权代理有限公司", name_en="Clearbeam IP")
    client = sign_in(Role.REGISTRY_OFFICER)
    response = client.post(url(Agency, "edit", agency.pk), facts(province="上海", city="嘉定"))
    assert response.status_code == 302, errors(response)
    agency.refresh_from_db()
    assert (agency.city, agency.district) == ("上海市", "嘉定区")
    former = agency.names.get(kind="former")
    assert (former.text, former.until) == ("北京旧名知识产权代理有限公司", today())
    assert agency.offices.filter(until=today()).count() == 1
    history = client.get(url(Agency, "history", agency.pk)).content.decode()
    assert "北京旧名知识产权代理有限公司" in history
    assert "letter of 2026-11-01" in history


def test_a_correction_leaves_no_former_name(sign_in: SignIn) -> None:
    agency = AgencyFactory(name_zh="北京错名知识产权代理有限公司", name_en="Clearbeam IP")
    client = sign_in(Role.REGISTRY_OFFICER)
    assert client.post(url(Agency, "edit", agency.pk), facts(is_correction="on")).status_code == 302
    assert not agency.names.filter(kind="former").exists()
    assert not agency.offices.filter(until__isnull=False).exists()


def test_the_same_facts_twice_change_nothing(sign_in: SignIn) -> None:
    agency = AgencyFactory()
    client = sign_in(Role.REGISTRY_OFFICER)
    client.post(url(Agency, "edit", agency.pk), facts())
    events = AuditEvent.objects.count()
    assert client.post(url(Agency, "edit", agency.pk), facts()).status_code == 302
    assert AuditEvent.objects.count() == events


def test_an_officer_with_a_stake_may_not_change_it(sign_in: SignIn) -> None:
    """D0: recusal."""
    officer = UserFactory(role=Role.REGISTRY_OFFICER)
    agency = InterestFactory(user=officer).agency
    name = agency.name_zh
    refused = sign_in(officer).post(url(Agency, "edit", agency.pk), facts())
    assert "__all__" in errors(refused)
    agency.refresh_from_db()
    assert agency.name_zh == name


def test_what_an_agency_declares_is_only_shown(sign_in: SignIn) -> None:
    """D7: the self-declared part is read-only for staff."""
    agency = AgencyFactory()
    agency.declared_fields.create(field_id=6, declared_on=date(2026, 1, 1))
    client = sign_in(Role.REGISTRY_OFFICER)
    assert "计算机技术" in client.get(url(Agency, "inspect", agency.pk)).content.decode()
    form = client.get(url(Agency, "edit", agency.pk)).context["form"]
    assert not {"declared_fields", "size_class", "verified_until", "claimed_at"} & set(form.fields)


# ── Registers and statuses ────────────────────────────────────────────────────────────────────


def test_a_register_is_opened_and_its_code_fixed_by_use(sign_in: SignIn) -> None:
    client = sign_in(Role.REGISTRY_OFFICER)
    data = {"code": "test-register", "name_zh": "名录", "name_en": "Register", "kind": "agencies", "jurisdiction": ""}
    response = client.post(url(Register, "add"), data)
    assert response.status_code == 302, errors(response)
    register = Register.objects.get(code="test-register")
    assert client.post(url(Register, "edit", register.pk), {**data, "name_en": "List"}).status_code == 302
    ListingFactory(register=register)
    assert "code" in errors(client.post(url(Register, "edit", register.pk), {**data, "code": "other"}))
    assert last_event().kind == "register.changed"


def test_a_status_ends_the_one_before(sign_in: SignIn) -> None:
    """D8: what the register says, with dates."""
    listing = ListingFactory()
    client = sign_in(Role.REGISTRY_OFFICER)
    data = {
        "agency": listing.agency.public_id,
        "register": listing.register_id,
        "status": "suspended",
        "since": "2026-10-01",
        "reason": "notice 12 of the register",
    }
    assert client.post(url(Listing, "add"), data).status_code == 302
    assert client.post(url(Listing, "add"), data).status_code == 302  # pressed twice
    assert list(listing.statuses.order_by("since").values_list("status", "until")) == [
        ("active", date(2026, 10, 1)),
        ("suspended", None),
    ]
    assert "since" in errors(client.post(url(Listing, "add"), {**data, "status": "active", "since": "2026-09-01"}))
    assert last_event().kind == "agency.status-recorded"


def test_a_status_opens_the_listing(sign_in: SignIn) -> None:
    agency, register = AgencyFactory(), RegisterFactory()
    client = sign_in(Role.REGISTRY_OFFICER)
    data = {
        "agency": agency.public_id,
        "register": register.pk,
        "status": "active",
        "since": "2026-10-01",
        "reason": "x",
    }
    assert client.post(url(Listing, "add"), data).status_code == 302
    assert StatusPeriod.objects.get(listing__agency=agency).listing.since == date(2026, 10, 1)


# ── People and organisations ──────────────────────────────────────────────────────────────────


def test_an_officer_verifies_a_firm(sign_in: SignIn) -> None:
    verification = make_verification()
    verification.firm.credit_code = CODE
    verification.firm.save()
    client = sign_in(Role.REGISTRY_OFFICER)
    edit = url(type(verification), "edit", verification.pk)
    assert "reason" in errors(client.post(edit, {"accept": "no", "reason": ""}))
    response = client.post(edit, {"accept": "yes", "reason": ""})
    assert response.status_code == 302, errors(response)
    verification.refresh_from_db()
    assert verification.outcome == VerificationOutcome.ACCEPTED
    assert client.get(edit).status_code == 404  # decided once
    assert verification.firm.verifications.get().firm.is_verified


def test_roles_are_given_and_ended_with_dates(sign_in: SignIn) -> None:
    """D0."""
    person, association = UserFactory(), AssociationFactory()
    client = sign_in(Role.SITE_ADMINISTRATOR)
    data = {"email": person.email, "role": "matchmaker", "since": str(today()), "reason": "appointed"}
    assert "association" in errors(client.post(url(Membership, "add"), data))
    assert client.post(url(Membership, "add"), {**data, "association": association.pk}).status_code == 302
    membership = person.memberships.get()
    assert "email" in errors(client.post(url(Membership, "add"), {**data, "email": "nobody@users.example"}))
    ended = client.post(url(Membership, "edit", membership.pk), {"until": str(today()), "reason": "left"})
    assert ended.status_code == 302
    membership.refresh_from_db()
    assert membership.until == today()
    assert last_event().kind == "membership.ended"


def test_the_last_administrator_cannot_be_ended(sign_in: SignIn) -> None:
    administrator = UserFactory(role=Role.SITE_ADMINISTRATOR)
    client = sign_in(administrator)
    own = administrator.memberships.get()
    assert "__all__" in errors(client.post(url(Membership, "edit", own.pk), {"until": str(today()), "reason": "x"}))


def test_there_is_one_default_association(sign_in: SignIn) -> None:
    AssociationFactory(is_default=True)
    client = sign_in(Role.SITE_ADMINISTRATOR)
    data = {"code": "other", "name_zh": "协会", "name_en": "Association", "is_default": "on"}
    response = client.post(url(Association, "add"), data)
    assert response.status_code == 302, errors(response)
    assert Association.objects.get(is_default=True).code == "other"


def test_a_tie_is_declared_and_ended_by_its_owner(sign_in: SignIn) -> None:
    agency = AgencyFactory()
    client = sign_in(Role.MATCHMAKER)
    data = {"agency": agency.public_id, "kind": "staff", "since": "2020-01-01"}
    assert client.post(url(Interest, "add"), data).status_code == 302
    tie = Interest.objects.get(agency=agency)
    assert tie.user == client.user  # type: ignore[attr-defined]
    assert client.post(url(Interest, "edit", tie.pk), {"until": "2026-01-01", "reason": "left"}).status_code == 302
    assert "until" in errors(client.post(url(Interest, "edit", tie.pk), {"until": "2026-02-01", "reason": "later"}))
    stranger = sign_in(Role.MATCHMAKER)
    assert stranger.post(url(Interest, "edit", tie.pk), {"until": "2026-01-01", "reason": "x"}).status_code == 404


def test_an_auditor_changes_nothing(sign_in: SignIn) -> None:
    membership = MembershipFactory()
    client = sign_in(Role.AUDITOR)
    assert client.post(url(TechnicalField, "edit", 6), {"name_zh": "a", "name_en": "b"}).status_code == 404
    assert client.post(url(Membership, "edit", membership.pk), {"until": "2026-01-01"}).status_code == 404


def test_the_audit_trail_reads_its_payload(sign_in: SignIn) -> None:
    sign_in(Role.PAGE_EDITOR).post(url(TechnicalField, "edit", 6), {"name_zh": "计算机", "name_en": "Computers"})
    page = sign_in(Role.AUDITOR).get(reverse("auditevent:inspect", args=(last_event().pk,))).content.decode()
    assert "Computer technology → Computers" in page


# ── An agency by its number ───────────────────────────────────────────────────────────────────


@pytest.mark.django_db
def test_an_agency_is_found_by_its_number_however_it_is_typed() -> None:
    agency = AgencyFactory()
    assert AgencyNumberField().clean(f" {agency.public_id.upper()}\0 ") == agency


@pytest.mark.django_db
def test_an_unknown_number_is_named_as_such() -> None:
    AgencyFactory()
    with override("en"), pytest.raises(ValidationError, match="no agency with this number"):
        AgencyNumberField().clean("0000000000")
