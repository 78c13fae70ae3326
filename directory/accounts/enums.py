"""Roles (domain rules, section 10) and the groups of roles that rules speak of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person may be, in an organisation or on the platform."""

    FIRM_MEMBER = "firm-member", _("Firm member")
    FIRM_ADMINISTRATOR = "firm-administrator", _("Firm administrator")
    AGENCY_EDITOR = "agency-editor", _("Agency editor")
    AGENCY_ADMINISTRATOR = "agency-administrator", _("Agency administrator")
    EXPERT = "expert", _("Expert")
    RATING_OFFICER = "rating-officer", _("Rating officer")
    CONDUCT_OFFICER = "conduct-officer", _("Conduct officer")
    MATCHMAKER = "matchmaker", _("Matchmaker")
    MODERATOR = "moderator", _("Moderator")
    REGISTRY_OFFICER = "registry-officer", _("Registry officer")
    EVENT_EDITOR = "event-editor", _("Event editor")
    PAGE_EDITOR = "page-editor", _("Page editor")
    AUDITOR = "auditor", _("Auditor")
    SITE_ADMINISTRATOR = "site-administrator", _("Site administrator")


FIRM_ROLES = (Role.FIRM_MEMBER, Role.FIRM_ADMINISTRATOR)
AGENCY_ROLES = (Role.AGENCY_EDITOR, Role.AGENCY_ADMINISTRATOR)
ASSOCIATION_ROLES = (
    Role.EXPERT,
    Role.RATING_OFFICER,
    Role.CONDUCT_OFFICER,
    Role.MATCHMAKER,
    Role.MODERATOR,
)
PLATFORM_ROLES = (
    Role.REGISTRY_OFFICER,
    Role.EVENT_EDITOR,
    Role.PAGE_EDITOR,
    Role.AUDITOR,
    Role.SITE_ADMINISTRATOR,
)
#: Roles that work in Wagtail's admin and must sign in with a second factor.
STAFF_ROLES = tuple(role for role in (*ASSOCIATION_ROLES, *PLATFORM_ROLES) if role != Role.EXPERT)


class SizeClass(models.TextChoices):
    """Of a firm, by people employed."""

    MICRO = "micro", _("Micro (under 10 people)")
    SMALL = "small", _("Small (10 to 49)")
    MEDIUM = "medium", _("Medium (50 to 249)")
    LARGE = "large", _("Large (250 or more)")


class MailLanguage(models.TextChoices):
    """Languages by their own names, as people who read them look for them."""

    CHINESE = "zh-hans", "中文"
    ENGLISH = "en", "English"


class VerificationOutcome(models.TextChoices):
    """What came of a firm's request to be verified."""

    WAITING = "waiting", _("Waiting for a decision")
    ACCEPTED = "accepted", _("Verified")
    REFUSED = "refused", _("Refused")
