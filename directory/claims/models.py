"""Claims (a person proves to act for an agency) and verifications (its documents are checked), D6.

Proofs lie in the private storage; they have no address of their own.
"""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.accounts.enums import MailLanguage
from directory.agencies.models import Agency
from directory.claims.enums import (
    DECIDED_STATES,
    OPEN_STATES,
    ClaimChannel,
    ClaimState,
    VerificationState,
)
from directory.claims.querysets import ClaimQuerySet, VerificationQuerySet
from directory.private_files import private_storage, validate_proof
from directory.public_ids import new_public_id


class Claim(models.Model):
    """A person's request to keep an agency's profile.

    ``is_takeover``: the agency had an administrator when the claim came, so accepting it may end somebody's role.
    ``due_on`` is the last day of the officer's clock, or of the applicant's while more is asked. A paper claim has
    no ``claimant`` until the person has an account.
    """

    audit_personal = True

    public_id = models.CharField(max_length=16, unique=True, editable=False, default=new_public_id)
    agency = models.ForeignKey(Agency, verbose_name=_("Agency"), on_delete=models.PROTECT, related_name="claims")
    claimant = models.ForeignKey(
        "directory.User",
        verbose_name=_("Applicant"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="claims",
    )
    name = models.CharField(_("Name of the applicant"), max_length=150)
    email = models.EmailField(_("E-mail address"))
    language = models.CharField(_("Language of mails"), max_length=10, choices=MailLanguage.choices)
    position = models.CharField(_("Position in the agency"), max_length=100)
    phone = models.CharField(_("Telephone"), max_length=40, blank=True)
    note = models.TextField(_("Note to the officer"), max_length=1000, blank=True)
    channel = models.CharField(
        _("Received"), max_length=5, choices=ClaimChannel.choices, default=ClaimChannel.SITE, editable=False
    )
    is_takeover = models.BooleanField(_("Takeover"), default=False, editable=False)
    state = models.CharField(
        _("State"), max_length=10, choices=ClaimState.choices, default=ClaimState.SENT, editable=False
    )
    sent_at = models.DateTimeField(_("Sent at"), default=timezone.now, editable=False)
    due_on = models.DateField(_("Due on"), editable=False)
    question = models.TextField(_("What is asked"), max_length=1000, blank=True, editable=False)
    answer = models.TextField(_("Answer"), max_length=1000, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        "directory.User",
        verbose_name=_("Recorded by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    decided_by = models.ForeignKey(
        "directory.User",
        verbose_name=_("Decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    closed_at = models.DateTimeField(_("Closed at"), null=True, blank=True, editable=False)
    reason = models.TextField(_("Reason"), max_length=1000, blank=True, editable=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("Claim")
        verbose_name_plural = _("Claims")
        ordering = ("due_on", "pk")
        indexes = (models.Index(fields=("state", "due_on"), name="claim_waiting"),)
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "email"), condition=Q(state__in=OPEN_STATES), name="claim_open_once_per_person"
            ),
            models.CheckConstraint(
                name="claim_closed_when_not_open",
                condition=Q(state__in=OPEN_STATES, closed_at__isnull=True)
                | (~Q(state__in=OPEN_STATES) & Q(closed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="claim_decided_by_an_officer",
                condition=Q(state__in=DECIDED_STATES, decided_by__isnull=False)
                | (~Q(state__in=DECIDED_STATES) & Q(decided_by__isnull=True)),
            ),
            models.CheckConstraint(
                name="claim_refused_with_reason", condition=~Q(state=ClaimState.REFUSED) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="claim_question_when_asked", condition=~Q(state=ClaimState.MORE_ASKED) | ~Q(question="")
            ),
            models.CheckConstraint(
                name="claim_paper_recorded_by_somebody",
                condition=Q(channel=ClaimChannel.PAPER, recorded_by__isnull=False)
                | Q(channel=ClaimChannel.SITE, recorded_by__isnull=True, claimant__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency} · {self.name}"

    @property
    def is_open(self) -> bool:
        """Somebody still has to act."""
        return self.state in OPEN_STATES

    def is_late(self, day: date) -> bool:
        """An officer should have answered before ``day``."""
        return self.state == ClaimState.SENT and self.due_on < day


def _proof_path(instance: Any, filename: str) -> str:
    """``claims/PUBLIC_ID/random.pdf``: the uploaded name is kept in its own column alone."""
    owner = instance.claim if isinstance(instance, ClaimDocument) else instance.verification
    folder = "claims" if isinstance(instance, ClaimDocument) else "verifications"
    ending = filename.rsplit(".", 1)[-1].lower() if "." in filename else "bin"
    return f"{folder}/{owner.public_id}/{new_public_id()}.{ending}"


class Proof(models.Model):
    """An uploaded document."""

    file = models.FileField(
        _("Document file"), upload_to=_proof_path, storage=private_storage, validators=[validate_proof], max_length=200
    )
    name = models.CharField(_("File name"), max_length=200)
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    uploaded_by = models.ForeignKey("directory.User", on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class ClaimDocument(Proof):
    """A proof that the applicant acts for the agency: authorisation, licence, business card with seal."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="documents")

    class Meta:
        verbose_name = _("Document of a claim")
        verbose_name_plural = _("Documents of a claim")
        ordering = ("pk",)


class Verification(models.Model):
    """A request to check an agency's documents; accepted, the agency is Verified for twelve months (D6)."""

    public_id = models.CharField(max_length=16, unique=True, editable=False, default=new_public_id)
    agency = models.ForeignKey(Agency, verbose_name=_("Agency"), on_delete=models.PROTECT, related_name="verifications")
    requested_by = models.ForeignKey(
        "directory.User", verbose_name=_("Requested by"), on_delete=models.PROTECT, related_name="+", editable=False
    )
    requested_at = models.DateTimeField(_("Requested at"), default=timezone.now, editable=False)
    due_on = models.DateField(_("Due on"), editable=False)
    note = models.TextField(_("Note to the officer"), max_length=1000, blank=True)
    state = models.CharField(
        _("State"), max_length=10, choices=VerificationState.choices, default=VerificationState.WAITING, editable=False
    )
    decided_by = models.ForeignKey(
        "directory.User",
        verbose_name=_("Decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    decided_at = models.DateTimeField(_("Decided at"), null=True, blank=True, editable=False)
    reason = models.TextField(_("Reason"), max_length=1000, blank=True, editable=False)
    verified_until = models.DateField(_("Verified until"), null=True, blank=True, editable=False)
    parts = models.JSONField(_("Parts confirmed"), default=list, blank=True, editable=False)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Verification")
        verbose_name_plural = _("Verifications")
        ordering = ("due_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("agency",), condition=Q(state=VerificationState.WAITING), name="verification_waiting_once"
            ),
            models.CheckConstraint(
                name="verification_decided_by_an_officer",
                condition=Q(state__in=(VerificationState.WAITING, VerificationState.WITHDRAWN), decided_by__isnull=True)
                | Q(
                    state__in=(VerificationState.ACCEPTED, VerificationState.REFUSED),
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="verification_refused_with_reason", condition=~Q(state=VerificationState.REFUSED) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="verification_ends",
                condition=Q(state=VerificationState.ACCEPTED, verified_until__isnull=False)
                | (~Q(state=VerificationState.ACCEPTED) & Q(verified_until__isnull=True)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency} · {self.requested_at:%Y-%m-%d}"

    def is_late(self, day: date) -> bool:
        """An officer should have answered before ``day``."""
        return self.state == VerificationState.WAITING and self.due_on < day


class VerificationDocument(Proof):
    """A document an officer checks: licence, insurance policy, certificates."""

    verification = models.ForeignKey(Verification, on_delete=models.PROTECT, related_name="documents")

    class Meta:
        verbose_name = _("Document of a verification")
        verbose_name_plural = _("Documents of a verification")
        ordering = ("pk",)
