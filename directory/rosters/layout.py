"""Where the table stands in a file: the header row of each visible sheet, and which sheets belong together."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from directory.rosters import limits
from directory.rosters.columns import Source, fold_header, header_score
from directory.rosters.errors import UnreadableFileError
from directory.rosters.table import Note, Row, Sheet, Workbook

SAMPLE_ROWS = 20


@dataclass(frozen=True)
class Layout:
    """A sheet with its header; data begins below ``header_row``."""

    sheet: Sheet
    header_row: int
    header: list[str]
    samples: list[list[str]]

    @property
    def key(self) -> tuple[str, ...]:
        """Sheets with equal keys have the same columns and are read as one table."""
        return tuple(fold_header(text) for text in self.header)


def find_tables(book: Workbook, mapping: Mapping[str, Source] | None = None) -> list[Layout]:
    """The first sheet with a known header, and every other one with the same columns.

    ``mapping`` adds the columns it names to what is known. A sheet left aside is noted. Without any known header the
    first sheet with content is taken with its first row, so that an officer can choose.
    Raises ``UnreadableFileError`` when no visible sheet has content.
    """
    found = [layout for sheet in book.sheets if (layout := _layout(sheet, mapping))]
    if not found:
        raise UnreadableFileError(_("The file has no rows."))
    first = max(found, key=lambda layout: min(1, _score(layout.header, mapping)))
    same = [layout for layout in found if layout.key == first.key]
    kept = {layout.sheet.name for layout in same}
    book.notes.extend(Note("other-sheet", sheet.name) for sheet in book.sheets if sheet.name not in kept)
    return same


def _layout(sheet: Sheet, mapping: Mapping[str, Source] | None) -> Layout | None:
    rows: list[Row] = list(islice(sheet.rows(), limits.HEADER_SEARCH_ROWS + SAMPLE_ROWS))
    if not rows:
        return None
    near = rows[: limits.HEADER_SEARCH_ROWS]
    best = max(range(len(near)), key=lambda index: (_score(near[index].cells, mapping), -index))
    header = [text.strip() for text in near[best].cells]
    samples = [row.cells for row in rows[best + 1 : best + 1 + SAMPLE_ROWS]]
    return Layout(sheet, near[best].number, header, samples)


def _score(cells: list[str], mapping: Mapping[str, Source] | None) -> int:
    known = header_score(cells)
    if mapping:
        named = {fold_header(source) for source in mapping.values() if isinstance(source, str)}
        known += 2 * len(named & {fold_header(text) for text in cells})
    return known
