"""What a firm asks for (M3) and every answer it got (M4).

A brief asks for nothing secret: no technical text is stored before an agency has accepted.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.public_ids import new_public_id
from matchmaking.briefs.enums import BriefState, BudgetLimit
from matchmaking.briefs.querysets import BriefQuerySet, PairingQuerySet


class Brief(models.Model):
    """One firm's request for agencies in one or more jurisdictions.

    ``entries`` is the form as it was typed, mistakes included, so that a draft loses nothing; the columns
    and rows are written only from entries that passed validation.
    """

    public_id = models.CharField(max_length=16, unique=True, editable=False, default=new_public_id)
    firm = models.ForeignKey("directory.Firm", verbose_name=_("Firm"), on_delete=models.PROTECT, related_name="briefs")
    created_by = models.ForeignKey(
        "directory.User", verbose_name=_("Written by"), on_delete=models.PROTECT, related_name="briefs"
    )
    state = models.CharField(_("State"), max_length=10, choices=BriefState.choices, default=BriefState.DRAFT)
    entries = models.JSONField(default=dict, blank=True)
    jurisdictions = models.ManyToManyField(
        "directory.Jurisdiction", verbose_name=_("Jurisdictions"), related_name="briefs", blank=True
    )
    fields = models.ManyToManyField(
        "directory.TechnicalField", verbose_name=_("Technical fields"), related_name="briefs", blank=True
    )
    ipc_symbols = models.JSONField(_("IPC symbols"), default=list, blank=True)
    services = models.ManyToManyField(
        "directory.Service", verbose_name=_("Services"), related_name="briefs", blank=True
    )
    languages = models.ManyToManyField(
        "directory.Language", verbose_name=_("Working languages"), related_name="briefs", blank=True
    )
    budget = models.CharField(_("Budget"), max_length=6, choices=BudgetLimit.choices, blank=True)
    deadline = models.DateField(_("Deadline"), null=True, blank=True)
    excluded = models.ManyToManyField(
        "directory.Agency", verbose_name=_("Excluded agencies"), related_name="excluded_by_briefs", blank=True
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    withdrawn_at = models.DateTimeField(_("Withdrawn at"), null=True, blank=True)

    objects = BriefQuerySet.as_manager()

    class Meta:
        verbose_name = _("Brief")
        verbose_name_plural = _("Briefs")
        ordering = ("-changed_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="brief_withdrawn_has_its_time",
                condition=Q(state=BriefState.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(state=BriefState.WITHDRAWN) & Q(withdrawn_at__isnull=True)),
            ),
            models.CheckConstraint(name="brief_known_state", condition=Q(state__in=BriefState.values)),
            models.CheckConstraint(
                name="brief_known_budget", condition=Q(budget="") | Q(budget__in=BudgetLimit.values)
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_open(self) -> bool:
        """True while the brief may be edited and paired."""
        return self.state != BriefState.WITHDRAWN


class AdverseParty(models.Model):
    """The name of someone on the other side. Seen by the firm alone; agencies never learn it from here (M5)."""

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="adverse_parties")
    name = models.CharField(_("Name"), max_length=200)

    class Meta:
        verbose_name = _("Adverse party")
        verbose_name_plural = _("Adverse parties")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("brief", "name"), name="adverseparty_once"),
            models.CheckConstraint(name="adverseparty_not_empty", condition=~Q(name="")),
        )

    def __str__(self) -> str:
        return self.name


class Pairing(models.Model):
    """One answer to a brief, with the inputs it was made from, so that anyone may replay it.

    ``inputs`` holds the wish, the labels and every candidate's facts; ``result`` is what was shown. The row
    is never changed: pairing again makes another one.
    """

    brief = models.ForeignKey(Brief, verbose_name=_("Brief"), on_delete=models.PROTECT, related_name="pairings")
    made_by = models.ForeignKey(
        "directory.User", verbose_name=_("Made by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("Made at"), auto_now_add=True)
    day = models.DateField(_("Day"))
    scheme = models.CharField(_("Scheme"), max_length=20)
    inputs = models.JSONField()
    result = models.JSONField()

    objects = PairingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pairing")
        verbose_name_plural = _("Pairings")
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.brief} · {self.day.isoformat()}"
