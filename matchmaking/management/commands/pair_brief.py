"""``manage.py pair_brief BRIEF.json``: pair a brief with the vetted pools (M4). Stores nothing."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from matchmaking.briefs.content import parse_brief
from matchmaking.briefs.errors import BriefProblem, InvalidBriefError
from matchmaking.briefs.vocabulary import read_vocabulary
from matchmaking.pairing.answers import PairingAnswer, answer_brief
from matchmaking.pairing.engine import JurisdictionPairing, PairedAgency
from matchmaking.pairing.facts import IP_PRACTICE
from matchmaking.pairing.schemes import UnknownSchemeError

MOST_BYTES = 1_000_000
WRONG_USE = 2


class Command(BaseCommand):
    """Exit code 0: paired (also when nobody was found), 1: the brief has mistakes, 2: wrong use."""

    help = (
        "Pair a brief with the vetted agencies of its jurisdictions and say why each stands where it stands. "
        'BRIEF.json: {"jurisdictions": ["DE"], "fields": [4], "ipc": ["H04L 9/32"], "services": ["oa-response"], '
        '"languages": ["en"], "budget": "medium", "deadline": "2027-03-31", "exclude": []}. '
        "Exit code 0: paired, 1: the brief has mistakes, 2: wrong use."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the file, ``--json`` and ``--day``."""
        parser.add_argument("brief", metavar="BRIEF.json", help="the brief; - reads standard input")
        parser.add_argument("--json", action="store_true", help="print the result, or the mistakes, as JSON")
        parser.add_argument("--day", metavar="YYYY-MM-DD", help="pair as of this day (default: today in Shanghai)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check, pair, print."""
        day = self._day(options["day"])
        text = self._read(options["brief"])
        try:
            content = parse_brief(self._decoded(text), read_vocabulary(), day)
            answer = answer_brief(content, day=day)
        except InvalidBriefError as error:
            self._refuse(error, as_json=options["json"])
            sys.exit(1)
        except UnknownSchemeError as error:
            raise CommandError(str(error), returncode=WRONG_USE) from error
        if options["json"]:
            self.stdout.write(json.dumps(answer.as_json(), ensure_ascii=False, indent=2))
        else:
            self._say(answer)

    def _day(self, text: str | None) -> date:
        if text is None:
            return timezone.localdate()
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise CommandError(f"--day {text}: not a date; write YYYY-MM-DD.", returncode=WRONG_USE) from error

    def _read(self, name: str) -> str:
        try:
            data = sys.stdin.buffer.read(MOST_BYTES + 1) if name == "-" else _head(Path(name))
        except OSError as error:
            raise CommandError(f"{name}: cannot be read ({error.strerror}).", returncode=WRONG_USE) from error
        if len(data) > MOST_BYTES:
            raise CommandError(f"{name}: longer than {MOST_BYTES} bytes, which no brief is.", returncode=WRONG_USE)
        return data.decode("utf-8-sig", errors="replace")

    def _decoded(self, text: str) -> Any:
        try:
            return json.loads(text)
        except (json.JSONDecodeError, RecursionError) as error:
            place = f"line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
            problem = BriefProblem("brief", place, "This is not JSON.", "Check quotation marks, commas and brackets.")
            raise InvalidBriefError([problem]) from error

    def _refuse(self, error: InvalidBriefError, *, as_json: bool) -> None:
        if as_json:
            problems = [
                {"key": item.key, "value": item.value, "message": item.message, "way_out": item.way_out}
                for item in error.problems
            ]
            self.stdout.write(json.dumps({"errors": problems}, ensure_ascii=False, indent=2))
            return
        for item in error.problems:
            self.stderr.write(str(item))

    def _say(self, answer: PairingAnswer) -> None:
        self.stdout.write(f"{answer.day.isoformat()} · scheme {answer.scheme}")
        if answer.unmapped_ipc:
            self.stdout.write(f"IPC symbols of no technical field: {', '.join(answer.unmapped_ipc)}")
        for result in answer.results:
            self._say_jurisdiction(result)

    def _say_jurisdiction(self, result: JurisdictionPairing) -> None:
        self.stdout.write(f"\n== {result.code} {result.name.chinese} / {result.name.english}")
        if result.shortfall:
            self.stdout.write(f"Found {result.shortfall.found}, {result.shortfall.wanted} wanted:")
            for cause in result.shortfall.reasons:
                self.stdout.write(f"  - {cause.sentence_en}")
        for agency in result.agencies:
            self.stdout.write(f"{agency.rank:>2}{'=' if agency.tied else ' '} {_line(agency)}")
            for reason in agency.reasons:
                self.stdout.write(f"      {reason.points:>3} / {reason.out_of:<3} {reason.sentence_en}")
        if result.excluded:
            self.stdout.write("Excluded:")
            for item in result.excluded:
                self.stdout.write(f"  - {item.name.english} ({item.id}): {item.bar.sentence_en}")
        unvetted = result.unvetted
        self.stdout.write(
            f"Not vetted, never counted: {unvetted.fitting} fit, {unvetted.possible} possibly fit; "
            f"the first {len(unvetted.agencies)}:"
        )
        for agency in unvetted.agencies:
            missing = f"; not declared: {', '.join(agency.undeclared)}" if agency.undeclared else ""
            practice = "; register speaks of IP" if agency.undeclared and agency.practice == IP_PRACTICE else ""
            self.stdout.write(f"  - {_line(agency)}{missing}{practice}")


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _line(agency: PairedAgency) -> str:
    return f"{agency.score:>3}  {agency.name.english} ({agency.id}){', ' + agency.city if agency.city else ''}"
