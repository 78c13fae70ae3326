"""The supervisor: restarts the worker, ends everything together, survives a failing chore."""

import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from config import supervision
from config.supervision import Child, Chore, Supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def interrupt_when(
    condition: object, *, number: signal.Signals = signal.SIGINT, limit: float = 15.0
) -> threading.Thread:
    """Send the signal to this process once ``condition()`` holds, as Ctrl-C would."""

    def wait() -> None:
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline and not condition():  # type: ignore[operator]
            time.sleep(0.02)
        os.kill(os.getpid(), number)

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    return thread


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_every_child_and_returns_zero(number: signal.Signals) -> None:
    children = [Child("server", lambda: SLEEP), Child("worker", lambda: SLEEP, restart=True)]
    before = signal.getsignal(signal.SIGINT)
    interrupt_when(lambda: all(child.process for child in children), number=number)

    assert Supervisor(children, interval=0.02).run() == 0

    assert all(child.process is not None and child.process.poll() is not None for child in children)
    assert signal.getsignal(signal.SIGINT) is before


def test_the_end_of_an_essential_child_ends_the_rest_with_its_code() -> None:
    worker = Child("worker", lambda: SLEEP, restart=True)
    assert Supervisor([Child("server", lambda: python("raise SystemExit(3)")), worker], interval=0.02).run() == 3
    assert worker.process is not None
    assert worker.process.poll() is not None


def test_a_server_that_ends_without_error_is_still_a_failure() -> None:
    assert Supervisor([Child("server", lambda: python("pass"))], interval=0.02).run() == 1


def test_a_worker_that_ends_is_reaped_and_started_again(tmp_path: Path) -> None:
    log = tmp_path / "starts"
    reaped: list[int] = []

    def command() -> Sequence[str]:
        return python(f"open({str(log)!r}, 'a').write('x')")

    def starts() -> int:
        return len(log.read_text()) if log.exists() else 0

    worker = Child("worker", command, restart=True, on_exit=lambda: reaped.append(starts()))
    interrupt_when(lambda: starts() >= 2)
    assert Supervisor([worker], interval=0.02).run() == 0
    assert reaped[0] == 1
    assert starts() >= 2


def test_the_pause_grows_with_each_quick_failure_and_is_bounded() -> None:
    child = Child("worker", lambda: SLEEP, restart=True)
    supervisor = Supervisor([child])
    pauses = []
    for _ in range(8):
        child.started = time.monotonic()
        supervisor._plan_restart(child, 1)
        pauses.append(round(child.start_at - time.monotonic()))
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]
    child.started = time.monotonic() - supervision.HEALTHY_SECONDS - 1
    supervisor._plan_restart(child, 1)
    assert child.failures == 1


def test_a_chore_that_fails_does_not_end_the_site() -> None:
    runs: list[str] = []

    def fail() -> None:
        runs.append("failed")
        raise RuntimeError("the database is busy")

    chores = [Chore("fails", 0.01, fail), Chore("works", 0.01, lambda: runs.append("worked"))]
    interrupt_when(lambda: runs.count("failed") > 1 and runs.count("worked") > 1)
    assert Supervisor([Child("server", lambda: SLEEP)], chores, interval=0.01).run() == 0


def test_a_child_that_ignores_the_signal_is_killed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(supervision, "GRACE_SECONDS", 0.3)
    ready = tmp_path / "ready"
    deaf = f"import signal, time; signal.signal(15, signal.SIG_IGN); open({str(ready)!r}, 'w').close(); time.sleep(60)"
    child = Child("server", lambda: python(deaf))
    interrupt_when(ready.exists)
    assert Supervisor([child], interval=0.02).run() == 0
    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL


def test_it_announces_once() -> None:
    asked: list[bool] = []

    def answer() -> bool:
        asked.append(True)
        return len(asked) == 3

    interrupt_when(lambda: len(asked) == 3)
    Supervisor([Child("server", lambda: SLEEP)], interval=0.01).run(when_started=answer)
    assert len(asked) == 3
