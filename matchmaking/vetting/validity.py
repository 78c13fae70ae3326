"""From vetting files to the facts of readiness and of pairing, for many files at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from matchmaking.pairing.agency_facts import load_agency_facts
from matchmaking.pairing.eligibility import grade_bar, licence_holds
from matchmaking.pairing.facts import AgencyFacts, Name, VettingFact
from matchmaking.pairing.querysets import licensing_countries
from matchmaking.pairing.schemes import scheme_in_force
from matchmaking.vetting.models import VettingFile
from matchmaking.vetting.querysets import VettingFileQuerySet
from matchmaking.vetting.readiness import EvidenceFact, FileFacts, TermFact, vetting_validity


@dataclass(frozen=True, slots=True)
class FileValidity:
    """A file that has put its agency into the pool at some time, with what it confirms."""

    agency_id: int
    jurisdiction: str
    fact: VettingFact
    holds: bool
    fields: tuple[str, ...]
    services: tuple[str, ...]
    languages: tuple[str, ...]


def load_validities(files: VettingFileQuerySet, *, day: date) -> list[FileValidity]:
    """The validity of every file that ever entered the pool, in six queries."""
    found = []
    for file in files.ever_entered().with_facts():
        validity = vetting_validity(file_facts(file), day)
        if validity is None:
            continue
        fact = VettingFact(
            association=Name(file.association.name_zh, file.association.name_en),
            jurisdiction=file.jurisdiction.code,
            since=validity.since,
            valid_until=validity.valid_until,
        )
        found.append(
            FileValidity(
                agency_id=file.agency_id,
                jurisdiction=file.jurisdiction.code,
                fact=fact,
                holds=fact.holds_on(day),
                fields=tuple(str(row.pk) for row in file.fields.all()),
                services=tuple(row.code for row in file.services.all()),
                languages=tuple(row.code for row in file.languages.all()),
            )
        )
    return found


def file_facts(file: VettingFile, agency: AgencyFacts | None = None, day: date | None = None) -> FileFacts:
    """The facts of one file; with ``agency`` and ``day`` also those of licence and grade."""
    graded = grade_bar(agency, scheme_in_force(day), day) if agency and day else None
    return FileFacts(
        evidence=[
            EvidenceFact(item.requirement, item.checked_on, item.valid_until, item.withdrawn_on)
            for item in file.evidence.all()
        ],
        terms=[TermFact(term.since, term.valid_until, term.left_on) for term in file.terms.all()],
        verified_until=file.agency.verified_until,
        licence_holds=bool(agency and day and licence_holds(agency, day)),
        barring_grade=graded.code if graded else "",
        confirms_language=bool(file.languages.all()),
    )


def load_file_facts(files: Iterable[VettingFile], *, day: date) -> dict[int, FileFacts]:
    """Complete facts of each file by key, licence and grade included, in a fixed number of queries."""
    files = list(files)
    agency_ids: Collection[int] = {file.agency_id for file in files}
    agencies = load_agency_facts(agency_ids, licensed=licensing_countries(), day=day)
    return {file.pk: file_facts(file, agencies[file.agency_id], day) for file in files}
