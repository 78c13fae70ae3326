"""What the dossier of one vetting file shows: requirements with their state, evidence, stays in the pool."""

from dataclasses import dataclass
from datetime import date

from matchmaking.vetting.enums import COMPUTED_REQUIREMENTS
from matchmaking.vetting.models import Evidence, VettingFile, VettingTerm
from matchmaking.vetting.readiness import (
    RequirementState,
    assess_requirements,
    latest_last_day,
    vetting_validity,
)
from matchmaking.vetting.validity import load_file_facts


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """One requirement, its state on the day and all evidence for it."""

    state: RequirementState
    is_computed: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything on the screen; ``valid_until`` is ``None`` while the agency is not in the pool."""

    file: VettingFile
    day: date
    rows: tuple[RequirementRow, ...]
    terms: tuple[VettingTerm, ...]
    is_ready: bool
    in_pool: bool
    valid_until: date | None
    has_open_term: bool
    confirms_work: bool
    latest: date


def read_dossier(file: VettingFile, day: date) -> Dossier:
    """Put the dossier together. ``file`` comes with ``with_dossier()``."""
    facts = load_file_facts([file], day=day)[file.pk]
    states = assess_requirements(facts, day)
    evidence = list(file.evidence.all())
    rows = tuple(
        RequirementRow(
            state=state,
            is_computed=state.requirement in COMPUTED_REQUIREMENTS,
            evidence=tuple(item for item in evidence if item.requirement == state.requirement),
        )
        for state in states
    )
    validity = vetting_validity(facts, day)
    is_ready = all(state.met for state in states)
    holds = validity is not None and validity.valid_until >= day and is_ready
    return Dossier(
        file=file,
        day=day,
        rows=rows,
        terms=tuple(file.terms.all()),
        is_ready=is_ready,
        in_pool=holds,
        valid_until=validity.valid_until if validity and holds else None,
        has_open_term=any(term.left_on is None for term in file.terms.all()),
        confirms_work=bool(file.fields.all() and file.services.all()),
        latest=latest_last_day(day),
    )
