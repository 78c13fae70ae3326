"""The audit chain: appends by four parallel writers, bulk appends, and verification of a million events.

Needs PostgreSQL (``BENCH_POSTGRESQL_URL``, by default the local test server); makes a database of its own, holding the
three tables of the chain, and drops it at the end. *Peer*: the same rows through the ORM without a chain (no head, no
hash). *Limit*: bare SQL under the same lock (appends), COPY (bulk), reading the rows unchecked (verification).
"""

import datetime as dt
import json
import multiprocessing
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import dj_database_url
import django
import psycopg
from django.conf import settings

from benchmarks.harness import LEAST_ROUNDS, Row, at_least, at_most, report, time_interleaved

URL = os.environ.get("BENCH_POSTGRESQL_URL", "postgresql://zhiheng:zhiheng@127.0.0.1:5432/zhiheng")
NAME = "zhiheng_bench_audit"
WRITERS = 4
SECONDS = 1.5
BATCH = 500
EVENTS = int(os.environ.get("BENCH_AUDIT_EVENTS", "1000000"))
MOMENT = dt.datetime(2026, 11, 22, 8, 30, 15, 123456, dt.UTC)
PAYLOAD = {"website": ["https://a.example", "https://b.example"], "size_class": ["small", "medium"]}


def prepare() -> None:
    """Point Django at the benchmark's own database; once per process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    settings.DATABASES["default"] = dict(dj_database_url.parse(URL), NAME=NAME)
    django.setup()


@contextmanager
def own_database() -> Iterator[None]:
    """An empty database with the three tables of the chain, dropped afterwards."""
    with psycopg.connect(URL, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {NAME} ENCODING 'UTF8' TEMPLATE template0")
        prepare()
        from django.db import connection

        from directory.audit.guards import install_guards
        from directory.audit.models import AuditEvent, AuditHead, AuditPayload

        with connection.schema_editor() as editor:
            for model in (AuditEvent, AuditPayload, AuditHead):
                editor.create_model(model)
        install_guards(connection)
        try:
            yield
        finally:
            connection.close()
            server.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def empty() -> None:
    """Start the chain anew between measurements."""
    from django.db import connection

    from directory.audit.guards import guards_down

    with guards_down(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE directory_auditpayload, directory_auditevent, directory_audithead")


# ── What is written ───────────────────────────────────────────────────────────────────────────


def append_ours(turn: int) -> None:
    """One event in a transaction of its own."""
    from directory.audit.services import record_event

    record_event(kind="agency.changed", actor=None, subject=None, payload=PAYLOAD | {"turn": turn})


def append_unchained(turn: int) -> None:
    """The peer: the same two rows through the ORM, with random numbers."""
    from django.db import transaction

    with transaction.atomic():
        bulk_unchained([turn])


def append_bare(turn: int) -> None:
    """The limit: the same statements as bare SQL under the same lock."""
    from django.db import connection, transaction

    body = json.dumps(PAYLOAD | {"turn": turn})
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT sequence, hash FROM directory_audithead WHERE id = 1 FOR UPDATE")
        sequence, previous = cursor.fetchone()
        digest = os.urandom(32).hex()
        cursor.execute(
            "INSERT INTO directory_auditevent VALUES (%s, now(), 'agency.changed', NULL, NULL, '', '', '', '', %s, %s)",
            [sequence + 1, previous, digest],
        )
        cursor.execute(
            "INSERT INTO directory_auditpayload (event_id, salt, body) VALUES (%s, '', %s)", [sequence + 1, body]
        )
        cursor.execute("UPDATE directory_audithead SET sequence = %s, hash = %s", [sequence + 1, digest])


def bulk_ours(turns: list[int]) -> None:
    """Events in one transaction."""
    from directory.audit.services import record_events

    record_events(kind="agency.changed", actor=None, entries=((None, PAYLOAD | {"turn": turn}) for turn in turns))


def bulk_unchained(turns: list[int]) -> None:
    """The peer: as many rows of the same size, no head, no hash."""
    from django.utils import timezone

    from directory.audit.canonical import canonical_json
    from directory.audit.models import AuditEvent, AuditPayload

    base, now = int.from_bytes(os.urandom(7)), timezone.now()
    events = [
        AuditEvent(
            sequence=base + turn,
            at=now,
            kind="agency.changed",
            payload_digest=os.urandom(32).hex(),
            hash=os.urandom(32).hex(),
            previous_hash=os.urandom(32).hex(),
        )
        for turn in turns
    ]
    AuditEvent.objects.bulk_create(events)
    bodies = [canonical_json(PAYLOAD | {"turn": turn}) for turn in turns]
    AuditPayload.objects.bulk_create(
        AuditPayload(event_id=event.sequence, salt=os.urandom(16).hex(), body=body)
        for event, body in zip(events, bodies, strict=True)
    )


def bulk_copy(turns: list[int]) -> None:
    """The limit: COPY of as many rows of the same size."""
    base = int.from_bytes(os.urandom(7))
    copy_rows([(base + turn, os.urandom(32).hex(), os.urandom(32).hex(), os.urandom(32).hex()) for turn in turns])


def copy_rows(rows: list[tuple[int, str, str, str]], salt: str = "0" * 32) -> None:
    """Write events and payloads as sequence, digest, previous hash and hash say."""
    from django.db import connection

    body = text_of_payload()
    with connection.cursor() as cursor:
        with cursor.copy("COPY directory_auditevent FROM STDIN") as copy:
            for sequence, digest, previous, own in rows:
                copy.write_row((sequence, MOMENT, "agency.changed", None, None, "", "", "", digest, previous, own))
        with cursor.copy("COPY directory_auditpayload (event_id, salt, body) FROM STDIN") as copy:
            for sequence, *_hashes in rows:
                copy.write_row((sequence, salt, body))


def text_of_payload() -> str:
    """The body of every payload of the long chain."""
    from directory.audit.canonical import canonical_json

    return canonical_json({"actor": "", "reason": "", "subject": "", "data": PAYLOAD})


# ── Parallel writers ──────────────────────────────────────────────────────────────────────────

APPENDS: dict[str, Callable[[int], None]] = {"ours": append_ours, "peer": append_unchained, "limit": append_bare}


def _writer(ready: Any, orders: Any, done: Any) -> None:
    prepare()
    for name in iter(orders.get, None):
        append = APPENDS[name]
        append(0)
        ready.wait()
        end, count = time.perf_counter() + SECONDS, 0
        while time.perf_counter() < end:
            count += 1
            append(count)
        done.put(count)


def parallel_appends() -> tuple[dict[str, float], int]:
    """Events per second of all writers together, the median of rounds in turn; and how many links then hold."""
    from directory.audit.verification import verify_chain

    context = multiprocessing.get_context("spawn")
    ready, done = context.Barrier(WRITERS), context.Queue()
    orders = [context.Queue() for _ in range(WRITERS)]
    writers = [context.Process(target=_writer, args=(ready, order, done)) for order in orders]
    for writer in writers:
        writer.start()
    speeds: dict[str, list[float]] = {name: [] for name in APPENDS}
    links = 0
    for turn in range(LEAST_ROUNDS):
        names = list(APPENDS)
        for name in names[turn % 3 :] + names[: turn % 3]:
            for order in orders:
                order.put(name)
            speeds[name].append(sum(done.get(timeout=60) for _ in writers) / SECONDS)
            if name == "ours":
                walk = verify_chain()
                links += walk.checked if walk.holds else -(10**9)
            empty()
    for order in orders:
        order.put(None)
    for writer in writers:
        writer.join()
    return {name: statistics.median(found) for name, found in speeds.items()}, links


def write_long_chain() -> None:
    """``EVENTS`` valid links by COPY, so that verifying them is measured and not writing them."""
    from django.db import connection, transaction

    from directory.audit.canonical import GENESIS, event_hash, payload_digest

    salt, previous = "0" * 32, GENESIS
    digest = payload_digest(salt, text_of_payload())
    for start in range(1, EVENTS + 1, 20_000):
        rows = []
        for sequence in range(start, min(start + 20_000, EVENTS + 1)):
            own = event_hash(
                sequence=sequence,
                at=MOMENT,
                kind="agency.changed",
                actor_id=None,
                association_id=None,
                subject_model="",
                subject_id="",
                subject_label="",
                digest=digest,
                previous_hash=previous,
            )
            rows.append((sequence, digest, previous, own))
            previous = own
        with transaction.atomic():
            copy_rows(rows, salt)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE directory_audithead SET sequence = %s, hash = %s", [EVENTS, previous])
        cursor.execute("ANALYZE directory_auditevent, directory_auditpayload")


def read_only() -> float:
    """Seconds for reading every row as verification does, without checking."""
    from directory.audit.verification import read_links

    began = time.perf_counter()
    for _link in read_links(after=0, end=EVENTS):
        pass
    return time.perf_counter() - began


def measure() -> list[Row]:
    """Every row of the benchmark; also proves that four writers leave no gap."""
    from django.db import transaction

    from directory.audit.verification import verify_chain

    speeds, links = parallel_appends()
    rows = [
        at_least("links that hold after 4 parallel writers", links, bar=1, unit="events"),
        at_least("single appends, 4 writers", speeds.pop("ours"), bar=250, unit="events/s", **speeds),
    ]

    def run(write: Callable[[list[int]], None]) -> Callable[[], None]:
        def once() -> None:
            with transaction.atomic():
                write(list(range(BATCH)))

        return once

    times = time_interleaved(run(bulk_ours), run(bulk_unchained), run(bulk_copy), rounds=20)
    ours, peer, limit = (BATCH / seconds for seconds in times if seconds)
    rows.append(at_least("bulk append of 500", ours, bar=4000, unit="events/s", peer=peer, limit=limit))
    empty()
    write_long_chain()
    unchecked = read_only()
    walk = verify_chain()
    seconds = walk.seconds if walk.holds and walk.checked == EVENTS else float("inf")
    rows.append(at_most(f"verify {EVENTS:,} events", seconds, bar=30, unit="s", limit=unchecked))
    return rows


if __name__ == "__main__":
    with own_database():
        found = measure()
    sys.exit(report("audit", found))
