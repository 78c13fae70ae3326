"""Reads of vetting files."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from directory.accounts.enums import Role
from directory.accounts.permissions import Person, associations_of, is_auditor

if TYPE_CHECKING:
    from matchmaking.vetting.models import Evidence, VettingFile, VettingTerm  # noqa: F401  named in the bases below


class VettingFileQuerySet(models.QuerySet["VettingFile"]):
    """Vetting files."""

    def readable_by(self, user: Person) -> Self:
        """Files of the associations that ``user`` is matchmaker of; all of them for auditors."""
        if is_auditor(user):
            return self
        return self.filter(association__in=associations_of(user, Role.MATCHMAKER))

    def with_dossier(self) -> Self:
        """Everything the dossier shows, in a fixed number of queries."""
        return self.select_related("association", "agency", "jurisdiction", "opened_by").prefetch_related(
            "fields", "services", "languages", "evidence__checked_by", "terms__entered_by", "terms__left_by"
        )

    def with_facts(self) -> Self:
        """What readiness looks at, without the people who checked it, in a fixed number of queries."""
        return self.select_related("association", "agency", "jurisdiction").prefetch_related(
            "fields", "services", "languages", "evidence", "terms"
        )

    def ever_entered(self) -> Self:
        """Files whose agency has been in the pool at some time."""
        return self.filter(terms__isnull=False).distinct()


class VettingTermQuerySet(models.QuerySet["VettingTerm"]):
    """Stays in the pool."""

    def holding_on(self, day: date) -> Self:
        """Terms that run on ``day``; their last day counts."""
        return self.filter(since__lte=day, valid_until__gte=day).filter(Q(left_on__isnull=True) | Q(left_on__gt=day))


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Evidence in vetting files."""

    def holding_on(self, day: date) -> Self:
        """Evidence that is valid on ``day`` and was not taken back."""
        return self.filter(checked_on__lte=day, valid_until__gte=day, withdrawn_on__isnull=True)
