"""CSV and TSV files as sheets: encoding and separator are found out, damage is refused with its line."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from directory.rosters import limits
from directory.rosters.cells import is_formula
from directory.rosters.errors import TooLargeError, UnreadableFileError
from directory.rosters.table import Row, Workbook
from directory.rosters.text_encoding import detect_encoding

_SEPARATORS = ",\t;|"


@dataclass(frozen=True)
class CsvSheet:
    """The only sheet of a CSV file. It has no name of its own, so errors show the file's name."""

    path: Path
    encoding: str
    separator: str
    name: str

    def rows(self) -> Iterator[Row]:
        """Every line with content. Raises ``UnreadableFileError`` at an unclosed quote, a NUL, a giant cell."""
        previous_limit = csv.field_size_limit(limits.MAX_CELL)
        start = 1
        try:
            with self.path.open(encoding=self.encoding, newline="") as file:
                reader = csv.reader(_without_nul(file), delimiter=self.separator, strict=True)
                for cells in reader:
                    number, start = start, reader.line_num + 1
                    if any(cells):
                        yield _row(number, cells)
        except csv.Error as error:
            raise _refusal(error, start) from error
        finally:
            csv.field_size_limit(previous_limit)

    def count(self) -> int:
        """One quick pass; also finds damage at the end of a file before anything of it is staged."""
        return sum(1 for _row_read in self.rows())


def _row(number: int, cells: list[str]) -> Row:
    if len(cells) > limits.MAX_COLUMNS:
        raise TooLargeError(
            _("Row %(row)s has %(count)s columns; the limit is %(limit)s.")
            % {"row": number, "count": len(cells), "limit": limits.MAX_COLUMNS}
        )
    return Row(number, cells, frozenset(i for i, cell in enumerate(cells) if is_formula(cell)))


def _without_nul(lines: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if "\x00" in line:
            raise UnreadableFileError(
                _("Line %(line)s holds a NUL character: the file is damaged or not a text file.") % {"line": number}
            )
        yield line


def _refusal(error: csv.Error, row: int) -> UnreadableFileError:
    if "field larger" in str(error):
        return TooLargeError(
            _("A cell in row %(row)s is longer than %(limit)s characters, or a quote opened there is never closed.")
            % {"row": row, "limit": limits.MAX_CELL}
        )
    return UnreadableFileError(
        _("Row %(row)s cannot be read: a quotation mark is not closed or stands in the wrong place.") % {"row": row}
    )


def _separator(path: Path, encoding: str) -> str:
    """The separator that the first line with content holds most often, outside quotes."""
    with path.open(encoding=encoding, newline="") as file:
        for _number in range(limits.HEADER_SEARCH_ROWS):
            line = file.readline(1 << 16)
            unquoted = "".join(line.split('"')[::2])
            counts = {separator: unquoted.count(separator) for separator in _SEPARATORS}
            best = max(counts, key=lambda separator: counts[separator])
            if counts[best]:
                return best
    return ","


def open_csv(path: Path, *, name: str) -> Workbook:
    """Open a text table. Raises ``UnreadableFileError`` when its encoding is unknown."""
    encoding = detect_encoding(path)
    return Workbook([CsvSheet(path, encoding, _separator(path, encoding), name)])
