"""Fixed choices about official grades."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GradeValue(models.TextChoices):
    """Grades of the official credit evaluation, best first. The authority's letters are the same in any language."""

    A_PLUS = "A+", "A+"
    A = "A", "A"
    B = "B", "B"
    C = "C", "C"
    D = "D", "D"


class GradeSubject(models.TextChoices):
    """Whom a scheme grades."""

    AGENCIES = "agencies", _("Agencies")
    PEOPLE = "people", _("Practitioners")


#: With this grade an agency is not recommended (M1).
BARRING_GRADES = (GradeValue.D,)
