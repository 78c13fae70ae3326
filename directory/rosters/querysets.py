"""Reads of registers, listings and rosters."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from directory.rosters.enums import CLOSED_STATES, RosterState

if TYPE_CHECKING:  # named in the generic bases only
    from directory.rosters.models import Listing, PractitionerListing  # noqa: F401
    from directory.rosters.staging import Roster, RosterRow  # noqa: F401


class ListingQuerySet(models.QuerySet["Listing"]):
    """Stays of agencies on registers."""

    def open(self) -> Self:
        return self.filter(until__isnull=True)

    def on(self, day: date) -> Self:
        """Listings that held on ``day``."""
        return self.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gt=day))


class PractitionerListingQuerySet(models.QuerySet["PractitionerListing"]):
    """Stays of people on registers."""

    def open(self) -> Self:
        return self.filter(until__isnull=True)


class RosterQuerySet(models.QuerySet["Roster"]):
    """Dated snapshots."""

    def applied(self) -> Self:
        return self.filter(state=RosterState.APPLIED)

    def unfinished(self) -> Self:
        return self.exclude(state__in=CLOSED_STATES)


class RosterRowQuerySet(models.QuerySet["RosterRow"]):
    """Lines of a roster in staging."""

    def lines(self) -> Self:
        """What stood in the file: everything but the entries found missing."""
        return self.exclude(outcome="gone")

    def doubtful(self) -> Self:
        """Lines an officer has to decide: doubts, and no error that stops them anyway."""
        return self.filter(is_doubtful=True).exclude(outcome__in=("error", "repeated"))

    def to_write(self, *, accept_undecided: bool) -> Self:
        """New and changed lines that stand beyond doubt or were accepted."""
        accepted = Q(decision__in=("accept", "same")) | Q(is_doubtful=False)
        if accept_undecided:
            accepted |= Q(decision="")
        return self.filter(accepted, outcome__in=("new", "changed"))

    def with_errors(self) -> Self:
        return self.filter(outcome="error")
