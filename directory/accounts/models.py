"""Who acts on the platform (D0): users, firms, associations, and dated roles.

A role is a dated membership row; Wagtail's groups only open the admin's doors.
"""

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from directory.accounts.enums import (
    AGENCY_ROLES,
    ASSOCIATION_ROLES,
    FIRM_ROLES,
    PLATFORM_ROLES,
    MailLanguage,
    Role,
    SizeClass,
    VerificationOutcome,
)
from directory.accounts.managers import UserManager
from directory.accounts.querysets import (
    FirmQuerySet,
    FirmVerificationQuerySet,
    InvitationQuerySet,
    MembershipQuerySet,
)
from directory.private_files import private_storage, validate_proof
from directory.public_ids import new_public_id
from directory.taxonomies.models import Named


class User(AbstractUser):
    """A person, known by an e-mail address."""

    username = None  # type: ignore[assignment]  # the e-mail address takes its place
    email = models.EmailField(_("E-mail address"), unique=True)
    language = models.CharField(
        _("Language of mails"), max_length=10, choices=MailLanguage.choices, default=MailLanguage.CHINESE
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]  # AbstractUser names its own manager

    class Meta:
        verbose_name = _("User")
        verbose_name_plural = _("Users")

    def __str__(self) -> str:
        return self.get_full_name() or self.email


class Firm(index.Indexed, models.Model):
    """An innovating firm that looks for agencies."""

    public_id = models.CharField(max_length=16, unique=True, editable=False, default=new_public_id)
    name_zh = models.CharField(_("Chinese name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    credit_code = models.CharField(_("Unified social credit code"), max_length=18, unique=True, null=True, blank=True)
    park = models.ForeignKey(
        "directory.Park", verbose_name=_("Park"), null=True, blank=True, on_delete=models.PROTECT, related_name="firms"
    )
    size_class = models.CharField(_("Size class"), max_length=10, choices=SizeClass.choices, blank=True)
    website = models.URLField(_("Website"), blank=True)
    verified_at = models.DateTimeField(_("Verified at"), null=True, blank=True)
    verified_by = models.ForeignKey(
        User, verbose_name=_("Verified by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    search_fields = (index.SearchField("name_zh"), index.SearchField("name_en"), index.AutocompleteField("name_zh"))
    objects = FirmQuerySet.as_manager()

    class Meta:
        verbose_name = _("Firm")
        verbose_name_plural = _("Firms")
        ordering = ("name_zh", "pk")
        constraints = (
            models.CheckConstraint(name="firm_has_a_name", condition=~Q(name_zh="")),
            models.CheckConstraint(
                name="firm_verified_by_somebody",
                condition=Q(verified_at__isnull=True, verified_by__isnull=True)
                | Q(verified_at__isnull=False, verified_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.name_zh

    @property
    def name(self) -> str:
        """The name in the active language, or the Chinese one."""
        if (get_language() or "").startswith("en"):
            return self.name_en or self.name_zh
        return self.name_zh

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None


class FirmVerification(models.Model):
    """A firm's request to be verified, with its business licence, and the officer's decision (D0).

    Rows stay: a refused firm asks again with another row. The document lies outside the public
    folders of the media root and is given out to officers alone.
    """

    firm = models.ForeignKey(Firm, verbose_name=_("Firm"), on_delete=models.PROTECT, related_name="verifications")
    document = models.FileField(
        _("Document"), storage=private_storage, upload_to="firm-verifications/%Y/%m/", validators=[validate_proof]
    )
    note = models.CharField(_("Note"), max_length=500, blank=True)
    requested_by = models.ForeignKey(
        User, verbose_name=_("Requested by"), on_delete=models.PROTECT, related_name="firm_verifications_requested"
    )
    requested_at = models.DateTimeField(_("Requested at"), auto_now_add=True)
    outcome = models.CharField(
        _("Outcome"),
        max_length=10,
        choices=VerificationOutcome.choices,
        default=VerificationOutcome.WAITING,
    )
    decided_by = models.ForeignKey(
        User, verbose_name=_("Decided by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("Decided at"), null=True, blank=True)
    reason = models.CharField(_("Reason"), max_length=500, blank=True)

    objects = FirmVerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Verification of a firm")
        verbose_name_plural = _("Verifications of firms")
        ordering = ("requested_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("firm",), condition=Q(outcome=VerificationOutcome.WAITING), name="firmverification_one_waiting"
            ),
            models.CheckConstraint(
                name="firmverification_decided_wholly",
                condition=Q(outcome=VerificationOutcome.WAITING, decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(outcome=VerificationOutcome.WAITING) & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="firmverification_not_by_oneself",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("requested_by")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.firm} · {self.get_outcome_display()}"


class Association(Named):
    """An industry association that publishes under its own name."""

    code = models.SlugField(_("Code"), max_length=40, unique=True)
    website = models.URLField(_("Website"), blank=True)
    is_default = models.BooleanField(
        _("Default association"), default=False, help_text=_("Its results are shown where nobody chose another.")
    )

    class Meta:
        verbose_name = _("Association")
        verbose_name_plural = _("Associations")
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(
                fields=("is_default",), condition=Q(is_default=True), name="association_one_default"
            ),
        )


class Membership(models.Model):
    """One role of one person in one organisation, or on the platform, between two days."""

    user = models.ForeignKey(User, verbose_name=_("User"), on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("Role"), max_length=30, choices=Role.choices)
    firm = models.ForeignKey(
        Firm, verbose_name=_("Firm"), null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    association = models.ForeignKey(
        Association,
        verbose_name=_("Association"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    agency = models.ForeignKey(
        "directory.Agency",
        verbose_name=_("Agency"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    since = models.DateField(_("From"))
    until = models.DateField(_("Until"), null=True, blank=True, help_text=_("The first day without the role."))
    granted_by = models.ForeignKey(
        User, verbose_name=_("Granted by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("Membership")
        verbose_name_plural = _("Memberships")
        ordering = ("user", "role", "since")
        constraints = (
            models.CheckConstraint(
                name="membership_role_fits_organisation",
                condition=(
                    Q(role__in=FIRM_ROLES, firm__isnull=False, association__isnull=True, agency__isnull=True)
                    | Q(role__in=AGENCY_ROLES, agency__isnull=False, association__isnull=True, firm__isnull=True)
                    | Q(role__in=ASSOCIATION_ROLES, association__isnull=False, firm__isnull=True, agency__isnull=True)
                    | Q(role__in=PLATFORM_ROLES, firm__isnull=True, association__isnull=True, agency__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="membership_ends_after_start", condition=Q(until__isnull=True) | Q(until__gte=models.F("since"))
            ),
            models.UniqueConstraint(
                fields=("user", "role", "firm"),
                condition=Q(until__isnull=True, firm__isnull=False),
                name="membership_open_once_firm",
            ),
            models.UniqueConstraint(
                fields=("user", "role", "agency"),
                condition=Q(until__isnull=True, agency__isnull=False),
                name="membership_open_once_agency",
            ),
            models.UniqueConstraint(
                fields=("user", "role", "association"),
                condition=Q(until__isnull=True, association__isnull=False),
                name="membership_open_once_association",
            ),
            models.UniqueConstraint(
                fields=("user", "role"),
                condition=Q(until__isnull=True, firm__isnull=True, agency__isnull=True, association__isnull=True),
                name="membership_open_once_platform",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"

    @property
    def organisation(self) -> models.Model | None:
        """The firm, association or agency of the role; ``None`` for a role on the platform."""
        return self.firm or self.association or self.agency


class Invitation(models.Model):
    """A mailed offer of a role in a firm, an agency or an association."""

    email = models.EmailField(_("E-mail address"))
    role = models.CharField(_("Role"), max_length=30, choices=Role.choices)
    firm = models.ForeignKey(Firm, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations")
    association = models.ForeignKey(
        Association, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations"
    )
    agency = models.ForeignKey(
        "directory.Agency", null=True, blank=True, on_delete=models.CASCADE, related_name="invitations"
    )
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations_sent")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("Expires at"))
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Invitation")
        verbose_name_plural = _("Invitations")
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                name="invitation_role_fits_organisation",
                condition=(
                    Q(role__in=FIRM_ROLES, firm__isnull=False, association__isnull=True, agency__isnull=True)
                    | Q(role__in=AGENCY_ROLES, agency__isnull=False, association__isnull=True, firm__isnull=True)
                    | Q(role__in=ASSOCIATION_ROLES, association__isnull=False, firm__isnull=True, agency__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="invitation_accepted_or_revoked",
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
            ),
            models.CheckConstraint(
                name="invitation_accepted_by_somebody",
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
            *(
                models.UniqueConstraint(
                    fields=("email", "role", kind),
                    condition=Q(
                        ("accepted_at__isnull", True), ("revoked_at__isnull", True), (f"{kind}__isnull", False)
                    ),
                    name=f"invitation_open_once_{kind}",
                )
                for kind in ("firm", "agency", "association")
            ),
        )

    def __str__(self) -> str:
        return f"{self.email} · {self.get_role_display()}"

    @property
    def organisation(self) -> models.Model | None:
        """The firm, association or agency the role is offered in."""
        return self.firm or self.association or self.agency

    def is_open(self, moment: datetime) -> bool:
        """Whether it can still be accepted at ``moment``."""
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > moment
