"""Checking an agency's documents: it is Verified for twelve months, and what was proved with it (D6, D7)."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from directory.accounts.models import User
from directory.accounts.permissions import can_administer_agency, can_decide_on, can_manage_registry, today
from directory.agencies.capability import (
    Declared,
    DeclaredField,
    DeclaredJurisdiction,
    DeclaredLanguage,
    DeclaredService,
    FeeBand,
    ForeignQualification,
    Insurance,
)
from directory.agencies.models import Agency
from directory.audit.services import changes, record_event
from directory.claims.documents import add_documents
from directory.claims.enums import VerificationState, VerifiedPart
from directory.claims.errors import ClosedError, NoDocumentError, NotClaimedError, NotYoursError, RecusedError
from directory.claims.models import Verification
from directory.claims.policy import verification_due, verified_until
from directory.claims.services import administrators
from directory.messages.services import send_message
from directory.signals import send_agencies_changed

#: The rows each part stands for.
ROWS: dict[VerifiedPart, type[Declared]] = {
    VerifiedPart.SERVICES: DeclaredService,
    VerifiedPart.FIELDS: DeclaredField,
    VerifiedPart.JURISDICTIONS: DeclaredJurisdiction,
    VerifiedPart.LANGUAGES: DeclaredLanguage,
    VerifiedPart.QUALIFICATIONS: ForeignQualification,
    VerifiedPart.INSURANCE: Insurance,
    VerifiedPart.FEES: FeeBand,
}


@transaction.atomic
def request_agency_verification(
    *, agency: Agency, requested_by: User, documents: Sequence["File[Any]"], note: str = ""
) -> Verification:
    """Ask an officer to check the agency's documents. While a request waits, it is returned as it is.

    An administrator of the agency asks; an officer may enter documents that came on paper. Raises
    ``NotYoursError``, ``RecusedError``, ``NotClaimedError``, ``NoDocumentError``, ``ValidationError``.
    """
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    if not can_administer_agency(requested_by, agency):
        _refuse_officer(requested_by, agency)
    if agency.claimed_at is None:
        raise NotClaimedError
    waiting = Verification.objects.waiting().filter(agency=agency).first()
    if waiting is not None:
        return waiting
    if not documents:
        raise NoDocumentError
    verification = Verification(
        agency=agency, requested_by=requested_by, note=note.strip(), due_on=verification_due(today())
    )
    verification.full_clean()
    verification.save()
    names = add_documents(owner=verification, files=documents, uploaded_by=requested_by)
    record_event(
        kind="agency.verification-requested",
        actor=requested_by,
        subject=agency,
        payload={"verification": verification.public_id, "documents": names},
    )
    return verification


@transaction.atomic
def withdraw_verification(*, verification: Verification, withdrawn_by: User) -> Verification:
    """Take a waiting request back. Withdrawn twice it is withdrawn once."""
    verification = _lock(verification)
    if not can_administer_agency(withdrawn_by, verification.agency):
        raise NotYoursError
    if verification.state == VerificationState.WITHDRAWN:
        return verification
    _refuse_closed(verification)
    verification.state = VerificationState.WITHDRAWN
    verification.full_clean()
    verification.save()
    record_event(
        kind="agency.verification-withdrawn",
        actor=withdrawn_by,
        subject=verification.agency,
        payload={"verification": verification.public_id},
    )
    return verification


@transaction.atomic
def accept_verification(
    *, verification: Verification, decided_by: User, parts: Collection[VerifiedPart], reason: str = ""
) -> Verification:
    """Verify the agency for twelve months from today, and every declared row of ``parts`` with it.

    A row that is changed later is declared again. Raises ``NotYoursError``, ``RecusedError``, ``ClosedError``.
    """
    verification = _lock(verification)
    agency = verification.agency
    _refuse_decider(verification, decided_by)
    if verification.state == VerificationState.ACCEPTED:
        return verification
    _refuse_closed(verification)
    until = verified_until(today())
    before = _said(agency)
    counts = {part.value: _confirm(agency, part, until, decided_by) for part in sorted(set(parts))}
    _decide(verification, VerificationState.ACCEPTED, decided_by, reason)
    verification.verified_until, verification.parts = until, list(counts)
    verification.full_clean()
    verification.save()
    agency.verified_until = until
    agency.save(update_fields=["verified_until", "changed_at"])
    send_agencies_changed([agency.pk])
    _tell(verification, "agency_verified")
    _record("agency.verified", verification, decided_by, changes(before, _said(agency)), counts)
    return verification


@transaction.atomic
def refuse_verification(*, verification: Verification, decided_by: User, reason: str) -> Verification:
    """Refuse with a reason the agency reads; an earlier verification runs on until its own end."""
    verification = _lock(verification)
    _refuse_decider(verification, decided_by)
    if verification.state == VerificationState.REFUSED:
        return verification
    _refuse_closed(verification)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, so that the agency knows what to send.")})
    _decide(verification, VerificationState.REFUSED, decided_by, reason)
    verification.full_clean()
    verification.save()
    _tell(verification, "agency_verification_refused")
    _record("agency.verification-refused", verification, decided_by, {}, {})
    return verification


# ── Parts ─────────────────────────────────────────────────────────────────────────────────────


def _confirm(agency: Agency, part: VerifiedPart, until: date, officer: User) -> int:
    """Mark the declared rows of ``part`` as verified; return how many there are."""
    model: Any = ROWS[part]
    rows: models.QuerySet[Any] = model.objects.filter(agency=agency)
    return rows.update(verified_until=until, verified_by=officer)


def _decide(verification: Verification, state: VerificationState, decided_by: User, reason: str) -> None:
    verification.state, verification.decided_by = state, decided_by
    verification.decided_at, verification.reason = timezone.now(), reason.strip()


def _lock(verification: Verification) -> Verification:
    return (
        Verification.objects.select_for_update(of=("self",))
        .select_related("agency", "requested_by")
        .get(pk=verification.pk)
    )


def _refuse_officer(officer: User, agency: Agency) -> None:
    if not can_manage_registry(officer):
        raise NotYoursError
    if not can_decide_on(officer, agency):
        raise RecusedError


def _refuse_decider(verification: Verification, officer: User) -> None:
    """Officers without a stake; an officer may decide on papers he entered himself."""
    _refuse_officer(officer, verification.agency)


def _refuse_closed(verification: Verification) -> None:
    if verification.state != VerificationState.WAITING:
        raise ClosedError(verification.get_state_display())


def _tell(verification: Verification, kind: str) -> None:
    """Mail everybody who keeps the profile, each in the own language."""
    agency = verification.agency
    for membership in administrators(agency).select_related("user"):
        person = membership.user
        with translation.override(person.language):
            context = {
                "verification": verification,
                "agency": agency.name,
                "parts": [VerifiedPart(part).label for part in verification.parts],
                "workspace_link": settings.SITE_URL + reverse("agency-workspace", args=[agency.public_id]),
            }
        send_message(
            kind=f"directory.{kind}", to=person.email, language=person.language, context=context, about=verification
        )


def _said(agency: Agency) -> dict[str, Any]:
    return {"verified_until": agency.verified_until.isoformat() if agency.verified_until else None}


def _record(
    kind: str, verification: Verification, actor: User, changed: dict[str, Any], counts: dict[str, int]
) -> None:
    record_event(
        kind=kind,
        actor=actor,
        subject=verification.agency,
        reason=verification.reason,
        payload={"verification": verification.public_id, "rows": counts, **changed},
    )
