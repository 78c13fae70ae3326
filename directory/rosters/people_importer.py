"""Registers of people (D4): who joined, left and moved.

A person is known by licence number, or by register and folded name where the register gives none. The firm is text as
the register writes it; it resolves to an agency when exactly one bears the name or number, else it stays text.
"""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.db.models import Count

from directory.agencies.names import fold_name
from directory.people.models import Affiliation, Practitioner
from directory.rosters.affiliations import resolve_agencies
from directory.rosters.canonical import PEOPLE_COLUMNS
from directory.rosters.enums import RegisterKind, RowOutcome
from directory.rosters.importers import Importer, Written, register_importer
from directory.rosters.models import PractitionerListing
from directory.rosters.people_writer import PeopleWriter
from directory.rosters.problems import Problem
from directory.rosters.staging import Roster, RosterRow
from directory.rosters.table import Row
from directory.rosters.validation import CheckedLine, check_person_line

_FIELDS = ("practitioner_name", "licence_number", "licence_kind", "licence_status", "agency", "since", "until")


@register_importer
class PeopleImporter(Importer):
    """See ``Importer``. A line is a person at a firm; a person with two open firms in one file is in doubt."""

    kind: ClassVar[str] = RegisterKind.PEOPLE.value
    columns: ClassVar[tuple[str, ...]] = PEOPLE_COLUMNS

    def __init__(self, roster: Roster, mapped: Any) -> None:
        super().__init__(roster, mapped)
        self._first: dict[str, tuple[str, dict[str, Any]]] = {}
        self._seen: set[int] = set()
        self._firms: dict[str, int] = {}
        self._current: dict[int, set[int]] = {}

    def check(self, row: Row, mapping: Mapping[str, int | str]) -> CheckedLine:
        return check_person_line(row, mapping, self.context)

    def identify(self, line: RosterRow) -> None:
        """Equal lines count once; one licence number at two firms is an overlap (D4)."""
        name = str(line.values.get("practitioner_name", ""))
        line.name = name[:300]
        number = line.values.get("licence_number")
        line.identity = f"licence:{number}"[:64] if number else f"person:{fold_name(name)}"[:64]
        if not name:
            return
        place, values = self._first.setdefault(line.identity, (str(line), line.values))
        if place == str(line):
            return
        if values == line.values:
            line.outcome = RowOutcome.REPEATED
        elif number and fold_name(str(values.get("practitioner_name", ""))) != fold_name(name):
            line.problems.append(Problem("repeated-number", "licence_number", number, place).as_json())
        elif number:
            line.doubts.append(Problem("overlap", "agency", line.values.get("agency", ""), place).as_json())

    def compare(self, lines: list[RosterRow]) -> None:
        people = self._people(lines)
        keys = [person.pk for person in people.values()]
        listings = self._listings(keys)
        self._firms = resolve_agencies(line.values.get("agency", "") for line in lines)
        self._current = self._current_firms(keys)
        for line in lines:
            person = people.get(line.identity)
            if person:
                line.practitioner_id = person.pk
                self._seen.add(person.pk)
            if line.problems:
                line.outcome = RowOutcome.ERROR
            elif line.outcome != RowOutcome.REPEATED:
                self._compare_line(line, person, listings.get(person.pk) if person else None)
            line.is_doubtful = bool(line.doubts) and line.outcome not in {RowOutcome.ERROR, RowOutcome.REPEATED}

    def _people(self, lines: list[RosterRow]) -> dict[str, Practitioner]:
        numbers = {line.values["licence_number"] for line in lines if line.values.get("licence_number")}
        names = {fold_name(line.name) for line in lines if not line.values.get("licence_number")}
        mine = Practitioner.objects.filter(register=self.register)
        found = {f"licence:{row.licence_number}"[:64]: row for row in mine.filter(licence_number__in=numbers)}
        unnumbered = mine.filter(licence_number="", folded_name__in=names)
        return found | {f"person:{row.folded_name}"[:64]: row for row in unnumbered}

    def _listings(self, keys: list[int]) -> dict[int, PractitionerListing]:
        rows = PractitionerListing.objects.open().filter(practitioner_id__in=keys)
        return {row.practitioner_id: row for row in rows}

    def _current_firms(self, keys: list[int]) -> dict[int, set[int]]:
        """Agencies of each person's affiliations on the snapshot's date."""
        found: dict[int, set[int]] = {}
        rows = Affiliation.objects.filter(practitioner_id__in=keys).exclude(until__lte=self.roster.as_of)
        for person, agency in rows.values_list("practitioner_id", "agency_id"):
            found.setdefault(person, set()).add(agency or 0)
        return found

    def _compare_line(self, line: RosterRow, person: Practitioner | None, listing: PractitionerListing | None) -> None:
        line.changes = {}
        if self.roster.is_history and person is not None:
            line.outcome = RowOutcome.UNCHANGED
            if line.values.get("agency") and not self._current.get(person.pk):
                line.changes = {"agency": [None, line.values["agency"]]}
                line.outcome = RowOutcome.CHANGED
            return
        if listing is None:
            line.outcome = RowOutcome.NEW
            return
        line.subject = listing.pk
        for column in _FIELDS:
            if column not in self.mapped and column != "licence_status":
                continue
            old, new = listing.facts.get(column), line.values.get(column)
            if (old or None) == (new or None) or _only_spelling(column, old, new):
                continue
            if column == "agency" and self._same_firm(line):
                continue
            line.changes[column] = [old, new]
        line.outcome = RowOutcome.CHANGED if line.changes else RowOutcome.UNCHANGED

    def _same_firm(self, line: RosterRow) -> bool:
        """Registers write one firm in up to six ways: not a move when both spellings mean the same agency."""
        agency = self._firms.get(line.values.get("agency", ""))
        return agency is not None and agency in self._current.get(line.practitioner_id or 0, set())

    def finish(self) -> None:
        """Namesakes without numbers: nobody can tell which of them the register means (D4)."""
        lines = self.roster.rows.filter(identity__startswith="person:").exclude(
            outcome__in=("error", "repeated", "gone")
        )
        repeated = lines.values("identity").annotate(lines=Count("pk")).filter(lines__gt=1)
        namesakes = list(lines.filter(identity__in=repeated.values("identity")))
        for line in namesakes:
            if not any(doubt["code"] == "namesake" for doubt in line.doubts):
                line.doubts.append(Problem("namesake", "practitioner_name", line.name).as_json())
            line.is_doubtful = True
        RosterRow.objects.bulk_update(namesakes, ["doubts", "is_doubtful"], batch_size=200)

    def gone(self) -> Iterator[RosterRow]:
        open_rows = PractitionerListing.objects.open().filter(practitioner__register=self.register)
        for listing in open_rows.select_related("practitioner").order_by("pk").iterator(chunk_size=2_000):
            if listing.practitioner_id not in self._seen:
                yield RosterRow(
                    roster=self.roster,
                    outcome=RowOutcome.GONE,
                    name=listing.practitioner.name,
                    practitioner_id=listing.practitioner_id,
                    subject=listing.pk,
                )

    def listed(self) -> int:
        return PractitionerListing.objects.open().filter(practitioner__register=self.register).count()

    def prepare(self) -> None:
        self._writer = PeopleWriter(self.roster)

    def write(self, lines: list[RosterRow], written: Written) -> None:
        self._writer.write(lines, written)

    def end(self, lines: list[RosterRow], written: Written) -> None:
        self._writer.end(lines, written)

    def settle(self, written: Written) -> None:
        self._writer.resolve_texts(written)


def _only_spelling(column: str, old: Any, new: Any) -> bool:
    return column in {"practitioner_name", "agency"} and fold_name(str(old or "")) == fold_name(str(new or ""))
