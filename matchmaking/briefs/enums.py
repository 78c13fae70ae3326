"""States of a brief."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BriefState(models.TextChoices):
    """A draft may hold mistakes; a paired brief has at least one stored pairing; a withdrawn one is only read."""

    DRAFT = "draft", _("Draft")
    PAIRED = "paired", _("Paired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class BudgetLimit(models.TextChoices):
    """D12: per matter in CNY; empty means that the firm names no limit."""

    LOW = "low", _("Low: under CNY 30,000")
    MEDIUM = "medium", _("Medium: CNY 30,000 to 150,000")
    HIGH = "high", _("High: CNY 150,000 and more")
