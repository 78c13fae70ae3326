"""Brings the database to the state the site needs before it starts: tables, cache table, demo world, index."""

import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

Tell = Callable[[str], object]


def prepare(*, tell: Tell) -> None:
    """Migrate when migrations wait, bring cache table, groups and index in step, load the demo into an empty database.

    Safe to repeat: what is there is kept. ``tell`` gets a line for each step that takes time.
    """
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # WhiteNoise warns without it
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    migrating = _migrations_wait()
    if migrating:
        _timed(tell, "Migrating the database", lambda: call_command("migrate", verbosity=0, interactive=False))
    if settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
        call_command("createcachetable", verbosity=0)
    if migrating:
        for name in settings.COMMANDS_AFTER_MIGRATING:
            call_command(name, verbosity=0, stdout=StringIO())
    if settings.DEMO and _is_fresh():
        _timed(tell, "Creating the demo world", lambda: call_command("create_demo", verbosity=0))


def _migrations_wait() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _is_fresh() -> bool:
    """Whether nobody has put an agency or a person in yet."""
    return not any(apps.get_model("directory", name).objects.exists() for name in ("Agency", "User"))


def _timed(tell: Tell, what: str, run: Callable[[], object]) -> None:
    tell(f"{what} ...")
    started = time.monotonic()
    run()
    tell(f"{what}: {time.monotonic() - started:.0f} s")
