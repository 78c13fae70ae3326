"""Make a large set of invented agencies for measurements."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.demo.load import create_load
from directory.models import Agency


class Command(BaseCommand):
    """Exit code 0: written and indexed, 1: there are agencies already."""

    help = "Fill an empty database with invented agencies and their index, for benchmarks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agencies", type=int, default=100_000, help="How many (default 100,000).")
        parser.add_argument("--seed", type=int, default=1, help="The same seed gives the same agencies.")
        parser.add_argument("--add", action="store_true", help="Add to a database that already holds agencies.")

    def handle(self, *args: Any, agencies: int, seed: int, add: bool, **options: Any) -> None:
        if agencies < 1:
            raise CommandError(f"--agencies {agencies}: give a number of 1 or more.")
        if Agency.objects.exists() and not add:
            raise CommandError("This database already holds agencies. Use an empty one, or say --add.")
        done = 0
        for written in create_load(agencies=agencies, seed=seed, today=timezone.localdate()):
            done += written
            if options["verbosity"]:
                self.stdout.write(f"\r{done:,} of {agencies:,} agencies", ending="")
                self.stdout.flush()
        if options["verbosity"]:
            self.stdout.write("\nThe index is built.")
