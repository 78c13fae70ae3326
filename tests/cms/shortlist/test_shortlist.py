"""Keeping agencies in mind, before and after signing in."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from openpyxl import load_workbook

from cms.shortlist.models import ShortlistEntry
from cms.shortlist.services import SESSION_KEY
from directory.models import Agency, User
from tests.factories.directory import AgencyFactory, UserFactory
from tests.factories.search import indexed

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Agency:
    agency = AgencyFactory(name_zh="北京衡岚知识产权代理有限公司", name_en="Unibeam IP")
    indexed()
    return agency


@pytest.fixture
def user() -> User:
    return UserFactory()


def kept(client: Client) -> list[str]:
    soup = BeautifulSoup(client.get("/en/shortlist/").content, "html.parser")
    return [link.get_text(strip=True) for link in soup.select(".card__name a")]


def test_anonymous_keeps_and_removes(client: Client, agency: Agency):
    assert kept(client) == []
    response = client.post(f"/shortlist/add/{agency.public_id}/", {"next": "/agencies/?field=6"})
    assert (response.status_code, response.headers["Location"]) == (302, "/agencies/?field=6")
    assert kept(client) == ["Unibeam IP"]
    assert not ShortlistEntry.objects.exists()
    client.post("/shortlist/remove/", {"agency": agency.public_id})
    assert kept(client) == []


@pytest.mark.parametrize("signed_in", [False, True])
def test_double_clicks_do_one_thing(client: Client, agency: Agency, user: User, signed_in: bool):
    if signed_in:
        client.force_login(user)
    for _press in range(2):
        assert client.post("/shortlist/add/", {"agency": agency.public_id}).status_code == 302
    assert kept(client) == ["Unibeam IP"]
    for _press in range(2):
        assert client.post("/shortlist/remove/", {"agency": agency.public_id}).status_code == 302
    assert kept(client) == []


def test_signing_in_keeps_what_was_kept(client: Client, agency: Agency, user: User):
    other = AgencyFactory(name_en="Inkstone IP")
    indexed()
    ShortlistEntry.objects.create(user=user, agency=agency, note="mine")
    for one in (agency, other):
        client.post("/shortlist/add/", {"agency": one.public_id})
    client.post("/shortlist/note/", {"agency": other.public_id, "note": "ask about fees"})
    client.force_login(user)
    assert dict(ShortlistEntry.objects.values_list("agency__name_en", "note")) == {
        "Unibeam IP": "mine",
        "Inkstone IP": "ask about fees",
    }
    assert SESSION_KEY not in client.session
    assert kept(client) == ["Unibeam IP", "Inkstone IP"]


def test_others_see_nothing_of_it(client: Client, agency: Agency, user: User):
    ShortlistEntry.objects.create(user=user, agency=agency)
    client.force_login(UserFactory())
    assert kept(client) == []


def test_reading_changes_nothing(client: Client, agency: Agency):
    assert client.get(f"/shortlist/add/{agency.public_id}/").status_code == 405
    assert client.get("/shortlist/remove/").status_code == 405
    assert client.post("/shortlist/").status_code == 405


def test_unknown_agencies_are_not_there(client: Client, agency: Agency):
    assert client.post("/shortlist/add/", {"agency": "nosuch"}).status_code == 404
    assert client.post("/shortlist/note/", {"agency": agency.public_id, "note": "x"}).status_code == 404


def test_never_leads_to_another_site(client: Client, agency: Agency):
    response = client.post("/shortlist/add/", {"agency": agency.public_id, "next": "https://evil.example/"})
    assert response.headers["Location"] == "/shortlist/"


def test_notes_are_kept_in_their_length(client: Client, agency: Agency, user: User):
    client.force_login(user)
    client.post("/shortlist/add/", {"agency": agency.public_id})
    client.post("/shortlist/note/", {"agency": agency.public_id, "note": "  a\x00  b " + "x" * 900})
    note = ShortlistEntry.objects.get().note
    assert note.startswith("a b x")
    assert len(note) <= 500
    assert note in client.get("/shortlist/").content.decode()


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_full_list_says_so(
    client: Client, agency: Agency, user: User, signed_in: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("cms.shortlist.services.MOST_KEPT", 1)
    if signed_in:
        client.force_login(user)
    other = AgencyFactory(name_en="Inkstone IP")
    indexed()
    client.post("/shortlist/add/", {"agency": agency.public_id})
    response = client.post("/en/shortlist/add/", {"agency": other.public_id}, follow=True)
    assert "at most" in response.content.decode()
    assert kept(client) == ["Unibeam IP"]


def test_merged_agencies_are_counted_and_not_shown(client: Client, agency: Agency):
    client.post("/shortlist/add/", {"agency": agency.public_id})
    agency.merged_into = AgencyFactory()
    agency.save()
    assert kept(client) == []
    assert "1 kept agency can no longer be shown" in client.get("/en/shortlist/").content.decode()


def test_exports_run_no_formula(client: Client, user: User):
    tricky = AgencyFactory(name_zh="=1+1", name_en="+SUM(A1)")
    indexed()
    client.force_login(user)
    client.post("/shortlist/add/", {"agency": tricky.public_id})
    client.post("/shortlist/note/", {"agency": tricky.public_id, "note": "@x"})
    text = client.get("/shortlist/export.csv").content.decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(text)))[1]
    assert row[:2] == ["'=1+1", "'+SUM(A1)"]
    assert "'@x" in row
    sheet = load_workbook(io.BytesIO(client.get("/shortlist/export.xlsx").content)).active
    assert [cell for line in sheet.iter_rows() for cell in line if cell.data_type == "f"] == []
    assert client.get("/shortlist/export.pdf").status_code == 404


def test_database_refuses_the_same_agency_twice(agency: Agency, user: User):
    ShortlistEntry.objects.create(user=user, agency=agency)
    with pytest.raises(IntegrityError), transaction.atomic():
        ShortlistEntry.objects.create(user=user, agency=agency)
    with pytest.raises(ValidationError):
        ShortlistEntry(user=user, agency=agency).full_clean()


def test_number_of_queries_does_not_grow(client: Client, user: User, django_assert_max_num_queries):
    client.force_login(user)
    for count in (2, 20):
        agencies = [AgencyFactory() for _ in range(count)]
        ShortlistEntry.objects.bulk_create(ShortlistEntry(user=user, agency=one) for one in agencies)
        indexed()
        with django_assert_max_num_queries(26):
            client.get("/shortlist/")
