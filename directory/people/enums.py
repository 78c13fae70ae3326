"""Fixed choices about people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LicenceKind(models.TextChoices):
    """What a person is licensed as."""

    PATENT_AGENT = "patent-agent", _("Patent agent")
    TRADEMARK_AGENT = "trademark-agent", _("Trademark agent")
    LAWYER = "lawyer", _("Lawyer")
    FOREIGN_ATTORNEY = "foreign-attorney", _("Foreign patent or trademark attorney")
    OTHER = "other", _("Other qualification")


class LicenceStatus(models.TextChoices):
    """What the register says of a licence."""

    ACTIVE = "active", _("Practising")
    SUSPENDED = "suspended", _("Suspended")
    REVOKED = "revoked", _("Revoked")
    ENDED = "ended", _("No longer practising")
