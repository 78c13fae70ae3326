"""Registers, what they say, and the dated snapshots through which we know (D5, D8)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.agencies.models import Agency
from directory.rosters.enums import ListingStatus, RegisterKind
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
        verbose_name = _("Register")
        verbose_name_plural = _("Registers")
        ordering = ("code",)


class Listing(models.Model):
    """An agency's stay on a register; it ends when the agency is no longer in the snapshot (D5)."""

    agency = models.ForeignKey(Agency, verbose_name=_("Agency"), on_delete=models.CASCADE, related_name="listings")
    register = models.ForeignKey(
        Register, verbose_name=_("Register"), on_delete=models.PROTECT, related_name="listings"
    )
    since = models.DateField(_("From"))
    until = models.DateField(_("Until"), null=True, blank=True, help_text=_("The first day it was not there."))

    class Meta:
        verbose_name = _("Listing")
        verbose_name_plural = _("Listings")
        ordering = ("agency", "register", "since")
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
