"""Vetting files in Wagtail's admin: who sees what, and a file from opening to the pool by its screens alone."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from directory.accounts.enums import Role
from directory.models import Language, Service
from directory.waiting import waiting_for
from matchmaking.models import Evidence, VettingFile
from matchmaking.vetting.enums import CHECKED_REQUIREMENTS
from tests.factories.directory import (
    AgencyFactory,
    AssociationFactory,
    InterestFactory,
    ListingFactory,
    RegisterFactory,
    UserFactory,
    jurisdiction,
)
from tests.factories.matchmaking import VettingFileFactory, put_into_pool
from tests.sign_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def association():
    return AssociationFactory()


@pytest.fixture
def matchmaker(client, association):
    user = UserFactory(role=Role.MATCHMAKER, association=association)
    sign_in(client, user)
    return user


@pytest.fixture
def agency():
    made = AgencyFactory(foreign=True, verified=True, jurisdiction=jurisdiction("FR"), name_en="Cabinet Exemple")
    ListingFactory(agency=made, register=RegisterFactory(code="fr", jurisdiction=None, grants_licence=False))
    return made


def url(name, *arguments):
    return reverse(f"vetting_files:{name}", args=arguments)


def opening(association, agency_text):
    return {
        "association": association.pk,
        "agency_text": agency_text,
        "jurisdiction": jurisdiction("FR").pk,
        "fields": [4, 6],
        "services": [Service.objects.get(code="oa-response").pk],
        "languages": [Language.objects.get(code="en").pk],
        "note": "",
    }


def test_from_opening_to_the_pool(client, matchmaker, association, agency):
    """M1: one person with the admin alone vets an agency; readiness is computed at every step."""
    assert client.get(url("index")).status_code == 200
    assert client.get(url("add")).status_code == 200
    opened = client.post(url("add"), opening(association, agency.public_id))
    file = VettingFile.objects.get()
    assert opened.url == url("inspect", file.pk)
    dossier = BeautifulSoup(client.get(opened.url).content, "html.parser")
    assert not dossier.select(f"form[action='{url('enter_pool', file.pk)}']"), "no entry before it is ready"
    for requirement in CHECKED_REQUIREMENTS:
        document = SimpleUploadedFile("proof.pdf", b"%PDF-1.7 proof")
        values = {"requirement": requirement, "text": "Seen", "valid_until": "2027-06-30", "document": document}
        client.post(url("add_evidence", file.pk), values)
    dossier = BeautifulSoup(client.get(opened.url).content, "html.parser")
    assert dossier.select(f"form[action='{url('enter_pool', file.pk)}']")
    client.post(url("enter_pool", file.pk), {"reason": "Complete"})
    page = client.get(opened.url).content.decode()
    assert "2027-06-30" in page
    assert file.terms.get().entered_by == matchmaker
    evidence = Evidence.objects.earliest("pk")
    sent = client.get(url("document", file.pk, evidence.pk))
    assert b"".join(sent.streaming_content) == b"%PDF-1.7 proof"
    client.post(url("withdraw_evidence", file.pk, evidence.pk), {"reason": "Forged"})
    client.post(url("leave_pool", file.pk), {"reason": "Forged evidence"})
    assert file.terms.get().exit_reason == "Forged evidence"
    assert client.get(url("history", file.pk)).status_code == 200
    assert client.get(url("edit", file.pk)).status_code == 200
    edited = client.post(url("edit", file.pk), {**opening(association, ""), "fields": [8]})
    assert edited.url == url("inspect", file.pk)
    assert [row.pk for row in file.fields.all()] == [8]


def test_agency_by_name_and_by_no_name(client, matchmaker, association, agency):
    """The exact name finds it; a name of several is refused with their identifiers."""
    twin = AgencyFactory(foreign=True, jurisdiction=jurisdiction("IT"), name_en="Cabinet Exemple")
    refused = client.post(url("add"), opening(association, "cabinet exemple"))
    assert refused.status_code == 200
    page = refused.content.decode()
    assert agency.public_id in page
    assert twin.public_id in page
    assert client.post(url("add"), opening(association, "Cabinet Nulle Part")).status_code == 200
    assert not VettingFile.objects.exists()
    other = AgencyFactory(foreign=True, name_en="Ganz Allein")
    client.post(url("add"), opening(association, "ganz allein"))
    assert VettingFile.objects.get().agency == other


def test_refusals_are_shown_and_nothing_is_written(client, matchmaker, association, agency):
    file = VettingFileFactory(association=association, agency=agency)
    client.post(url("enter_pool", file.pk), {"reason": "Now"})
    client.post(url("enter_pool", file.pk), {"reason": ""})
    client.post(url("leave_pool", file.pk), {"reason": "x"})
    client.post(url("add_evidence", file.pk), {"requirement": "grade", "text": "", "valid_until": "soon"})
    late = {"requirement": "insurance", "text": "Policy", "valid_until": "2029-01-01"}
    client.post(url("add_evidence", file.pk), late)
    program = SimpleUploadedFile("proof.pdf", b"MZ\x90")
    client.post(url("add_evidence", file.pk), {**late, "valid_until": "2027-01-01", "document": program})
    assert not file.terms.exists()
    assert not Evidence.objects.exists()
    page = client.get(url("inspect", file.pk)).content.decode()
    assert "2029-01-01" in page
    assert client.post(url("add"), opening(association, agency.public_id)).status_code == 200
    assert VettingFile.objects.count() == 1


def test_each_association_keeps_to_itself(client, matchmaker, association, agency):
    """D0: another association's file does not exist for this one; auditors read all and change nothing."""
    foreign = put_into_pool(VettingFileFactory(agency=agency))
    own = VettingFileFactory(association=association, agency=AgencyFactory(foreign=True))
    listed = client.get(url("index")).content.decode()
    assert url("inspect", own.pk) in listed
    assert url("inspect", foreign.pk) not in listed
    paths = ["inspect", "edit", "history", "add_evidence", "enter_pool", "leave_pool"]
    for name in paths:
        method = client.post if name in {"add_evidence", "enter_pool", "leave_pool"} else client.get
        assert method(url(name, foreign.pk)).status_code == 404, name
    auditor = Client()
    sign_in(auditor, UserFactory(role=Role.AUDITOR))
    assert auditor.get(url("inspect", foreign.pk)).status_code == 200
    assert auditor.post(url("leave_pool", foreign.pk), {"reason": "x"}).status_code == 404
    assert foreign.terms.get().left_on is None


def test_other_officers_have_no_business_here(association, agency):
    file = VettingFileFactory(association=association, agency=agency)
    for role, organisation in (
        (Role.RATING_OFFICER, {"association": association}),
        (Role.REGISTRY_OFFICER, {}),
        (Role.PAGE_EDITOR, {}),
    ):
        officer = Client()
        sign_in(officer, UserFactory(role=role, **organisation))
        for path in (url("inspect", file.pk), url("index"), url("add")):
            assert officer.get(path).status_code in {302, 404}, (role, path)
        assert officer.post(url("leave_pool", file.pk), {"reason": "x"}).status_code == 404


def test_the_interested_reads_and_does_not_act(client, matchmaker, association, agency):
    """D0: recusal hides the forms and refuses the posts."""
    file = VettingFileFactory(association=association, agency=agency)
    InterestFactory(user=matchmaker, agency=agency)
    page = BeautifulSoup(client.get(url("inspect", file.pk)).content, "html.parser")
    assert not page.select("main form[method=post]")
    assert client.post(url("enter_pool", file.pk), {"reason": "x"}).status_code == 404
    refused = client.post(url("add"), opening(association, agency.public_id) | {"jurisdiction": jurisdiction("DE").pk})
    assert refused.status_code == 200
    assert VettingFile.objects.count() == 1


def test_terms_that_end_soon_wait_for_the_matchmaker(matchmaker, association, agency):
    """M1: re-vetting every 12 months is announced 60 days ahead."""
    put_into_pool(VettingFileFactory(association=association, agency=agency), since=date(2026, 1, 10))
    put_into_pool(VettingFileFactory(association=association), since=date(2026, 10, 1))
    put_into_pool(VettingFileFactory(), since=date(2026, 1, 10))
    waiting = waiting_for(matchmaker)
    assert [
        found.item.deadline.date() for found in waiting if found.source.code == "vetting" and found.item.deadline
    ] == [date(2027, 1, 10)]


def test_export_has_the_rows(client, matchmaker, association, agency):
    VettingFileFactory(association=association, agency=agency)
    sheet = client.get(url("index"), {"export": "csv"})
    assert "Cabinet Exemple" in sheet.getvalue().decode()
