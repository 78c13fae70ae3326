"""Writing lines of a register of people: practitioners, their stay on the register, where they practise (D4)."""

from datetime import date

from directory.agencies.names import fold_name
from directory.people.enums import LicenceKind, LicenceStatus
from directory.people.models import Affiliation, Practitioner
from directory.rosters.affiliations import resolve_agencies
from directory.rosters.history_dates import next_snapshot
from directory.rosters.importers import Written
from directory.rosters.models import PractitionerListing
from directory.rosters.staging import Roster, RosterRow

BATCH = 500


class PeopleWriter:
    """Writes batches of one roster. Inside the applying transaction."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.register = roster.register
        self.as_of: date = roster.as_of
        self._until = next_snapshot(roster) if roster.is_history else None
        country = roster.register.jurisdiction
        home = country is None or country.code == "CN"
        self._default_kind = LicenceKind.PATENT_AGENT if home else LicenceKind.FOREIGN_ATTORNEY

    def write(self, lines: list[RosterRow], written: Written) -> None:
        """New people, and changes of those known; several lines of one person are affiliations of one person."""
        firms = resolve_agencies(line.values.get("agency", "") for line in lines)
        self._create_people([line for line in lines if line.practitioner_id is None])
        people = Practitioner.objects.in_bulk([line.practitioner_id for line in lines if line.practitioner_id])
        self._list(lines)
        self._update_people(lines, people)
        moved = [line for line in lines if line.outcome == "new" or line.changes.keys() & {"agency", "since", "until"}]
        self._affiliate(moved, firms, written)
        for line in lines:
            person = people[line.person_key]
            entry = {"new": line.values} if line.outcome == "new" else {"changes": line.changes}
            written.lines.append({"row": str(line), "practitioner": person.public_id, **entry})

    def _create_people(self, lines: list[RosterRow]) -> None:
        known = self._people_by_identity(lines)
        fresh: dict[str, Practitioner] = {}
        for line in lines:
            if line.identity not in known and line.identity not in fresh:
                fresh[line.identity] = self._person(line)
        created = Practitioner.objects.bulk_create(fresh.values(), batch_size=BATCH)
        known |= dict(zip(fresh, [person.pk for person in created], strict=True))
        for line in lines:
            line.practitioner_id = known[line.identity]

    def _people_by_identity(self, lines: list[RosterRow]) -> dict[str, int]:
        """People an earlier batch of the same file created."""
        mine = Practitioner.objects.filter(register=self.register)
        numbers = [line.values["licence_number"] for line in lines if line.values.get("licence_number")]
        names = [fold_name(line.name) for line in lines]
        found = {f"licence:{row.licence_number}"[:64]: row.pk for row in mine.filter(licence_number__in=numbers)}
        unnumbered = mine.filter(licence_number="", folded_name__in=names)
        return found | {f"person:{row.folded_name}"[:64]: row.pk for row in unnumbered}

    def _person(self, line: RosterRow) -> Practitioner:
        return Practitioner(
            register=self.register,
            name=line.values["practitioner_name"],
            folded_name=fold_name(line.values["practitioner_name"])[:200],
            licence_number=line.values.get("licence_number", ""),
            licence_kind=line.values.get("licence_kind", self._default_kind),
            licence_status=line.values.get("licence_status", LicenceStatus.ACTIVE),
        )

    def _list(self, lines: list[RosterRow]) -> None:
        """Open a stay for whoever has none, and keep what the register says now."""
        keys = [line.person_key for line in lines]
        rows = PractitionerListing.objects.filter(practitioner_id__in=keys)
        if not self.roster.is_history:
            rows = rows.filter(until__isnull=True)
        listings = {row.practitioner_id: row for row in rows}
        fresh: dict[int, PractitionerListing] = {}
        for line in lines:
            key = line.person_key
            if key in listings:
                if not self.roster.is_history:
                    listings[key].facts = line.values
            elif key not in fresh:
                fresh[key] = PractitionerListing(
                    practitioner_id=key, since=self.as_of, until=self._until, facts=line.values
                )
        PractitionerListing.objects.bulk_create(fresh.values(), batch_size=BATCH)
        PractitionerListing.objects.bulk_update(listings.values(), ["facts"], batch_size=200)

    def _update_people(self, lines: list[RosterRow], people: dict[int, Practitioner]) -> None:
        if self.roster.is_history:
            return
        changed: dict[int, Practitioner] = {}
        for line in lines:
            person, values = people[line.person_key], line.values
            before = (person.name, person.licence_kind, person.licence_status)
            person.name = values["practitioner_name"]
            person.folded_name = fold_name(person.name)[:200]
            person.licence_kind = values.get("licence_kind", person.licence_kind)
            person.licence_status = values.get("licence_status", person.licence_status)
            if before != (person.name, person.licence_kind, person.licence_status):
                changed[person.pk] = person
        fields = ["name", "folded_name", "licence_kind", "licence_status"]
        Practitioner.objects.bulk_update(changed.values(), fields, batch_size=200)

    # ── Where they practise ───────────────────────────────────────────────────────────────────

    def _affiliate(self, lines: list[RosterRow], firms: dict[str, int], written: Written) -> None:
        """A move ends the old affiliation on the day the new one begins; without such a day, on the snapshot's."""
        keys = [line.person_key for line in lines]
        current: dict[int, list[Affiliation]] = {}
        if not self.roster.is_history:
            for row in Affiliation.objects.filter(practitioner_id__in=keys, until__isnull=True):
                current.setdefault(row.practitioner_id, []).append(row)
        fresh: dict[tuple[int, str], Affiliation] = {}
        closed: list[Affiliation] = []
        for line in lines:
            person, text = line.person_key, line.values.get("agency", "")
            new = self._affiliation(line, firms) if text else None
            known = current.get(person, [])
            kept = [row for row in known if new and _same_firm(row, new)]
            if line.outcome == "changed":
                closed += [self._close(row, new) for row in known if row not in kept]
            if new and kept:
                closed += [self._dated(row, new) for row in kept]
            elif new:
                fresh[person, new.agency_text] = new
        Affiliation.objects.bulk_update(closed, ["since", "until", "agency", "agency_text"], batch_size=200)
        Affiliation.objects.bulk_create(fresh.values(), batch_size=BATCH)
        for row in (*closed, *fresh.values()):
            if row.agency_id:
                written.agency_ids.add(row.agency_id)

    def _affiliation(self, line: RosterRow, firms: dict[str, int]) -> Affiliation:
        values = line.values
        since = date.fromisoformat(values["since"]) if values.get("since") else self.as_of
        until = date.fromisoformat(values["until"]) if values.get("until") else self._until
        return Affiliation(
            practitioner_id=line.person_key,
            agency_id=firms.get(values["agency"]),
            agency_text=values["agency"],
            since=min(since, until) if until else since,
            until=until,
        )

    def _close(self, row: Affiliation, new: Affiliation | None) -> Affiliation:
        row.until = max(row.since, new.since if new else self.as_of)
        return row

    @staticmethod
    def _dated(row: Affiliation, new: Affiliation) -> Affiliation:
        row.agency_text = new.agency_text
        row.agency_id = new.agency_id or row.agency_id
        row.since = min(row.since, new.since)
        row.until = new.until
        return row

    # ── Ends ──────────────────────────────────────────────────────────────────────────────────

    def end(self, lines: list[RosterRow], written: Written) -> None:
        """Who left the register leaves the firm, on the snapshot's date (D5)."""
        people = [line.practitioner_id for line in lines if line.practitioner_id]
        affiliations = Affiliation.objects.filter(practitioner_id__in=people, until__isnull=True)
        written.agency_ids.update(affiliations.exclude(agency=None).values_list("agency_id", flat=True))
        affiliations.filter(since__lte=self.as_of).update(until=self.as_of)
        PractitionerListing.objects.filter(pk__in=[line.subject for line in lines]).update(until=self.as_of)
        written.lines += [{"practitioner_key": line.practitioner_id, "gone": line.name} for line in lines]

    def resolve_texts(self, written: Written) -> None:
        """Firms that stayed text may have come into the directory since."""
        unresolved = Affiliation.objects.filter(
            practitioner__register=self.register, agency__isnull=True, until__isnull=True
        )
        texts = list(unresolved.values_list("agency_text", flat=True).distinct())
        for start in range(0, len(texts), BATCH):
            for text, agency in resolve_agencies(texts[start : start + BATCH]).items():
                unresolved.filter(agency_text=text).update(agency_id=agency)
                written.agency_ids.add(agency)


def _same_firm(row: Affiliation, new: Affiliation) -> bool:
    if row.agency_id and new.agency_id:
        return row.agency_id == new.agency_id
    return fold_name(row.agency_text) == fold_name(new.agency_text)
