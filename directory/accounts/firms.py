"""Firms register themselves, keep their data and are verified by an officer (D0)."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.accounts.enums import Role, VerificationOutcome
from directory.accounts.errors import NotAllowedError, VerificationError
from directory.accounts.models import Firm, FirmVerification, Membership, User
from directory.accounts.permissions import can_verify_firm, today
from directory.accounts.services import add_membership
from directory.audit.services import changes, record_event
from directory.messages.services import send_message
from directory.taxonomies.models import Park

#: More than a person works for; whoever needs more is an officer's case.
FIRMS_PER_PERSON = 5
#: Changing one of these undoes the verification, which was about them.
VERIFIED_FIELDS = frozenset({"name_zh", "credit_code"})


@dataclass(frozen=True)
class FirmData:
    """What a firm says of itself. ``credit_code`` is normalised, or empty when the firm has none yet."""

    name_zh: str
    name_en: str = ""
    credit_code: str = ""
    park: Park | None = None
    size_class: str = ""
    website: str = ""

    def columns(self) -> dict[str, Any]:
        return {
            "name_zh": self.name_zh.strip(),
            "name_en": self.name_en.strip(),
            "credit_code": self.credit_code or None,
            "park": self.park,
            "size_class": self.size_class,
            "website": self.website,
        }


@transaction.atomic
def register_firm(*, data: FirmData, registered_by: User) -> Firm:
    """Make a firm whose first administrator is ``registered_by``.

    Pressed twice (same person, same name or code) it is the same firm. Raises ``ValidationError`` for a credit code
    that another firm has, and when a person registers more than ``FIRMS_PER_PERSON``.
    """
    User.objects.select_for_update().get(pk=registered_by.pk)  # a double click waits here
    own = Firm.objects.filter(
        memberships__in=Membership.objects.valid_on(today()).filter(user=registered_by, role=Role.FIRM_ADMINISTRATOR)
    )
    columns = data.columns()
    same = models.Q(name_zh=columns["name_zh"], credit_code=columns["credit_code"])
    if columns["credit_code"]:
        same |= models.Q(credit_code=columns["credit_code"])
    existing = own.filter(same).first()
    if existing is not None:
        return existing
    if own.count() >= FIRMS_PER_PERSON:
        raise ValidationError(_("You keep %(count)s firms already. Please write to us.") % {"count": FIRMS_PER_PERSON})
    check_credit_code_is_free(columns["credit_code"])
    firm = Firm(**columns)
    firm.full_clean()
    firm.save()
    add_membership(user=registered_by, role=Role.FIRM_ADMINISTRATOR, organisation=firm, granted_by=registered_by)
    record_event(kind="firm.registered", actor=registered_by, subject=firm, payload={"after": _said(firm)})
    return firm


@transaction.atomic
def change_firm(*, firm: Firm, data: FirmData, changed_by: User) -> Firm:
    """Change what a firm says of itself. A new name or credit code undoes its verification.

    Raises ``ValidationError`` for a credit code that another firm has.
    """
    firm = Firm.objects.select_for_update().get(pk=firm.pk)
    before, columns = _said(firm), data.columns()
    check_credit_code_is_free(columns["credit_code"], own=firm)
    for name, value in columns.items():
        setattr(firm, name, value)
    told = changes(before, _said(firm))
    if not told:
        return firm
    if VERIFIED_FIELDS & told.keys():
        firm.verified_at, firm.verified_by = None, None
    firm.full_clean()
    firm.save()
    record_event(kind="firm.changed", actor=changed_by, subject=firm, payload=changes(before, _said(firm)))
    return firm


def check_credit_code_is_free(credit_code: str | None, own: Firm | None = None) -> None:
    """Refuse a code that another firm has, with the way out."""
    if credit_code and _others(own).filter(credit_code=credit_code).exists():
        message = _("A firm with the code %(code)s is here already. Ask its administrator to invite you.")
        raise ValidationError({"credit_code": message % {"code": credit_code}})


def _others(own: Firm | None) -> models.QuerySet[Firm]:
    return Firm.objects.exclude(pk=own.pk) if own is not None else Firm.objects.all()


@transaction.atomic
def request_verification(*, firm: Firm, document: UploadedFile, requested_by: User, note: str = "") -> FirmVerification:
    """Ask an officer to verify the firm on the strength of ``document`` (checked by ``directory.private_files``).

    A request that waits is returned as it is. Raises ``VerificationError`` without a credit code, or when the
    firm is verified.
    """
    firm = Firm.objects.select_for_update().get(pk=firm.pk)
    waiting = firm.verifications.waiting().first()
    if waiting is not None:
        return waiting
    if firm.is_verified:
        raise VerificationError("verified", _("This firm is verified already."))
    if not firm.credit_code:
        raise VerificationError("no-code", _("Enter the unified social credit code first; it is what we check."))
    verification = FirmVerification(firm=firm, document=document, note=note, requested_by=requested_by)
    verification.full_clean()
    verification.save()
    record_event(
        kind="firm.verification-requested",
        actor=requested_by,
        subject=firm,
        payload={"verification": verification.pk, "credit_code": firm.credit_code},
    )
    return verification


@transaction.atomic
def decide_verification(
    *, verification: FirmVerification, accept: bool, decided_by: User, reason: str = ""
) -> FirmVerification:
    """Verify a firm, or refuse with a reason; whoever asked is told by mail.

    The same decision pressed twice is one. Raises ``NotAllowedError`` for anybody but a registry officer who is not of
    this firm, ``ValidationError`` for a refusal without a reason, ``VerificationError`` when it was decided
    otherwise before.
    """
    verification = (
        FirmVerification.objects.select_for_update().select_related("firm", "requested_by").get(pk=verification.pk)
    )
    outcome = VerificationOutcome.ACCEPTED if accept else VerificationOutcome.REFUSED
    firm = verification.firm
    if not can_verify_firm(decided_by, firm) or verification.requested_by_id == decided_by.pk:
        raise NotAllowedError
    if verification.outcome == outcome:
        return verification
    if verification.outcome != VerificationOutcome.WAITING:
        raise VerificationError("decided", _("This request has been decided already."))
    if not accept and not reason.strip():
        raise ValidationError({"reason": _("Say why, so that the firm knows what to send.")})
    before = _said(firm)
    verification.outcome, verification.reason = outcome, reason.strip()
    verification.decided_by, verification.decided_at = decided_by, timezone.now()
    verification.full_clean()
    verification.save()
    if accept:
        firm.verified_at, firm.verified_by = verification.decided_at, decided_by
        firm.save(update_fields=["verified_at", "verified_by"])
    _tell_requester(verification)
    record_event(
        kind="firm.verified" if accept else "firm.verification-refused",
        actor=decided_by,
        subject=firm,
        reason=verification.reason,
        payload={"verification": verification.pk, **changes(before, _said(firm))},
    )
    return verification


def _tell_requester(verification: FirmVerification) -> None:
    person = verification.requested_by
    send_message(
        kind="directory.firm_verification",
        to=person.email,
        language=person.language,
        context={"verification": verification, "firm": verification.firm},
        about=verification,
    )


def _said(firm: Firm) -> dict[str, Any]:
    return {
        "name_zh": firm.name_zh,
        "name_en": firm.name_en,
        "credit_code": firm.credit_code,
        "park": firm.park.code if firm.park else None,
        "size_class": firm.size_class,
        "website": firm.website,
        "verified_at": firm.verified_at.isoformat() if firm.verified_at else None,
    }
