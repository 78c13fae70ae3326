"""Reads of briefs."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models

from directory.accounts.enums import FIRM_ROLES
from directory.models import Firm, Membership
from matchmaking.briefs.enums import BriefState

if TYPE_CHECKING:
    from directory.models import User


def firms_of(user: "User | AnonymousUser", day: date) -> models.QuerySet[Firm]:
    """The firms that ``user`` works for on ``day``; none for those who are not signed in."""
    if not user.is_authenticated:
        return Firm.objects.none()
    roles = Membership.objects.valid_on(day).filter(user=user, role__in=FIRM_ROLES)
    return Firm.objects.filter(pk__in=roles.values("firm")).order_by("name_zh", "pk")


class BriefQuerySet(models.QuerySet):
    """Briefs."""

    def visible_to(self, user: "User | AnonymousUser", day: date) -> Self:
        """Briefs of the firms that ``user`` works for on ``day`` (M3: nobody else sees them)."""
        return self.filter(firm__in=firms_of(user, day))

    def in_force(self) -> Self:
        """Briefs that were not withdrawn."""
        return self.exclude(state=BriefState.WITHDRAWN)

    def with_list_data(self) -> Self:
        """Everything the list of briefs shows, in a fixed number of queries."""
        return self.select_related("firm", "created_by").prefetch_related("jurisdictions", "fields", "services")

    def with_content(self) -> Self:
        """Everything a brief says, in a fixed number of queries."""
        return self.select_related("firm", "created_by").prefetch_related(
            "jurisdictions", "fields", "services", "languages", "excluded", "adverse_parties"
        )


class PairingQuerySet(models.QuerySet):
    """Stored pairings."""

    def latest_first(self) -> Self:
        """The newest pairing of a brief first."""
        return self.order_by("-made_at", "-pk")
