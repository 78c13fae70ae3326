"""States of claims and verifications (D6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClaimState(models.TextChoices):
    """Where a claim stands; the officer's clock runs in ``SENT`` alone."""

    SENT = "sent", _("Waiting for an officer")
    MORE_ASKED = "more-asked", _("More is asked")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


#: Claims somebody still has to act on.
OPEN_STATES = (ClaimState.SENT, ClaimState.MORE_ASKED)
#: Claims an officer has decided.
DECIDED_STATES = (ClaimState.ACCEPTED, ClaimState.REFUSED)


class ClaimChannel(models.TextChoices):
    """How the claim reached us."""

    SITE = "site", _("On the site")
    PAPER = "paper", _("On paper")


class VerificationState(models.TextChoices):
    """What came of a request to check an agency's documents."""

    WAITING = "waiting", _("Waiting for an officer")
    ACCEPTED = "accepted", _("Verified")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class VerifiedPart(models.TextChoices):
    """Parts of the self-declared profile an officer can confirm from documents (D7)."""

    SERVICES = "services", _("Services")
    FIELDS = "fields", _("Technical fields")
    JURISDICTIONS = "jurisdictions", _("Jurisdictions")
    LANGUAGES = "languages", _("Languages")
    QUALIFICATIONS = "qualifications", _("Foreign qualifications")
    INSURANCE = "insurance", _("Professional insurance")
    FEES = "fees", _("Fees")
