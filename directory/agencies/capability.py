"""What an agency says it can do (D7), and which of it an officer verified.

A row is *declared* from the day it is saved and *verified* until ``verified_until``.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.agencies.enums import BudgetBand, FeeModel, ServedBy
from directory.agencies.models import Agency


class Declared(models.Model):
    """A self-declared fact with its verification."""

    declared_on = models.DateField(_("Declared on"))
    verified_until = models.DateField(_("Verified until"), null=True, blank=True)
    verified_by = models.ForeignKey(
        "directory.User",
        verbose_name=_("Verified by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        abstract = True

    def is_verified(self, day: date) -> bool:
        return self.verified_until is not None and day <= self.verified_until


class DeclaredField(Declared):
    """A technical field the agency works in."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="declared_fields")
    field = models.ForeignKey("directory.TechnicalField", on_delete=models.PROTECT, related_name="declared_by")

    class Meta:
        verbose_name = _("Declared technical field")
        verbose_name_plural = _("Declared technical fields")
        ordering = ("field",)
        constraints = (models.UniqueConstraint(fields=("agency", "field"), name="declaredfield_once"),)

    def __str__(self) -> str:
        return str(self.field)


class DeclaredService(Declared):
    """A service line the agency offers."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="declared_services")
    service = models.ForeignKey("directory.Service", on_delete=models.PROTECT, related_name="declared_by")

    class Meta:
        verbose_name = _("Declared service")
        verbose_name_plural = _("Declared services")
        ordering = ("service",)
        constraints = (models.UniqueConstraint(fields=("agency", "service"), name="declaredservice_once"),)

    def __str__(self) -> str:
        return str(self.service)


class DeclaredJurisdiction(Declared):
    """A jurisdiction the agency serves, itself or through a cooperating office."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="declared_jurisdictions")
    jurisdiction = models.ForeignKey("directory.Jurisdiction", on_delete=models.PROTECT, related_name="declared_by")
    served_by = models.CharField(_("Served by"), max_length=10, choices=ServedBy.choices, default=ServedBy.ASSOCIATE)

    class Meta:
        verbose_name = _("Declared jurisdiction")
        verbose_name_plural = _("Declared jurisdictions")
        ordering = ("jurisdiction",)
        constraints = (models.UniqueConstraint(fields=("agency", "jurisdiction"), name="declaredjurisdiction_once"),)

    def __str__(self) -> str:
        return str(self.jurisdiction)


class DeclaredLanguage(Declared):
    """A working language."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="declared_languages")
    language = models.ForeignKey("directory.Language", on_delete=models.PROTECT, related_name="declared_by")

    class Meta:
        verbose_name = _("Declared language")
        verbose_name_plural = _("Declared languages")
        ordering = ("language",)
        constraints = (models.UniqueConstraint(fields=("agency", "language"), name="declaredlanguage_once"),)

    def __str__(self) -> str:
        return str(self.language)


class ForeignQualification(Declared):
    """People of the agency who may act before a foreign office."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="foreign_qualifications")
    jurisdiction = models.ForeignKey("directory.Jurisdiction", on_delete=models.PROTECT, related_name="+")
    people = models.PositiveIntegerField(_("People"))

    class Meta:
        verbose_name = _("Foreign qualification")
        verbose_name_plural = _("Foreign qualifications")
        ordering = ("jurisdiction",)
        constraints = (
            models.UniqueConstraint(fields=("agency", "jurisdiction"), name="foreignqualification_once"),
            models.CheckConstraint(name="foreignqualification_has_people", condition=Q(people__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.jurisdiction}: {self.people}"


class Insurance(Declared):
    """Professional liability cover per year."""

    agency = models.OneToOneField(Agency, on_delete=models.CASCADE, related_name="insurance")
    amount = models.DecimalField(_("Amount per year"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("Currency"), max_length=3, default="CNY")
    insurer = models.CharField(_("Insurer"), max_length=200, blank=True)
    valid_until = models.DateField(_("Valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("Professional insurance")
        verbose_name_plural = _("Professional insurances")
        constraints = (models.CheckConstraint(name="insurance_positive", condition=Q(amount__gt=0)),)

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class FeeBand(Declared):
    """What a matter usually costs, by service and jurisdiction (D7, D12)."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="fee_bands")
    service = models.ForeignKey("directory.Service", on_delete=models.PROTECT, related_name="+")
    jurisdiction = models.ForeignKey("directory.Jurisdiction", on_delete=models.PROTECT, related_name="+")
    fee_model = models.CharField(_("Fee model"), max_length=20, choices=FeeModel.choices, default=FeeModel.FIXED)
    currency = models.CharField(_("Currency"), max_length=3, default="CNY")
    lowest = models.DecimalField(_("From"), max_digits=12, decimal_places=2)
    highest = models.DecimalField(_("To"), max_digits=12, decimal_places=2)
    band = models.CharField(
        _("Budget band"),
        max_length=6,
        choices=BudgetBand.choices,
        blank=True,
        help_text=_("Band of the usual matter in CNY."),
    )

    class Meta:
        verbose_name = _("Fee band")
        verbose_name_plural = _("Fee bands")
        ordering = ("service", "jurisdiction")
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "service", "jurisdiction", "fee_model", "currency"), name="feeband_once"
            ),
            models.CheckConstraint(name="feeband_in_order", condition=Q(lowest__gte=0) & Q(highest__gte=F("lowest"))),
        )

    def __str__(self) -> str:
        return f"{self.service} · {self.jurisdiction}"
