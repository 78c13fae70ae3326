"""XLSX files as sheets: checked for size before anything is unpacked, streamed afterwards.

openpyxl's read-only mode streams rows and knows nothing of merged cells; their ranges stand after the data in the
sheet's XML and are found by one pass over the bytes. A merged value stands for every row of its range.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from directory.rosters import limits
from directory.rosters.cells import text_of
from directory.rosters.errors import TooLargeError, UnreadableFileError
from directory.rosters.table import Note, Row, Workbook

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_WIDE_ROWS = 1_000  # a stray cell far to the right is harmless; thousands cost minutes
_DAMAGE = (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError)
_DAMAGE_READING = (*_DAMAGE, ParseError, EOFError, OSError, NotImplementedError, RuntimeError)


@dataclass(frozen=True)
class XlsxSheet:
    """One visible sheet. The workbook is opened anew for each pass: read-only sheets are streams."""

    path: Path
    name: str

    def rows(self) -> Iterator[Row]:
        """Every row with content. Raises ``UnreadableFileError`` for damage, ``TooLargeError`` at a limit."""
        try:
            yield from self._read()
        except UnreadableFileError:
            raise
        except _DAMAGE_READING as error:
            raise _damaged() from error

    def count(self) -> int:
        """Unknown: counting takes as long as reading."""
        return 0

    def _read(self) -> Iterator[Row]:
        with self.path.open("rb") as file:  # an open file: by path openpyxl would judge the name's ending
            yield from self._read_book(openpyxl.load_workbook(file, read_only=True, keep_links=False))

    def _read_book(self, book: Any) -> Iterator[Row]:
        try:
            sheet: Any = book[self.name]
            merged = _merged_columns(self.path, sheet)
            sheet.reset_dimensions()
            wide = 0
            for number, cells in enumerate(sheet.iter_rows(), start=1):
                if not cells:
                    continue  # a gap; there may be a million
                wide += len(cells) > limits.MAX_COLUMNS
                if wide > _WIDE_ROWS:
                    raise _too_wide(number)
                if row := _filled(_row(number, cells[: limits.MAX_COLUMNS]), merged):
                    yield row
        finally:
            book.close()


def _row(number: int, cells: tuple[Any, ...]) -> Row:
    texts: list[str] = []
    formulas: set[int] = set()
    for index, cell in enumerate(cells):
        text = text_of(cell.value)
        if len(text) > limits.MAX_CELL:
            raise TooLargeError(
                _("A cell in row %(row)s is longer than %(limit)s characters.")
                % {"row": number, "limit": limits.MAX_CELL}
            )
        if text and cell.data_type == "f":
            formulas.add(index)
        texts.append(text)
    while texts and not texts[-1]:
        texts.pop()
    return Row(number, texts, frozenset(formulas))


class MergedColumns:
    """Vertically merged ranges by column; repeats the first cell's value down its range."""

    def __init__(self, ranges: dict[tuple[int, int], int]) -> None:
        self._last_row = ranges  # (first row, column from 0) -> last row
        self._open: dict[int, tuple[int, str]] = {}

    def fill(self, row: Row) -> Row:
        if not self._last_row and not self._open:
            return row
        cells = list(row.cells)
        for column, (last, text) in list(self._open.items()):
            if row.number > last:
                del self._open[column]
            elif column < len(cells):
                cells[column] = cells[column] or text
            elif cells:
                cells.extend([""] * (column - len(cells)) + [text])
        for column, text in enumerate(cells):
            if last := self._last_row.get((row.number, column), 0):
                self._open[column] = (last, text)
        return Row(row.number, cells, row.formulas)


def _filled(row: Row, merged: MergedColumns) -> Row | None:
    filled = merged.fill(row)
    return filled if any(row.cells) else None


def _merged_columns(path: Path, sheet: Any) -> MergedColumns:
    ranges: dict[tuple[int, int], int] = {}
    part = getattr(sheet, "_worksheet_path", "")  # openpyxl keeps the part's name only here
    with zipfile.ZipFile(path) as archive, archive.open(part) as stream:
        tail = b""
        while piece := stream.read(1 << 18):
            window = tail + piece
            for match in _MERGED.finditer(window):
                first_column, first_row, _last_column, last_row = range_boundaries(match.group(1).decode())
                if last_row > first_row:
                    ranges[(first_row, first_column - 1)] = last_row
            if len(ranges) > limits.MAX_MERGED:
                raise TooLargeError(
                    _("The sheet has more than %(limit)s merged ranges.") % {"limit": limits.MAX_MERGED}
                )
            tail = window[-128:]
    return MergedColumns(ranges)


def _too_wide(row: int) -> TooLargeError:
    return TooLargeError(
        _("Row %(row)s and many before it have more than %(limit)s columns. Remove what stands far to the right.")
        % {"row": row, "limit": limits.MAX_COLUMNS}
    )


def _damaged() -> UnreadableFileError:
    return UnreadableFileError(_("The spreadsheet is damaged or is not an XLSX file. Save it again as XLSX or as CSV."))


def check_archive(path: Path) -> None:
    """Refuse an archive that would unpack beyond the limits, before unpacking any of it.

    ``zipfile`` never yields more of a part than the size declared here, so the declared sizes bind.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except _DAMAGE_READING as error:
        raise _damaged() from error
    if len(parts) > limits.MAX_PARTS or sum(part.file_size for part in parts) > limits.MAX_UNPACKED_BYTES:
        raise TooLargeError(
            _("Unpacked, the spreadsheet would take more than %(limit)s MB.")
            % {"limit": limits.MAX_UNPACKED_BYTES >> 20}
        )
    whole = [part for part in parts if not part.filename.startswith("xl/worksheets/")]
    if sum(part.file_size for part in whole if part.filename.endswith((".xml", ".rels"))) > limits.MAX_STRINGS_BYTES:
        raise TooLargeError(
            _("The texts of the spreadsheet take more than %(limit)s MB. Save it as CSV.")
            % {"limit": limits.MAX_STRINGS_BYTES >> 20}
        )
    if any(part.flag_bits & 0x1 for part in parts):
        raise UnreadableFileError(_("The spreadsheet is protected by a password. Save it without one."))


def open_xlsx(path: Path) -> Workbook:
    """Open a spreadsheet. Hidden sheets are named in the notes and left aside."""
    check_archive(path)
    try:
        with path.open("rb") as file:
            book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
            notes = [Note("hidden-sheet", sheet.title) for sheet in book.worksheets if sheet.sheet_state != "visible"]
            sheets = [XlsxSheet(path, sheet.title) for sheet in book.worksheets if sheet.sheet_state == "visible"]
            book.close()
    except _DAMAGE_READING as error:
        raise _damaged() from error
    if not sheets:
        raise UnreadableFileError(_("The spreadsheet has no visible sheet."))
    return Workbook([*sheets], notes)
