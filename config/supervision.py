"""Keeps a few child processes alive, and ends them together.

`make run` and the worker's container start here. The worker exits when a lock on the database takes too long, so
it is started again; a server that ends takes the site down with it, because a silent half is worse than none.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

import structlog

logger = structlog.get_logger(__name__)

GRACE_SECONDS = 12.0
LONGEST_PAUSE = 30.0
HEALTHY_SECONDS = 60.0


@dataclass
class Child:
    """One process. ``restart`` says whether it is started again when it ends; ``on_exit`` runs each time it does.

    ``command`` is called for every start, so that each one may carry its own arguments.
    """

    name: str
    command: Callable[[], Sequence[str]]
    restart: bool = False
    on_exit: Callable[[], None] = lambda: None
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started: float = field(default=0.0, init=False)
    failures: int = field(default=0, init=False)
    start_at: float = field(default=0.0, init=False)


@dataclass(frozen=True)
class Chore:
    """Something to do every ``seconds``, in a thread of its own; its failure is logged and survived."""

    name: str
    seconds: float
    run: Callable[[], object]


class Supervisor:
    """Starts the children, looks after them until told to stop, then ends all of them.

    ``run`` returns the exit code: 0 after SIGINT or SIGTERM, otherwise that of the child whose end ended the rest.
    """

    def __init__(self, children: Sequence[Child], chores: Sequence[Chore] = (), *, interval: float = 0.2) -> None:
        self.children = list(children)
        self.chores = list(chores)
        self.interval = interval
        self.stopping = False
        self._due = {chore.name: time.monotonic() + chore.seconds for chore in self.chores}

    def run(self, *, when_started: Callable[[], bool] = lambda: True) -> int:
        """Run until a signal or the end of an essential child.

        ``when_started`` is asked again and again until it returns true (the server answers, the address is
        printed); it must not block for long.
        """
        previous = {number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)}
        announced = False
        code = 0
        try:
            for child in self.children:
                self._start(child)
            threading.Thread(target=self._do_chores, name="chores", daemon=True).start()
            while not self.stopping:
                announced = announced or when_started()
                ended = self._look_after_children()
                if ended is not None:
                    code = ended
                    break
                time.sleep(self.interval)
        finally:
            self.stopping = True
            self._end_children()
            for number, handler in previous.items():
                signal.signal(number, handler)
        return code

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _start(self, child: Child) -> None:
        # Its own session: Ctrl-C reaches this process alone, which then asks each child to end once.
        child.process = subprocess.Popen(list(child.command()), start_new_session=True, env=os.environ.copy())  # noqa: S603  our own commands
        child.started = time.monotonic()

    def _look_after_children(self) -> int | None:
        """Restart what may be restarted; the exit code when an essential child has ended."""
        for child in self.children:
            if child.process is None:
                if time.monotonic() >= child.start_at:
                    self._start(child)
                continue
            code = child.process.poll()
            if code is None:
                continue
            child.process = None
            self._attempt(f"after the end of {child.name}", child.on_exit)
            if not child.restart:
                logger.error("process ended", process=child.name, code=code)
                return code or 1
            self._plan_restart(child, code)
        return None

    def _plan_restart(self, child: Child, code: int) -> None:
        """Wait longer after each quick failure: 1, 2, 4 ... at most 30 seconds."""
        lived = time.monotonic() - child.started
        child.failures = 1 if lived > HEALTHY_SECONDS else child.failures + 1
        pause = min(2.0 ** (child.failures - 1), LONGEST_PAUSE)
        child.start_at = time.monotonic() + pause
        logger.warning("process ended, starting it again", process=child.name, code=code, pause=pause)

    def _do_chores(self) -> None:
        """The thread of chores, one after the other: a long one delays the next, never the look at the children."""
        while not self.stopping:
            for chore in self.chores:
                if time.monotonic() >= self._due[chore.name] and not self.stopping:
                    self._attempt(chore.name, chore.run)
                    self._due[chore.name] = time.monotonic() + chore.seconds
            time.sleep(self.interval)

    @staticmethod
    def _attempt(name: str, run: Callable[[], object]) -> None:
        """A chore that fails (the database is busy) must not end the site: it is logged and comes round again."""
        try:
            run()
        except Exception:
            logger.exception("chore failed", chore=name)

    def _end_children(self) -> None:
        """SIGTERM to every child, then SIGKILL to what is still there after the grace period."""
        running = [child.process for child in self.children if child.process is not None]
        for process in running:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in running:
            try:
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def python_command(*arguments: str) -> list[str]:
    """A command line for this interpreter."""
    return [sys.executable, *arguments]
