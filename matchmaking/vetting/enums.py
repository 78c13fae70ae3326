"""What a vetting file must show (M1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Requirement(models.TextChoices):
    """The seven requirements. The first three are computed from the directory and from the official grades."""

    VERIFIED_PROFILE = "verified-profile", _("Verified profile")
    LICENCE = "licence", _("Licence valid in its register")
    GRADE = "grade", _("Official grade not D")
    REFERENCES = "references", _("References")
    WORKING_LANGUAGE = "working-language", _("Working language")
    INSURANCE = "insurance", _("Professional insurance")
    COMMITMENT = "commitment", _("Written commitment")


COMPUTED_REQUIREMENTS = (Requirement.VERIFIED_PROFILE, Requirement.LICENCE, Requirement.GRADE)
#: What a matchmaker checks and proves with evidence.
CHECKED_REQUIREMENTS = (
    Requirement.REFERENCES,
    Requirement.WORKING_LANGUAGE,
    Requirement.INSURANCE,
    Requirement.COMMITMENT,
)
CHECKED_CHOICES = [(requirement.value, requirement.label) for requirement in CHECKED_REQUIREMENTS]
