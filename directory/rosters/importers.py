"""The seam through which register kinds plug in (architecture, section 7).

A kind of register says its columns, how a line is checked and compared, and how the difference is written. Agencies
and people live here; official grades register themselves from ``ratings`` when Django is ready.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from directory.rosters.errors import RosterError
from directory.rosters.staging import Roster, RosterRow
from directory.rosters.table import Row
from directory.rosters.validation import CheckedLine, LineContext


@dataclass
class Written:
    """What an importer wrote: whom to tell about, and a line for the audit payload per entry."""

    agency_ids: set[int] = field(default_factory=set)
    lines: list[dict[str, Any]] = field(default_factory=list)


class Importer(ABC):
    """One pass of one roster through a kind of register.

    The machine in ``services`` calls, in order: ``check`` and ``identify`` for every line, ``compare`` for every
    batch, ``finish`` once, ``gone``; and, inside the applying transaction, ``write`` for every batch and ``end``.
    """

    kind: ClassVar[str]
    columns: ClassVar[tuple[str, ...]]

    def __init__(self, roster: Roster, mapped: Iterable[str]) -> None:
        self.roster = roster
        self.register = roster.register
        self.mapped = frozenset(mapped)
        country = roster.register.jurisdiction
        self.context = LineContext(as_of=roster.as_of, country=country.code if country else "")

    @abstractmethod
    def check(self, row: Row, mapping: Mapping[str, int | str]) -> CheckedLine:
        """Canonical values, errors and doubts of one line."""

    @abstractmethod
    def identify(self, line: RosterRow) -> None:
        """Set ``name`` and ``identity``, and what earlier lines of this file mean for it (repetition)."""

    @abstractmethod
    def compare(self, lines: list[RosterRow]) -> None:
        """Set ``outcome``, ``changes``, doubts and what each line was matched with."""

    def finish(self) -> None:
        """What can only be seen when every line is in staging. Optional."""

    @abstractmethod
    def gone(self) -> Iterator[RosterRow]:
        """Lines of outcome ``gone`` for open entries that no line of the file speaks of."""

    @abstractmethod
    def listed(self) -> int:
        """How many entries are open in the register now."""

    def prepare(self) -> None:
        """Called inside the transaction, before anything is written. Optional."""

    @abstractmethod
    def write(self, lines: list[RosterRow], written: Written) -> None:
        """Write a batch of new and changed lines."""

    @abstractmethod
    def end(self, lines: list[RosterRow], written: Written) -> None:
        """End the entries that are gone, on the snapshot's date."""

    def settle(self, written: Written) -> None:
        """After the last batch: what links entries to one another (parents). Optional."""


_importers: dict[str, type[Importer]] = {}


def register_importer(importer: type[Importer]) -> type[Importer]:
    """Let registers of ``importer.kind`` be imported. Usable as a decorator; a kind may be registered once."""
    known = _importers.get(importer.kind)
    if known is not None and known is not importer:
        raise ValueError(f"Registers of kind {importer.kind} already have an importer.")
    _importers[importer.kind] = importer
    return importer


def importer_for(roster: Roster) -> Importer:
    """The importer of the roster's register. Raises ``RosterError`` for a kind nobody registered."""
    return importer_class(roster.register.kind)(roster, roster.columns)


def importer_class(kind: str) -> type[Importer]:
    """The importer of a kind. Raises ``RosterError`` for a kind nobody registered."""
    if kind not in _importers:
        raise RosterError(f"No importer is registered for registers of kind {kind}.")
    return _importers[kind]


def known_kinds() -> list[str]:
    """Every kind of register that can be imported."""
    return sorted(_importers)
