"""Registers of agencies: identity (D2), what is new, changed and gone (D5, D8), likely doubles."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from directory.agencies.enums import NameKind
from directory.agencies.models import AgencyName
from directory.agencies.names import fold_name, likely_double_key
from directory.rosters import agencies_writer, history
from directory.rosters.agency_comparison import agency_changes, compared_columns
from directory.rosters.agency_knowledge import Knowledge, folded_names, number_keys, read_knowledge
from directory.rosters.canonical import AGENCY_COLUMNS
from directory.rosters.enums import Decision, RegisterKind, RowOutcome
from directory.rosters.importers import Importer, Written, register_importer
from directory.rosters.models import Listing
from directory.rosters.problems import Problem
from directory.rosters.staging import Roster, RosterRow
from directory.rosters.table import Row
from directory.rosters.validation import CheckedLine, check_agency_line

#: Doubts that fall away once the agency stands on the register: an officer has decided them.
_SETTLED_BY_LISTING = frozenset({"scope", "name-trade", "same-name", "place"})
#: Doubts that the directory raises, found anew whenever a line is compared.
_RAISED_BY_DIRECTORY = frozenset({"double", "identifier-differs"})


def name_identity(values: Mapping[str, Any]) -> str:
    """The key of a line without number: folded name, country, city and address (D2)."""
    name = fold_name(values.get("name_zh") or values.get("name_en") or "")
    place = [values.get("country", ""), fold_name(values.get("city", "")), fold_name(values.get("address", ""))]
    return "name:" + hashlib.sha256("\x1f".join([name, *place]).encode()).hexdigest()[:40]


def _digest(values: Mapping[str, Any]) -> bytes:
    return hashlib.blake2b(json.dumps(values, sort_keys=True).encode(), digest_size=8).digest()


@register_importer
class AgenciesImporter(Importer):
    """See ``Importer``. Keeps, for the pass, the numbers and names met so far and the agencies spoken of."""

    kind: ClassVar[str] = RegisterKind.AGENCIES.value
    columns: ClassVar[tuple[str, ...]] = AGENCY_COLUMNS

    def __init__(self, roster: Roster, mapped: Any) -> None:
        super().__init__(roster, mapped)
        self._numbers: dict[tuple[str, str, str], tuple[str, bytes]] = {}
        self._identities: dict[str, str] = {}
        self._first_row: dict[str, str] = {}
        self._seen: set[int] = set()
        self._compared = compared_columns(self.mapped)

    def check(self, row: Row, mapping: Mapping[str, int | str]) -> CheckedLine:
        return check_agency_line(row, mapping, self.context)

    # ── Within the file ───────────────────────────────────────────────────────────────────────

    def identify(self, line: RosterRow) -> None:
        """A number may stand in one line; a line without number is known by name and place."""
        line.name = str(line.values.get("name_zh") or line.values.get("name_en") or "")[:300]
        keys = number_keys(line.values, self.register.code)
        if keys:
            line.identity = f"{keys[0][0]}:{keys[0][2]}"[:64]
            self._compare_numbers(line, keys)
        elif line.name:
            line.identity = name_identity(line.values)
            self._compare_names(line)

    def _compare_numbers(self, line: RosterRow, keys: list[tuple[str, str, str]]) -> None:
        digest = _digest(line.values)
        for key in keys:
            place, earlier = self._numbers.setdefault(key, (str(line), digest))
            if place == str(line):
                continue
            if earlier == digest:
                line.outcome = RowOutcome.REPEATED
            else:
                line.problems.append(Problem("repeated-number", _column_of(key[0]), key[2], place).as_json())
                return

    def _compare_names(self, line: RosterRow) -> None:
        if self._identities.setdefault(line.identity, str(line)) != str(line):
            line.outcome = RowOutcome.REPEATED
            return
        name = f"{line.values.get('country', '')}:{fold_name(line.name)}"
        first = self._first_row.setdefault(name, str(line))
        if first != str(line):
            line.doubts.append(Problem("same-name", "name_zh", line.name, first).as_json())

    # ── With the directory ────────────────────────────────────────────────────────────────────

    def compare(self, lines: list[RosterRow]) -> None:
        knowledge = read_knowledge(lines, self.register)
        for line in lines:
            self._compare_line(line, knowledge)
        if self.roster.is_history:
            history.compare_history(lines, self.roster)

    def _compare_line(self, line: RosterRow, knowledge: Knowledge) -> None:
        line.doubts = [doubt for doubt in line.doubts if doubt["code"] not in _RAISED_BY_DIRECTORY]
        found = self._match(line, knowledge)
        self._seen |= found
        if line.problems:
            self._seen |= _namesakes(line, knowledge)
            line.outcome = RowOutcome.ERROR
            return
        if line.outcome == RowOutcome.REPEATED:
            return
        if len(found) > 1:
            line.problems.append(Problem("two-agencies", "", line.name, knowledge.labels(found)).as_json())
            line.outcome = RowOutcome.ERROR
            return
        if found:
            self._compare_known(line, next(iter(found)), knowledge)
        else:
            self._compare_unknown(line, knowledge)
        line.is_doubtful = bool(line.doubts)

    def _match(self, line: RosterRow, knowledge: Knowledge) -> set[int]:
        keys = number_keys(line.values, self.register.code)
        found = {knowledge.by_number[key] for key in keys if key in knowledge.by_number}
        if not found and line.decision == Decision.SAME and line.agency_id:
            return {line.agency_id}
        if not found and not keys and line.identity in knowledge.by_identity:
            return {knowledge.by_identity[line.identity]}
        return found

    def _compare_known(self, line: RosterRow, agency: int, knowledge: Knowledge) -> None:
        known, listing = knowledge.agencies[agency], knowledge.listings.get(agency)
        line.agency_id = agency
        if listing:
            line.doubts = [doubt for doubt in line.doubts if doubt["code"] not in _SETTLED_BY_LISTING]
        for column in ("uscc", "cnipa_code"):
            new, old = line.values.get(column), known.facts.get(column)
            if new and old and new != old:
                line.doubts.append(Problem("identifier-differs", column, new, old).as_json())
        if listing is None:
            line.outcome = RowOutcome.NEW
            line.changes = {}
            return
        line.subject = listing.pk
        line.changes = agency_changes(line.values, said=listing.facts, known=known, columns=self._compared)
        line.outcome = RowOutcome.CHANGED if line.changes else RowOutcome.UNCHANGED

    def _compare_unknown(self, line: RosterRow, knowledge: Knowledge) -> None:
        line.outcome = RowOutcome.NEW
        line.agency_id = None
        doubles = _namesakes(line, knowledge)
        if doubles:
            self._doubt_double(line, doubles, knowledge.labels(doubles))

    def _doubt_double(self, line: RosterRow, doubles: set[int], labels: str) -> None:
        self._seen |= doubles
        line.doubts.append(Problem("double", "name_zh", line.name, labels).as_json())
        line.is_doubtful = True
        line.agency_id = min(doubles)  # a candidate only: see ``staging.meant_agency``

    def finish(self) -> None:
        """Likely doubles beyond equal spelling: one pass over the names of the directory, only if anything is new."""
        wanted = self._new_keys()
        if not wanted:
            return
        hits: dict[str, set[int]] = {}
        names = AgencyName.objects.filter(kind=NameKind.REGISTERED, until__isnull=True, agency__merged_into=None)
        for folded, agency in names.values_list("folded", "agency_id").iterator(chunk_size=5_000):
            key = likely_double_key(folded)
            if key in wanted:
                hits.setdefault(key, set()).add(agency)
        self._mark_doubles({wanted_key: (wanted[wanted_key], agencies) for wanted_key, agencies in hits.items()})

    def _new_keys(self) -> dict[str, list[int]]:
        rows = self.roster.rows.filter(outcome=RowOutcome.NEW, agency__isnull=True, decision="")
        keys: dict[str, list[int]] = {}
        for key, name in rows.values_list("pk", "name").iterator(chunk_size=5_000):
            keys.setdefault(likely_double_key(name), []).append(key)
        return keys

    def _mark_doubles(self, hits: dict[str, tuple[list[int], set[int]]]) -> None:
        by_row = {row: agencies for rows, agencies in hits.values() for row in rows}
        lines = list(self.roster.rows.filter(pk__in=by_row))
        for line in lines:
            agencies = by_row[line.pk]
            self._doubt_double(line, agencies, Knowledge().labels(agencies))
        RosterRow.objects.bulk_update(lines, ["doubts", "is_doubtful", "agency"], batch_size=200)

    def gone(self) -> Iterator[RosterRow]:
        listings = Listing.objects.open().filter(register=self.register).select_related("agency").order_by("pk")
        for listing in listings.iterator(chunk_size=2_000):
            if listing.agency_id not in self._seen:
                yield RosterRow(
                    roster=self.roster,
                    outcome=RowOutcome.GONE,
                    name=listing.agency.name_zh or listing.agency.name_en,
                    agency_id=listing.agency_id,
                    subject=listing.pk,
                )

    def listed(self) -> int:
        return Listing.objects.open().filter(register=self.register).count()

    # ── Writing ───────────────────────────────────────────────────────────────────────────────

    def prepare(self) -> None:
        self._writer = agencies_writer.AgenciesWriter(self.roster)

    def write(self, lines: list[RosterRow], written: Written) -> None:
        if self.roster.is_history:
            history.write_history(lines, self.roster, self._writer, written)
        else:
            self._writer.write(lines, written)

    def end(self, lines: list[RosterRow], written: Written) -> None:
        self._writer.end(lines, written)

    def settle(self, written: Written) -> None:
        self._writer.settle_parents(written)


def _namesakes(line: RosterRow, knowledge: Knowledge) -> set[int]:
    return {agency for folded in folded_names(line.values) for agency in knowledge.by_name.get(folded, ())}


def _column_of(scheme: str) -> str:
    return {"uscc": "uscc", "cn-registration": "uscc", "cnipa": "cnipa_code"}.get(scheme, "register_number")
