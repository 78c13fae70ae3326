"""Fixed choices about pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tool(models.TextChoices):
    """Views that are shown inside a host page, so that editors own their words."""

    RESULTS = "results", _("Results")
    PROFILE = "profile", _("Profile")
    COMPARE = "compare", _("Comparison")
    MATCH = "match", _("Matching abroad")


TOOL_ADDRESSES = {
    Tool.RESULTS: "agency-results",
    Tool.PROFILE: "agency-results",
    Tool.COMPARE: "agency-compare",
    Tool.MATCH: "match",
}
"""Name of the address a host page leads to; a profile's host leads to the list of profiles."""


class EventFormat(models.TextChoices):
    """How one takes part (T2)."""

    ON_SITE = "on-site", _("on site")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("on site and online")


class EventLevel(models.TextChoices):
    """What the audience should know beforehand (T2)."""

    BASIC = "basic", _("basic")
    INTERMEDIATE = "intermediate", _("intermediate")
    ADVANCED = "advanced", _("advanced")


class RegistrationState(models.TextChoices):
    """Where an event stands in its registration window at a moment."""

    NONE = "none", _("no registration needed")
    BEFORE = "before", _("registration has not opened yet")
    OPEN = "open", _("registration is open")
    CLOSED = "closed", _("registration has closed")
    PAST = "past", _("the event is over")
    CANCELLED = "cancelled", _("cancelled")
