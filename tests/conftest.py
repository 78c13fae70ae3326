"""What every test can ask for: a database that is put back, a browser, axe and a clock that stands still."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests import services
from tests.database import restore_snapshot, take_snapshot

# Playwright runs an event loop in this thread; Django would refuse its ordinary database calls beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

_QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]  # two shared cores; fixtures are read only
hypothesis_settings.register_profile("gate", max_examples=60, deadline=None, suppress_health_check=_QUIET)
hypothesis_settings.register_profile("prove", max_examples=20_000, deadline=None, suppress_health_check=_QUIET)
hypothesis_settings.register_profile("quick", max_examples=10, deadline=None, suppress_health_check=_QUIET)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))

SHANGHAI = ZoneInfo("Asia/Shanghai")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# ── Which tests can run here ──────────────────────────────────────────────────────────────────


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, by name, what needs a service that is not there; `make test` tells and may refuse that."""
    absent = {
        marker: f"leg {leg.name} has no service: {leg.reason}"
        for marker, leg in (("browser", services.browser()), ("elasticsearch", services.elasticsearch()))
        if not leg.present
    }
    if not services.on_postgresql():
        absent["postgresql"] = "only PostgreSQL does this; this run is on SQLite"
    for item in items:
        for marker, reason in absent.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Repeat what `make test` knows of the other legs, so that the last summary tells all of it."""
    notes = [line for line in os.environ.get("LEG_NOTES", "").splitlines() if line]
    if notes:
        terminalreporter.section("legs")
        for line in notes:
            terminalreporter.write_line(line)


# ── The database ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Undo transactional tests by writing the migrated state back, instead of Django's flush (tests.database)."""
    with django_db_blocker.unblock():
        snapshots = {alias: take_snapshot(alias) for alias in connections}

    def restore(case: TransactionTestCase) -> None:
        for alias in case._databases_names(include_mirrors=False):  # type: ignore[attr-defined]  # Django's own
            restore_snapshot(alias, snapshots[alias])

    original = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]  # Django's own
    TransactionTestCase._fixture_teardown = restore  # type: ignore[attr-defined]
    yield
    TransactionTestCase._fixture_teardown = original  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _clean_caches() -> Iterator[None]:
    """Sign-in limits and cached reads of one test must not reach the next."""
    from django.core.cache import cache
    from django.utils import translation

    cache.clear()
    yield
    translation.activate("zh-hans")


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Path) -> None:
    """Uploads of a test die with it."""
    settings.MEDIA_ROOT = tmp_path / "media"


# ── The clock ─────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A clock that stands at Monday 2026-11-23 10:00 in Shanghai; ``clock.move_to(...)`` sets it anew."""
    from datetime import datetime

    with time_machine.travel(datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI), tick=False) as traveller:
        yield traveller


# ── The browser ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One Chromium for the session; starting one costs more than most tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=services.chromium_path(), args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def browser_page(chromium: Any, live_server: Any) -> Iterator[Any]:
    """A fresh page at 1280 × 900 on the live server, in Chinese; the test fails on any console or page error.

    ``page.goto("/path/")`` is relative to the live server. A test that provokes an error on purpose removes it
    from ``page.console_errors`` after looking at it.
    """
    context = chromium.new_context(
        base_url=live_server.url, locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.console_errors = []
    page.on("console", lambda line: page.console_errors.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: page.console_errors.append(str(error)))
    yield page
    errors = list(page.console_errors)
    context.close()
    assert not errors, f"the browser's console shows errors: {errors}"


@pytest.fixture
def axe() -> Callable[[Any], None]:
    """``axe(page)`` fails with every finding of axe on the page as it stands (WCAG 2.2 AA and best practice)."""
    from axe_playwright_python.sync_playwright import Axe

    runner = Axe()

    def check(page: Any) -> None:
        violations = runner.run(page).response["violations"]
        told = [
            f"{rule['id']}: {rule['help']}: " + "; ".join(" ".join(node["target"]) for node in rule["nodes"][:5])
            for rule in violations
        ]
        assert not told, f"axe on {page.url}:\n" + "\n".join(told)

    return check
