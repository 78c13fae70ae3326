"""The directory in canonical columns, formula-safe, and empty templates to fill in.

What is exported here and imported again changes nothing: values are those a line is compared with, and the apostrophe
before a would-be formula is taken off by the reader.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

import openpyxl
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from directory.agencies.models import Agency
from directory.rosters.agency_knowledge import read_agencies
from directory.rosters.batching import batches
from directory.rosters.canonical import AGENCY_COLUMNS, COLUMNS
from directory.rosters.cells import guard_formula
from directory.rosters.enums import RegisterKind
from directory.rosters.errors import RosterError
from directory.rosters.importers import importer_class
from directory.rosters.models import Listing, PractitionerListing, Register

_BATCH = 500


def headers(columns: Sequence[str], language: str) -> list[str]:
    """Headers in ``zh`` or ``en``; both are understood when the file comes back."""
    return [COLUMNS[column].header_zh if language == "zh" else COLUMNS[column].header_en for column in columns]


# ── Rows ──────────────────────────────────────────────────────────────────────────────────────


def agency_rows(agencies: QuerySet[Agency], register: Register) -> Iterator[list[str]]:
    """One row of ``AGENCY_COLUMNS`` per agency, with what ``register`` says of its status and number."""
    keys = agencies.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2_000)
    for batch in batches(keys, _BATCH):
        known = read_agencies(batch, register)
        for key in batch:
            yield [_text(column, known[key].facts) for column in AGENCY_COLUMNS]


def _text(column: str, facts: dict[str, Any]) -> str:
    if column == "status":
        return "abnormal" if facts.get("abnormal") and facts.get("status") == "active" else facts.get("status", "")
    if column == "uscc":
        return str(facts.get("uscc") or facts.get("cn_registration") or "")
    value = facts.get(column, "")
    return "; ".join(value) if isinstance(value, list) else str(value)


def person_rows(register: Register) -> Iterator[list[str]]:
    """One row of the people's columns per person on the register, as the register said it last."""
    columns = importer_class(RegisterKind.PEOPLE).columns
    listings = PractitionerListing.objects.open().filter(practitioner__register=register).order_by("pk")
    for facts in listings.values_list("facts", flat=True).iterator(chunk_size=2_000):
        yield [str(facts.get(column, "")) for column in columns]


def register_rows(register: Register) -> tuple[tuple[str, ...], Iterator[list[str]]]:
    """Columns and rows of everything a register of agencies or people shows now. Raises ``RosterError``."""
    if register.kind == RegisterKind.PEOPLE:
        return importer_class(register.kind).columns, person_rows(register)
    if register.kind != RegisterKind.AGENCIES:
        raise RosterError(_("Only registers of agencies and people can be exported."))
    listed = Listing.objects.open().filter(register=register).values("agency_id")
    return AGENCY_COLUMNS, agency_rows(Agency.objects.filter(pk__in=listed), register)


# ── Files ─────────────────────────────────────────────────────────────────────────────────────


def write_csv(file: IO[str], header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """UTF-8 with mark (open ``file`` as ``utf-8-sig``), so that spreadsheets show Chinese."""
    writer = csv.writer(file)
    writer.writerow(header)
    writer.writerows([guard_formula(text) for text in row] for row in rows)


def write_xlsx(
    file: IO[bytes],
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    title: str,
    notes: Iterable[Sequence[str]] = (),
) -> None:
    """One sheet of text cells, streamed; ``notes`` fill a second sheet."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.append([_cell(sheet, text, bold=True) for text in header])
    for row in rows:
        sheet.append([_cell(sheet, guard_formula(text)) for text in row])
    lines = list(notes)
    if lines:
        remarks = book.create_sheet(_("Notes"))
        for line in lines:
            remarks.append([_cell(remarks, guard_formula(text)) for text in line])
    book.save(file)


def _cell(sheet: Any, text: str, *, bold: bool = False) -> WriteOnlyCell:
    """A text cell: numbers keep their zeros, and nothing is taken for a formula."""
    cell = WriteOnlyCell(sheet, value=openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def template_notes(kind: str) -> list[list[str]]:
    """What each column of a template takes, for its second sheet."""
    columns = importer_class(kind).columns
    return [[COLUMNS[name].header_zh, COLUMNS[name].header_en, name, COLUMNS[name].example] for name in columns]
