"""Signing in for tests: staff get their groups and a second factor in this session, as they would by the front door."""

import time
from typing import Any

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.userkit import user_id_to_str
from django.contrib.auth.models import Group
from django.test import Client

from directory.accounts.groups import keep_groups_in_step
from directory.accounts.models import User
from directory.accounts.permissions import forget_roles, is_staff_person


def sign_in(client: Client, user: User, *, factor: bool = True) -> Client:
    """Sign ``user`` in. ``factor=False``: with the password alone, as staff are before they give their code."""
    forget_roles(user)
    if is_staff_person(user):
        open_admin_for_groups()
        keep_groups_in_step(user)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    methods: list[dict[str, Any]] = [{"method": "password", "at": time.time()}]
    if factor:
        methods.append({"method": "mfa", "at": time.time(), "type": "totp"})
    session[AUTHENTICATION_METHODS_SESSION_KEY] = methods
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
    session.save()
    return client


def open_admin_for_groups() -> None:
    """What ``manage.py create_groups`` does, once per test database state."""
    from cms.groups import create_groups

    if not Group.objects.filter(name="registry-officer", permissions__codename="access_admin").exists():
        create_groups()
