"""Section 10 in Wagtail's admin: what a role may not open is not there; an auditor changes nothing."""

import pytest
from django.test import Client
from django.urls import resolve, reverse

from cms import access
from cms.groups import OUR_APPS
from directory.accounts.enums import STAFF_ROLES, Role
from tests.factories.directory import UserFactory
from tests.project.permission_samples import make_visitor, make_world
from tests.project.test_permissions import STAFF, outcome, plain
from tests.sign_in import sign_in

ALL_STAFF = STAFF
OFFICERS: set[str] = {Role.REGISTRY_OFFICER, Role.AUDITOR}
TAXONOMISTS: set[str] = {*OFFICERS, Role.PAGE_EDITOR, Role.SITE_ADMINISTRATOR}
#: Lists of the admin → the roles that open them. A new list needs its line here.
ADMIN_LISTS: dict[str, set[str]] = {
    "affiliation:index": {*OFFICERS, Role.CONDUCT_OFFICER},
    "agency:index": ALL_STAFF,
    "agency_narratives:list": {*OFFICERS, Role.MODERATOR},
    "agencykind:index": TAXONOMISTS,
    "association:index": ALL_STAFF,
    "auditevent:index": {*OFFICERS, Role.SITE_ADMINISTRATOR},
    "claim:index": OFFICERS,
    "firm:index": {*OFFICERS, Role.MATCHMAKER, Role.SITE_ADMINISTRATOR},
    "firmverification:index": OFFICERS,
    "industry:index": TAXONOMISTS,
    "interest:index": ALL_STAFF,
    "ipcrule:index": TAXONOMISTS,
    "jurisdiction:index": TAXONOMISTS,
    "language:index": TAXONOMISTS,
    "listing:index": ALL_STAFF,
    "membership:index": {Role.AUDITOR, Role.SITE_ADMINISTRATOR},
    "park:index": TAXONOMISTS,
    "practitioner:index": {*OFFICERS, Role.CONDUCT_OFFICER},
    "region:index": TAXONOMISTS,
    "register:index": ALL_STAFF,
    "sector:index": TAXONOMISTS,
    "service:index": TAXONOMISTS,
    "technicalfield:index": TAXONOMISTS,
    "verification:index": OFFICERS,
    "vetting_files:index": {Role.AUDITOR, Role.MATCHMAKER},
    "wagtailusers_users:index": {Role.AUDITOR, Role.SITE_ADMINISTRATOR},
}


def admin_lists() -> list[str]:
    """Names of every list page of our models in Wagtail's admin."""
    found = []
    for address in access.all_addresses():
        if address.route.startswith("admin/") and address.name.endswith((":index", ":list")) and not address.arguments:
            view = resolve(reverse(address.name)).func
            model = getattr(view, "view_initkwargs", {}).get("model") or getattr(
                getattr(view, "view_class", None), "model", None
            )
            if model is not None and model._meta.app_label in OUR_APPS:
                found.append(address.name)
    return found


def test_every_list_of_the_admin_is_named_here() -> None:
    assert set(admin_lists()) == set(ADMIN_LISTS)


@pytest.mark.django_db
@pytest.mark.parametrize("role", STAFF_ROLES)
def test_the_admin_opens_what_the_role_may_and_hides_the_rest(role: Role) -> None:
    client = sign_in(Client(), UserFactory(role=role))
    assert outcome(client.get(reverse("wagtailadmin_home"))) == "open"
    wrong = []
    for name in admin_lists():
        wanted = "open" if role in ADMIN_LISTS.get(name, set()) else "absent"
        got = outcome(client.get(reverse(name)))
        if got != wanted:
            wrong.append(f"{name}: {got}, not {wanted}")
    assert not wrong, f"{role}:\n" + "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("visitor", ["newcomer", *sorted({*Role.values} - STAFF)])
def test_the_admin_is_not_there_for_people_of_the_site(visitor: str) -> None:
    client = sign_in(Client(), make_visitor(visitor, make_world()) or UserFactory())
    pages = [client.get(reverse(name)) for name in ("wagtailadmin_home", "wagtailusers_users:index")]
    pages.append(client.get("/admin/nothing/at/all/"))
    assert [page.status_code for page in pages] == [404, 404, 404]
    assert len({plain(page) for page in pages}) == 1


@pytest.mark.django_db
def test_refused_and_absent_pages_of_the_admin_are_the_same_bytes() -> None:
    client = sign_in(Client(), UserFactory(role=Role.PAGE_EDITOR))
    refused, absent = client.get(reverse("wagtailusers_users:index")), client.get("/admin/nothing/")
    assert refused.status_code == absent.status_code == 404
    assert plain(refused) == plain(absent)


@pytest.mark.django_db
def test_an_auditor_posts_nothing_in_the_admin() -> None:
    """Section 10: the auditor reads all and changes nothing."""
    client = sign_in(Client(), UserFactory(role=Role.AUDITOR))
    wrong = []
    for address in access.all_addresses():
        if address.route.startswith("admin/") and not address.arguments and address.name not in access.AUDITOR_POSTS:
            if access.RULES.get(address.name) is not None:
                continue
            try:
                path = reverse(address.name)
            except Exception:  # noqa: BLE001  nameless catch-alls cannot be reversed
                continue
            if path.startswith(("/admin/login/", "/admin/password_reset/")):
                continue  # the way to the one door, for everybody
            response = client.post(path)
            if response.status_code not in {404, 405} and "jsi18n" not in path and "sprite" not in path:
                wrong.append(f"{address.name}: {response.status_code}")
    assert not wrong, wrong


@pytest.mark.django_db
def test_wagtails_own_sign_in_leads_to_the_one_door(client: Client) -> None:
    for path in ("/admin/login/", "/admin/password_reset/", "/admin/password_reset/done/"):
        response = client.get(path)
        assert response.headers["Location"] == "/account/login/?next=/admin/"
    assert client.get("/admin/login/?next=/admin/pages/").headers["Location"].endswith("?next=/admin/pages/")
    hostile = client.get("/admin/login/?next=https://evil.example/")
    assert hostile.headers["Location"] == "/account/login/?next=/admin/"
    assert client.post("/admin/login/", {"username": "a@b.example", "password": "x"}).status_code == 302
