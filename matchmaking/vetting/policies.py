"""Vetting files in the admin: matchmakers keep those of their association, auditors read all (D0)."""

from typing import Any

from django.db import models

from directory.accounts.enums import Role
from directory.accounts.permissions import Roles
from directory.admin.policies import AssociationPolicy, Person, register_policy
from matchmaking.vetting.models import VettingFile


class VettingPolicy(AssociationPolicy):
    """Other officers of the association have no business with its vetting files."""

    def narrow(self, rows: models.QuerySet[Any], user: Person, roles: Roles) -> models.QuerySet[Any]:
        """The files of the associations that ``user`` is matchmaker of; all for auditors."""
        return VettingFile.objects.readable_by(user)


def register_policies() -> None:
    """Nobody deletes a file: no role is named for it."""
    keepers = (Role.MATCHMAKER,)
    register_policy(
        VettingPolicy(VettingFile, read=(Role.MATCHMAKER, Role.AUDITOR), actions={"add": keepers, "change": keepers})
    )
