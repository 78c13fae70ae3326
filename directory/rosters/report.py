"""What a roster says, as data: for ``--json``, for the preview and for the file of errors."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from directory.rosters.canonical import COLUMNS
from directory.rosters.enums import RosterState
from directory.rosters.problems import doubt_sentence, error_sentence, problem_of
from directory.rosters.services import count_lines
from directory.rosters.staging import Roster, RosterRow


@dataclass(frozen=True)
class ErrorEntry:
    """One cell with an error. ``column`` is the file's own header."""

    sheet: str
    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True)
class DoubtEntry:
    """One doubtful line with every reason."""

    row: int
    reason: str
    sheet: str = ""
    name: str = ""


@dataclass
class RosterReport:
    """The outcome of a preview or an apply."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = 0
    gone: int = 0
    doubtful: list[DoubtEntry] = field(default_factory=list)
    errors: list[ErrorEntry] = field(default_factory=list)
    applied: bool = False
    register: dict[str, Any] = field(default_factory=dict)
    unused_columns: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    message: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def report_of(roster: Roster) -> RosterReport:
    """The report of a roster whose lines are in staging."""
    counts = count_lines(roster)
    return RosterReport(
        rows=counts["rows"],
        new=counts["new"],
        changed=counts["changed"],
        unchanged=counts["unchanged"],
        repeated=counts["repeated"],
        gone=counts["gone"],
        doubtful=list(doubt_entries(roster)),
        errors=list(error_entries(roster)),
        applied=roster.state == RosterState.APPLIED,
        unused_columns=list(roster.unused_columns),
        notes=note_sentences(roster),
    )


def header_of(roster: Roster, column: str) -> str:
    """The file's own header for a canonical column; the canonical name when the value was fixed."""
    source = roster.columns.get(column)
    return source if isinstance(source, str) else column


def error_entries(roster: Roster) -> Iterator[ErrorEntry]:
    """Every cell with an error, in the order of the file."""
    lines = RosterRow.objects.filter(roster=roster).with_errors().order_by("pk")
    for line in lines.iterator(chunk_size=1_000):
        yield from line_errors(roster, line)


def line_errors(roster: Roster, line: RosterRow) -> Iterator[ErrorEntry]:
    """The errors of one line."""
    for stored in line.problems:
        problem = problem_of(stored)
        yield ErrorEntry(
            line.sheet, line.number, header_of(roster, problem.column), problem.value, error_sentence(problem)
        )


def doubt_entries(roster: Roster) -> Iterator[DoubtEntry]:
    """Every doubtful line with its reasons, in the order of the file."""
    lines = RosterRow.objects.filter(roster=roster).doubtful().order_by("pk")
    for line in lines.iterator(chunk_size=1_000):
        yield DoubtEntry(line.number, " ".join(doubt_sentences(line)), line.sheet, line.name)


def doubt_sentences(line: RosterRow) -> list[str]:
    """Why a line is doubtful, in the active language."""
    return [doubt_sentence(problem_of(stored)) for stored in line.doubts]


def note_sentences(roster: Roster) -> list[str]:
    """What the officer should know about the file."""
    sentences = {
        "hidden-sheet": _("The hidden sheet “%(subject)s” was left aside."),
        "other-sheet": _("The sheet “%(subject)s” has other columns and was left aside."),
    }
    return [sentences[note["code"]] % {"subject": note["subject"]} for note in roster.notes]


def label_of(column: str) -> str:
    """A column's name in the active language."""
    special = {
        "abnormal": _("Abnormal-operations list"),
        "listing": _("Listing"),
        "cn_registration": _("Old registration number"),
    }
    return special.get(column) or (str(COLUMNS[column].label) if column in COLUMNS else column)
