"""Reads of vetting files."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from directory.accounts.enums import Role
from directory.models import Association, Membership

if TYPE_CHECKING:
    from directory.models import User


def associations_matched_by(user: "User", day: date) -> models.QuerySet[Association]:
    """The associations for which ``user`` is matchmaker on ``day`` (D0: each officer belongs to one)."""
    roles = Membership.objects.valid_on(day).filter(user_id=user.pk, role=Role.MATCHMAKER)
    return Association.objects.filter(pk__in=roles.values("association"))


def reads_every_association(user: "User", day: date) -> bool:
    """Auditors and site administrators read all files and change none by that right."""
    roles = (Role.AUDITOR, Role.SITE_ADMINISTRATOR)
    return user.is_superuser or Membership.objects.valid_on(day).filter(user_id=user.pk, role__in=roles).exists()


class VettingFileQuerySet(models.QuerySet):
    """Vetting files."""

    def readable_by(self, user: "User", day: date) -> Self:
        """Files of the user's own associations; all of them for those who read every association."""
        if reads_every_association(user, day):
            return self
        return self.filter(association__in=associations_matched_by(user, day))

    def with_dossier(self) -> Self:
        """Everything the dossier shows, in a fixed number of queries."""
        return self.select_related("association", "agency", "jurisdiction", "opened_by").prefetch_related(
            "fields", "services", "languages", "evidence__checked_by", "terms__entered_by", "terms__left_by"
        )

    def ever_entered(self) -> Self:
        """Files whose agency has been in the pool at some time."""
        return self.filter(terms__isnull=False).distinct()


class VettingTermQuerySet(models.QuerySet):
    """Stays in the pool."""

    def holding_on(self, day: date) -> Self:
        """Terms that run on ``day``; their last day counts."""
        return self.filter(since__lte=day, valid_until__gte=day).filter(Q(left_on__isnull=True) | Q(left_on__gt=day))


class EvidenceQuerySet(models.QuerySet):
    """Evidence in vetting files."""

    def holding_on(self, day: date) -> Self:
        """Evidence that is valid on ``day`` and was not taken back."""
        return self.filter(checked_on__lte=day, valid_until__gte=day, withdrawn_on__isnull=True)
