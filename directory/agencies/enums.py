"""Fixed choices about agencies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NameKind(models.TextChoices):
    """What a name is to the agency (D2)."""

    REGISTERED = "registered", _("Registered name")
    BRAND = "brand", _("Brand or English name")
    SHORT = "short", _("Short name")
    FORMER = "former", _("Former name")
    SPELLING = "spelling", _("Spelling in a register")


class IdentifierScheme(models.TextChoices):
    """Numbering schemes (D2). ``REGISTER`` is any other register's number, told apart by its issuer."""

    CREDIT_CODE = "uscc", _("Unified social credit code")
    OLD_REGISTRATION = "cn-registration", _("Old registration number (15 digits)")
    CNIPA = "cnipa", _("CNIPA agency code")
    REGISTER = "register", _("Number in a register")


class OfficeKind(models.TextChoices):
    """Why there is an office; the registered one decides the place (D3)."""

    REGISTERED = "registered", _("Registered place")
    OFFICE = "office", _("Office")
    ABROAD = "abroad", _("Office abroad")


class ServedBy(models.TextChoices):
    """Who does the work in a jurisdiction."""

    OWN = "own", _("own office")
    ASSOCIATE = "associate", _("cooperating office")


class FeeModel(models.TextChoices):
    """D12."""

    HOURLY = "hourly", _("Hourly")
    FIXED = "fixed", _("Fixed fee")
    CAPPED = "capped", _("Capped")
    SUCCESS = "success", _("Success fee")
    FUNDED = "funded", _("Advances official fees")
    SERVICE_FOR_EQUITY = "service-for-equity", _("Service for equity")


class BudgetBand(models.TextChoices):
    """Per matter in CNY (D12): low < 30,000 ≤ medium < 150,000 ≤ high."""

    LOW = "low", _("under CNY 30,000")
    MEDIUM = "medium", _("CNY 30,000 to 150,000")
    HIGH = "high", _("CNY 150,000 and more")


class AgencySize(models.TextChoices):
    """By number of practitioners."""

    SOLO = "solo", _("1 to 4 practitioners")
    SMALL = "small", _("5 to 19 practitioners")
    MEDIUM = "medium", _("20 to 49 practitioners")
    LARGE = "large", _("50 to 199 practitioners")
    VERY_LARGE = "very-large", _("200 practitioners and more")


class ProfileTier(models.TextChoices):
    """How much of a profile is proved (D6); each ends by its own date."""

    LISTED = "listed", _("Listed")
    CLAIMED = "claimed", _("Claimed")
    VERIFIED = "verified", _("Verified")
    EVALUATED = "evaluated", _("Evaluated")


class InterestKind(models.TextChoices):
    """Ties that forbid a decision (D0)."""

    OWNER = "owner", _("Owner or partner")
    STAFF = "staff", _("Works there")
    FORMER_STAFF = "former-staff", _("Worked there")
    FAMILY = "family", _("Family or close relation")
    RIVAL = "rival", _("Works for a rival")
