"""What waits for me: the one list of work with deadlines, filled by whoever has work to give.

A source is registered once, when its app starts (``AppConfig.ready`` or ``wagtail_hooks``)::

    register_waiting(
        WaitingSource(code="claims", label=_("Claims"), roles=(Role.REGISTRY_OFFICER,), items=claims_waiting_for)
    )

``items(user)`` returns what waits for this very person, in a number of queries that does not grow
with the rows. It is asked only when the person holds one of the roles today.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone
from django_stubs_ext import StrOrPromise

from directory.accounts.enums import Role
from directory.accounts.models import User
from directory.accounts.permissions import Person, roles_of


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """One thing to do. ``deadline`` is the moment the clock ends, ``None`` when there is no clock.

    ``is_provisional`` says that the deadline was counted over a year whose holidays are not published.
    """

    title: StrOrPromise
    url: str
    deadline: datetime | None = None
    detail: StrOrPromise = ""
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class WaitingSource:
    """Who gives work to whom; ``code`` is unique."""

    code: str
    label: StrOrPromise
    roles: tuple[Role, ...]
    items: Callable[[User], Iterable[WaitingItem]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item with where it comes from, as the panels show it."""

    item: WaitingItem
    source: WaitingSource
    is_missed: bool


class DuplicateSourceError(ValueError):
    """Two different sources under one code."""


_ENDLESS = datetime.max.replace(tzinfo=UTC)
_sources: dict[str, WaitingSource] = {}


def register_waiting(source: WaitingSource) -> WaitingSource:
    """Add a source; the same one twice is one. Raises ``DuplicateSourceError`` for another one under its code."""
    if _sources.setdefault(source.code, source) != source:
        raise DuplicateSourceError(source.code)
    return source


def waiting_sources() -> tuple[WaitingSource, ...]:
    """Every source, in the order of registration."""
    return tuple(_sources.values())


def waiting_for(user: Person, *, now: datetime | None = None) -> list[Waiting]:
    """What waits for ``user``, the earliest deadline first, work without a clock last."""
    if not isinstance(user, User):
        return []
    moment = now or timezone.now()
    roles = roles_of(user)
    found = [
        Waiting(item, source, item.deadline is not None and item.deadline <= moment)
        for source in waiting_sources()
        if roles.has_any(*source.roles)
        for item in source.items(user)
    ]
    return sorted(found, key=_urgency)


def _urgency(waiting: Waiting) -> tuple[bool, datetime, str]:
    deadline = waiting.item.deadline
    return (deadline is None, deadline or _ENDLESS, str(waiting.item.title))
