"""``manage.py reap_tasks``"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config.tasks_upkeep import prune_results, reap_tasks


class Command(BaseCommand):
    """One round of the upkeep that `run_site` and `run_worker` do by themselves."""

    help = "Put background tasks back that no worker runs any more, and delete results older than two weeks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--worker", default="", help="Only tasks of the dead worker with this name (or beginning).")

    def handle(self, *args: Any, **options: Any) -> None:
        reaped = reap_tasks(worker=options["worker"])
        self.stdout.write(f"returned {reaped.returned}, failed {reaped.failed}, results deleted {prune_results()}")
