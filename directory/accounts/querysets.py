"""Reads of people and organisations."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from dateutil.relativedelta import relativedelta
from django.db import models
from django.db.models import Q

from directory.accounts.enums import VerificationOutcome

if TYPE_CHECKING:  # named in the generic bases only
    from directory.accounts.models import Firm, FirmVerification, Invitation, Membership  # noqa: F401


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Dated roles."""

    def valid_on(self, day: date) -> Self:
        """Roles held on ``day``; ``until`` is the first day without the role."""
        return self.filter(Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day)))

    def held_since(self, day: date, *, years: int) -> Self:
        """Roles held on ``day`` or ended less than ``years`` before it; whether they had begun is not asked."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day - relativedelta(years=years)))

    def in_organisation(self, organisation: models.Model) -> Self:
        """Roles in one firm, agency or association."""
        return self.filter(**{organisation._meta.model_name or "": organisation})

    def with_people(self) -> Self:
        return self.select_related("user", "granted_by")


class FirmQuerySet(models.QuerySet["Firm"]):
    """Firms."""

    def verified(self) -> Self:
        return self.filter(verified_at__isnull=False)


class FirmVerificationQuerySet(models.QuerySet["FirmVerification"]):
    """Requests of firms to be verified."""

    def waiting(self) -> Self:
        return self.filter(outcome=VerificationOutcome.WAITING)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Offers of roles."""

    def unanswered(self) -> Self:
        """Neither accepted nor revoked; may have expired."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)

    def open_at(self, moment: datetime) -> Self:
        """Those that can be accepted at ``moment``."""
        return self.unanswered().filter(expires_at__gt=moment)

    def in_organisation(self, organisation: models.Model) -> Self:
        return self.filter(**{organisation._meta.model_name or "": organisation})
