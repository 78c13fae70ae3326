"""What a reader hands on: sheets as streams of numbered rows of plain text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Row:
    """One line of a sheet. ``number`` is what a spreadsheet shows beside it; ``formulas`` are columns from 0."""

    number: int
    cells: list[str]
    formulas: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Note:
    """Something the officer should know about the file, not an error: ``code`` and what it speaks of."""

    code: str
    subject: str


class Sheet(Protocol):
    """A named sheet that can be read from the top as often as wanted."""

    @property
    def name(self) -> str: ...

    def rows(self) -> Iterator[Row]: ...

    def count(self) -> int:
        """How many rows with content there are, when that is quick to find out; else 0."""


@dataclass
class Workbook:
    """An opened file: its visible sheets, and what was left aside."""

    sheets: list[Sheet]
    notes: list[Note] = field(default_factory=list)
