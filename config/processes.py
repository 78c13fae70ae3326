"""The site's processes: the server, the worker, and the chores done beside them."""

import os
import time
from collections.abc import Callable
from functools import partial
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections

from config.supervision import Child, Chore, python_command
from config.tasks_upkeep import prune_results, reap_tasks

MINUTE = 60.0
DAY = 24 * 60 * MINUTE


def server_child() -> Child:
    """gunicorn; when it ends, the site ends."""
    return Child(
        "server",
        lambda: python_command("-m", "gunicorn", "--config", "python:config.server", "config.wsgi:application"),
    )


def worker_child() -> Child:
    """The task worker. Each start has its own name, so that what a dead one left can be put back at once."""
    name = f"worker-{os.uname().nodename}"[:40]
    started: list[str] = []

    def command() -> list[str]:
        started.append(f"{name}-{os.getpid()}-{len(started) + 1}")
        options = ["--backend", "jobs", "--queue-name", "*", "--no-reload", "--interval", "0.5"]
        return python_command("manage.py", "db_worker", *options, "--worker-id", started[-1])

    return Child(name, command, restart=True, on_exit=lambda: _connected(lambda: reap_tasks(worker=started[-1])))


def upkeep_chores() -> list[Chore]:
    """The queue's upkeep, and the commands of ``PERIODIC_COMMANDS``."""
    chores = [
        Chore("reap tasks", MINUTE, lambda: _connected(reap_tasks)),
        Chore("prune results", DAY, lambda: _connected(prune_results)),
    ]
    for seconds, name, *arguments in settings.PERIODIC_COMMANDS:
        chores.append(Chore(name, seconds, partial(_run_command, name, *arguments)))
    return chores


def _run_command(name: str, *arguments: str) -> None:
    """A command's own exit, meant for a shell, must not end the thread."""
    try:
        _connected(lambda: call_command(name, *arguments, verbosity=0))
    except SystemExit as leaving:
        if leaving.code:
            raise RuntimeError(f"{name} ended with {leaving.code}") from leaving


def _connected(run: Callable[[], object]) -> None:
    """Run with a connection that works: the last one may have been closed by the database since."""
    close_old_connections()
    try:
        run()
    finally:
        close_old_connections()


class Announcement:
    """Asks the server for its first page until it comes, then prints the address, once."""

    def __init__(self, host: str, port: int, *, demo: bool, tell: Callable[[str], object]) -> None:
        shown = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else host  # noqa: S104  compared, not bound
        self.address = f"http://{shown}:{port}/"
        self.asked = f"http://{'127.0.0.1' if shown == 'localhost' else host}:{port}/"
        self.demo = demo
        self.tell = tell
        self.started = time.monotonic()

    def __call__(self) -> bool:
        """True once the address is printed."""
        try:
            with urlopen(self.asked, timeout=10):  # noqa: S310  our own server
                pass
        except HTTPError as error:
            self.tell(f"The server answers {error.code} to {self.address}")
        except (URLError, OSError):
            return False
        else:
            self.tell(f"\nZhiheng runs at {self.address}")
            if self.demo:
                self.tell(f"Enter as any role at {self.address}demo/")
            self.tell("Ctrl-C ends it.")
        return True
