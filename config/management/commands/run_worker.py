"""``manage.py run_worker``"""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from config.processes import upkeep_chores, worker_child
from config.supervision import Supervisor


class Command(BaseCommand):
    """The supervised worker, without the server: for the worker's container and beside `make dev`."""

    help = "Run background tasks until Ctrl-C; a worker that ends is started again."

    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(Supervisor([worker_child()], upkeep_chores()).run())
