"""The agency workspace as its people use it, without JavaScript."""

import datetime as dt
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms.workspaces.agency.serving import PAGES
from directory.accounts.enums import Role
from directory.agencies.drafts import read_narrative
from directory.agencies.services import read_practice
from directory.audit.models import AuditEvent
from directory.claims.models import Verification
from directory.claims.services import send_claim
from directory.models import Agency, FeeBand, Insurance, Jurisdiction, Office, Service, User
from tests.factories.directory import AgencyFactory, PractitionerFactory, UserFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db
OWN_PAGES = [name for name, _label in PAGES if name != "team"]


@pytest.fixture(autouse=True)
def _clock(clock: object) -> None:
    """Monday 2026-11-23, 10:00 in Shanghai."""


@pytest.fixture
def agency() -> Agency:
    agency: Agency = AgencyFactory(name_zh="栎石知识产权", name_en="Oakstone IP", claimed=True, listed=True)
    return agency


@pytest.fixture
def keeper(agency: Agency) -> User:
    return UserFactory(role=Role.AGENCY_ADMINISTRATOR, agency=agency, first_name="Lin", last_name="")


@pytest.fixture
def desk(client: Client, keeper: User) -> Client:
    return sign_in(client, keeper)


def at(name: str, agency: Agency, *more: Any) -> str:
    return reverse(f"agency-{name}", args=[agency.public_id, *more])


def text_of(answer: Any) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", OWN_PAGES)
def test_every_page_opens_in_both_languages(desk: Client, agency: Agency, name: str, language: str) -> None:
    address = at(name, agency)
    page = desk.get(address if language == "zh-hans" else f"/en{address}")
    assert page.status_code == 200
    soup = BeautifulSoup(page.content, "html.parser")
    assert len(soup.find_all("h1")) == 1
    current = soup.select("nav [aria-current=page]")
    assert current
    assert not soup.find_all(style=True)
    assert not soup.find_all("script")


@pytest.mark.parametrize("name", OWN_PAGES)
def test_pages_are_nobody_elses(client: Client, agency: Agency, name: str) -> None:
    address = at(name, agency)
    assert client.get(address).status_code == 302
    sign_in(client, UserFactory(role=Role.AGENCY_ADMINISTRATOR, agency=AgencyFactory()))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", OWN_PAGES)
def test_an_auditor_reads_and_changes_nothing(client: Client, agency: Agency, name: str) -> None:
    sign_in(client, UserFactory(role=Role.AUDITOR))
    page = client.get(at(name, agency))
    assert page.status_code == 200
    buttons = BeautifulSoup(page.content, "html.parser").select("main form button")
    assert not buttons
    assert client.post(at(name, agency), {}).status_code in {404, 405}


def test_the_overview_says_what_is_missing_and_what_waits(desk: Client, agency: Agency) -> None:
    page = desk.get(at("workspace", agency))
    soup = BeautifulSoup(page.content, "html.parser")
    missing = {link["href"] for link in soup.select("main .section .plain-list a")}
    assert at("practice", agency) in missing
    assert at("verification", agency) in missing
    assert "Lin" in soup.get_text()
    assert soup.select(f".work a[href='{at('verification', agency)}']")


def test_the_overview_costs_a_fixed_number_of_queries(
    desk: Client, agency: Agency, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(30):
        desk.get(at("workspace", agency))
    for number in range(5):
        Office.objects.create(agency=agency, kind="office", jurisdiction=agency.jurisdiction, city=f"城{number}")
        PractitionerFactory(agency=agency)
    with django_assert_max_num_queries(30):
        desk.get(at("workspace", agency))


def test_stating_the_practice(desk: Client, agency: Agency) -> None:
    germany, france = (Jurisdiction.objects.get(code=code) for code in ("DE", "FR"))
    service = Service.objects.get(code="drafting")
    data = {"services": [service.pk], "technical_fields": [4], "jurisdictions": [germany.pk, france.pk]}
    saved = desk.post(at("practice", agency), data)
    assert saved["Location"] == at("practice", agency)
    desk.post(at("practice", agency), {**data, "own": [germany.pk]})
    desk.post(at("practice", agency), {**data, "own": [germany.pk]})
    assert read_practice(agency)["jurisdictions"] == {"DE": "own", "FR": "associate"}
    assert AuditEvent.objects.about(agency).count() == 2

    soup = BeautifulSoup(desk.get(at("practice", agency)).content, "html.parser")
    checked = {(box["name"], box["value"]) for box in soup.select("main input[checked]")}
    assert ("own", str(germany.pk)) in checked
    assert ("own", str(france.pk)) not in checked
    assert ("technical_fields", "4") in checked
    assert len(soup.select("main input[name=own]")) == 2


def test_a_wrong_choice_is_told(desk: Client, agency: Agency) -> None:
    answer = desk.post(at("practice", agency), {"services": [999999]})
    assert answer.status_code == 422
    assert BeautifulSoup(answer.content, "html.parser").select(".notice--error")


def test_figures_insurance_qualifications_fees_offices(desk: Client, agency: Agency) -> None:
    figures = {"size_class": "medium", "corporate_group": "", "foreign_qualified_staff": "2", "amount": "5000000"}
    desk.post(at("figures", agency), {**figures, "currency": "CNY", "insurer": "PICC", "valid_until": "2027-06-30"})
    assert Insurance.objects.get(agency=agency).valid_until == dt.date(2027, 6, 30)
    assert desk.post(at("figures", agency), {**figures, "currency": "Yuan"}).status_code == 422

    germany = Jurisdiction.objects.get(code="DE")
    desk.post(at("qualifications", agency), {"jurisdiction": germany.pk, "people": "2"})
    assert agency.foreign_qualifications.get().people == 2

    fee = {
        "service": Service.objects.get(code="drafting").pk, "jurisdiction": germany.pk, "fee_model": "fixed",
        "currency": "CNY", "lowest": "20000", "highest": "10000",
    }  # fmt: skip
    assert desk.post(at("fees", agency), fee).status_code == 422
    desk.post(at("fees", agency), {**fee, "highest": "40000"})
    row = FeeBand.objects.get(agency=agency)
    assert row.band == "medium"
    desk.post(at("fee-remove", agency, row.pk))
    assert desk.post(at("fee-remove", agency, row.pk)).status_code == 302
    assert not FeeBand.objects.exists()

    office = {"kind": "abroad", "jurisdiction": germany.pk, "city": "München", "address": "Marienplatz 1"}
    desk.post(at("offices", agency), office)
    desk.post(at("offices", agency), office)
    added = Office.objects.get(agency=agency, kind="abroad")
    desk.post(at("office-end", agency, added.pk))
    added.refresh_from_db()
    assert added.until == dt.date(2026, 11, 23)


def test_own_words_draft_preview_send_and_back(desk: Client, agency: Agency) -> None:
    words = {"summary_zh": "我们做数字通信。", "summary_en": "", "approach_zh": "", "approach_en": ""}
    shown = desk.post(at("narrative", agency), {**words, "step": "preview"}, follow=True)
    assert "我们做数字通信。" in text_of(shown)
    assert read_narrative(agency).published is None
    assert "我们做数字通信。" not in text_of(desk.get(reverse("agency-profile", args=[agency.public_id])))

    desk.post(at("narrative-submit", agency))
    assert read_narrative(agency).in_moderation
    assert not BeautifulSoup(desk.get(at("narrative", agency)).content, "html.parser").select("textarea")
    desk.post(at("narrative-back", agency))
    assert not read_narrative(agency).in_moderation
    desk.post(at("narrative", agency), {**words, "summary_en": "We do it.", "step": "send"})
    assert read_narrative(agency).in_moderation


def test_a_wrong_logo_is_told_beside_its_field(desk: Client, agency: Agency) -> None:
    wrong = SimpleUploadedFile("logo.png", b"nothing")
    answer = desk.post(at("narrative", agency), {"summary_zh": "x", "logo_file": wrong, "step": "save"})
    assert answer.status_code == 422
    assert BeautifulSoup(answer.content, "html.parser").select("#id_logo_file_error")


def test_asking_for_verification(desk: Client, agency: Agency) -> None:
    assert desk.post(at("verification", agency), {"note": ""}).status_code == 422
    proof = SimpleUploadedFile("policy.pdf", b"%PDF-1.7")
    desk.post(at("verification", agency), {"note": "", "documents": proof})
    waiting = Verification.objects.get()
    page = desk.get(at("verification", agency))
    assert "2026-12-07" in text_of(page)
    assert desk.get(at("document", agency, waiting.documents.get().pk)).status_code == 200
    desk.post(at("verification-withdraw", agency, waiting.public_id))
    waiting.refresh_from_db()
    assert waiting.state == "withdrawn"


def test_an_editor_does_not_see_the_documents(client: Client, agency: Agency, desk: Client) -> None:
    desk.post(at("verification", agency), {"documents": SimpleUploadedFile("policy.pdf", b"%PDF-1.7")})
    document = Verification.objects.get().documents.get()
    editor = sign_in(Client(), UserFactory(role=Role.AGENCY_EDITOR, agency=agency))
    page = editor.get(at("verification", agency))
    assert "policy.pdf" not in page.content.decode()
    assert not BeautifulSoup(page.content, "html.parser").select("main form button")
    assert editor.get(at("document", agency, document.pk)).status_code == 404
    assert editor.post(at("verification", agency), {}).status_code == 404


def test_people_are_the_registers(desk: Client, agency: Agency) -> None:
    PractitionerFactory(agency=agency, name="王示例")
    page = desk.get(at("people", agency))
    assert "王示例" in text_of(page)
    assert not BeautifulSoup(page.content, "html.parser").select("main form")


def test_history_shows_before_and_after(desk: Client, agency: Agency) -> None:
    desk.post(at("figures", agency), {"size_class": "medium"})
    desk.post(at("figures", agency), {"size_class": "large"})
    told = text_of(desk.get(at("history", agency)))
    assert "medium → large" in told
    assert "Lin" in told


def test_history_keeps_a_strangers_claim_to_the_officers(desk: Client, agency: Agency) -> None:
    stranger = UserFactory(first_name="Strange", last_name="")
    proof = SimpleUploadedFile("secret.pdf", b"%PDF-1.7")
    send_claim(agency=agency, claimant=stranger, name="Strange", position="Partner", documents=[proof])
    assert "secret.pdf" not in text_of(desk.get(at("history", agency)))
    auditor = sign_in(Client(), UserFactory(role=Role.AUDITOR))
    assert "secret.pdf" in text_of(auditor.get(at("history", agency)))
