"""The database's own refusal to rewrite the audit chain (C8), for PostgreSQL and SQLite.

``install_guards`` is idempotent and runs from the migration and after every ``migrate`` (SQLite rebuilds a table
for ``AlterField`` and silently drops its triggers). ``remove_guards`` exists for the flush between
transactional tests and for taking the schema back.

What is refused: UPDATE, DELETE, TRUNCATE and REPLACE of events; the same for payloads except the one step from
a body to none (erasing); DELETE, TRUNCATE and REPLACE of the head, and setting it back.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from directory.audit.canonical import GENESIS

EVENT = "directory_auditevent"
PAYLOAD = "directory_auditpayload"
HEAD = "directory_audithead"
TABLES = (EVENT, PAYLOAD, HEAD)
PREFIX = "audit_guard"

ERASING = (
    "OLD.body IS NOT NULL AND NEW.body IS NULL AND NEW.salt IS NULL AND NEW.erased_at IS NOT NULL "
    "AND NEW.event_id = OLD.event_id"
)
"""The only change of a payload that passes."""

POSTGRESQL_INSTALL = f"""
CREATE OR REPLACE FUNCTION {PREFIX}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit chain is append-only: % of % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE TRIGGER {PREFIX}_event_row BEFORE UPDATE OR DELETE ON {EVENT}
    FOR EACH ROW EXECUTE FUNCTION {PREFIX}_refuse();
CREATE OR REPLACE TRIGGER {PREFIX}_payload_delete BEFORE DELETE ON {PAYLOAD}
    FOR EACH ROW EXECUTE FUNCTION {PREFIX}_refuse();
CREATE OR REPLACE TRIGGER {PREFIX}_payload_update BEFORE UPDATE ON {PAYLOAD}
    FOR EACH ROW WHEN (({ERASING}) IS NOT TRUE) EXECUTE FUNCTION {PREFIX}_refuse();
CREATE OR REPLACE TRIGGER {PREFIX}_head_delete BEFORE DELETE ON {HEAD}
    FOR EACH ROW EXECUTE FUNCTION {PREFIX}_refuse();
CREATE OR REPLACE TRIGGER {PREFIX}_head_update BEFORE UPDATE ON {HEAD}
    FOR EACH ROW WHEN (NEW.sequence <= OLD.sequence) EXECUTE FUNCTION {PREFIX}_refuse();
""" + "".join(
    f"CREATE OR REPLACE TRIGGER {PREFIX}_truncate BEFORE TRUNCATE ON {table}\n"
    f"    FOR EACH STATEMENT EXECUTE FUNCTION {PREFIX}_refuse();\n"
    for table in TABLES
)


def _exists(table: str, column: str) -> str:
    """SQL for "a row with the new row's value stands already"."""
    return f"EXISTS (SELECT 1 FROM {table} WHERE {column} = NEW.{column})"  # noqa: S608  constants of this module


def _sqlite_trigger(name: str, table: str, event: str, condition: str = "") -> str:
    when = f"WHEN {condition} " if condition else ""
    return (
        f"CREATE TRIGGER IF NOT EXISTS {PREFIX}_{name} BEFORE {event} ON {table} FOR EACH ROW {when}BEGIN "
        f"SELECT RAISE(ABORT, 'The audit chain is append-only: {event} of {table} is refused.'); END"
    )


SQLITE_INSTALL = [
    _sqlite_trigger("event_update", EVENT, "UPDATE"),
    _sqlite_trigger("event_delete", EVENT, "DELETE"),
    # INSERT OR REPLACE fires no delete trigger; it removes any row that shares a unique value.
    _sqlite_trigger(
        "event_replace",
        EVENT,
        "INSERT",
        " OR ".join(_exists(EVENT, column) for column in ("sequence", "hash", "previous_hash")),
    ),
    _sqlite_trigger("payload_update", PAYLOAD, "UPDATE", f"({ERASING}) IS NOT TRUE"),
    _sqlite_trigger("payload_delete", PAYLOAD, "DELETE"),
    _sqlite_trigger("payload_replace", PAYLOAD, "INSERT", _exists(PAYLOAD, "event_id")),
    _sqlite_trigger("head_update", HEAD, "UPDATE", "NEW.sequence <= OLD.sequence"),
    _sqlite_trigger("head_delete", HEAD, "DELETE"),
    _sqlite_trigger("head_replace", HEAD, "INSERT", _exists(HEAD, "id")),
]

EXPECTED = {"postgresql": 8, "sqlite": len(SQLITE_INSTALL)}
"""Number of triggers that stand when the chain is guarded."""


def tables_exist(connection: BaseDatabaseWrapper) -> bool:
    """The schema is there (it is not after migrating the app back to zero)."""
    with connection.cursor() as cursor:
        return set(TABLES) <= set(connection.introspection.table_names(cursor))


def install_guards(connection: BaseDatabaseWrapper) -> None:
    """Put every guard and the head row in place; harmless when they are there already."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_INSTALL)
        else:
            for statement in SQLITE_INSTALL:
                cursor.execute(statement)
        cursor.execute(f"SELECT COUNT(*) FROM {HEAD}")  # noqa: S608  the names are this module's constants
        if not cursor.fetchone()[0]:
            cursor.execute(f"SELECT sequence, hash FROM {EVENT} ORDER BY sequence DESC LIMIT 1")  # noqa: S608  see above
            sequence, digest = cursor.fetchone() or (0, GENESIS)
            cursor.execute(f"INSERT INTO {HEAD} (id, sequence, hash) VALUES (1, %s, %s)", [sequence, digest])  # noqa: S608  see above


def remove_guards(connection: BaseDatabaseWrapper) -> None:
    """Take every guard away; the rows stay."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP FUNCTION IF EXISTS {PREFIX}_refuse() CASCADE")
        else:
            for name in _sqlite_guards(cursor):
                cursor.execute(f'DROP TRIGGER "{name}"')


def guards_installed(connection: BaseDatabaseWrapper) -> bool:
    """True when every trigger stands and, on PostgreSQL, fires in ordinary sessions."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT COUNT(*) FROM pg_trigger WHERE tgname LIKE %s AND NOT tgisinternal AND tgenabled IN ('O', 'A') "
                "AND tgrelid IN (%s::regclass, %s::regclass, %s::regclass)",
                [f"{PREFIX}%", *TABLES],
            )
            return bool(cursor.fetchone()[0] == EXPECTED["postgresql"])
        return len(_sqlite_guards(cursor)) == EXPECTED["sqlite"]


def _sqlite_guards(cursor: Any) -> list[str]:
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{PREFIX}%"])
    return [row[0] for row in cursor.fetchall()]


def reinstall_after_migrate(using: str = DEFAULT_DB_ALIAS, **_: object) -> None:
    """Receiver of ``post_migrate``: arm the chain again, whatever a migration or a flush did to it."""
    connection = connections[using]
    if tables_exist(connection):
        install_guards(connection)


@contextmanager
def guards_down(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Guards off inside the block, on again after it, even when it fails. For the flush of tests only."""
    connection = connections[using]
    if not tables_exist(connection):
        yield
        return
    remove_guards(connection)
    try:
        yield
    finally:
        install_guards(connection)


def with_guards_down(flush: Callable[..., None]) -> Callable[..., None]:
    """Wrap ``TransactionTestCase._fixture_teardown`` so that its flush may empty the chain.

    Use once per test session::

        TransactionTestCase._fixture_teardown = with_guards_down(TransactionTestCase._fixture_teardown)
    """

    @wraps(flush)
    def wrapped(*args: object, **kwargs: object) -> None:
        with guards_down():
            flush(*args, **kwargs)

    return wrapped
