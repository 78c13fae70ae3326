"""Claiming on the site, and deciding in the admin, as people do it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from directory.accounts.enums import Role
from directory.claims.enums import ClaimState
from directory.claims.models import Claim, Verification
from directory.claims.services import administrators, ask_for_more
from directory.claims.verification import request_agency_verification
from directory.claims.viewsets import claims_waiting_for, verifications_waiting_for
from directory.models import Agency, User
from tests.factories.directory import AgencyFactory, InterestFactory, UserFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db
Proof = Callable[..., SimpleUploadedFile]


@pytest.fixture
def desk(client: Client, officer: User) -> Client:
    """The officer in the admin, with a second factor in this session."""
    return sign_in(client, officer)


def test_claiming_by_the_form(client: Client, agency: Agency, applicant: User, proof: Proof) -> None:
    client.force_login(applicant)
    url = reverse("claim-agency", args=[agency.public_id])
    page = client.get(url)
    assert page.status_code == 200
    assert agency.name_zh in page.content.decode()

    wrong = client.post(url, {"name": "Lin", "position": "Partner", "documents": proof("x.pdf", b"MZ")})
    assert wrong.status_code == 422
    assert "x.pdf" in wrong.content.decode()
    assert not Claim.objects.exists()

    data = {"name": "Lin", "position": "Partner", "phone": "", "note": ""}
    sent = client.post(url, {**data, "documents": [proof(), proof("card.png", b"\x89PNG\r\n\x1a\n00")]})
    claim = Claim.objects.get()
    assert sent["Location"] == reverse("claim", args=[claim.public_id])
    assert claim.documents.count() == 2
    assert client.get(url)["Location"] == reverse("claim", args=[claim.public_id])
    shown = client.get(sent["Location"]).content.decode()
    assert "2026-11-30" in shown
    assert "card.png" in shown


def test_a_form_without_proof_says_so(client: Client, agency: Agency, applicant: User) -> None:
    client.force_login(applicant)
    answer = client.post(reverse("claim-agency", args=[agency.public_id]), {"name": "Lin", "position": "Partner"})
    assert answer.status_code == 422
    assert not Claim.objects.exists()


def test_signed_out_is_led_to_sign_in(client: Client, agency: Agency) -> None:
    answer = client.get(reverse("claim-agency", args=[agency.public_id]))
    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]


def test_answering_and_withdrawing(client: Client, claim: Claim, applicant: User, officer: User, proof: Proof) -> None:
    ask_for_more(claim=claim, asked_by=officer, question="A copy of the licence")
    client.force_login(applicant)
    page = reverse("claim", args=[claim.public_id])
    assert "A copy of the licence" in client.get(page).content.decode()
    answer = reverse("claim-answer", args=[claim.public_id])
    assert client.post(answer, {"answer": ""}).status_code == 422
    client.post(answer, {"answer": "Here it is", "documents": proof("licence.pdf")})
    claim.refresh_from_db()
    assert (claim.state, claim.answer) == (ClaimState.SENT, "Here it is")
    withdraw = reverse("claim-withdraw", args=[claim.public_id])
    assert client.get(withdraw).status_code == 405
    client.post(withdraw)
    client.post(withdraw)
    claim.refresh_from_db()
    assert claim.state == ClaimState.WITHDRAWN


def test_a_claim_and_its_proof_are_nobody_elses(client: Client, claim: Claim, agency: Agency) -> None:
    document = claim.documents.get()
    addresses = [
        reverse("claim", args=[claim.public_id]),
        reverse("claim-document", args=[claim.public_id, document.pk]),
    ]
    for person in (UserFactory(), UserFactory(role=Role.AGENCY_ADMINISTRATOR, agency=agency)):
        client.force_login(person)
        for address in addresses:
            assert client.get(address).status_code == 404
        for name in ("claim-answer", "claim-withdraw"):
            assert client.post(reverse(name, args=[claim.public_id])).status_code == 404
    assert claim.claimant is not None
    client.force_login(claim.claimant)
    answer = client.get(addresses[1])
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert "attachment" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"


# ── What waits ────────────────────────────────────────────────────────────────────────────────


def test_claims_wait_for_officers_without_a_stake(claim: Claim, agency: Agency, officer: User) -> None:
    (item,) = claims_waiting_for(officer)
    assert item.deadline is not None
    assert item.deadline.isoformat() == "2026-12-01T00:00:00+08:00"
    InterestFactory(user=officer, agency=agency)
    assert not list(claims_waiting_for(officer))


def test_waiting_work_costs_a_fixed_number_of_queries(
    officer: User, proof: Proof, django_assert_num_queries: Any
) -> None:
    for _turn in range(3):
        claimed = AgencyFactory(claimed=True)
        keeper = UserFactory(role=Role.AGENCY_ADMINISTRATOR, agency=claimed)
        request_agency_verification(agency=claimed, requested_by=keeper, documents=[proof()])
    with django_assert_num_queries(3):
        assert len(list(verifications_waiting_for(officer))) == 3


# ── The admin ─────────────────────────────────────────────────────────────────────────────────


def test_the_officer_lists_reads_and_accepts(desk: Client, claim: Claim, agency: Agency) -> None:
    assert agency.name_zh in desk.get(reverse("claim:index")).content.decode()
    shown = desk.get(reverse("claim:inspect", args=[claim.pk])).content.decode()
    assert "authorisation.pdf" in shown
    document = reverse("claim:document", args=[claim.pk, claim.documents.get().pk])
    assert document in shown
    assert desk.get(document).status_code == 200

    edit = reverse("claim:edit", args=[claim.pk])
    refused = desk.post(edit, {"decision": "refuse", "reason": ""})
    assert refused.status_code == 200
    claim.refresh_from_db()
    assert claim.state == ClaimState.SENT
    desk.post(edit, {"decision": "accept", "reason": "compared"})
    claim.refresh_from_db()
    agency.refresh_from_db()
    assert claim.state == ClaimState.ACCEPTED
    assert agency.claimed_at is not None
    assert administrators(agency).count() == 1
    assert desk.get(edit).status_code in {302, 404}


def test_the_officer_asks_for_more(desk: Client, claim: Claim) -> None:
    desk.post(reverse("claim:edit", args=[claim.pk]), {"decision": "ask", "reason": "The licence, please"})
    claim.refresh_from_db()
    assert (claim.state, claim.question) == (ClaimState.MORE_ASKED, "The licence, please")


def test_an_officer_with_a_stake_cannot_open_the_decision(
    desk: Client, claim: Claim, agency: Agency, officer: User
) -> None:
    """D0: recusal."""
    InterestFactory(user=officer, agency=agency)
    assert desk.get(reverse("claim:edit", args=[claim.pk])).status_code in {302, 404}
    desk.post(reverse("claim:edit", args=[claim.pk]), {"decision": "accept", "reason": "x"})
    claim.refresh_from_db()
    assert claim.state == ClaimState.SENT


def test_a_claim_on_paper(desk: Client, agency: Agency, proof: Proof, officer: User) -> None:
    data = {
        "profile": agency.public_id.upper(),
        "name": "Zhao",
        "email": "zhao@oakstone.example",
        "language": "zh-hans",
        "position": "Partner",
        "phone": "",
        "note": "",
        "documents": proof("scan.pdf"),
    }
    assert desk.get(reverse("claim:add")).status_code == 200
    desk.post(reverse("claim:add"), data)
    claim = Claim.objects.get()
    assert (claim.agency, claim.recorded_by, claim.channel) == (agency, officer, "paper")


def test_documents_are_checked_in_the_admin(desk: Client, proof: Proof) -> None:
    claimed = AgencyFactory(claimed=True)
    keeper = UserFactory(role=Role.AGENCY_ADMINISTRATOR, agency=claimed)
    waiting = request_agency_verification(agency=claimed, requested_by=keeper, documents=[proof("policy.pdf")])
    assert "policy.pdf" in desk.get(reverse("verification:inspect", args=[waiting.pk])).content.decode()
    desk.post(
        reverse("verification:edit", args=[waiting.pk]),
        {"decision": "accept", "parts": ["insurance", "services"], "reason": ""},
    )
    waiting = Verification.objects.get()
    assert waiting.state == "accepted"
    assert waiting.parts == ["insurance", "services"]
