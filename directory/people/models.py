"""The people who practise (D4). Nobody is listed by name in public: agencies show counts."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.agencies.models import Agency
from directory.people.enums import LicenceKind, LicenceStatus
from directory.public_ids import new_public_id


class Practitioner(models.Model):
    """A person with a licence; without a number, known by register and folded name."""

    public_id = models.CharField(max_length=16, unique=True, editable=False, default=new_public_id)
    name = models.CharField(_("Name"), max_length=200)
    folded_name = models.CharField(max_length=200, editable=False, db_index=True)
    register = models.ForeignKey(
        "directory.Register", verbose_name=_("Register"), on_delete=models.PROTECT, related_name="practitioners"
    )
    licence_number = models.CharField(_("Licence number"), max_length=60, blank=True)
    licence_kind = models.CharField(_("Licence"), max_length=20, choices=LicenceKind.choices)
    licence_status = models.CharField(
        _("Licence status"), max_length=10, choices=LicenceStatus.choices, default=LicenceStatus.ACTIVE
    )

    class Meta:
        verbose_name = _("Practitioner")
        verbose_name_plural = _("Practitioners")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("register", "licence_number"),
                condition=~Q(licence_number=""),
                name="practitioner_licence_once",
            ),
            models.UniqueConstraint(
                fields=("register", "folded_name"),
                condition=Q(licence_number=""),
                name="practitioner_unnumbered_once",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Affiliation(models.Model):
    """Where a person practises, between two days (D4).

    ``agency_text`` is the firm as the register writes it; ``agency`` is set when the text is
    understood. ``until`` is the first day on which the register no longer shows it.
    """

    practitioner = models.ForeignKey(
        Practitioner, verbose_name=_("Practitioner"), on_delete=models.CASCADE, related_name="affiliations"
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("Agency"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="affiliations",
    )
    agency_text = models.CharField(_("Agency as the register writes it"), max_length=300)
    since = models.DateField(_("From"))
    until = models.DateField(_("Until"), null=True, blank=True)

    class Meta:
        verbose_name = _("Affiliation")
        verbose_name_plural = _("Affiliations")
        ordering = ("practitioner", "since")
        constraints = (
            models.CheckConstraint(
                name="affiliation_ends_after_start", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
            models.UniqueConstraint(
                fields=("practitioner", "agency_text"),
                condition=Q(until__isnull=True),
                name="affiliation_open_once",
            ),
        )
        indexes = (models.Index(fields=("agency", "since", "until"), name="affiliation_as_of"),)

    def __str__(self) -> str:
        return f"{self.practitioner} · {self.agency or self.agency_text}"
