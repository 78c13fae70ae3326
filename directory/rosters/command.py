"""One import from the command line, from file to report. Every refusal ends in a report and an exit code."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from directory.rosters.applying import apply_roster
from directory.rosters.columns import Source
from directory.rosters.errors import ColumnMappingError, RosterError, UnknownRegisterError
from directory.rosters.layout import find_tables
from directory.rosters.models import Register
from directory.rosters.reader import open_roster
from directory.rosters.registers import find_register, open_register
from directory.rosters.report import ErrorEntry, RosterReport, report_of
from directory.rosters.services import choose_handling, propose_mapping, read_roster, start_roster
from directory.rosters.staging import Roster

FINE, ERRORS, WRONG_USE = 0, 1, 2


@dataclass(frozen=True)
class ImportOptions:
    """The arguments of ``import_roster``."""

    path: Path
    register: str
    as_of: date
    mapping: dict[str, Source] | None = None
    doubtful: str = "skip"
    errors: str = "refuse"
    confirm_gone: bool = False
    is_new_register: bool = False
    apply: bool = False


@dataclass
class ImportResult:
    """A report and the exit code that goes with it."""

    report: RosterReport = field(default_factory=RosterReport)
    exit_code: int = FINE


def run_import(options: ImportOptions) -> ImportResult:
    """Preview, and apply when asked. What was only previewed leaves nothing behind, a new register neither."""
    try:
        known = find_register(options.register, is_new=options.is_new_register)
    except (UnknownRegisterError, RosterError) as error:
        return ImportResult(RosterReport(message=str(error)), WRONG_USE)
    opened: list[Register] = []
    rosters: list[Roster] = []
    result = ImportResult()
    try:
        return _import(options, known, opened, rosters, result)
    except ColumnMappingError as error:
        return _refused(result, options, error, WRONG_USE if options.mapping else ERRORS)
    except RosterError as error:
        return _refused(result, options, error, ERRORS)
    finally:
        if not result.report.applied:
            _leave_no_trace(rosters, opened)


def _import(
    options: ImportOptions,
    known: Register | None,
    opened: list[Register],
    rosters: list[Roster],
    result: ImportResult,
) -> ImportResult:
    layout = find_tables(open_roster(options.path), options.mapping)[0]
    mapping = options.mapping or propose_mapping(known, layout)
    register = known or open_register(code=options.register, mapping=mapping)
    if known is None:
        opened.append(register)
    result.report.register = _register_json(register, is_new=known is None)
    roster = start_roster(
        register=register,
        as_of=options.as_of,
        file_name=options.path.name,
        doubtful=options.doubtful,
        errors=options.errors,
    )
    rosters.append(roster)
    Roster.objects.filter(pk=roster.pk).update(file_digest=_digest(options.path))
    roster.refresh_from_db()
    read_roster(roster=roster, path=options.path, mapping=mapping)
    choose_handling(roster=roster, doubtful=options.doubtful, errors=options.errors, confirm_gone=options.confirm_gone)
    result.report = _with_register(report_of(roster), result.report.register)
    result.exit_code = ERRORS if result.report.errors else FINE
    if options.apply:
        apply_roster(roster=roster)
        result.report.applied = True
    return result


def _with_register(report: RosterReport, register: dict[str, Any]) -> RosterReport:
    report.register = register
    return report


def _register_json(register: Register, *, is_new: bool) -> dict[str, Any]:
    return {"code": register.code, "kind": register.kind, "is_new": is_new}


def _refused(result: ImportResult, options: ImportOptions, error: RosterError, exit_code: int) -> ImportResult:
    """The refusal as message; a file that could not be read counts as an error of the file as a whole."""
    result.report.message = str(error)
    result.exit_code = exit_code
    if not result.report.rows:
        result.report.errors.append(ErrorEntry(options.path.name, 0, "", "", str(error)))
    return result


def _leave_no_trace(rosters: list[Roster], opened: list[Register]) -> None:
    Roster.objects.filter(pk__in=[roster.pk for roster in rosters]).delete()
    for register in opened:
        register.delete()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
