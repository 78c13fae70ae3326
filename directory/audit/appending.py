"""Writing links under the lock of the head, in as few steps as the database allows.

Every millisecond here is a millisecond in which no other writer can append. All that does not depend on the previous
link is therefore prepared before the lock (``services.py``), and on PostgreSQL one event is one statement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from directory.audit.canonical import event_hash
from directory.audit.errors import AuditHeadMissingError
from directory.audit.models import AuditEvent, AuditHead, AuditPayload

BATCH = 500
COLUMNS = (
    "sequence",
    "at",
    "kind",
    "actor_id",
    "association_id",
    "subject_model",
    "subject_id",
    "subject_label",
    "payload_digest",
    "previous_hash",
    "hash",
)
_EVENT, _PAYLOAD, _HEAD = (model._meta.db_table for model in (AuditEvent, AuditPayload, AuditHead))
_THE_HEAD = f"SELECT sequence, hash FROM {_HEAD} WHERE id = 1"  # noqa: S608  own names
_ONE_EVENT = (
    f"WITH event AS (INSERT INTO {_EVENT} ({', '.join(COLUMNS)}) VALUES ({', '.join(['%s'] * len(COLUMNS))})), "  # noqa: S608  own names
    f"payload AS (INSERT INTO {_PAYLOAD} (event_id, salt, body) VALUES (%s, %s, %s)) "
    f"UPDATE {_HEAD} SET sequence = %s, hash = %s WHERE id = 1"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything of a link that does not depend on the one before it."""

    subject: dict[str, str]
    digest: str
    salt: str
    body: str


def append_links(drafts: Sequence[Draft], columns: dict[str, Any]) -> list[AuditEvent]:
    """Lock the head, hang the drafts on it in order, move it. ``columns`` are what all of them share but the time.

    Needs a transaction, whose end frees the head. Raises ``AuditHeadMissingError``.
    """
    sequence, previous = _lock_head()
    shared = {**columns, "at": timezone.now()}  # taken under the lock, so that times follow the order
    events = []
    for draft in drafts:
        sequence += 1
        told = {**shared, **draft.subject, "sequence": sequence, "previous_hash": previous}
        previous = event_hash(**told, digest=draft.digest)
        events.append(AuditEvent(**told, payload_digest=draft.digest, hash=previous))
    if len(events) == 1 and connection.vendor == "postgresql":
        _write_one(events[0], drafts[0])
    elif events:
        _write_many(events, drafts)
    return events


def _lock_head() -> tuple[int, str]:
    wait = " FOR UPDATE" if connection.features.has_select_for_update else ""  # SQLite's transaction is immediate
    with connection.cursor() as cursor:
        cursor.execute(_THE_HEAD + wait)
        head = cursor.fetchone()
    if head is None:
        raise AuditHeadMissingError
    return int(head[0]), str(head[1])


def _write_one(event: AuditEvent, draft: Draft) -> None:
    values = [getattr(event, column) for column in COLUMNS]
    with connection.cursor() as cursor:
        cursor.execute(_ONE_EVENT, [*values, event.sequence, draft.salt, draft.body, event.sequence, event.hash])
    event._state.adding, event._state.db = False, connection.alias


def _write_many(events: list[AuditEvent], drafts: Sequence[Draft]) -> None:
    AuditEvent.objects.bulk_create(events, batch_size=BATCH)
    AuditPayload.objects.bulk_create(
        (
            AuditPayload(event_id=event.sequence, salt=draft.salt, body=draft.body)
            for event, draft in zip(events, drafts, strict=True)
        ),
        batch_size=BATCH,
    )
    AuditHead.objects.filter(pk=1).update(sequence=events[-1].sequence, hash=events[-1].hash)
