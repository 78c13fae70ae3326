"""The vetting file (M1): what one association checked about one agency for one jurisdiction.

Whether a file is ready is computed from its evidence and from the registers, never typed
(``vetting/readiness.py``). Evidence and terms are dated and never overwritten.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.private_files import private_storage, validate_proof
from matchmaking.vetting.enums import CHECKED_CHOICES, CHECKED_REQUIREMENTS
from matchmaking.vetting.querysets import EvidenceQuerySet, VettingFileQuerySet, VettingTermQuerySet


class VettingFile(models.Model):
    """The dossier. ``fields``, ``services`` and ``languages`` are what the association confirmed."""

    association = models.ForeignKey(
        "directory.Association", verbose_name=_("Association"), on_delete=models.PROTECT, related_name="vetting_files"
    )
    agency = models.ForeignKey(
        "directory.Agency", verbose_name=_("Agency"), on_delete=models.PROTECT, related_name="vetting_files"
    )
    jurisdiction = models.ForeignKey(
        "directory.Jurisdiction",
        verbose_name=_("Jurisdiction"),
        on_delete=models.PROTECT,
        related_name="vetting_files",
    )
    fields = models.ManyToManyField(
        "directory.TechnicalField", verbose_name=_("Confirmed technical fields"), related_name="+", blank=True
    )
    services = models.ManyToManyField(
        "directory.Service", verbose_name=_("Confirmed services"), related_name="+", blank=True
    )
    languages = models.ManyToManyField(
        "directory.Language", verbose_name=_("Confirmed working languages"), related_name="+", blank=True
    )
    note = models.TextField(_("Internal note"), blank=True)
    opened_by = models.ForeignKey(
        "directory.User", verbose_name=_("Opened by"), on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(_("Opened at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("Changed at"), auto_now=True)

    objects = VettingFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vetting file")
        verbose_name_plural = _("Vetting files")
        ordering = ("jurisdiction", "agency", "association")
        constraints = (
            models.UniqueConstraint(fields=("association", "agency", "jurisdiction"), name="vettingfile_once"),
        )

    def __str__(self) -> str:
        return f"{self.agency} · {self.jurisdiction} · {self.association}"


class Evidence(models.Model):
    """Proof of one requirement: a sentence, perhaps a document, who checked it and how long it holds."""

    file = models.ForeignKey(VettingFile, on_delete=models.PROTECT, related_name="evidence")
    requirement = models.CharField(_("Requirement"), max_length=20, choices=CHECKED_CHOICES)
    text = models.TextField(_("What was seen"), max_length=2000)
    document = models.FileField(
        _("Document"), upload_to="vetting/%Y/%m/", storage=private_storage, validators=[validate_proof], blank=True
    )
    checked_by = models.ForeignKey(
        "directory.User", verbose_name=_("Checked by"), on_delete=models.PROTECT, related_name="+"
    )
    checked_on = models.DateField(_("Checked on"))
    valid_until = models.DateField(_("Valid until"), help_text=_("The last day; 12 months at most."))
    withdrawn_on = models.DateField(_("Taken back on"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("Reason"), max_length=300, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Evidence")
        verbose_name_plural = _("Evidence")
        ordering = ("requirement", "-checked_on", "-pk")
        constraints = (
            models.CheckConstraint(
                name="vettingevidence_known_requirement",
                condition=Q(requirement__in=[requirement.value for requirement in CHECKED_REQUIREMENTS]),
            ),
            models.CheckConstraint(
                name="vettingevidence_ends_after_start", condition=Q(valid_until__gte=F("checked_on"))
            ),
            models.CheckConstraint(name="vettingevidence_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="vettingevidence_taken_back_with_reason",
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawn_reason=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_requirement_display()}: {self.text[:60]}"


class VettingTerm(models.Model):
    """A stay in the pool: entry and exit with their reasons; at most 12 months."""

    file = models.ForeignKey(VettingFile, on_delete=models.PROTECT, related_name="terms")
    since = models.DateField(_("In the pool since"))
    valid_until = models.DateField(_("Valid until"))
    entry_reason = models.CharField(_("Reason for entry"), max_length=300)
    entered_by = models.ForeignKey(
        "directory.User", verbose_name=_("Entered by"), on_delete=models.PROTECT, related_name="+"
    )
    left_on = models.DateField(_("Left on"), null=True, blank=True, help_text=_("The first day outside the pool."))
    exit_reason = models.CharField(_("Reason for exit"), max_length=300, blank=True)
    left_by = models.ForeignKey(
        "directory.User", verbose_name=_("Ended by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = VettingTermQuerySet.as_manager()

    class Meta:
        verbose_name = _("Term in the pool")
        verbose_name_plural = _("Terms in the pool")
        ordering = ("-since", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("file",), condition=Q(left_on__isnull=True), name="vettingterm_one_open"),
            models.CheckConstraint(name="vettingterm_ends_after_start", condition=Q(valid_until__gte=F("since"))),
            models.CheckConstraint(
                name="vettingterm_left_after_start", condition=Q(left_on__isnull=True) | Q(left_on__gte=F("since"))
            ),
            models.CheckConstraint(
                name="vettingterm_left_with_reason",
                condition=Q(left_on__isnull=True, left_by__isnull=True, exit_reason="")
                | (Q(left_on__isnull=False, left_by__isnull=False) & ~Q(exit_reason="")),
            ),
            models.CheckConstraint(name="vettingterm_entered_with_reason", condition=~Q(entry_reason="")),
        )

    def __str__(self) -> str:
        return f"{self.file}: {self.since.isoformat()}"
