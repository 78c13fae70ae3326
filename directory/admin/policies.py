"""Who may do what with which rows in the admin: the dated roles decide, not Django's permissions (D0).

Wagtail asks a model's policy before every view and menu entry. Groups only open the admin's door.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from directory.accounts.enums import STAFF_ROLES, Role
from directory.accounts.models import Membership, User
from directory.accounts.permissions import Roles, roles_of, today

Person = User | AnonymousUser
READ = "view"


class RolePolicy(BasePermissionPolicy):
    """Actions by role, the same for every row.

    ``read`` may list, inspect, export and see the history; ``actions`` names who else may
    ``"add"``, ``"change"``, ``"publish"`` ... What no role may do, nobody can, superusers included.
    """

    def __init__(
        self, model: type[models.Model], *, read: Iterable[Role], actions: Mapping[str, Iterable[Role]] | None = None
    ) -> None:
        super().__init__(model)
        self.roles: dict[str, frozenset[Role]] = {name: frozenset(roles) for name, roles in (actions or {}).items()}
        self.roles[READ] = frozenset(read).union(*self.roles.values())

    def user_has_permission(self, user: Person, action: str) -> bool:
        return roles_of(user).has_any(*self.roles.get(action, ()))

    def user_has_any_permission(self, user: Person, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Person, action: str, instance: models.Model) -> bool:
        if not self.user_has_permission(user, action):
            return False
        return instance.pk is None or self.visible_to(user).filter(pk=instance.pk).exists()

    def visible_to(self, user: Person) -> models.QuerySet[Any]:
        """The rows ``user`` may know of."""
        rows = self.model._default_manager.all()
        return self.narrow(rows, user, roles_of(user)) if self.user_has_permission(user, READ) else rows.none()

    def narrow(self, rows: models.QuerySet[Any], user: Person, roles: Roles) -> models.QuerySet[Any]:
        """Leave out rows that are not this reader's; a policy by organisation overrides this."""
        return rows

    def instances_user_has_any_permission_for(self, user: Person, actions: Iterable[str]) -> models.QuerySet[Any]:
        allowed = self.user_has_any_permission(user, actions)
        return self.visible_to(user) if allowed else self.model._default_manager.none()

    def users_with_any_permission(self, actions: Iterable[str]) -> models.QuerySet[User]:
        roles = frozenset().union(*(self.roles.get(action, frozenset()) for action in actions))
        held = Membership.objects.valid_on(today()).filter(role__in=roles)
        return User.objects.filter(is_active=True, memberships__in=held).distinct()

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: models.Model
    ) -> models.QuerySet[User]:
        return self.users_with_any_permission(actions)


class AssociationPolicy(RolePolicy):
    """Rows of one association: its own officers see and change them; platform roles see all (D0)."""

    #: The path from a row to its association.
    association_path = "association"
    #: Roles that see every association's rows.
    platform_readers = frozenset({Role.AUDITOR, Role.SITE_ADMINISTRATOR})

    def narrow(self, rows: models.QuerySet[Any], user: Person, roles: Roles) -> models.QuerySet[Any]:
        if roles.has_any(*(self.platform_readers & self.roles[READ])):
            return rows
        own = roles.associations(*STAFF_ROLES)
        return rows.filter(**{f"{self.association_path}__in": own})


class OwnRowsPolicy(RolePolicy):
    """Everybody on the staff sees and adds rows about himself; platform readers see all."""

    owner_path = "user"
    platform_readers = frozenset({Role.AUDITOR, Role.SITE_ADMINISTRATOR})

    def narrow(self, rows: models.QuerySet[Any], user: Person, roles: Roles) -> models.QuerySet[Any]:
        return rows if roles.has_any(*self.platform_readers) else rows.filter(**{self.owner_path: user.pk})


def register_policy(policy: RolePolicy) -> None:
    """Make ``policy`` the one Wagtail asks for its model. Call it before a viewset of the model is made."""
    register_permission_policy(policy.model, policy, exact_class=True)


def policy_of(model: type[models.Model]) -> RolePolicy:
    """The registered policy of ``model``. Raises ``TypeError`` when it has none of ours."""
    policy = policy_registry.get_by_type(model, fallback=False)
    if not isinstance(policy, RolePolicy):
        raise TypeError(f"{model._meta.label} has no role policy")
    return policy
