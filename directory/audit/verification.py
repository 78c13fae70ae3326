"""Walking the audit chain and naming its first broken link (C8).

Reads by ranges of the key, so that memory stays flat and no transaction is held open beside the writers.
"""

import dataclasses
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.db.models import Max

from directory.audit.appending import COLUMNS as WRITTEN
from directory.audit.canonical import GENESIS, event_hash, payload_digest
from directory.audit.guards import guards_installed
from directory.audit.models import AuditEvent, AuditHead, AuditPayload
from directory.audit.services import ERASED

CHUNK = 5_000
NO_PAYLOAD = (None, None, None)  # event, salt, body


@dataclasses.dataclass(frozen=True)
class BrokenLink:
    """Where the chain breaks. ``fault``: gap, hash, previous, fork, payload or head."""

    sequence: int
    fault: str
    message: str


@dataclasses.dataclass(frozen=True)
class Verification:
    """What a walk over the chain found. ``erased`` counts payloads erased by the rule."""

    first: int
    last: int
    checked: int
    erased: int
    head: str
    guarded: bool
    seconds: float
    broken: BrokenLink | None

    @property
    def holds(self) -> bool:
        """No link is broken."""
        return self.broken is None


class _BrokenError(Exception):
    """Carries the first broken link out of the walk."""

    def __init__(self, sequence: int, fault: str, message: str) -> None:
        self.link = BrokenLink(sequence, fault, message)


def verify_chain(*, start: int = 1, progress: Callable[[int, int], None] | None = None) -> Verification:
    """Check every event from ``start`` to the head; ``progress(done, total)`` is called once per chunk.

    From a later ``start`` the hash of the event before it is trusted.
    """
    began = time.monotonic()
    walk = _Walk(start)
    broken = None
    try:
        walk.run(progress)
    except _BrokenError as error:
        broken = error.link
    return Verification(
        first=start,
        last=walk.sequence,
        checked=walk.checked,
        erased=walk.erased,
        head=walk.hash,
        guarded=guards_installed(connection),
        seconds=round(time.monotonic() - began, 3),
        broken=broken,
    )


def read_links(*, after: int, end: int) -> Iterator[tuple[Any, ...]]:
    """Events with their payloads, range by range; two plain reads, because a planner may join the hard way."""
    for last in range(after, end, CHUNK):
        upto = min(last + CHUNK, end)
        told = AuditPayload.objects.filter(event_id__gt=last, event_id__lte=upto)
        payloads = {row[0]: row for row in told.values_list("event_id", "salt", "body")}
        events = AuditEvent.objects.filter(sequence__gt=last, sequence__lte=upto)
        for event in events.order_by("sequence").values_list(*WRITTEN):
            yield (*event, *payloads.get(event[0], NO_PAYLOAD))


class _Walk:
    """State of one walk: the last good event and what was counted."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.sequence = start - 1
        self.hash = GENESIS
        self.checked = 0
        self.erased = 0

    def run(self, progress: Callable[[int, int], None] | None) -> None:
        head = AuditHead.objects.filter(pk=1).first()
        if head is None:
            raise _BrokenError(self.sequence + 1, "head", "the head row is missing")
        if self.start > 1:
            self.hash = self._trusted(self.sequence)
        for row in read_links(after=self.sequence, end=head.sequence):
            self._check(row)
            if progress and self.checked % CHUNK == 0:
                progress(self.checked, head.sequence - self.start + 1)
        self._check_head(head)

    def _trusted(self, sequence: int) -> str:
        known = AuditEvent.objects.filter(sequence=sequence).values_list("hash", flat=True).first()
        if known is None:
            raise _BrokenError(sequence, "gap", f"event {sequence}, on which the walk should start, is missing")
        return known

    def _check(self, row: tuple[Any, ...]) -> None:
        sequence, at, kind, actor_id, association_id, model, key, label, digest, previous, stored = row[:11]
        expected = self.sequence + 1
        if sequence != expected:
            raise _BrokenError(expected, "gap", f"event {expected} is missing; the next one is {sequence}")
        if previous != self.hash:
            raise self._wrong_previous(sequence, previous)
        computed = event_hash(
            sequence=sequence,
            at=at,
            kind=kind,
            actor_id=actor_id,
            association_id=association_id,
            subject_model=model,
            subject_id=key,
            subject_label=label,
            digest=digest,
            previous_hash=previous,
        )
        if computed != stored:
            raise _BrokenError(sequence, "hash", f"event {sequence} does not have the hash of its content")
        self._check_payload(sequence, digest, *row[11:])
        self.sequence, self.hash = sequence, stored
        self.checked += 1

    def _wrong_previous(self, sequence: int, previous: str) -> _BrokenError:
        other = AuditEvent.objects.filter(hash=previous).exclude(sequence=sequence).values_list("sequence", flat=True)
        if (origin := other.first()) is not None or (previous == GENESIS and sequence > 1):
            return _BrokenError(
                sequence, "fork", f"event {sequence} continues event {origin or 0} instead of event {sequence - 1}"
            )
        return _BrokenError(sequence, "previous", f"event {sequence} does not name the hash of event {sequence - 1}")

    def _check_payload(
        self, sequence: int, digest: str, payload: int | None, salt: str | None, body: str | None
    ) -> None:
        if payload is None:
            raise _BrokenError(sequence, "payload", f"the payload of event {sequence} is missing")
        if body is not None and salt is not None:
            if payload_digest(salt, body) != digest:
                raise _BrokenError(sequence, "payload", f"the payload of event {sequence} does not match its digest")
            return
        told = AuditEvent.objects.of_kind(ERASED).filter(
            subject_model=AuditEvent._meta.label_lower, subject_id=str(sequence), sequence__gt=sequence
        )
        if not told.exists():
            raise _BrokenError(
                sequence, "payload", f"the payload of event {sequence} was erased without an event saying so"
            )
        self.erased += 1

    def _check_head(self, head: AuditHead) -> None:
        """The walk must end on the head, and nothing may stand behind it.

        The last event is read before the head is read again: an event and its head commit together.
        """
        if self.sequence < head.sequence:
            raise _BrokenError(
                self.sequence + 1, "gap", f"event {self.sequence + 1} is missing; the head names {head.sequence}"
            )
        if self.sequence == head.sequence and self.hash != head.hash:
            raise _BrokenError(head.sequence, "head", f"the head does not name the hash of event {head.sequence}")
        last = AuditEvent.objects.aggregate(last=Max("sequence"))["last"] or 0
        now = AuditHead.objects.filter(pk=1).first()
        if now is None or last > now.sequence:
            raise _BrokenError(last, "head", f"event {last} stands behind the head")
