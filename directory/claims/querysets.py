"""Reads of claims and verifications."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from directory.claims.enums import OPEN_STATES, ClaimState, VerificationState

if TYPE_CHECKING:  # named in the generic bases only
    from directory.claims.models import Claim, Verification  # noqa: F401


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims by whom they wait for."""

    def open(self) -> Self:
        """Somebody still has to act: officer or applicant."""
        return self.filter(state__in=OPEN_STATES)

    def waiting_for_officer(self) -> Self:
        """In the order in which they are due."""
        return self.filter(state=ClaimState.SENT).order_by("due_on", "pk")

    def late_on(self, day: date) -> Self:
        """Waiting for an officer whose promised day is over."""
        return self.filter(state=ClaimState.SENT, due_on__lt=day)

    def of_person(self, user: models.Model) -> Self:
        """What one person has sent."""
        return self.filter(claimant=user)

    def with_parties(self) -> Self:
        """Agency and people in the same query."""
        return self.select_related("agency", "agency__jurisdiction", "claimant", "decided_by", "recorded_by")


class VerificationQuerySet(models.QuerySet["Verification"]):
    """Requests to check an agency's documents."""

    def waiting(self) -> Self:
        """In the order in which they are due."""
        return self.filter(state=VerificationState.WAITING).order_by("due_on", "pk")

    def with_parties(self) -> Self:
        """Agency and people in the same query."""
        return self.select_related("agency", "agency__jurisdiction", "requested_by", "decided_by")
