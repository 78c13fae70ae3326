"""Tables as files for readers: CSV (with a byte order mark, so that Excel reads Chinese) and XLSX.

No cell is run as a formula by the program that opens it; see ``directory.rosters.cells``.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from directory.rosters.cells import guard_formula

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Table:
    """Heads and rows; a cell is text, a number, a date or nothing."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Any]]


def send_table(table: Table, *, kind: str, filename: str) -> HttpResponse:
    """A download. ``kind`` is ``csv`` or ``xlsx``."""
    body = write_csv(table) if kind == "csv" else write_xlsx(table)
    content_type = "text/csv; charset=utf-8" if kind == "csv" else _XLSX
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}.{kind}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def write_csv(table: Table) -> bytes:
    """Comma-separated, UTF-8 with a byte order mark."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.heads)
    for row in table.rows:
        writer.writerow([guard_formula(cell) if isinstance(cell, str) else cell for cell in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def write_xlsx(table: Table) -> bytes:
    """One sheet; heads and the first column stay in view."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.title[:31])
    sheet.freeze_panes = "B2"
    for column in range(1, len(table.heads) + 1):
        sheet.column_dimensions[chr(ord("A") + column - 1)].width = 24
    sheet.append([_cell(sheet, head, bold=True) for head in table.heads])
    for row in table.rows:
        sheet.append([_cell(sheet, cell) for cell in row])
    book_bytes = io.BytesIO()
    book.save(book_bytes)
    return book_bytes.getvalue()


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    """Text is written as text, so that nothing is a formula."""
    if isinstance(value, str):
        value = guard_formula(ILLEGAL_CHARACTERS_RE.sub("", value))
    cell = WriteOnlyCell(sheet, value="" if value is None else value)
    if isinstance(value, str):
        cell.data_type = "s"
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell
