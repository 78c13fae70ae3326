"""Registers, what they say, and the dated snapshots through which we know (D5, D8)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.agencies.models import Agency
from directory.people.models import Practitioner
from directory.rosters.enums import ListingStatus, RegisterKind
from directory.rosters.querysets import ListingQuerySet, PractitionerListingQuerySet
from directory.taxonomies.models import Named


class Register(Named):
    """An official or association's list of agencies, people or grades."""

    code = models.SlugField(_("Code"), max_length=60, unique=True)
    kind = models.CharField(_("Holds"), max_length=10, choices=RegisterKind.choices, default=RegisterKind.AGENCIES)
    jurisdiction = models.ForeignKey(
        "directory.Jurisdiction",
        verbose_name=_("Country"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="registers",
    )
    grants_licence = models.BooleanField(
        _("Grants the licence to practise"),
        default=False,
        help_text=_("An agency vetted for its country must be active here."),
    )
    website = models.URLField(_("Website"), blank=True)

    class Meta:
        verbose_name = pgettext_lazy("list", "Register")
        verbose_name_plural = _("Registers")
        ordering = ("code",)


class Listing(models.Model):
    """An agency's stay on a register; it ends when the agency is no longer in the snapshot (D5).

    ``facts`` is what the register said last, column by column: the next snapshot is compared with it, so that a
    change made by an officer or another register is not taken for one of this register. ``identity`` is the key of a
    line without number (D2).
    """

    agency = models.ForeignKey(Agency, verbose_name=_("Agency"), on_delete=models.CASCADE, related_name="listings")
    register = models.ForeignKey(
        Register, verbose_name=pgettext_lazy("list", "Register"), on_delete=models.PROTECT, related_name="listings"
    )
    since = models.DateField(_("From"))
    until = models.DateField(_("Until"), null=True, blank=True, help_text=_("The first day it was not there."))
    identity = models.CharField(max_length=64, blank=True, editable=False)
    facts = models.JSONField(default=dict, blank=True, editable=False)

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Listing")
        verbose_name_plural = _("Listings")
        ordering = ("agency", "register", "since")
        indexes = (models.Index(fields=("register", "identity"), name="listing_identity"),)
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "register"), condition=Q(until__isnull=True), name="listing_open_once"
            ),
            models.CheckConstraint(
                name="listing_ends_after_start", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency} · {self.register}"


class StatusPeriod(models.Model):
    """What the register says of a listed agency between two days (D8)."""

    listing = models.ForeignKey(Listing, verbose_name=_("Listing"), on_delete=models.CASCADE, related_name="statuses")
    status = models.CharField(_("Status"), max_length=12, choices=ListingStatus.choices)
    is_abnormal = models.BooleanField(
        _("On the abnormal-operations list"), default=False, help_text=_("A flag beside the status, not a status.")
    )
    since = models.DateField(_("From"))
    until = models.DateField(_("Until"), null=True, blank=True)

    class Meta:
        verbose_name = _("Status period")
        verbose_name_plural = _("Status periods")
        ordering = ("listing", "since")
        constraints = (
            models.UniqueConstraint(fields=("listing",), condition=Q(until__isnull=True), name="statusperiod_one_open"),
            models.UniqueConstraint(fields=("listing", "since"), name="statusperiod_one_a_day"),
            models.CheckConstraint(
                name="statusperiod_ends_after_start", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.listing}: {self.get_status_display()}"


class PractitionerListing(models.Model):
    """A person's stay on a register of people, with what the register said last (see ``Listing.facts``)."""

    practitioner = models.ForeignKey(
        Practitioner, verbose_name=_("Practitioner"), on_delete=models.CASCADE, related_name="listings"
    )
    since = models.DateField(_("From"))
    until = models.DateField(_("Until"), null=True, blank=True, help_text=_("The first day it was not there."))
    facts = models.JSONField(default=dict, blank=True, editable=False)

    objects = PractitionerListingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Listing of a person")
        verbose_name_plural = _("Listings of people")
        ordering = ("practitioner", "since")
        constraints = (
            models.UniqueConstraint(
                fields=("practitioner",), condition=Q(until__isnull=True), name="practitionerlisting_open_once"
            ),
            models.CheckConstraint(
                name="practitionerlisting_ends_after_start",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.practitioner} · {self.practitioner.register}"


class ColumnMapping(models.Model):
    """The columns an officer chose for a register's files, remembered for the next one."""

    register = models.OneToOneField(
        Register,
        verbose_name=pgettext_lazy("list", "Register"),
        on_delete=models.CASCADE,
        related_name="column_mapping",
    )
    columns = models.JSONField(_("Columns"), default=dict)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("Column mapping")
        verbose_name_plural = _("Column mappings")

    def __str__(self) -> str:
        return str(self.register)
