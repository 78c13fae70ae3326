"""Load the fictional demo world into an empty database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.demo.services import AGENCIES, SEED, DemoAlreadyThereError, create_demo
from search.services import rebuild_index


class Command(BaseCommand):
    """Exit code 0: loaded, 1: there are agencies already."""

    help = "Load the fictional demo world into an empty database: agencies, people, pages, grades, vetted pools."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=SEED, help="The same seed and day give the same world.")
        parser.add_argument("--agencies", type=int, default=AGENCIES, help="How many agencies (default 400).")

    def handle(self, *args: Any, seed: int, agencies: int, **options: Any) -> None:
        if agencies < 1:
            raise CommandError(f"--agencies {agencies}: give a number of 1 or more.")
        tell = self.stdout.write if options["verbosity"] else (lambda line: None)
        try:
            world = create_demo(today=timezone.localdate(), seed=seed, agencies=agencies, tell=tell)
        except DemoAlreadyThereError as error:
            raise CommandError(
                "This database already holds agencies; the demo world is only loaded into an empty one. "
                "Set DATABASE_URL to a new database."
            ) from error
        tell("search index")
        rebuild_index()
        tell(
            f"{world.agencies} agencies, {world.people} practitioners, {world.grades} grades, "
            f"{world.vetted} vetted: all fictional."
        )
