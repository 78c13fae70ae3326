"""Reads of briefs."""

from typing import TYPE_CHECKING, Self

from django.db import models

from directory.accounts.enums import FIRM_ROLES
from directory.accounts.permissions import Person, roles_of
from directory.models import Firm
from matchmaking.briefs.enums import BriefState

if TYPE_CHECKING:
    from matchmaking.briefs.models import Brief, Pairing  # noqa: F401  named in the bases below


def firm_ids_of(user: Person) -> frozenset[int]:
    """Keys of the firms that ``user`` works for today; none for those who are not signed in."""
    held = roles_of(user).held
    return frozenset(one.firm_id for one in held if one.firm_id is not None and one.role in FIRM_ROLES)


def firms_of(user: Person) -> models.QuerySet[Firm]:
    """The same firms as rows."""
    return Firm.objects.filter(pk__in=firm_ids_of(user)).order_by("name_zh", "pk")


class BriefQuerySet(models.QuerySet["Brief"]):
    """Briefs."""

    def visible_to(self, user: Person) -> Self:
        """Briefs of the firms that ``user`` works for today; nobody else sees them (M3)."""
        return self.filter(firm__in=firm_ids_of(user))

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


class PairingQuerySet(models.QuerySet["Pairing"]):
    """Stored pairings."""

    def latest_first(self) -> Self:
        """The newest pairing of a brief first."""
        return self.order_by("-made_at", "-pk")
