"""Claims: a person proves to act for an agency, an officer decides (D6, D7, D0)."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from directory.accounts.enums import Role
from directory.accounts.services import grant_role
from directory.agencies.enums import ProfileTier
from directory.audit.models import AuditEvent
from directory.audit.verification import verify_chain
from directory.claims.enums import ClaimState
from directory.claims.errors import (
    AlreadyAdministratorError,
    ClosedError,
    NoDocumentError,
    NotClaimableError,
    NotYoursError,
    RecusedError,
)
from directory.claims.models import Claim, ClaimDocument
from directory.claims.policy import answer_due, completion_due, verified_until
from directory.claims.services import (
    accept_claim,
    administrators,
    answer_question,
    ask_for_more,
    record_paper_claim,
    refuse_claim,
    send_claim,
    withdraw_claim,
)
from directory.messages.models import Message
from directory.models import Agency, Invitation, User
from directory.signals import agencies_changed
from tests.factories.directory import AgencyFactory, InterestFactory, UserFactory

pytestmark = pytest.mark.django_db
Proof = Callable[..., SimpleUploadedFile]
TODAY = dt.date(2026, 11, 23)


def kinds_about(agency: Agency) -> list[str]:
    return list(AuditEvent.objects.about(agency).values_list("kind", flat=True))


def mails(claim: Claim) -> list[tuple[str, str]]:
    return list(Message.objects.about(claim).order_by("pk").values_list("kind", "recipient"))


def test_deadlines_count_working_days() -> None:
    """Working days of China: National Day's week does not count."""
    assert answer_due(dt.date(2026, 9, 30)) > dt.date(2026, 10, 9)
    assert answer_due(TODAY) == dt.date(2026, 11, 30)
    assert completion_due(TODAY) == dt.date(2026, 12, 7)
    assert verified_until(dt.date(2026, 11, 23)) == dt.date(2027, 11, 22)
    assert verified_until(dt.date(2024, 2, 29)) == dt.date(2025, 2, 27)


def test_a_claim_is_kept_with_its_proof_and_confirmed(claim: Claim, agency: Agency, applicant: User) -> None:
    """D6: a person proves to act for it."""
    assert claim.state == ClaimState.SENT
    assert claim.due_on == dt.date(2026, 11, 30)
    assert not claim.is_takeover
    document = claim.documents.get()
    assert document.name == "authorisation.pdf"
    assert str(document.file.name).startswith(f"claims/{claim.public_id}/")
    assert mails(claim) == [("directory.claim_received", applicant.email)]
    assert "2026-11-30" in Message.objects.get().body
    (event,) = AuditEvent.objects.about(agency).with_payloads()
    assert event.kind == "claim.sent"
    assert event.payload.data["state"] == [None, "sent"]


def test_documents_have_no_address_of_their_own(claim: Claim, settings: Any, client: Any) -> None:
    document = claim.documents.get()
    assert not Path(document.file.path).is_relative_to(settings.MEDIA_ROOT)
    assert client.get(f"{settings.MEDIA_URL}{document.file.name}").status_code == 404


def test_sent_twice_is_one_claim(claim: Claim, agency: Agency, applicant: User, proof: Proof) -> None:
    again = send_claim(agency=agency, claimant=applicant, name="Lin", position="Partner", documents=[proof()])
    assert again == claim
    assert ClaimDocument.objects.count() == 1
    assert len(mails(claim)) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.exe", b"MZ"), ("a.pdf", b"MZ\x90"), ("a.png", b"%PDF-1.4"), ("a.svg", b"<svg/>"), ("a.pdf", b"")],
)
def test_other_files_are_refused_by_content(
    agency: Agency, applicant: User, proof: Proof, name: str, content: bytes, tmp_path: Any
) -> None:
    with pytest.raises(ValidationError):
        send_claim(
            agency=agency,
            claimant=applicant,
            name="Lin",
            position="Partner",
            documents=[proof(), proof(name, content)],
        )
    assert not Claim.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()], "files of a refused claim stayed behind"


def test_a_claim_needs_a_document(agency: Agency, applicant: User) -> None:
    with pytest.raises(NoDocumentError):
        send_claim(agency=agency, claimant=applicant, name="Lin", position="Partner", documents=[])
    assert not Claim.objects.exists()


def test_merged_agencies_and_own_ones_cannot_be_claimed(agency: Agency, applicant: User, proof: Proof) -> None:
    merged = AgencyFactory(merged_into=agency)
    with pytest.raises(NotClaimableError):
        send_claim(agency=merged, claimant=applicant, name="Lin", position="Partner", documents=[proof()])
    grant_role(user=applicant, role=Role.AGENCY_ADMINISTRATOR, organisation=agency, granted_by=None)
    with pytest.raises(AlreadyAdministratorError):
        send_claim(agency=agency, claimant=applicant, name="Lin", position="Partner", documents=[proof()])


def test_accepting_makes_the_person_administrator_and_the_agency_claimed(
    claim: Claim, agency: Agency, applicant: User, officer: User
) -> None:
    """D6: Listed → Claimed. D7: before and after are in the audit trail."""
    told: list[int] = []

    def listen(agency_ids: list[int], **_more: Any) -> None:
        told.extend(agency_ids)

    agencies_changed.connect(listen)
    accepted = accept_claim(claim=claim, decided_by=officer, reason="compared with the register")
    agencies_changed.disconnect(listen)

    agency.refresh_from_db()
    assert accepted.state == ClaimState.ACCEPTED
    assert agency.profile_tier(TODAY) == ProfileTier.CLAIMED
    assert administrators(agency).get().user == applicant
    assert agency.pk in told
    assert mails(claim)[-1] == ("directory.claim_accepted", applicant.email)
    event = AuditEvent.objects.about(agency).with_payloads().newest_first().first()
    assert event is not None
    assert event.kind == "claim.accepted"
    assert event.payload.content["reason"] == "compared with the register"
    assert event.payload.data["administrators"] == [[], [applicant.pk]]
    assert event.payload.data["claimed_at"][0] is None
    assert verify_chain().holds


def test_accepting_twice_is_once(claim: Claim, agency: Agency, officer: User) -> None:
    accept_claim(claim=claim, decided_by=officer)
    accept_claim(claim=claim, decided_by=officer)
    assert kinds_about(agency) == ["claim.sent", "claim.accepted"]
    assert administrators(agency).count() == 1


def test_refusing_needs_a_reason_the_applicant_reads(claim: Claim, agency: Agency, officer: User) -> None:
    with pytest.raises(ValidationError):
        refuse_claim(claim=claim, decided_by=officer, reason="  ")
    refused = refuse_claim(claim=claim, decided_by=officer, reason="The seal is of another firm.")
    assert refused.state == ClaimState.REFUSED
    assert "The seal is of another firm." in Message.objects.get(kind="directory.claim_refused").body
    assert refuse_claim(claim=claim, decided_by=officer, reason="x").reason == "The seal is of another firm."
    agency.refresh_from_db()
    assert agency.claimed_at is None
    with pytest.raises(ClosedError):
        accept_claim(claim=claim, decided_by=officer)


def test_asking_stops_the_officers_clock_and_the_answer_starts_it(
    claim: Claim, applicant: User, officer: User, proof: Proof, clock: Any
) -> None:
    asked = ask_for_more(claim=claim, asked_by=officer, question="A copy of the licence")
    assert asked.due_on == dt.date(2026, 12, 7)
    assert not asked.is_late(dt.date(2027, 1, 1))
    ask_for_more(claim=claim, asked_by=officer, question="A copy of the licence")
    assert [kind for kind, _to in mails(claim)].count("directory.claim_more") == 1

    clock.shift(dt.timedelta(days=2))
    with pytest.raises(ValidationError):
        answer_question(claim=claim, answered_by=applicant, answer=" ")
    answered = answer_question(claim=claim, answered_by=applicant, answer="Here", documents=[proof("licence.pdf")])
    assert answered.state == ClaimState.SENT
    assert answered.due_on == dt.date(2026, 12, 2)
    assert claim.documents.count() == 2
    answer_question(claim=claim, answered_by=applicant, answer="Here", documents=[proof("licence.pdf")])
    assert claim.documents.count() == 2
    assert answered.is_late(dt.date(2026, 12, 3))


def test_withdrawing_closes_it(claim: Claim, applicant: User, officer: User, agency: Agency, proof: Proof) -> None:
    withdrawn = withdraw_claim(claim=claim, withdrawn_by=applicant)
    assert withdrawn.state == ClaimState.WITHDRAWN
    withdraw_claim(claim=claim, withdrawn_by=applicant)
    assert kinds_about(agency) == ["claim.sent", "claim.withdrawn"]
    with pytest.raises(ClosedError):
        accept_claim(claim=claim, decided_by=officer)
    again = send_claim(agency=agency, claimant=applicant, name="Lin", position="Partner", documents=[proof()])
    assert again != claim


def test_strangers_may_not_act(claim: Claim, applicant: User, proof: Proof, agency: Agency) -> None:
    stranger = UserFactory()
    for act in (
        lambda: withdraw_claim(claim=claim, withdrawn_by=stranger),
        lambda: answer_question(claim=claim, answered_by=stranger, answer="x"),
        lambda: accept_claim(claim=claim, decided_by=applicant),
        lambda: refuse_claim(claim=claim, decided_by=stranger, reason="x"),
        lambda: ask_for_more(claim=claim, asked_by=stranger, question="x"),
        lambda: accept_claim(claim=claim, decided_by=UserFactory(role=Role.AUDITOR)),
        lambda: record_paper_claim(
            agency=agency,
            recorded_by=stranger,
            name="x",
            email="x@example.org",
            language="en",
            position="x",
            documents=[proof()],
        ),
    ):
        with pytest.raises(NotYoursError):
            act()
    claim.refresh_from_db()
    assert claim.state == ClaimState.SENT


@pytest.mark.parametrize("until", [None, TODAY - dt.timedelta(days=900)])
def test_an_officer_with_an_interest_recuses(
    claim: Claim, agency: Agency, officer: User, until: dt.date | None
) -> None:
    """D0: a stake now or within three years forbids the decision."""
    InterestFactory(user=officer, agency=agency, until=until)
    for act in (
        lambda: accept_claim(claim=claim, decided_by=officer),
        lambda: refuse_claim(claim=claim, decided_by=officer, reason="x"),
        lambda: ask_for_more(claim=claim, asked_by=officer, question="x"),
    ):
        with pytest.raises(RecusedError):
            act()


def test_an_officer_does_not_decide_on_the_own_claim(agency: Agency, officer: User, proof: Proof) -> None:
    own = send_claim(agency=agency, claimant=officer, name="x", position="x", documents=[proof()])
    with pytest.raises(RecusedError):
        accept_claim(claim=own, decided_by=officer)


# ── A second claim ────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def keeper(agency: Agency) -> User:
    """Who keeps the profile already."""
    keeper: User = UserFactory(email="keeper@oakstone.example", language="zh-hans")
    grant_role(user=keeper, role=Role.AGENCY_ADMINISTRATOR, organisation=agency, granted_by=None)
    Agency.objects.filter(pk=agency.pk).update(claimed_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    return keeper


@pytest.mark.parametrize("replace", [False, True])
def test_a_second_claim_is_a_takeover(
    agency: Agency, keeper: User, applicant: User, officer: User, proof: Proof, replace: bool
) -> None:
    claim = send_claim(agency=agency, claimant=applicant, name="Lin", position="Partner", documents=[proof()])
    assert claim.is_takeover
    assert ("directory.claim_takeover", keeper.email) in mails(claim)
    accept_claim(claim=claim, decided_by=officer, replace_administrators=replace)
    kept = set(administrators(agency).values_list("user__email", flat=True))
    assert kept == ({applicant.email} if replace else {applicant.email, keeper.email})
    assert (("directory.claim_replaced", keeper.email) in mails(claim)) is replace
    agency.refresh_from_db()
    assert agency.claimed_at == dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


# ── On paper ──────────────────────────────────────────────────────────────────────────────────


def paper(agency: Agency, officer: User, proof: Proof, email: str) -> Claim:
    return record_paper_claim(
        agency=agency,
        recorded_by=officer,
        name="Zhao",
        email=email,
        language="zh-hans",
        position="Partner",
        documents=[proof("scan.png", b"\x89PNG\r\n\x1a\n0000")],
    )


def test_a_paper_claim_without_account_ends_in_an_invitation(agency: Agency, officer: User, proof: Proof) -> None:
    claim = paper(agency, officer, proof, " Zhao@Oakstone.example")
    assert paper(agency, officer, proof, "zhao@oakstone.example") == claim
    assert (claim.claimant, claim.recorded_by) == (None, officer)
    accept_claim(claim=claim, decided_by=officer)
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role) == ("zhao@oakstone.example", Role.AGENCY_ADMINISTRATOR)
    agency.refresh_from_db()
    assert agency.claimed_at is not None


def test_a_paper_claim_of_somebody_with_an_account_gives_the_role(
    agency: Agency, officer: User, applicant: User, proof: Proof
) -> None:
    claim = paper(agency, officer, proof, applicant.email.upper())
    assert claim.claimant == applicant
    accept_claim(claim=claim, decided_by=officer)
    assert administrators(agency).get().user == applicant
    assert not Invitation.objects.exists()


# ── Constraints ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": ClaimState.ACCEPTED},
        {"closed_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)},
        {"state": ClaimState.MORE_ASKED},
        {"state": ClaimState.WITHDRAWN},
        {"channel": "paper"},
        {"claimant": None},
    ],
)
def test_the_database_refuses_impossible_claims(claim: Claim, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(**wrong)


def test_the_database_refuses_a_refusal_without_reason(claim: Claim, officer: User) -> None:
    refuse_claim(claim=claim, decided_by=officer, reason="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(reason="")


def test_the_database_refuses_a_second_open_claim(claim: Claim) -> None:
    claim.pk, claim.public_id = None, "another"
    with pytest.raises(IntegrityError), transaction.atomic():
        claim.save()
