"""What waits for me: by role, deadlines first."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from directory import waiting
from directory.accounts.enums import Role
from directory.accounts.models import User
from directory.waiting import DuplicateSourceError, WaitingItem, WaitingSource, register_waiting, waiting_for
from tests.factories.directory import MembershipFactory, UserFactory

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_sources", {})


def source(code: str, *items: WaitingItem, role: Role = Role.REGISTRY_OFFICER) -> WaitingSource:
    def give(user: User) -> Iterator[WaitingItem]:
        yield from items

    return register_waiting(WaitingSource(code=code, label=code, roles=(role,), items=give))


@pytest.mark.django_db
def test_the_earliest_deadline_comes_first_and_clockless_work_last() -> None:
    source("a", WaitingItem("none", "/n"), WaitingItem("late", "/l", NOW + timedelta(days=2)))
    source("b", WaitingItem("missed", "/m", NOW - timedelta(hours=1)), WaitingItem("at once", "/o", NOW))
    found = waiting_for(UserFactory(role=Role.REGISTRY_OFFICER), now=NOW)
    assert [(row.item.title, row.is_missed, row.source.code) for row in found] == [
        ("missed", True, "b"),
        ("at once", True, "b"),
        ("late", False, "a"),
        ("none", False, "a"),
    ]


@pytest.mark.django_db
def test_only_holders_of_the_role_are_asked() -> None:
    source("a", WaitingItem("work", "/w"))
    assert waiting_for(UserFactory(role=Role.AUDITOR)) == []
    assert waiting_for(MembershipFactory(role=Role.REGISTRY_OFFICER, ended=True).user) == []
    assert waiting_for(AnonymousUser()) == []


def test_a_code_belongs_to_one_source() -> None:
    mine = source("a")
    assert register_waiting(mine) is mine
    with pytest.raises(DuplicateSourceError):
        source("a", WaitingItem("other", "/o"))
