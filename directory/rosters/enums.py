"""Fixed choices about registers."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RegisterKind(models.TextChoices):
    """What a register lists, and so which importer reads its files."""

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


class RosterState(models.TextChoices):
    """How far a roster has come. Nothing is written to the directory before ``APPLIED``."""

    UPLOADED = "uploaded", _("Columns to choose")
    READING = "reading", _("Being read")
    READY = "ready", _("Preview ready")
    APPLYING = "applying", _("Being applied")
    APPLIED = "applied", _("Applied")
    FAILED = "failed", _("Refused")
    DISCARDED = "discarded", _("Discarded")


#: States in which the background task is at work and the page asks again.
WORKING_STATES = (RosterState.READING, RosterState.APPLYING)
#: States that nothing follows.
CLOSED_STATES = (RosterState.APPLIED, RosterState.FAILED, RosterState.DISCARDED)


class RowOutcome(models.TextChoices):
    """What a line of a roster means for the directory."""

    NEW = "new", pgettext_lazy("roster line", "New")
    CHANGED = "changed", pgettext_lazy("roster line", "Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    REPEATED = "repeated", _("Repeated line")
    GONE = "gone", _("Gone")
    ERROR = "error", _("Error")


class Decision(models.TextChoices):
    """An officer's word on a doubtful line."""

    ACCEPT = "accept", _("Accept as its own entry")
    SAME = "same", _("The same as the one known")
    SKIP = "skip", _("Leave out")


class DoubtfulChoice(models.TextChoices):
    """What happens to doubtful lines nobody decided."""

    SKIP = "skip", _("Leave out")
    ACCEPT = "accept", _("Accept")


class ErrorsChoice(models.TextChoices):
    """What lines with errors mean for the others (D5)."""

    REFUSE = "refuse", _("Refuse the whole file")
    SKIP = "skip", _("Take the good lines")
