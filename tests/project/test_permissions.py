"""Section 10: every address × every role × own, other and no object. What one may not see answers like nothing.

``cms.access`` is the table in the product; what each rule *means* is said here a second time, by hand
(``ALLOWED``), so that a rule that became too generous is caught.
"""

import re
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import ResolverMatch, reverse
from django.utils.translation import override

from cms import access
from cms.checks import check_access_table
from cms.middleware import AccessMiddleware
from directory.accounts.enums import STAFF_ROLES, Role
from tests.factories.directory import MembershipFactory, UserFactory
from tests.project.permission_samples import VISITORS, World, make_visitor, make_world, own_claim, sample_arguments
from tests.sign_in import sign_in

FIRM_PEOPLE: set[str] = {Role.FIRM_MEMBER, Role.FIRM_ADMINISTRATOR}
AGENCY_PEOPLE: set[str] = {Role.AGENCY_EDITOR, Role.AGENCY_ADMINISTRATOR}
EVERYBODY = set(VISITORS) - {"anonymous"}
STAFF = {str(role) for role in STAFF_ROLES}
#: Who opens an address of each rule, by whose object it is about: ``own`` is the visitor's own organisation's.
ALLOWED: dict[str, dict[str, set[str]]] = {
    "signed-in": {"own": EVERYBODY, "other": EVERYBODY, "none": EVERYBODY},
    "firm": {"own": {*FIRM_PEOPLE, Role.AUDITOR}, "other": {Role.AUDITOR}, "none": set()},
    "firm-administrator": {"own": {Role.FIRM_ADMINISTRATOR, Role.AUDITOR}, "other": {Role.AUDITOR}, "none": set()},
    "agency": {"own": {*AGENCY_PEOPLE, Role.AUDITOR}, "other": {Role.AUDITOR}, "none": set()},
    "agency-administrator": {
        "own": {Role.AGENCY_ADMINISTRATOR, Role.AUDITOR},
        "other": {Role.AUDITOR},
        "none": set(),
    },
    "any-staff": {"own": STAFF, "other": STAFF, "none": STAFF},
}
#: Addresses whose view decides (``OWN_OBJECT``): who opens an own object; nobody opens another's.
OWN_OBJECTS: dict[str, set[str]] = {
    "match-briefs": set(FIRM_PEOPLE),
    "match-brief": set(FIRM_PEOPLE),
    "match-brief-copy": set(FIRM_PEOPLE),
    "match-brief-step": set(FIRM_PEOPLE),
    "match-brief-withdraw": set(FIRM_PEOPLE),
    "claim": EVERYBODY,
    "claim-answer": EVERYBODY,
    "claim-withdraw": EVERYBODY,
    "claim-document": EVERYBODY,
}
#: Who else reads another's.
READERS: dict[str, set[str]] = {
    "claim": {Role.REGISTRY_OFFICER, Role.AUDITOR},
    "claim-document": {Role.REGISTRY_OFFICER, Role.AUDITOR},
}
#: Addresses without an object of anybody's: the same people whatever the side.
WITHOUT_OBJECT = {"match-briefs"}
#: Signed-in addresses about a thing everybody may see, which must be there.
PUBLIC_OBJECT = {"claim-agency"}
#: Rules under which the view, not the address, asks about the object; it refuses the method first.
SEES_METHOD_FIRST = {"own-object", "signed-in"}
#: Addresses that only take POST answer a visitor with the right by 405, and one without by 404, like the others.
OPEN = {200, 302, 405, 422}

PRIVATE = [
    address
    for address in access.all_addresses()
    if (rule := access.RULES.get(address.name)) is not None and rule.private
]


def expected(name: str, rule: access.Rule, whose: str) -> set[str]:
    if rule.name.startswith("staff:"):
        return set(rule.name.removeprefix("staff:").split("+"))
    if rule is access.OWN_OBJECT:
        if whose == "own" or name in WITHOUT_OBJECT:
            return OWN_OBJECTS[name]
        return READERS.get(name, set()) if whose == "other" else set()
    if name in PUBLIC_OBJECT and whose == "none":
        return set()
    return ALLOWED[rule.name][whose]


def outcome(response: Any) -> str:
    """``open``, ``sign-in``, ``factor``, ``absent``, or the status nobody expects."""
    location = response.headers.get("Location", "")
    if response.status_code == 404:
        return "absent"
    if response.status_code == 302 and "/account/login/" in location:
        return "sign-in"
    if response.status_code == 302 and "/account/2fa/" in location:
        return "factor"
    return "open" if response.status_code in OPEN else f"status {response.status_code}"


# ── The table is complete ─────────────────────────────────────────────────────────────────────


def test_every_address_has_a_rule() -> None:
    missing = [one for one in access.all_addresses() if access.rule_of(one.name, one.route) is None]
    assert not missing, f"add a line to cms.access.RULES for {missing}"
    assert check_access_table(None) == []


def test_every_rule_has_an_address() -> None:
    names = {one.name for one in access.all_addresses()}
    assert not set(access.RULES) - names, "these lines of cms.access.RULES lead nowhere"


def test_the_resolver_walk_finds_addresses_known_by_hand() -> None:
    names = {one.name for one in access.all_addresses()}
    assert {"wagtail_serve", "account_login", "mfa_index", "firm-team", "wagtailadmin_home", "health"} <= names
    assert "wagtailadmin_pages:add" in names, "namespaces are opened"


def test_every_rule_and_object_is_explained_here() -> None:
    """A new kind of rule, or a new address decided by its view, needs its line in this test."""
    rules = {access.RULES[one.name] for one in PRIVATE}
    assert {rule.name for rule in rules if not rule.name.startswith("staff:")} <= {*ALLOWED, "own-object"}
    assert {one.name for one in PRIVATE if access.RULES[one.name] is access.OWN_OBJECT} <= set(OWN_OBJECTS)


def test_a_new_address_without_a_rule_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(access.RULES, "firm-team")
    assert [error.id for error in check_access_table(None)] == ["cms.E001"]
    request = RequestFactory().get("/")
    request.resolver_match = ResolverMatch(lambda: None, (), {}, "firm-team", route="workspace/firm/x/team/")
    with pytest.raises(ImproperlyConfigured):
        AccessMiddleware(lambda _request: HttpResponse()).process_view(request, lambda: None, [], {})


# ── Every private address × visitor × object ──────────────────────────────────────────────────


@pytest.mark.django_db
@pytest.mark.parametrize("visitor", VISITORS)
def test_every_private_address(visitor: str) -> None:
    """Own, other and no object; GET as it is, POST refused wherever GET is, an auditor's everywhere."""
    world = make_world()
    user = make_visitor(visitor, world)
    client = Client()
    if user is not None:
        sign_in(client, user)
        own_claim(world, user)
    wrong = []
    for address in PRIVATE:
        for whose in ("own", "other", "none"):
            wrong += walk(client, address, world, visitor, whose)
    assert not wrong, f"{visitor}:\n" + "\n".join(wrong)


def walk(client: Client, address: access.Address, world: World, visitor: str, whose: str) -> list[str]:
    """What is wrong with one address for one visitor and one object."""
    rule = access.RULES[address.name]
    path = reverse(address.name, kwargs=sample_arguments(address.name, rule.name, address.arguments, world, whose))
    wanted = "open" if visitor in expected(address.name, rule, whose) else "absent"
    wanted = "sign-in" if visitor == "anonymous" else wanted
    in_own = visitor in expected(address.name, rule, "own")
    missing_row = whose == "none" and len(address.arguments) > 1 and in_own
    wrong, answer = [], client.get(path)
    got = outcome(answer)
    # Which methods an address takes is no secret: 405 comes before the row is looked for, there or not.
    looks_later = rule is access.OWN_OBJECT or missing_row or visitor == Role.AUDITOR
    if got != wanted and not (answer.status_code == 405 and looks_later):
        wrong.append(f"GET {address.name} {whose}: {got}, not {wanted}")
    reads_only = visitor == Role.AUDITOR and rule.auditor_reads
    if (wanted != "open" and not missing_row) or reads_only:
        wanted = "absent" if reads_only else wanted
        answer = client.post(path)
        if outcome(answer) != wanted and not (answer.status_code == 405 and rule.name in SEES_METHOD_FIRST):
            wrong.append(f"POST {address.name} {whose}: {outcome(answer)}, not {wanted}")
    return wrong


@pytest.mark.django_db
@pytest.mark.parametrize("visitor", ["firm-administrator", "agency-administrator"])
def test_rows_of_another_organisation_are_absent_in_ones_own(visitor: str) -> None:
    """An administrator cannot reach another firm's people through the own firm's address."""
    world = make_world()
    client = sign_in(Client(), make_visitor(visitor, world) or UserFactory())
    kind = visitor.partition("-")[0]
    public_id = getattr(world.own, kind).public_id
    for name, argument, foreign in (
        (f"{kind}-member-end", "membership_id", getattr(world.other, f"{kind}_member").pk),
        (f"{kind}-member-role", "membership_id", getattr(world.other, f"{kind}_member").pk),
        (f"{kind}-invitation-resend", "invitation_id", getattr(world.other, f"{kind}_invitation").pk),
        (f"{kind}-invitation-revoke", "invitation_id", getattr(world.other, f"{kind}_invitation").pk),
    ):
        foreign_answer = client.post(reverse(name, kwargs={"public_id": public_id, argument: foreign}))
        absent_answer = client.post(reverse(name, kwargs={"public_id": public_id, argument: 99_999_999}))
        assert foreign_answer.status_code == absent_answer.status_code == 404
        assert plain(foreign_answer) == plain(absent_answer)


def plain(response: Any) -> str:
    """The page without what differs by request: tokens, nonces and the asked path itself (language switch)."""
    path = re.sub(r"^/en/", "/", response.wsgi_request.path)
    text = response.content.decode().replace(f"/en{path}", "PATH").replace(path, "PATH")
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)
    return re.sub(r'nonce="[^"]*"', "", text)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_hidden_and_the_absent_are_the_same_bytes(language: str) -> None:
    world = make_world()
    client = sign_in(Client(), UserFactory(role=Role.FIRM_MEMBER, firm=world.own.firm))
    with override(language):
        hidden = client.get(reverse("firm-workspace", args=[world.other.firm.public_id]))
        absent = client.get(reverse("firm-workspace", args=["zzzzzzzzzz"]))
        nowhere = client.get(reverse("wagtail_serve", args=["no/such/page/"]))
        admin = client.get(reverse("wagtailadmin_home"))
    assert {page.status_code for page in (hidden, absent, nowhere, admin)} == {404}
    assert plain(hidden) == plain(absent) == plain(nowhere)
    for name in ("Set-Cookie", "Cache-Control", "Vary", "Content-Type"):
        assert hidden.headers.get(name) == absent.headers.get(name)


@pytest.mark.django_db
def test_signed_out_a_private_path_leads_to_sign_in_and_back(client: Client) -> None:
    response = client.get("/workspace/firm/zzzzzzzzzz/team/?page=2")
    assert response.headers["Location"] == "/account/login/?next=/workspace/firm/zzzzzzzzzz/team/%3Fpage%3D2"
    assert client.get("/en/account/").headers["Location"] == "/en/account/login/?next=/en/account/"
    assert client.post("/account/settings/").headers["Location"] == "/account/login/?next=/account/"


@pytest.mark.django_db
@pytest.mark.parametrize("role", STAFF_ROLES)
def test_staff_without_a_factor_in_this_session_open_nothing_private(role: Role) -> None:
    world = make_world()
    user = make_visitor(role, world)
    assert user is not None
    MembershipFactory(user=user, role=Role.FIRM_ADMINISTRATOR, firm=world.own.firm)
    client = sign_in(Client(), user, factor=False)
    for name in ("account-home", "styleguide", "wagtailadmin_home", "wagtailadmin_pages:add_subpage"):
        path = reverse(name, args=[1]) if name.endswith("subpage") else reverse(name)
        response = client.get(path)
        assert outcome(response) == "factor", name
        assert "/account/2fa/totp/activate/?next=" in response.headers["Location"]
    own_firm = reverse("firm-workspace", args=[world.own.firm.public_id])
    assert outcome(client.get(own_firm)) == "factor", "other roles of the same person do not open a side door"
    assert outcome(client.post(own_firm)) == "factor"


@pytest.mark.django_db
def test_a_role_that_ended_today_opens_nothing() -> None:
    from directory.accounts.models import Membership
    from directory.accounts.permissions import today

    world = make_world()
    user = UserFactory(role=Role.FIRM_ADMINISTRATOR, firm=world.own.firm)
    client = sign_in(Client(), user)
    path = reverse("firm-workspace", args=[world.own.firm.public_id])
    assert outcome(client.get(path)) == "open"
    Membership.objects.filter(user=user).update(until=today())
    assert outcome(client.get(path)) == "absent"


# ── Public addresses ──────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db
def test_public_addresses_ask_nobody_to_sign_in(client: Client) -> None:
    wrong = []
    for address in access.all_addresses():
        rule = access.RULES.get(address.name)
        if rule in {access.PUBLIC, access.DEMO} and not address.arguments and not address.name.startswith("admin-"):
            arguments = [""] if address.name == "wagtail_serve" else []  # its argument has no name
            got = outcome(client.get(reverse(address.name, args=arguments)))
            if got not in {"open", "absent"}:  # absent: a page of the CMS that was not made in this test
                wrong.append(f"{address.name}: {got}")
    assert not wrong, wrong


@pytest.mark.django_db
def test_the_access_check_costs_one_query(client: Client) -> None:
    """However many roles there are, and whatever the page asks besides."""
    world = make_world()
    user = UserFactory(role=Role.FIRM_ADMINISTRATOR, firm=world.own.firm)
    MembershipFactory(user=user, role=Role.AGENCY_EDITOR, agency=world.own.agency)
    sign_in(client, user)
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("firm-edit", args=[world.own.firm.public_id]))
    assert sum("directory_membership" in query["sql"] for query in captured.captured_queries) == 1
