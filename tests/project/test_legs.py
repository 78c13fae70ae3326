"""The gate's legs: which runs there are, what is said of those that cannot be, and the exit code."""

from typing import Any

import pytest

from tests import legs, services
from tests.services import Service


def test_sqlite_runs_always_and_last() -> None:
    assert [run.name for run in legs.plan(prove=False, postgresql=False)] == ["SQLite"]
    runs = legs.plan(prove=False, postgresql=True)
    assert [run.name for run in runs] == ["PostgreSQL", "SQLite"]
    assert runs[1].marks == "not prove"
    assert runs[0].environment["DATABASE_URL"].startswith("postgresql://")
    assert runs[1].environment["DATABASE_URL"] == ""


def test_the_long_proofs_run_with_their_own_profile() -> None:
    (run,) = legs.plan(prove=True, postgresql=False)
    assert run.marks == "prove"
    assert run.environment["HYPOTHESIS_PROFILE"] == "prove"


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["legs"])
    monkeypatch.setattr(services, "postgresql", lambda: Service("PostgreSQL", present=False, reason="does not answer"))
    monkeypatch.setattr(services, "elasticsearch", lambda: Service("Elasticsearch", present=True))
    monkeypatch.setattr(services, "browser", lambda: Service("browser", present=True))


class Done:
    def __init__(self, returncode: int) -> None:
        self.returncode = returncode


@pytest.mark.parametrize(("required", "tests", "code"), [("", 0, 0), ("0", 0, 0), ("1", 0, 1), ("", 1, 1)])
def test_exit_code(required: str, tests: int, code: int, absent: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing service fails only where services are required; a failing test always does."""
    monkeypatch.setenv("REQUIRE_SERVICES", required)
    seen: list[dict[str, str]] = []

    def run(command: list[str], *, env: dict[str, str], check: bool) -> Done:
        seen.append(env)
        return Done(tests)

    monkeypatch.setattr("subprocess.run", run)
    assert legs.main() == code
    assert "leg PostgreSQL: NOT RUN, does not answer" in seen[0]["LEG_NOTES"]


def test_an_earlier_failure_is_repeated_to_the_last_run(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = iter([1, 0])
    notes_seen: list[str] = []

    def run(command: list[str], *, env: dict[str, str], check: bool) -> Done:
        notes_seen.append(env["LEG_NOTES"])
        return Done(next(codes))

    monkeypatch.setattr("subprocess.run", run)
    assert legs.run_legs(legs.plan(prove=False, postgresql=True), []) == ["PostgreSQL"]
    assert notes_seen == ["", "leg PostgreSQL: FAILED"]


def test_a_service_that_is_not_there_is_described(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "POSTGRES_URL", "postgresql://nobody:secret@127.0.0.1:1/none")
    monkeypatch.setattr(services, "ELASTICSEARCH_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    probes: list[Any] = [services.postgresql, services.elasticsearch, services.browser]
    found = [probe.__wrapped__() for probe in probes]
    assert [service.present for service in found] == [False, False, False]
    assert all(service.reason for service in found)
    assert "secret" not in found[0].reason


def test_the_notes_stand_in_the_summary(pytester_notes: str) -> None:
    assert "leg Elasticsearch: NOT RUN" in pytester_notes


@pytest.fixture
def pytester_notes(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    from tests import conftest

    class Reporter:
        def section(self, title: str) -> None:
            print(f"== {title} ==")  # noqa: T201  stands in for the terminal

        def write_line(self, line: str) -> None:
            print(line)  # noqa: T201

    monkeypatch.setenv("LEG_NOTES", "leg Elasticsearch: NOT RUN, no answer\n")
    conftest.pytest_terminal_summary(Reporter())  # type: ignore[arg-type]
    return capsys.readouterr().out
