"""Writing what a register changed about agencies already on it: names with their history, place, numbers, status."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from directory.agencies.enums import NameKind, OfficeKind
from directory.agencies.models import Agency, AgencyName, Identifier, Office
from directory.agencies.names import fold_name
from directory.rosters.agency_knowledge import NUMBER_SCHEMES
from directory.rosters.importers import Written
from directory.rosters.models import Listing, StatusPeriod
from directory.rosters.staging import RosterRow

if TYPE_CHECKING:
    from directory.rosters.agencies_writer import AgenciesWriter

_PLACE = frozenset({"country", "province", "city", "district", "address"})
_CONTACT = frozenset({"phone", "email", "website"})
_TEXTS = ("phone", "email", "website", "scope", "province", "city", "district", "address")
_NAME_COLUMNS = {"name_zh": "zh-hans", "name_en": "en"}


class ChangeWriter:
    """Applies ``RosterRow.changes`` to a batch; every table is written once."""

    def __init__(self, writer: "AgenciesWriter", listings: Mapping[int, Listing]) -> None:
        self.writer = writer
        self.as_of = writer.as_of
        self.listings = listings
        self._agencies: dict[int, Agency] = {}
        self._new_names: list[AgencyName] = []
        self._moved: list[Agency] = []
        self._statuses: list[StatusPeriod] = []
        self._reclassified: list[tuple[int, list[str]]] = []

    def write(self, lines: list[RosterRow], written: Written) -> None:
        """Write every line's changes, remember what the register says now."""
        lines = [line for line in lines if line.changes]
        if not lines:
            return
        self._agencies = Agency.objects.in_bulk([line.agency_key for line in lines])
        for line in lines:
            self._change(line)
            agency = self._agencies[line.agency_key]
            written.agency_ids.add(agency.pk)
            written.lines.append({"row": str(line), "agency": agency.public_id, "changes": line.changes})
        self._write_names(lines)
        self._write_numbers(lines)
        self._write_statuses()
        self._write_kinds()
        fields = ("name_zh", "name_en", "short_name", *_TEXTS, "jurisdiction", "registered_on")
        self.writer.save(list(self._agencies.values()), fields)
        self._write_offices()
        Listing.objects.bulk_update([self.listings[line.agency_key] for line in lines], ["facts"], batch_size=200)

    def _change(self, line: RosterRow) -> None:
        agency, listing, changes = self._agencies[line.agency_key], self.listings[line.agency_key], line.changes
        said = listing.facts
        for column in _TEXTS:
            if column in changes and not _is_own_word(agency, column, said):
                setattr(agency, column, changes[column][1] or "")
        if "country" in changes:
            agency.jurisdiction = self.writer.jurisdictions[changes["country"][1]]
        if "registered_on" in changes:
            agency.registered_on = date.fromisoformat(changes["registered_on"][1])
        if _PLACE & changes.keys():
            self._moved.append(agency)
        if changes.keys() & {"status", "abnormal"}:
            self._statuses.append(self.writer.status(listing, line.values))
        if "kinds" in changes:
            self._reclassified.append((agency.pk, changes["kinds"][1]))
        if "parent" in changes:
            self.writer.remember_parent(agency.pk, line.values)
        listing.facts = _said_now(said, line)

    # ── Names ─────────────────────────────────────────────────────────────────────────────────

    def _write_names(self, lines: list[RosterRow]) -> None:
        changed = [line for line in lines if line.changes.keys() & {*_NAME_COLUMNS, "short_name", "former_name"}]
        for line in changed:
            agency = self._agencies[line.agency_key]
            for column, language in _NAME_COLUMNS.items():
                if column in line.changes:
                    self._rename(agency, column, language, line.changes[column][1])
            if "short_name" in line.changes:
                self._shorten(agency, line.changes["short_name"][1])
            for name in line.changes.get("former_name", [None, []])[1]:
                self._add_former(agency, name)
        AgencyName.objects.bulk_create(self._new_names, batch_size=500)

    def _rename(self, agency: Agency, column: str, language: str, text: str) -> None:
        """The old name stays as a former one that ended on the snapshot's date (D2)."""
        kinds = (NameKind.REGISTERED, NameKind.BRAND)
        current = AgencyName.objects.filter(agency=agency, language=language, kind__in=kinds, until__isnull=True)
        kept = NameKind.BRAND if column == "name_en" and agency.name_zh else NameKind.REGISTERED
        current.update(kind=NameKind.FORMER, until=self.as_of)
        self._new_names.append(_name(agency, text, language, kept, since=self.as_of))
        setattr(agency, column, text)

    def _shorten(self, agency: Agency, text: str) -> None:
        AgencyName.objects.filter(agency=agency, kind=NameKind.SHORT, until__isnull=True).update(until=self.as_of)
        self._new_names.append(_name(agency, text, "zh-hans" if agency.name_zh else "en", NameKind.SHORT))
        agency.short_name = text

    def _add_former(self, agency: Agency, text: str) -> None:
        if not AgencyName.objects.filter(agency=agency, folded=fold_name(text)).exists():
            row = _name(agency, text, "zh-hans" if agency.name_zh else "en", NameKind.FORMER)
            row.until = self.as_of
            self._new_names.append(row)

    # ── The rest ──────────────────────────────────────────────────────────────────────────────

    def _write_numbers(self, lines: list[RosterRow]) -> None:
        numbers: list[Identifier] = []
        for line in lines:
            changed = {column: line.values[column] for column in NUMBER_SCHEMES if column in line.changes}
            for column in changed:
                issuer = self.writer.register.code if column == "register_number" else ""
                Identifier.objects.filter(
                    agency_id=line.agency_key, scheme=NUMBER_SCHEMES[column], issuer=issuer
                ).delete()
            numbers += self.writer.identifiers(line.agency_key, changed)
        Identifier.objects.bulk_create(numbers, batch_size=500)
        identified = {row.agency_id for row in numbers}
        for agency in self._agencies.values():
            if agency.pk in identified:
                agency.is_unidentified = False
        Agency.objects.filter(pk__in=identified, is_unidentified=True).update(is_unidentified=False)

    def _write_statuses(self) -> None:
        """A new period begins with the snapshot; one that began the same day is replaced (a corrected file)."""
        keys = [status.listing_id for status in self._statuses]
        periods = StatusPeriod.objects.filter(listing_id__in=keys)
        periods.filter(since=self.as_of).delete()
        periods.filter(until__isnull=True).update(until=self.as_of)
        StatusPeriod.objects.bulk_create(self._statuses, batch_size=500)

    def _write_kinds(self) -> None:
        through = Agency.kinds.through
        through.objects.filter(agency_id__in=[key for key, _codes in self._reclassified]).delete()
        through.objects.bulk_create(
            [
                through(agency_id=key, agencykind_id=self.writer.kinds[code])
                for key, codes in self._reclassified
                for code in codes
            ]
        )

    def _write_offices(self) -> None:
        keys = [agency.pk for agency in self._moved]
        Office.objects.filter(
            agency_id__in=keys, kind=OfficeKind.REGISTERED, until__isnull=True, since=self.as_of
        ).delete()
        Office.objects.filter(agency_id__in=keys, kind=OfficeKind.REGISTERED, until__isnull=True).update(
            until=self.as_of
        )
        Office.objects.bulk_create(
            [
                Office(
                    agency=agency,
                    kind=OfficeKind.REGISTERED,
                    jurisdiction=agency.jurisdiction,
                    province=agency.province,
                    city=agency.city,
                    district=agency.district,
                    address=agency.address,
                    since=self.as_of,
                )
                for agency in self._moved
            ],
            batch_size=500,
        )


def _is_own_word(agency: Agency, column: str, said: Mapping[str, Any]) -> bool:
    """Contact that a claimed agency keeps itself (D7): the register's change does not touch what it never said."""
    current = getattr(agency, column)
    return column in _CONTACT and bool(current) and agency.claimed_at is not None and current != said.get(column)


def _said_now(said: Mapping[str, Any], line: RosterRow) -> dict[str, Any]:
    now = {**said, **line.values}
    for column, (_before, after) in line.changes.items():
        if not after:
            now.pop(column, None)
    return now


def _name(agency: Agency, text: str, language: str, kind: NameKind, *, since: date | None = None) -> AgencyName:
    return AgencyName(agency=agency, text=text, folded=fold_name(text)[:300], language=language, kind=kind, since=since)
