"""Fixed choices about registers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegisterKind(models.TextChoices):
    AGENCIES = "agencies", _("Agencies")
    PEOPLE = "people", _("People")
    GRADES = "grades", _("Official grades")


class ListingStatus(models.TextChoices):
    """What a register says of an agency (D8)."""

    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    REVOKED = "revoked", _("Revoked")
    DEREGISTERED = "deregistered", _("Deregistered")


#: Statuses under which an agency may be recommended.
PRACTISING_STATUSES = (ListingStatus.ACTIVE,)
#: Statuses that end an agency's life in a register.
FINAL_STATUSES = (ListingStatus.REVOKED, ListingStatus.DEREGISTERED)
