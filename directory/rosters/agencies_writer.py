"""Writing lines of a register of agencies into the directory, a batch at a time and set-based.

Rows are built from values that ``validation`` and ``comparison`` have checked; ``bulk_create`` skips ``full_clean``,
the database's constraints stand behind it. Runs inside the applying transaction.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from directory.agencies.enums import NameKind, OfficeKind
from directory.agencies.models import Agency, AgencyName, Identifier, Office
from directory.agencies.names import HAN, fold_name
from directory.rosters.agency_changes import ChangeWriter
from directory.rosters.agency_kinds import infer_kinds
from directory.rosters.agency_knowledge import NUMBER_SCHEMES, open_listings, read_agencies
from directory.rosters.enums import ListingStatus
from directory.rosters.importers import Written
from directory.rosters.models import Listing, StatusPeriod
from directory.rosters.staging import Roster, RosterRow
from directory.taxonomies.models import AgencyKind, Jurisdiction

BATCH = 500
_BRANCH = re.compile(
    rf"^(.{{4,}}?(?:公司|事务所|律师行|中心)(?:[（(][^）)]{{2,12}}[）)])?)([{HAN}（）()]{{1,16}})(?:分公司|分所|办事处|代表处|分部)$"
)
_FILLED = (
    "name_zh",
    "name_en",
    "short_name",
    "province",
    "city",
    "district",
    "address",
    "phone",
    "email",
    "website",
    "scope",
)


class AgenciesWriter:
    """Writes batches of one roster."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.register = roster.register
        self.as_of: date = roster.as_of
        self._children: list[tuple[int, str]] = []

    @cached_property
    def jurisdictions(self) -> dict[str, Jurisdiction]:
        return {row.code: row for row in Jurisdiction.objects.all()}

    @cached_property
    def kinds(self) -> dict[str, int]:
        return dict(AgencyKind.objects.values_list("code", "pk"))

    def write(self, lines: list[RosterRow], written: Written) -> None:
        """New agencies, known ones that are new on this register, and changes."""
        fresh = [line for line in lines if line.meant_agency is None]
        known = [line for line in lines if line.meant_agency is not None]
        listings = open_listings([line.agency_id for line in known if line.agency_id], self.register)
        self.create(fresh, written)
        self._enter([line for line in known if line.agency_id not in listings], written)
        changed = [line for line in known if line.agency_id in listings]
        ChangeWriter(self, listings).write(changed, written)

    # ── New in the directory ──────────────────────────────────────────────────────────────────

    def create(self, lines: list[RosterRow], written: Written, *, until: date | None = None) -> None:
        """Agencies nobody knew, with names, numbers, place, kinds, listing and status."""
        agencies = Agency.objects.bulk_create([self._agency(line) for line in lines], batch_size=BATCH)
        pairs = list(zip(agencies, [line.values for line in lines], strict=True))
        for agency, line in zip(agencies, lines, strict=True):
            line.agency_id = agency.pk
            self.remember_parent(agency.pk, line.values)
            written.agency_ids.add(agency.pk)
            written.lines.append({"row": str(line), "agency": agency.public_id, "new": line.values})
        AgencyName.objects.bulk_create(
            [row for agency, values in pairs for row in self._names(agency, values)], batch_size=BATCH
        )
        Identifier.objects.bulk_create(
            [row for agency, values in pairs for row in self.identifiers(agency.pk, values)], batch_size=BATCH
        )
        Office.objects.bulk_create([self._office(agency) for agency, _values in pairs], batch_size=BATCH)
        self._add_kinds(pairs)
        self.open_listings(lines, until=until)

    def _agency(self, line: RosterRow) -> Agency:
        values = line.values
        return Agency(
            **{column: values.get(column, "") for column in _FILLED},
            jurisdiction=self.jurisdictions[values["country"]],
            registered_on=_day(values.get("registered_on")),
            is_unidentified=line.identity.startswith("name:"),
        )

    def _names(self, agency: Agency, values: Mapping[str, Any]) -> Iterable[AgencyName]:
        """The register's name is the registered one; an English name beside a Chinese one is a brand (D2)."""
        zh, en = values.get("name_zh", ""), values.get("name_en", "")
        if zh:
            yield agency_name(agency.pk, zh, "zh-hans", NameKind.REGISTERED)
        if en:
            yield agency_name(agency.pk, en, "en", NameKind.BRAND if zh else NameKind.REGISTERED)
        if short := values.get("short_name"):
            yield agency_name(agency.pk, short, language_of(short), NameKind.SHORT)
        for former in values.get("former_name", ()):
            yield agency_name(agency.pk, former, language_of(former), NameKind.FORMER, until=self.as_of)

    def identifiers(self, agency_id: int, values: Mapping[str, Any]) -> Iterable[Identifier]:
        for column, scheme in NUMBER_SCHEMES.items():
            if value := values.get(column):
                issuer = self.register.code if scheme == "register" else ""
                yield Identifier(agency_id=agency_id, scheme=scheme, issuer=issuer, value=value)

    def _office(self, agency: Agency) -> Office:
        return Office(
            agency=agency,
            kind=OfficeKind.REGISTERED,
            jurisdiction_id=agency.jurisdiction_id,
            province=agency.province,
            city=agency.city,
            district=agency.district,
            address=agency.address,
            since=agency.registered_on if agency.registered_on and agency.registered_on <= self.as_of else None,
        )

    def _add_kinds(self, pairs: list[tuple[Agency, Mapping[str, Any]]]) -> None:
        through = Agency.kinds.through
        through.objects.bulk_create(
            [
                through(agency_id=agency.pk, agencykind_id=self.kinds[code])
                for agency, values in pairs
                for code in values.get("kinds") or infer_kinds(values)
                if code in self.kinds
            ],
            batch_size=BATCH,
            ignore_conflicts=True,
        )

    # ── On the register ───────────────────────────────────────────────────────────────────────

    def open_listings(self, lines: list[RosterRow], *, until: date | None = None) -> None:
        """A stay on the register from the snapshot's date, with what it says now."""
        listings = Listing.objects.bulk_create(
            [
                Listing(
                    agency_id=line.agency_key,
                    register=self.register,
                    since=self.as_of,
                    until=until,
                    identity=line.identity if line.identity.startswith("name:") else "",
                    facts=line.values,
                )
                for line in lines
            ],
            batch_size=BATCH,
        )
        StatusPeriod.objects.bulk_create(
            [self.status(listing, line.values, until=until) for listing, line in zip(listings, lines, strict=True)],
            batch_size=BATCH,
        )

    def status(self, listing: Listing, values: Mapping[str, Any], *, until: date | None = None) -> StatusPeriod:
        return StatusPeriod(
            listing=listing,
            status=values.get("status", ListingStatus.ACTIVE),
            is_abnormal=bool(values.get("abnormal")),
            since=self.as_of,
            until=until,
        )

    def _enter(self, lines: list[RosterRow], written: Written) -> None:
        """Known agencies that are new here: fill what was empty, add names and numbers, open the listing."""
        keys = [line.agency_id for line in lines if line.agency_id]
        agencies = Agency.objects.in_bulk(keys)
        known = read_agencies(keys, self.register)
        names: list[AgencyName] = []
        numbers: list[Identifier] = []
        for line in lines:
            agency, values = agencies[line.agency_id], line.values
            facts = known[agency.pk]
            filled = self._fill(agency, values)
            names += [
                agency_name(agency.pk, values[column], language, NameKind.SPELLING)
                for column, language in (("name_zh", "zh-hans"), ("name_en", "en"))
                if values.get(column) and fold_name(values[column]) not in facts.names
            ]
            missing = {column: value for column, value in values.items() if not facts.facts.get(column)}
            numbers += self.identifiers(agency.pk, missing)
            self.remember_parent(agency.pk, values if agency.parent_id is None else {})
            written.agency_ids.add(agency.pk)
            written.lines.append({"row": str(line), "agency": agency.public_id, "entered": values, "filled": filled})
        self._save(list(agencies.values()), (*_FILLED, "registered_on"))
        AgencyName.objects.bulk_create(names, batch_size=BATCH)
        Identifier.objects.bulk_create(numbers, batch_size=BATCH)
        self.open_listings(lines)

    def _fill(self, agency: Agency, values: Mapping[str, Any]) -> list[str]:
        place_known = any((agency.province, agency.city, agency.address))
        filled: list[str] = []
        for column in _FILLED:
            if column in {"province", "city", "district", "address"} and place_known:
                continue
            if column.startswith("name_") and values.get(column):
                continue  # another register's wording becomes a spelling, not the name
            if values.get(column) and not getattr(agency, column):
                setattr(agency, column, values[column])
                filled.append(column)
        if values.get("registered_on") and agency.registered_on is None:
            agency.registered_on = _day(values["registered_on"])
            filled.append("registered_on")
        return filled

    @staticmethod
    def _save(agencies: list[Agency], fields: Iterable[str]) -> None:
        if agencies:
            Agency.objects.bulk_create(
                agencies,
                batch_size=BATCH,
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=[*fields, "changed_at"],
            )

    save = _save

    # ── Ends and parents ──────────────────────────────────────────────────────────────────────

    def end(self, lines: list[RosterRow], written: Written) -> None:
        """Listings end on the snapshot's date; nothing is deleted and no status is made up (D8)."""
        keys = [line.subject for line in lines if line.subject]
        StatusPeriod.objects.filter(listing_id__in=keys, until__isnull=True).update(until=self.as_of)
        Listing.objects.filter(pk__in=keys, until__isnull=True).update(until=self.as_of)
        written.agency_ids.update(line.agency_id for line in lines if line.agency_id)
        written.lines += [{"row": "", "agency_key": line.agency_id, "gone": line.name} for line in lines]

    def remember_parent(self, agency_id: int, values: Mapping[str, Any]) -> None:
        """Keep who the parent is said to be, until every agency of the file is there to be found."""
        text = values.get("parent") or head_office_name(values.get("name_zh", ""))
        if text:
            self._children.append((agency_id, text))

    def settle_parents(self, written: Written) -> None:
        """A branch belongs to its parent when exactly one agency is meant; else it stands alone (D3)."""
        for start in range(0, len(self._children), BATCH):
            batch = self._children[start : start + BATCH]
            parents = _find_parents([text for _child, text in batch])
            agencies = Agency.objects.in_bulk([child for child, _text in batch])
            linked: list[Agency] = []
            for child, text in batch:
                parent = parents.get(text)
                if parent and parent not in (child, agencies[child].parent_id):
                    agencies[child].parent_id = parent
                    linked.append(agencies[child])
            self._save(linked, ["parent"])
            written.agency_ids.update(agency.parent_id for agency in linked if agency.parent_id)
            written.agency_ids.update(agency.pk for agency in linked)


def head_office_name(name: str) -> str:
    """The head office in a branch's name: 北京某某代理有限公司成都分公司 → 北京某某代理有限公司, else empty.

    A Chinese branch must carry its head office's full name; only a full and unique match is used.
    """
    match = _BRANCH.match(name)
    return match.group(1) if match else ""


def _find_parents(texts: list[str]) -> dict[str, int]:
    folded = {text: fold_name(text) for text in texts}
    found: dict[str, set[int]] = {}
    numbers = Identifier.objects.filter(value__in={text.upper() for text in texts}).exclude(scheme="register")
    for value, agency in numbers.values_list("value", "agency_id"):
        found.setdefault(value, set()).add(agency)
    names = AgencyName.objects.filter(folded__in=set(folded.values()), kind=NameKind.REGISTERED, until__isnull=True)
    for name, agency in names.values_list("folded", "agency_id"):
        found.setdefault(name, set()).add(agency)
    result: dict[str, int] = {}
    for text in texts:
        agencies = found.get(text.upper()) or found.get(folded[text]) or set()
        if len(agencies) == 1:
            result[text] = next(iter(agencies))
    return result


def agency_name(agency_id: int, text: str, language: str, kind: NameKind, *, since: date | None = None,
                until: date | None = None) -> AgencyName:  # fmt: skip
    """An unsaved row of a name with its folded form."""
    return AgencyName(
        agency_id=agency_id,
        text=text,
        folded=fold_name(text)[:300],
        language=language,
        kind=kind,
        since=since,
        until=until,
    )


def language_of(text: str) -> str:
    """The language a name is filed under, by its script."""
    """An unsaved row of a name with its folded form."""
    return "zh-hans" if re.search(f"[{HAN}]", text) else "en"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
