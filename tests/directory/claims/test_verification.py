"""Verification: documents are checked, the agency is Verified for twelve months (D6, D7)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from directory.accounts.enums import Role
from directory.agencies.enums import ProfileTier
from directory.audit.models import AuditEvent
from directory.claims.enums import VerificationState, VerifiedPart
from directory.claims.errors import ClosedError, NoDocumentError, NotClaimedError, NotYoursError, RecusedError
from directory.claims.models import Verification
from directory.claims.verification import (
    ROWS,
    accept_verification,
    refuse_verification,
    request_agency_verification,
    withdraw_verification,
)
from directory.messages.models import Message
from directory.models import Agency, DeclaredField, DeclaredService, Service, TechnicalField, User
from tests.factories.directory import AgencyFactory, InterestFactory, UserFactory

pytestmark = pytest.mark.django_db
Proof = Callable[..., SimpleUploadedFile]
TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def agency() -> Agency:
    return AgencyFactory(claimed=True)


@pytest.fixture
def keeper(agency: Agency) -> User:
    return UserFactory(role=Role.AGENCY_ADMINISTRATOR, agency=agency)


@pytest.fixture
def waiting(agency: Agency, keeper: User, proof: Proof) -> Verification:
    return request_agency_verification(agency=agency, requested_by=keeper, documents=[proof("licence.pdf")])


def test_a_request_waits_with_its_documents_and_a_deadline(waiting: Verification, agency: Agency) -> None:
    assert waiting.state == VerificationState.WAITING
    assert waiting.due_on == dt.date(2026, 12, 7)
    assert str(waiting.documents.get().file.name).startswith(f"verifications/{waiting.public_id}/")
    assert AuditEvent.objects.about(agency).get().kind == "agency.verification-requested"


def test_asked_twice_is_one_request(waiting: Verification, agency: Agency, keeper: User, proof: Proof) -> None:
    assert request_agency_verification(agency=agency, requested_by=keeper, documents=[proof()]) == waiting


def test_accepting_verifies_for_twelve_months_and_confirms_the_parts(
    waiting: Verification, agency: Agency, keeper: User, officer: User
) -> None:
    """D6: valid 12 months. D7: what the documents prove is no longer only declared."""
    service = DeclaredService.objects.create(
        agency=agency, service=Service.objects.lines().get(code="drafting"), declared_on=TODAY
    )
    field = DeclaredField.objects.create(agency=agency, field=TechnicalField.objects.get(pk=4), declared_on=TODAY)
    accepted = accept_verification(verification=waiting, decided_by=officer, parts=[VerifiedPart.SERVICES])

    agency.refresh_from_db()
    service.refresh_from_db()
    field.refresh_from_db()
    assert agency.verified_until == accepted.verified_until == dt.date(2027, 11, 22)
    assert agency.profile_tier(TODAY) == ProfileTier.VERIFIED
    assert agency.profile_tier(dt.date(2027, 11, 22)) == ProfileTier.VERIFIED
    assert agency.profile_tier(dt.date(2027, 11, 23)) == ProfileTier.CLAIMED
    assert (service.verified_until, service.verified_by) == (dt.date(2027, 11, 22), officer)
    assert field.verified_until is None
    event = AuditEvent.objects.about(agency).with_payloads().newest_first()[0]
    assert event.kind == "agency.verified"
    assert event.payload.data["verified_until"] == [None, "2027-11-22"]
    assert event.payload.data["rows"] == {"services": 1}
    assert Message.objects.get(kind="directory.agency_verified").recipient == keeper.email


def test_every_part_has_its_rows() -> None:
    assert set(ROWS) == set(VerifiedPart)


def test_deciding_twice_is_once(waiting: Verification, officer: User) -> None:
    accept_verification(verification=waiting, decided_by=officer, parts=[])
    accept_verification(verification=waiting, decided_by=officer, parts=[VerifiedPart.FIELDS])
    assert Message.objects.filter(kind="directory.agency_verified").count() == 1
    with pytest.raises(ClosedError):
        refuse_verification(verification=waiting, decided_by=officer, reason="x")


def test_a_refusal_has_a_reason_and_leaves_the_earlier_verification(
    waiting: Verification, officer: User, agency: Agency
) -> None:
    Agency.objects.filter(pk=agency.pk).update(verified_until=dt.date(2026, 12, 31))
    with pytest.raises(ValidationError):
        refuse_verification(verification=waiting, decided_by=officer, reason="")
    refuse_verification(verification=waiting, decided_by=officer, reason="The licence has expired.")
    agency.refresh_from_db()
    assert agency.verified_until == dt.date(2026, 12, 31)
    assert "The licence has expired." in Message.objects.get(kind="directory.agency_verification_refused").body


def test_who_may_not(waiting: Verification, agency: Agency, officer: User, keeper: User, proof: Proof) -> None:
    editor = UserFactory(role=Role.AGENCY_EDITOR, agency=agency)
    with pytest.raises(NotYoursError):
        request_agency_verification(agency=agency, requested_by=editor, documents=[proof()])
    with pytest.raises(NotYoursError):
        accept_verification(verification=waiting, decided_by=keeper, parts=[])
    with pytest.raises(NotYoursError):
        withdraw_verification(verification=waiting, withdrawn_by=editor)
    InterestFactory(user=officer, agency=agency)
    with pytest.raises(RecusedError):
        accept_verification(verification=waiting, decided_by=officer, parts=[])


def test_only_claimed_agencies_with_documents(officer: User, agency: Agency, keeper: User, proof: Proof) -> None:
    with pytest.raises(NotClaimedError):
        request_agency_verification(agency=AgencyFactory(), requested_by=officer, documents=[proof()])
    with pytest.raises(NoDocumentError):
        request_agency_verification(agency=agency, requested_by=keeper, documents=[])
    paper = request_agency_verification(agency=agency, requested_by=officer, documents=[proof()])
    assert paper.requested_by == officer


def test_withdrawing(waiting: Verification, keeper: User, officer: User) -> None:
    withdraw_verification(verification=waiting, withdrawn_by=keeper)
    assert withdraw_verification(verification=waiting, withdrawn_by=keeper).state == VerificationState.WITHDRAWN
    with pytest.raises(ClosedError):
        accept_verification(verification=waiting, decided_by=officer, parts=[])


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "accepted"},
        {"state": "refused"},
        {"verified_until": dt.date(2027, 1, 1)},
    ],
)
def test_the_database_refuses_impossible_verifications(waiting: Verification, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Verification.objects.filter(pk=waiting.pk).update(**wrong)


def test_the_database_refuses_a_second_waiting_request(waiting: Verification) -> None:
    waiting.pk, waiting.public_id = None, "another"
    with pytest.raises(IntegrityError), transaction.atomic():
        waiting.save()
