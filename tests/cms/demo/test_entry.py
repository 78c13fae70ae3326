"""``/demo/``: everybody can be entered with a click, nobody as a superuser, and only where the demo runs."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from cms.demo.mails import sent_mails
from cms.demo.people import DEMO_PEOPLE, create_demo_people
from directory.accounts.enums import STAFF_ROLES, Role
from directory.accounts.models import Association, Firm, Membership, User
from directory.accounts.permissions import roles_of
from tests.factories.directory import AgencyFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def people() -> Any:
    agency = AgencyFactory(is_fictional=True, claimed=True)
    return create_demo_people(today=TODAY, agency=agency)


def test_every_role_is_there_twice_makes_nothing_new(people: Any) -> None:
    assert {one.role for one in DEMO_PEOPLE} == {*Role, None}
    before = (User.objects.count(), Membership.objects.count(), Firm.objects.count(), Association.objects.count())
    again = create_demo_people(today=TODAY, agency=people.agency)
    after = (User.objects.count(), Membership.objects.count(), Firm.objects.count(), Association.objects.count())
    assert before == after
    assert again.matchmaker == people.matchmaker
    assert len(again.firms) == 3
    for one in DEMO_PEOPLE:
        user = User.objects.get(email=one.email)
        assert roles_of(user).names == ({one.role} if one.role else set())
        assert not user.is_superuser
        assert not user.has_usable_password()


@pytest.mark.parametrize("person", DEMO_PEOPLE, ids=lambda one: one.key)
def test_a_click_enters(client: Client, people: Any, person: Any) -> None:
    response = client.post(f"/demo/enter/{person.key}/")
    staff = person.role in STAFF_ROLES
    assert response.headers["Location"] == ("/admin/" if staff else "/workspace/")
    assert client.get("/account/").status_code == 200
    assert client.get("/admin/").status_code == (200 if staff else 404)


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_offers_every_door_and_the_mails(client: Client, people: Any, language: str) -> None:
    page = client.get(f"{language}/demo/").content.decode()
    for one in DEMO_PEOPLE:
        assert f'action="{language}/demo/enter/{one.key}/"' in page
    assert client.get(f"{language}/demo/mails/").status_code == 200


def test_without_people_it_says_how_to_load_them(client: Client) -> None:
    assert "create_demo" in client.get("/demo/").content.decode()
    assert client.post("/demo/enter/auditor/").status_code == 404


def test_a_link_enters_nobody(client: Client, people: Any) -> None:
    assert client.get("/demo/enter/auditor/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/demo/enter/auditor/").status_code == 403


def test_nobody_enters_as_a_superuser_or_a_stranger(client: Client, people: Any) -> None:
    User.objects.filter(email="auditor@demo.zhiheng.example").update(is_superuser=True)
    User.objects.filter(email="expert@demo.zhiheng.example").update(is_active=False)
    for key in ("auditor", "expert", "nobody-known"):
        assert client.post(f"/demo/enter/{key}/").status_code == 404
    assert client.get("/account/").status_code == 302


def test_without_the_demo_the_addresses_are_absent(client: Client, people: Any, settings: Any) -> None:
    settings.DEMO = False
    for path in ("/demo/", "/en/demo/", "/demo/mails/"):
        assert client.get(path).status_code == 404
    assert client.post("/demo/enter/auditor/").status_code == 404
    assert client.get("/account/").status_code == 302


def test_the_addresses_are_registered_with_the_demo_alone(settings: Any) -> None:
    import importlib

    import cms.urls

    settings.DEMO = False
    try:
        names = {
            str(entry.pattern) + str(getattr(entry, "urlconf_name", ""))
            for entry in importlib.reload(cms.urls).urlpatterns
        }
        assert not any("cms.demo" in name for name in names)
    finally:
        settings.DEMO = True
        importlib.reload(cms.urls)


def test_mails_are_read_from_the_folder_with_their_links(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    EmailMessage("邀请您加入", "请打开 https://a.example/invitation/1/abc/\n谢谢", to=["li@users.example"]).send()
    EmailMessage("Second", "Text", to=["li@users.example"]).send()
    mails = sent_mails()
    assert {mail.subject for mail in mails} == {"邀请您加入", "Second"}
    first = next(mail for mail in mails if mail.subject == "邀请您加入")
    assert "https://a.example/invitation/1/abc/" in first.text
    assert (first.to, first.at is not None) == ("li@users.example", True)
    assert len(sent_mails(1)) == 1
