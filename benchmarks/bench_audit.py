"""The audit chain: appends by four parallel writers, bulk appends, and verification of a million events.

Needs PostgreSQL (``BENCH_POSTGRESQL_URL``, by default the local test server); makes a database of its own, holding the
three tables of the chain, and drops it at the end. *Peer*: the same rows written by the same code without chain
(no head, no hash). *Limit*: what the server gives to bare SQL with the same lock (appends), COPY (bulk), and reading the
rows without checking them (verification).
"""

import json
import multiprocessing
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import dj_database_url
import django

URL = os.environ.get("BENCH_POSTGRESQL_URL", "postgresql://zhiheng:zhiheng@127.0.0.1:5432/zhiheng")
NAME = "zhiheng_bench_audit"
WRITERS = 4
SECONDS = 5.0
EVENTS = 1_000_000
PAYLOAD = {"website": ["https://a.example", "https://b.example"], "size_class": ["small", "medium"]}


def prepare() -> None:
    """Point Django at the benchmark's own database; once per process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    from django.conf import settings

    settings.DATABASES["default"] = dj_database_url.parse(URL) | {"NAME": NAME}
    django.setup()


@contextmanager
def own_database() -> Iterator[None]:
    """An empty database with the three tables of the chain, dropped afterwards."""
    import psycopg

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


# ── What is written ───────────────────────────────────────────────────────────────────────────


def append_ours(turn: int) -> None:
    from directory.audit.services import record_event

    record_event(kind="agency.changed", actor=None, subject=None, payload=PAYLOAD | {"turn": turn})


def append_unchained(turn: int) -> None:
    """The peer: the same two rows through the ORM; random numbers, no head, no hash."""
    from django.db import transaction

    with transaction.atomic():
        unchained_rows([turn])


def unchained_rows(turns: list[int]) -> None:
    from django.utils import timezone

    from directory.audit.canonical import canonical_json
    from directory.audit.models import AuditEvent, AuditPayload

    base = int.from_bytes(os.urandom(7))
    events = [
        AuditEvent(
            sequence=base + turn,
            at=timezone.now(),
            kind="agency.changed",
            hash=os.urandom(32).hex(),
            previous_hash=os.urandom(32).hex(),
        )
        for turn in turns
    ]
    AuditEvent.objects.bulk_create(events)
    AuditPayload.objects.bulk_create(
        AuditPayload(event_id=event.sequence, salt="", body=canonical_json(PAYLOAD)) for event in events
    )


def append_bare(turn: int) -> None:
    """The limit: the same four statements as bare SQL under the same lock."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT sequence, hash FROM directory_audithead WHERE id = 1 FOR UPDATE")
        sequence, previous = cursor.fetchone()
        digest = os.urandom(32).hex()
        cursor.execute(
            "INSERT INTO directory_auditevent VALUES (%s, now(), 'agency.changed', NULL, NULL, '', '', '', '', %s, %s)",
            [sequence + 1, previous, digest],
        )
        cursor.execute(
            "INSERT INTO directory_auditpayload (event_id, salt, body) VALUES (%s, '', %s)",
            [sequence + 1, json.dumps(PAYLOAD)],
        )
        cursor.execute("UPDATE directory_audithead SET sequence = %s, hash = %s", [sequence + 1, digest])


APPENDS: dict[str, Callable[[int], None]] = {"ours": append_ours, "peer": append_unchained, "limit": append_bare}


def _writer(name: str, ready: Any, done: Any) -> None:
    prepare()
    append = APPENDS[name]
    append(0)
    ready.wait()
    end, count = time.perf_counter() + SECONDS, 0
    while time.perf_counter() < end:
        count += 1
        append(count)
    done.put(count)


def parallel_appends(name: str) -> float:
    """Events per second of all writers together, each append in a transaction of its own."""
    context = multiprocessing.get_context("spawn")
    ready, done = context.Barrier(WRITERS), context.Queue()
    writers = [context.Process(target=_writer, args=(name, ready, done)) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    total = sum(done.get(timeout=60) for _ in writers)
    for writer in writers:
        writer.join()
    return total / SECONDS


def rate(write: Callable[[list[int]], object], *, rows: int = 500, rounds: int = 20) -> float:
    """Rows per second, median of ``rounds`` transactions of ``rows``."""
    from django.db import transaction

    speeds = []
    for _ in range(rounds):
        began = time.perf_counter()
        with transaction.atomic():
            write(list(range(rows)))
        speeds.append(rows / (time.perf_counter() - began))
    return statistics.median(speeds)


def bulk_ours(turns: list[int]) -> None:
    from directory.audit.services import record_events

    record_events(kind="agency.changed", actor=None, entries=((None, PAYLOAD | {"turn": turn}) for turn in turns))


def bulk_copy(turns: list[int]) -> None:
    """The limit: COPY of as many rows of the same size."""
    from django.db import connection
    from django.utils import timezone

    base = int.from_bytes(os.urandom(7))
    with connection.cursor() as cursor:
        with cursor.copy("COPY directory_auditevent FROM STDIN") as copy:
            for turn in turns:
                hashes = os.urandom(32).hex(), os.urandom(32).hex()
                copy.write_row((base + turn, timezone.now(), "agency.changed", None, None, "", "", "", "", *hashes))
        with cursor.copy("COPY directory_auditpayload (event_id, salt, body) FROM STDIN") as copy:
            for turn in turns:
                copy.write_row((base + turn, os.urandom(16).hex(), json.dumps(PAYLOAD)))


def empty() -> None:
    """Start the chain anew between measurements."""
    from django.db import connection

    from directory.audit.guards import guards_down

    with guards_down(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE directory_auditpayload, directory_auditevent, directory_audithead")


def read_only() -> float:
    """Seconds for reading every row as verification does, without checking."""
    from directory.audit.models import AuditEvent
    from directory.audit.verification import CHUNK, COLUMNS

    began, last = time.perf_counter(), 0
    while chunk := list(
        AuditEvent.objects.filter(sequence__gt=last).order_by("sequence").values_list(*COLUMNS)[:CHUNK]
    ):
        last = chunk[-1][0]
    return time.perf_counter() - began


def hash_only() -> float:
    """Seconds for hashing as many events of the same size out of memory: what reading nothing would leave."""
    from django.utils import timezone

    from directory.audit.canonical import GENESIS, canonical_json, event_hash, payload_digest

    body, now, previous = canonical_json(PAYLOAD), timezone.now(), GENESIS
    began = time.perf_counter()
    for sequence in range(1, EVENTS + 1):
        digest = payload_digest("0" * 32, body)
        previous = event_hash(
            sequence=sequence,
            at=now,
            kind="agency.changed",
            actor_id=None,
            association_id=None,
            subject_model="",
            subject_id="",
            subject_label="",
            digest=digest,
            previous_hash=previous,
        )
    return time.perf_counter() - began


def row(
    what: str, ours: float, peer: float, limit: float, unit: str, bar: float, *, most: bool = False
) -> dict[str, Any]:
    """One line of the result; ``most`` means that less is better."""
    holds = ours <= bar if most else ours >= bar
    figures = {"ours": round(ours, 1), "peer": round(peer, 1), "limit": round(limit, 1)}
    return {"what": what, **figures, "unit": unit, "bar": bar, "holds": holds}


def measure() -> list[dict[str, Any]]:
    """Every row of the benchmark; also proves that four writers leave no gap."""
    rows = []
    with own_database():
        from directory.audit.verification import verify_chain

        speeds = {}
        for name in APPENDS:
            speeds[name] = parallel_appends(name)
            if name == "ours":
                walk = verify_chain()
                rows.append(row("chain holds after 4 writers", walk.checked if walk.holds else 0, 0, 0, "events", 1))
            empty()
        rows.append(row("single appends, 4 writers", **speeds, unit="events/s", bar=250))
        bulk = {"ours": rate(bulk_ours), "peer": rate(unchained_rows), "limit": rate(bulk_copy)}
        rows.append(row("bulk append of 500", **bulk, unit="events/s", bar=4000))
        empty()
        for start in range(0, EVENTS, 10_000):
            bulk_ours(list(range(start, start + 10_000)))
        walk = verify_chain()
        seconds = walk.seconds if walk.holds and walk.checked == EVENTS else float("inf")
        rows.append(row("verify 1 M events", seconds, hash_only(), read_only(), "s", 30, most=True))
    return rows


if __name__ == "__main__":
    for line in measure():
        print(json.dumps(line))
