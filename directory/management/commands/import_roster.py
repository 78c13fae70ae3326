"""``manage.py import_roster``: preview a dated snapshot of a register, and apply it (D5)."""

import json
import sys
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from directory.rosters.columns import parse_mapping_text
from directory.rosters.command import ImportOptions, run_import
from directory.rosters.errors import ColumnMappingError
from directory.rosters.report import RosterReport

WRONG_USE = 2
ERRORS = 1


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(_("“%(text)s” is no day; write YYYY-MM-DD.") % {"text": text}) from error


class Command(BaseCommand):
    """Exit code 0: fine. 1: errors (nothing is applied, unless they were to be skipped). 2: wrong use."""

    help = "Preview a roster (CSV or XLSX) as a dated snapshot of a register; --apply writes it, all or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="CSV or XLSX file")
        parser.add_argument("--register", required=True, help="code of the register; a new code opens a register")
        parser.add_argument("--as-of", required=True, type=_day, help="date of the snapshot, YYYY-MM-DD")
        parser.add_argument("--columns", help='JSON file: {"canonical": "column"} or {"canonical": {"value": "CN"}}')
        parser.add_argument("--doubtful", choices=("skip", "accept"), default="skip")
        parser.add_argument("--errors", choices=("refuse", "skip"), default="refuse")
        parser.add_argument("--confirm-gone", action="store_true", help="more than one in ten may leave the register")
        parser.add_argument(
            "--new-register", action="store_true", help="the code is meant, though it is close to a known one"
        )
        parser.add_argument("--apply", action="store_true", help="write; without it nothing is changed")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        if not path.is_file():
            raise CommandError(_("There is no file %(path)s.") % {"path": path}, returncode=WRONG_USE)
        result = run_import(
            ImportOptions(
                path=path,
                register=options["register"],
                as_of=options["as_of"] if isinstance(options["as_of"], date) else _day(str(options["as_of"])),
                mapping=self._mapping(options["columns"]),
                doubtful=options["doubtful"],
                errors=options["errors"],
                confirm_gone=options["confirm_gone"],
                is_new_register=options["new_register"],
                apply=options["apply"],
            )
        )
        if result.exit_code == WRONG_USE:
            raise CommandError(result.report.message, returncode=WRONG_USE)
        if options["json"]:
            self.stdout.write(json.dumps(result.report.as_json(), ensure_ascii=False, indent=2))
        else:
            self._print(result.report)
        if result.exit_code:
            sys.exit(result.exit_code)

    def _mapping(self, file: str | None) -> dict[str, Any] | None:
        if not file:
            return None
        try:
            return dict(parse_mapping_text(Path(file).read_text(encoding="utf-8-sig")))
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(
                _("The mapping file %(path)s cannot be read.") % {"path": file}, returncode=WRONG_USE
            ) from error
        except ColumnMappingError as error:
            raise CommandError(str(error), returncode=WRONG_USE) from error

    def _print(self, report: RosterReport) -> None:
        register = report.register
        self.stdout.write(f"{register.get('code', '')} ({register.get('kind', '')})")
        for entry in report.errors:
            place = f"{entry.sheet}!{entry.row}" if entry.row else entry.sheet
            self.stdout.write(f"  ✗ {place} {entry.column}: {entry.value[:60]} {entry.message}")
        for doubt in report.doubtful:
            self.stdout.write(f"  ? {doubt.sheet}!{doubt.row} {doubt.name}: {doubt.reason}")
        for note in report.notes:
            self.stdout.write(f"  · {note}")
        if report.unused_columns:
            self.stdout.write("  · " + _("Unused columns: %(columns)s") % {"columns": ", ".join(report.unused_columns)})
        counts = {
            _("rows"): report.rows,
            _("new"): report.new,
            _("changed"): report.changed,
            _("unchanged"): report.unchanged,
            _("repeated"): report.repeated,
            _("gone"): report.gone,
            _("doubtful"): len(report.doubtful),
            _("errors"): len(report.errors),
        }
        self.stdout.write(", ".join(f"{label} {count}" for label, count in counts.items()))
        if report.message:
            self.stdout.write(report.message)
        self.stdout.write(_("Applied.") if report.applied else _("Nothing was written."))
