"""People of every role in the admin."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from directory.accounts.enums import Role
from directory.accounts.models import User
from tests.factories.directory import UserFactory
from tests.sign_in import sign_in as enter


@pytest.fixture
def sign_in(db: None) -> Callable[..., Client]:
    """A browser of a person with the given role (or of the given person), the second factor given."""

    def browser(who: Role | User, **membership: Any) -> Client:
        user = who if isinstance(who, User) else UserFactory(role=who, **membership)
        client = Client()
        enter(client, user)
        client.user = user  # type: ignore[attr-defined]  # who it is, for the tests
        return client

    return browser
