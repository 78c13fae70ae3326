"""``manage.py check_index [--repair]``: compare documents with the truth."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from search.services import check_index


class Command(BaseCommand):
    """Exit code 1 when something differs and was not repaired."""

    help = "Find missing, outdated and orphaned search documents."

    def add_arguments(self, parser: CommandParser) -> None:
        """``--repair`` writes what differs."""
        parser.add_argument("--repair", action="store_true", help="Rewrite what differs, drop what has no agency.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, tell, and perhaps repair."""
        found = check_index(repair=options["repair"])
        self.stdout.write(
            f"{found.checked} agencies: {len(found.missing)} missing, {len(found.stale)} outdated, "
            f"{len(found.orphaned)} orphaned{' (repaired)' if options['repair'] and not found.is_clean else ''}."
        )
        if not found.is_clean and not options["repair"]:
            sys.exit(1)
