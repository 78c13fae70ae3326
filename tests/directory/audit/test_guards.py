"""The database refuses to rewrite the audit chain (C8), on SQLite and on PostgreSQL."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db import models as db_models

from directory.audit.guards import EVENT, HEAD, PAYLOAD, guards_installed, install_guards, remove_guards
from directory.audit.models import AuditEvent, AuditHead, AuditPayload
from directory.audit.services import record_event, record_events
from directory.audit.verification import verify_chain

MIDDLE = "at, kind, actor_id, association_id, subject_model, subject_id, subject_label, payload_digest"


def note(text: str = "x") -> AuditEvent:
    return record_event(kind="test.noted", actor=None, subject=None, payload={"text": text})


def execute(sql: str, *parameters: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)


def refused(act: Callable[[], object]) -> bool:
    """The database itself says no, and nothing has changed."""
    before = (
        list(AuditEvent.objects.values_list()),
        list(AuditPayload.objects.values_list()),
        AuditHead.objects.get().hash,
    )
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        act()
    after = (
        list(AuditEvent.objects.values_list()),
        list(AuditPayload.objects.values_list()),
        AuditHead.objects.get().hash,
    )
    return before == after


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        f"UPDATE {EVENT} SET kind = 'x'",
        f"UPDATE {EVENT} SET sequence = 9 WHERE sequence = 2",
        f"DELETE FROM {EVENT}",
        f"DELETE FROM {EVENT} WHERE sequence = 2",
        f"DELETE FROM {PAYLOAD}",
        f"UPDATE {PAYLOAD} SET body = 'x'",
        f"UPDATE {PAYLOAD} SET salt = 'x'",
        f"UPDATE {PAYLOAD} SET body = NULL",
        f"UPDATE {PAYLOAD} SET event_id = 2 WHERE event_id = 1",
        f"UPDATE {PAYLOAD} SET erased_by = 3",
        f"DELETE FROM {HEAD}",
        f"UPDATE {HEAD} SET sequence = 1",
        f"UPDATE {HEAD} SET hash = 'x'",
    ],
)
def test_rewriting_is_refused(sql: str) -> None:
    """C8: UPDATE and DELETE are refused by the database on both backends."""
    note("a")
    note("b")
    assert refused(lambda: execute(sql))


@pytest.mark.django_db
def test_an_erased_payload_stays_erased() -> None:
    event = note()
    execute(f"UPDATE {PAYLOAD} SET body = NULL, salt = NULL, erased_at = '2026-11-22 00:00:00+00:00'")
    assert AuditPayload.objects.get(event=event).is_erased
    assert refused(lambda: execute(f"UPDATE {PAYLOAD} SET body = %s, salt = %s, erased_at = NULL", "{}", "0" * 32))
    assert refused(lambda: execute(f"UPDATE {PAYLOAD} SET erased_at = '2026-11-23 00:00:00+00:00'"))


@pytest.mark.django_db
def test_the_models_are_refused_too() -> None:
    event = note()
    event.kind = "test.other"
    assert refused(event.save)
    assert refused(lambda: db_models.QuerySet(AuditPayload).all()._raw_delete(using="default"))


@pytest.mark.django_db
@pytest.mark.postgresql
@pytest.mark.parametrize("table", [EVENT, PAYLOAD, HEAD])
def test_truncate_is_refused(table: str) -> None:
    note()
    execute("SET CONSTRAINTS ALL IMMEDIATE")  # else PostgreSQL refuses for another reason
    assert refused(lambda: execute(f"TRUNCATE {table} CASCADE"))


@pytest.mark.django_db
@pytest.mark.postgresql
def test_an_upsert_is_refused() -> None:
    note()
    assert refused(
        lambda: execute(f"INSERT INTO {EVENT} SELECT * FROM {EVENT} ON CONFLICT (sequence) DO UPDATE SET kind = 'x'")
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        f"INSERT OR REPLACE INTO {EVENT} SELECT * FROM {EVENT} WHERE sequence = 1",
        f"REPLACE INTO {EVENT} SELECT 7, {MIDDLE}, previous_hash, 'x' FROM {EVENT} WHERE sequence = 1",
        f"REPLACE INTO {EVENT} SELECT 7, {MIDDLE}, 'x', hash FROM {EVENT} WHERE sequence = 1",
        f"UPDATE OR REPLACE {EVENT} SET sequence = 2 WHERE sequence = 1",
        f"INSERT OR REPLACE INTO {PAYLOAD} SELECT * FROM {PAYLOAD} WHERE event_id = 1",
        f"INSERT OR REPLACE INTO {HEAD} SELECT * FROM {HEAD}",
    ],
)
def test_replace_is_refused_on_sqlite(sql: str) -> None:
    """REPLACE deletes without firing delete triggers; the insert guard sees it, by every unique value."""
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has REPLACE")
    note("a")
    note("b")
    assert refused(lambda: execute(sql))


@pytest.mark.django_db
def test_constraints_hold_without_the_guards() -> None:
    """A fork, a number below one, an unnamed kind, a half-erased payload and a second head are refused."""
    event = note()
    columns = {
        "at": event.at,
        "subject_model": "",
        "subject_id": "",
        "subject_label": "",
        "payload_digest": "",
        "kind": "x",
        "previous_hash": "p",
        "hash": "h",
    }
    remove_guards(connection)
    for wrong in (
        {"sequence": 2, "previous_hash": event.previous_hash},
        {"sequence": 2, "hash": event.hash},
        {"sequence": 0},
        {"sequence": 2, "kind": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            AuditEvent.objects.create(**{**columns, **wrong})
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditPayload.objects.update(body=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditHead.objects.create(id=2, hash="x")
    install_guards(connection)


@pytest.mark.django_db
def test_installing_is_idempotent_and_comes_back_after_migrate() -> None:
    """traps 2: SQLite's AlterField drops triggers silently; post_migrate arms the chain again."""
    install_guards(connection)
    assert guards_installed(connection)
    remove_guards(connection)
    assert not guards_installed(connection)
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert guards_installed(connection)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_transactional_tests_start_with_an_empty_armed_chain(turn: int) -> None:
    """The undoing between transactional tests passes the guards and leaves them armed, twice in a row."""
    assert guards_installed(connection)
    assert note().sequence == 1
    with pytest.raises(DatabaseError):
        execute(f"DELETE FROM {EVENT}")
    assert verify_chain().checked == 1


@pytest.mark.django_db(transaction=True)
def test_parallel_writers_leave_no_gap() -> None:
    """C8: in order without gaps under parallel writers, single and bulk, with rollbacks among them."""
    writers, rounds = 4, 15
    failures: list[BaseException] = []

    def write(number: int) -> None:
        try:
            for turn in range(rounds):
                with transaction.atomic():
                    note(f"{number}.{turn}")
                with transaction.atomic():
                    note("rolled back")
                    transaction.set_rollback(True)
                record_events(kind="test.bulk", actor=None, entries=[(None, {"n": number})] * 3)
        except BaseException as error:  # noqa: BLE001  a thread's failure must reach the test
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not failures
    result = verify_chain()
    assert result.holds, result.broken
    assert result.checked == writers * rounds * 4
    assert list(AuditEvent.objects.values_list("sequence", flat=True)) == list(range(1, result.checked + 1))


def test_flush_wrapper_arms_again_even_when_the_flush_fails(db: Any) -> None:
    from directory.audit.guards import with_guards_down

    def failing() -> None:
        assert not guards_installed(connection)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        with_guards_down(failing)()
    assert guards_installed(connection)
