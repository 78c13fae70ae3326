"""A demo world in the browser: made once a session, put back before every journey."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone, translation

from tests import services
from tests.database import restore_snapshot, take_snapshot
from tests.sign_in import sign_in

AGENCIES = int(os.environ.get("WORLD_AGENCIES", "240"))


@dataclass(frozen=True)
class StoredWorld:
    """The demo world as a database file and its media, ready to be copied."""

    database: Path
    media: Path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browsers drive the SQLite run alone: the world is put back by copying a database file."""
    if not services.on_postgresql():
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="the browser drives the SQLite run"))


@pytest.fixture(scope="session")
def stored_world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> StoredWorld:
    """Agencies, people, pages, vetted pools: loaded by the demo's own service, then kept as a file."""
    from django.test import override_settings

    from cms.demo.services import create_demo
    from search.services import rebuild_index

    folder = tmp_path_factory.mktemp("world")
    stored = StoredWorld(folder / "world.sqlite3", folder / "media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=str(stored.media)):
        empty = take_snapshot("default")
        create_demo(today=timezone.localdate(), agencies=AGENCIES)
        rebuild_index()
        connection.ensure_connection()
        with sqlite3.connect(stored.database) as copy:
            connection.connection.backup(copy)
        copy.close()
        restore_snapshot("default", empty)
        connection.close()
    return stored


@pytest.fixture
def world(stored_world: StoredWorld, transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    """The demo world, whatever the journey before did to it."""
    media = tmp_path / "media"
    shutil.copytree(stored_world.media, media, copy_function=_link, dirs_exist_ok=True)
    settings.MEDIA_ROOT = str(media)
    connection.ensure_connection()
    copy = sqlite3.connect(stored_world.database)
    copy.backup(connection.connection)
    copy.close()
    yield
    translation.activate("zh-hans")


def _link(source: str, target: str) -> None:
    Path(target).hardlink_to(source)


@pytest.fixture
def page(world: None, browser_page: Any) -> Any:
    """A fresh page on the demo world, in Chinese."""
    return browser_page


@pytest.fixture
def enter(live_server: Any) -> Callable[..., None]:
    """``enter(page, "firm-member")`` signs one of the demo's people in by the session's cookie, factor included."""
    from cms.demo.people import DOMAIN
    from directory.accounts.models import User

    def as_person(page: Any, key: str) -> None:
        client = sign_in(Client(), User.objects.get(email=f"{key}@{DOMAIN}"))
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )

    return as_person
