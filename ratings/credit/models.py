"""Official credit grades, imported and read-only (G1). A gate and a badge, never an ingredient of a score (G2)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.models import Agency, Practitioner, Register
from directory.taxonomies.models import Named
from ratings.credit.enums import GradeSubject, GradeValue
from ratings.credit.querysets import GradeQuerySet


class GradeScheme(Named):
    """An authority's way of grading, with the register through which its lists come in."""

    code = models.SlugField(_("Code"), max_length=60, unique=True)
    register = models.OneToOneField(
        Register, verbose_name=pgettext_lazy("list", "Register"), on_delete=models.PROTECT, related_name="grade_scheme"
    )
    subject = models.CharField(_("Grades"), max_length=10, choices=GradeSubject.choices, default=GradeSubject.AGENCIES)
    source_url = models.URLField(_("Source"), blank=True)

    class Meta:
        verbose_name = _("Grade scheme")
        verbose_name_plural = _("Grade schemes")
        ordering = ("code",)


class Grade(models.Model):
    """One grade of an agency or a person, from the day of the list that first showed it."""

    scheme = models.ForeignKey(GradeScheme, verbose_name=_("Scheme"), on_delete=models.PROTECT, related_name="grades")
    agency = models.ForeignKey(
        Agency, verbose_name=_("Agency"), null=True, blank=True, on_delete=models.CASCADE, related_name="grades"
    )
    practitioner = models.ForeignKey(
        Practitioner,
        verbose_name=_("Practitioner"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="grades",
    )
    value = models.CharField(_("Grade"), max_length=2, choices=GradeValue.choices)
    score = models.DecimalField(_("Score"), max_digits=6, decimal_places=2, null=True, blank=True)
    as_of = models.DateField(_("As of"))
    until = models.DateField(_("Until"), null=True, blank=True, help_text=_("The first day it no longer held."))
    source_url = models.URLField(_("Source"), max_length=300, blank=True)

    objects = GradeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Official grade")
        verbose_name_plural = _("Official grades")
        ordering = ("scheme", "-as_of")
        constraints = (
            models.CheckConstraint(
                name="grade_of_an_agency_or_a_person",
                condition=Q(agency__isnull=False, practitioner__isnull=True)
                | Q(agency__isnull=True, practitioner__isnull=False),
            ),
            models.CheckConstraint(
                name="grade_ends_after_start", condition=Q(until__isnull=True) | Q(until__gte=F("as_of"))
            ),
            models.UniqueConstraint(
                fields=("scheme", "agency"),
                condition=Q(until__isnull=True, agency__isnull=False),
                name="grade_agency_one_current",
            ),
            models.UniqueConstraint(
                fields=("scheme", "practitioner"),
                condition=Q(until__isnull=True, practitioner__isnull=False),
                name="grade_practitioner_one_current",
            ),
        )

    def __str__(self) -> str:
        return f"{self.scheme}: {self.value}"
