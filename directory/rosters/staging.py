"""Where a roster waits between reading and applying: the snapshot, its lines, its progress (D5).

Reading writes here in small batches, so that nothing holds the database for long; the directory itself is written by
one short transaction at the end.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.agencies.models import Agency
from directory.people.models import Practitioner
from directory.rosters.enums import Decision, DoubtfulChoice, ErrorsChoice, RosterState, RowOutcome
from directory.rosters.models import Register
from directory.rosters.querysets import RosterQuerySet, RosterRowQuerySet


class Roster(models.Model):
    """One file of one register as of one day, and what became of it."""

    register = models.ForeignKey(
        Register, verbose_name=pgettext_lazy("list", "Register"), on_delete=models.PROTECT, related_name="rosters"
    )
    as_of = models.DateField(_("Snapshot date"))
    file_name = models.CharField(_("File"), max_length=255)
    file_digest = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    state = models.CharField(
        _("State"), max_length=10, choices=RosterState.choices, default=RosterState.UPLOADED, db_index=True
    )
    columns = models.JSONField(_("Columns"), default=dict, blank=True)
    unused_columns = models.JSONField(default=list, blank=True)
    notes = models.JSONField(default=list, blank=True)
    counts = models.JSONField(_("Counts"), default=dict, blank=True)
    doubtful_choice = models.CharField(
        _("Doubtful lines"), max_length=6, choices=DoubtfulChoice.choices, default=DoubtfulChoice.SKIP
    )
    errors_choice = models.CharField(
        _("Lines with errors"), max_length=6, choices=ErrorsChoice.choices, default=ErrorsChoice.REFUSE
    )
    is_gone_confirmed = models.BooleanField(_("More than one in ten gone, confirmed"), default=False)
    is_history = models.BooleanField(
        _("Fills history"), default=False, help_text=_("A later snapshot was applied before: nothing is overwritten.")
    )
    message = models.TextField(_("Message"), blank=True)
    created_at = models.DateTimeField(_("Sent"), auto_now_add=True)
    created_by = models.ForeignKey(
        "directory.User", verbose_name=_("Sent by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    compared_at = models.DateTimeField(null=True, blank=True, editable=False)
    applied_at = models.DateTimeField(_("Applied"), null=True, blank=True)
    applied_by = models.ForeignKey(
        "directory.User",
        verbose_name=_("Applied by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = RosterQuerySet.as_manager()

    class Meta:
        verbose_name = _("Roster")
        verbose_name_plural = _("Rosters")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="roster_applied_has_a_time", condition=~Q(state=RosterState.APPLIED) | Q(applied_at__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.register} · {self.as_of:%Y-%m-%d}"


class RosterFile(models.Model):
    """The file itself, until the roster is applied or discarded; never served."""

    roster = models.OneToOneField(Roster, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()

    class Meta:
        verbose_name = _("Roster file")
        verbose_name_plural = _("Roster files")

    def __str__(self) -> str:
        return str(self.roster)


class RosterProgress(models.Model):
    """How far the task is; written in its own short transactions, so that a page can show it."""

    roster = models.OneToOneField(Roster, on_delete=models.CASCADE, related_name="progress")
    step = models.CharField(max_length=10)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("Roster progress")
        verbose_name_plural = _("Roster progress")

    def __str__(self) -> str:
        return f"{self.step} {self.done}/{self.total}"


class RosterRow(models.Model):
    """A line of the file, or an entry of the register that the file no longer has (outcome ``gone``).

    ``values`` are canonical; ``changes`` is ``{"column": [before, after]}``; ``problems`` and ``doubts`` are lists of
    ``{"code", "column", "value", "about"}`` whose sentences are made when shown, in the reader's language.
    """

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=255, blank=True)
    number = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=300, blank=True)
    identity = models.CharField(max_length=64, blank=True)
    values = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    doubts = models.JSONField(default=list)
    is_doubtful = models.BooleanField(default=False)
    outcome = models.CharField(max_length=10, choices=RowOutcome.choices, blank=True)
    changes = models.JSONField(default=dict)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    practitioner = models.ForeignKey(Practitioner, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    subject = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="Key of what the register kind keeps: a listing, a grade."
    )
    decision = models.CharField(max_length=6, choices=Decision.choices, blank=True)

    objects = RosterRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("Roster line")
        verbose_name_plural = _("Roster lines")
        ordering = ("roster", "pk")
        indexes = (
            models.Index(fields=("roster", "outcome"), name="rosterrow_outcome"),
            models.Index(fields=("roster", "identity"), name="rosterrow_identity"),
        )

    def __str__(self) -> str:
        return f"{self.sheet}!{self.number}"

    @property
    def agency_key(self) -> int:
        """The key of the matched agency, where the comparison found one. Raises ``ValueError`` elsewhere."""
        if self.agency_id is None:
            raise ValueError(f"{self} was matched with no agency.")
        return self.agency_id

    @property
    def person_key(self) -> int:
        """The key of the matched person, where there is one. Raises ``ValueError`` elsewhere."""
        if self.practitioner_id is None:
            raise ValueError(f"{self} was matched with no person.")
        return self.practitioner_id

    @property
    def meant_agency(self) -> int | None:
        """The key of the agency this line is about; a likely double is one only when an officer said so (D2)."""
        if self.decision != Decision.SAME and any(doubt["code"] == "double" for doubt in self.doubts):
            return None
        return self.agency_id
