"""``manage.py run_site``, what `make run` calls."""

import socket
import sys
from contextlib import closing
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.preparation import prepare
from config.processes import Announcement, server_child, upkeep_chores, worker_child
from config.supervision import Supervisor
from config.tasks_upkeep import reap_tasks


class Command(BaseCommand):
    """Server and worker on one machine. Ctrl-C ends both."""

    help = "Prepare the database, then run the server on PORT and the worker until Ctrl-C."

    def handle(self, *args: Any, **options: Any) -> None:
        environment = settings.ENVIRONMENT
        check_port(environment.host, environment.port)
        prepare(tell=self.stdout.write)
        worker = worker_child()
        reap_tasks(worker=worker.name)  # left by an earlier run that was killed
        announcement = Announcement(environment.host, environment.port, demo=settings.DEMO, tell=self.stdout.write)
        code = Supervisor([server_child(), worker], upkeep_chores()).run(when_started=announcement)
        self.stdout.write("Stopped.")
        sys.exit(code)


def check_port(host: str, port: int) -> None:
    """Refuse early, in one line, when something else listens there."""
    with closing(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(f"Port {port} cannot be used ({error.strerror}): try make run PORT=8080") from error
