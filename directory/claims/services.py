"""What an applicant and an officer do with claims (D6, D7).

Every act leaves one event about the *agency* in the audit trail, with before and after. An officer with a stake in the
agency recuses (D0). Each act pressed twice is one act.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from directory.accounts.enums import Role
from directory.accounts.invitations import invite_person
from directory.accounts.models import Membership, User
from directory.accounts.permissions import can_decide_on, can_manage_registry, today
from directory.accounts.services import add_membership, close_membership
from directory.agencies.models import Agency
from directory.audit.services import changes, record_event
from directory.calendar import shanghai_day
from directory.claims.documents import add_documents
from directory.claims.enums import ClaimChannel, ClaimState
from directory.claims.errors import (
    AlreadyAdministratorError,
    ClosedError,
    NoDocumentError,
    NotClaimableError,
    NotYoursError,
    RecusedError,
)
from directory.claims.models import Claim
from directory.claims.policy import POLICY, answer_due, completion_due
from directory.messages.services import send_message
from directory.signals import send_agencies_changed

# ── The applicant ─────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def send_claim(
    *,
    agency: Agency,
    claimant: User,
    name: str,
    position: str,
    documents: Sequence["File[Any]"],
    phone: str = "",
    note: str = "",
) -> Claim:
    """Ask to keep the profile of ``agency``. Sent twice it is the same claim, with its first documents.

    Raises ``NotClaimableError``, ``AlreadyAdministratorError``, ``NoDocumentError``, ``ValidationError`` for a
    document that is no PDF, JPEG or PNG.
    """
    agency = _lock_agency(agency)
    waiting = Claim.objects.open().filter(agency=agency, email__iexact=claimant.email).first()
    if waiting is not None:
        return waiting
    if administrators(agency).filter(user=claimant).exists():
        raise AlreadyAdministratorError
    claim = _new_claim(
        agency,
        claimant=claimant,
        name=name,
        email=claimant.email.lower(),
        language=claimant.language,
        position=position,
        phone=phone,
        note=note,
    )
    _store(claim, documents, claimant, kind="claim.sent", actor=claimant)
    return claim


@transaction.atomic
def answer_question(*, claim: Claim, answered_by: User, answer: str, documents: Sequence["File[Any]"] = ()) -> Claim:
    """Send what the officer asked for; the officer's clock starts anew. Pressed twice it is one answer.

    Raises ``NotYoursError``, ``ClosedError``, ``ValidationError`` when there is neither a text nor a document.
    """
    claim = _lock(claim)
    if claim.claimant_id != answered_by.pk:
        raise NotYoursError
    if claim.state == ClaimState.SENT:
        return claim
    _refuse_closed(claim)
    if not answer.strip() and not documents:
        raise ValidationError({"answer": _("Write an answer or add a document.")})
    before = _said(claim)
    claim.state, claim.answer = ClaimState.SENT, answer.strip()
    claim.due_on = answer_due(today())
    _save(claim)
    names = add_documents(owner=claim, files=documents, uploaded_by=answered_by)
    _record("claim.completed", claim, answered_by, before, documents=names)
    return claim


@transaction.atomic
def withdraw_claim(*, claim: Claim, withdrawn_by: User) -> Claim:
    """Take the claim back. Withdrawn twice it is withdrawn once. Raises ``NotYoursError``, ``ClosedError``."""
    claim = _lock(claim)
    if claim.claimant_id != withdrawn_by.pk:
        raise NotYoursError
    if claim.state == ClaimState.WITHDRAWN:
        return claim
    _refuse_closed(claim)
    before = _said(claim)
    claim.state, claim.closed_at = ClaimState.WITHDRAWN, timezone.now()
    _save(claim)
    _record("claim.withdrawn", claim, withdrawn_by, before)
    return claim


# ── The officer ───────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def record_paper_claim(
    *,
    agency: Agency,
    recorded_by: User,
    name: str,
    email: str,
    language: str,
    position: str,
    documents: Sequence["File[Any]"],
    phone: str = "",
    note: str = "",
) -> Claim:
    """Enter a claim that came on paper, with its scan. It is then decided like any other.

    The person gets mails at ``email``; with a confirmed account at that address the claim is theirs. Raises
    ``NotYoursError``, ``RecusedError``, ``NotClaimableError``, ``NoDocumentError``, ``ValidationError``.
    """
    _refuse_officer(recorded_by, agency)
    agency = _lock_agency(agency)
    email = email.strip().lower()
    waiting = Claim.objects.open().filter(agency=agency, email__iexact=email).first()
    if waiting is not None:
        return waiting
    claimant = _account_of(email)
    if claimant is not None and administrators(agency).filter(user=claimant).exists():
        raise AlreadyAdministratorError
    claim = _new_claim(
        agency,
        claimant=claimant,
        name=name,
        email=email,
        language=language,
        position=position,
        phone=phone,
        note=note,
        channel=ClaimChannel.PAPER,
        recorded_by=recorded_by,
    )
    _store(claim, documents, recorded_by, kind="claim.recorded", actor=recorded_by)
    return claim


@transaction.atomic
def ask_for_more(*, claim: Claim, asked_by: User, question: str) -> Claim:
    """Ask the applicant for something that is missing; the officer's clock stops until it comes."""
    claim = _lock_for_officer(claim, asked_by)
    question = question.strip()
    if claim.state == ClaimState.MORE_ASKED and claim.question == question:
        return claim
    _refuse_closed(claim)
    if not question:
        raise ValidationError({"question": _("Say what is missing, so that the applicant knows what to send.")})
    before = _said(claim)
    claim.state, claim.question, claim.answer = ClaimState.MORE_ASKED, question, ""
    claim.due_on = completion_due(today())
    _save(claim)
    _tell(claim, "claim_more", claim.email)
    _record("claim.more-asked", claim, asked_by, before)
    return claim


@transaction.atomic
def accept_claim(*, claim: Claim, decided_by: User, replace_administrators: bool = False, reason: str = "") -> Claim:
    """Make the applicant an administrator of the agency, which is Claimed from now on (D6).

    ``replace_administrators`` ends the roles of those who were it before (a takeover). Somebody without an account
    gets an invitation instead of the role; nobody is replaced before it is accepted. Raises ``NotYoursError``,
    ``RecusedError``, ``ClosedError``.
    """
    claim = _lock_for_officer(claim, decided_by)
    if claim.state == ClaimState.ACCEPTED:
        return claim
    _refuse_closed(claim)
    agency = _lock_agency(claim.agency)
    before = {**_said(claim), **_kept_by(agency)}
    _close(claim, ClaimState.ACCEPTED, decided_by, reason)
    claim.claimant = claim.claimant or _account_of(claim.email)
    _save(claim)
    former = _hand_over(claim, agency, decided_by, replace=replace_administrators)
    if agency.claimed_at is None:
        agency.claimed_at = claim.closed_at
        agency.save(update_fields=["claimed_at", "changed_at"])
    send_agencies_changed([agency.pk])
    _tell(claim, "claim_accepted", claim.email)
    for person in former:
        _tell(claim, "claim_replaced", person.email, language=person.language)
    _record("claim.accepted", claim, decided_by, before, after=_kept_by(agency))
    return claim


@transaction.atomic
def refuse_claim(*, claim: Claim, decided_by: User, reason: str) -> Claim:
    """Refuse with a reason the applicant reads. Raises ``ValidationError`` without one."""
    claim = _lock_for_officer(claim, decided_by)
    if claim.state == ClaimState.REFUSED:
        return claim
    _refuse_closed(claim)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, so that the applicant knows what to do.")})
    before = _said(claim)
    _close(claim, ClaimState.REFUSED, decided_by, reason)
    _save(claim)
    _tell(claim, "claim_refused", claim.email)
    _record("claim.refused", claim, decided_by, before)
    return claim


# ── Parts ─────────────────────────────────────────────────────────────────────────────────────


def administrators(agency: Agency) -> Any:
    """Memberships of those who keep the agency's profile today."""
    return Membership.objects.valid_on(today()).filter(agency=agency, role=Role.AGENCY_ADMINISTRATOR)


def _new_claim(agency: Agency, **columns: Any) -> Claim:
    if agency.merged_into_id is not None:
        raise NotClaimableError
    now = timezone.now()
    claim = Claim(
        agency=agency,
        sent_at=now,
        due_on=answer_due(shanghai_day(now)),
        is_takeover=administrators(agency).exists(),
        **columns,
    )
    claim.full_clean()
    return claim


def _store(claim: Claim, documents: Sequence["File[Any]"], uploaded_by: User, *, kind: str, actor: User) -> None:
    """Save a new claim with its proofs, confirm it by mail and warn those who keep the profile now."""
    if not documents:
        raise NoDocumentError
    claim.save()
    names = add_documents(owner=claim, files=documents, uploaded_by=uploaded_by)
    _tell(claim, "claim_received", claim.email)
    if claim.is_takeover:
        for membership in administrators(claim.agency).select_related("user"):
            _tell(claim, "claim_takeover", membership.user.email, language=membership.user.language)
    _record(kind, claim, actor, {}, documents=names)


def _hand_over(claim: Claim, agency: Agency, decided_by: User, *, replace: bool) -> list[User]:
    """Give the role, or the invitation to it; return the people whose role ended."""
    if claim.claimant is None:
        invite_person(
            email=claim.email,
            role=Role.AGENCY_ADMINISTRATOR,
            organisation=agency,
            invited_by=decided_by,
            language=claim.language,
        )
        return []
    add_membership(user=claim.claimant, role=Role.AGENCY_ADMINISTRATOR, organisation=agency, granted_by=decided_by)
    if not replace:
        return []
    others = administrators(agency).exclude(user=claim.claimant).select_related("user")
    return [membership.user for membership in others if close_membership(membership=membership)]


def _account_of(email: str) -> User | None:
    """The active account that has proved to read ``email``."""
    return User.objects.filter(is_active=True, emailaddress__email__iexact=email, emailaddress__verified=True).first()


def _lock_agency(agency: Agency) -> Agency:
    return Agency.objects.select_for_update().get(pk=agency.pk)


def _lock(claim: Claim) -> Claim:
    return Claim.objects.select_for_update(of=("self",)).select_related("agency", "claimant").get(pk=claim.pk)


def _lock_for_officer(claim: Claim, officer: User) -> Claim:
    claim = _lock(claim)
    _refuse_officer(officer, claim.agency)
    if claim.claimant_id == officer.pk:
        raise RecusedError
    return claim


def _refuse_officer(officer: User, agency: Agency) -> None:
    if not can_manage_registry(officer):
        raise NotYoursError
    if not can_decide_on(officer, agency):
        raise RecusedError


def _refuse_closed(claim: Claim) -> None:
    if not claim.is_open:
        raise ClosedError(claim.get_state_display())


def _close(claim: Claim, state: ClaimState, decided_by: User, reason: str) -> None:
    claim.state, claim.decided_by, claim.closed_at = state, decided_by, timezone.now()
    claim.reason = reason.strip()


def _save(claim: Claim) -> None:
    claim.full_clean()
    claim.save()


def _tell(claim: Claim, kind: str, to: str, *, language: str = "") -> None:
    """Mail somebody about the claim in their own language, or the applicant's."""
    language = language or claim.language
    with translation.override(language):
        context = {
            "claim": claim,
            "agency": claim.agency.name,
            "due": claim.due_on,
            "days": POLICY.answer_working_days,
            "claim_link": settings.SITE_URL + reverse("claim", args=[claim.public_id]),
            "workspace_link": settings.SITE_URL + reverse("agency-workspace", args=[claim.agency.public_id]),
        }
    send_message(kind=f"directory.{kind}", to=to, language=language, context=context, about=claim)


def _said(claim: Claim) -> dict[str, Any]:
    return {
        "state": str(claim.state),
        "due_on": claim.due_on.isoformat(),
        "question": claim.question or None,
        "answer": claim.answer or None,
    }


def _kept_by(agency: Agency) -> dict[str, Any]:
    return {
        "claimed_at": agency.claimed_at.isoformat() if agency.claimed_at else None,
        "administrators": sorted(administrators(agency).values_list("user_id", flat=True)),
    }


def _record(
    kind: str,
    claim: Claim,
    actor: User,
    before: dict[str, Any],
    *,
    after: dict[str, Any] | None = None,
    documents: Sequence[str] = (),
) -> None:
    payload: dict[str, Any] = {
        "claim": claim.public_id,
        "claimant": claim.claimant_id,
        "is_takeover": claim.is_takeover,
        **changes(before, {**_said(claim), **(after or {})}),
    }
    if documents:
        payload["documents"] = list(documents)
    record_event(kind=kind, actor=actor, subject=claim.agency, payload=payload, reason=claim.reason)
