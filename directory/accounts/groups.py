"""Wagtail's groups, one per staff role, kept in step with the dated memberships.

Groups only open the admin's doors; the memberships are the truth (D0). A role that ends by its date leaves its group
at the next look: ``cms.access`` calls ``keep_groups_in_step`` on every request to the admin, ``manage.py
create_groups`` does it for everybody. What each group may open is said in ``cms.groups``, above all apps.
"""

from django.contrib.auth.models import Group
from django.db import transaction

from directory.accounts.enums import STAFF_ROLES, Role
from directory.accounts.models import User
from directory.accounts.permissions import roles_of

GROUP_NAMES = frozenset(role.value for role in STAFF_ROLES)


def role_group(role: Role) -> Group:
    """The group of a staff role; its name is the role's code."""
    return Group.objects.get_or_create(name=role.value)[0]


def keep_groups_in_step(user: User) -> bool:
    """Put ``user`` into the groups of the staff roles held today and out of the others. True when it changed.

    One query when nothing is to be done. Groups made by hand (other names) are left alone.
    """
    wanted = {role.value for role in roles_of(user).staff}
    present = set(user.groups.filter(name__in=GROUP_NAMES).values_list("name", flat=True))
    if wanted == present:
        return False
    with transaction.atomic():
        user.groups.remove(*Group.objects.filter(name__in=present - wanted))
        user.groups.add(*(role_group(Role(name)) for name in sorted(wanted - present)))
    for cache in ("_perm_cache", "_user_perm_cache", "_group_perm_cache"):  # Django's, filled before the change
        user.__dict__.pop(cache, None)
    return True
