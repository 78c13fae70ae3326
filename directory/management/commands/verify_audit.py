"""``manage.py verify_audit``: does the audit chain hold, and if not, where does it break first? (C8)"""

import dataclasses
import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from directory.audit.verification import Verification, verify_chain


class Command(BaseCommand):
    """Prints what ``verify_chain`` found."""

    help = "Verify the audit chain and name its first broken link. Exit code 0: it holds, 1: it is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare ``--json`` and ``--from``."""
        parser.add_argument("--json", action="store_true", help="print the result as JSON")
        parser.add_argument("--from", dest="start", type=int, default=1, metavar="SEQ", help="start at this event")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, print, and end with 1 when the chain is broken."""
        start = max(1, options["start"])
        result = verify_chain(start=start, progress=None if options["json"] else self._progress)
        if options["json"]:
            self.stdout.write(json.dumps(dataclasses.asdict(result) | {"holds": result.holds}))
        else:
            self._say(result)
        if not result.holds:
            sys.exit(1)

    def _progress(self, done: int, total: int) -> None:
        self.stderr.write(f"\r{done:,} of {total:,}", ending="" if self.stderr.isatty() else "\n")

    def _say(self, result: Verification) -> None:
        if result.broken is not None:
            self.stdout.write(f"BROKEN at {result.broken.sequence} ({result.broken.fault}): {result.broken.message}.")
        else:
            self.stdout.write(f"The chain holds: events {result.first:,} to {result.last:,}, head {result.head}.")
        self.stdout.write(
            f"{result.checked:,} events checked in {result.seconds} s, {result.erased:,} payloads erased by the rule."
        )
        if not result.guarded:
            self.stdout.write("The database's guards are not in place: run `manage.py migrate`.")
