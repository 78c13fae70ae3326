"""Is a vetting file ready, and until when (M1)? Pure: dated facts and a day in, states out.

All last days are inclusive. Nothing here is stored: a file stops being ready on the day its first
requirement lapses, without a job.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from matchmaking.vetting.enums import CHECKED_REQUIREMENTS, Requirement

MONTHS_VALID = 12
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EvidenceFact:
    """One piece of evidence; ``withdrawn_on`` is the first day it no longer counts."""

    requirement: str
    checked_on: date
    valid_until: date
    withdrawn_on: date | None = None

    def last_day(self) -> date:
        """The last day on which it counts."""
        if self.withdrawn_on is None:
            return self.valid_until
        return min(self.valid_until, self.withdrawn_on - ONE_DAY)


@dataclass(frozen=True, slots=True)
class TermFact:
    """One stay in the pool; ``left_on`` is the first day outside."""

    since: date
    valid_until: date
    left_on: date | None = None

    def last_day(self) -> date:
        """The last day in the pool."""
        return self.valid_until if self.left_on is None else min(self.valid_until, self.left_on - ONE_DAY)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """Everything that readiness looks at."""

    evidence: Sequence[EvidenceFact]
    terms: Sequence[TermFact]
    verified_until: date | None
    licence_holds: bool
    barring_grade: str
    confirms_language: bool


@dataclass(frozen=True, slots=True)
class RequirementState:
    """One requirement on one day. ``until``: the last day it holds, ``None`` when unknown or open."""

    requirement: Requirement
    met: bool
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Validity:
    """The days during which the file puts its agency into the pool, as far as known today."""

    since: date
    valid_until: date


def latest_last_day(checked_on: date) -> date:
    """The last day that something checked on ``checked_on`` may hold: 12 months (M1)."""
    last: date = checked_on + relativedelta(months=MONTHS_VALID) - ONE_DAY
    return last


def assess_requirements(facts: FileFacts, day: date) -> tuple[RequirementState, ...]:
    """The state of all seven requirements on ``day``, in the order of M1."""
    verified = facts.verified_until is not None and day <= facts.verified_until
    computed = (
        RequirementState(Requirement.VERIFIED_PROFILE, verified, facts.verified_until),
        RequirementState(Requirement.LICENCE, facts.licence_holds),
        RequirementState(Requirement.GRADE, not facts.barring_grade),
    )
    return computed + tuple(_checked(requirement, facts, day) for requirement in CHECKED_REQUIREMENTS)


def is_ready(facts: FileFacts, day: date) -> bool:
    """True when every requirement is met on ``day``."""
    return all(state.met for state in assess_requirements(facts, day))


def current_term(facts: FileFacts, day: date) -> TermFact | None:
    """The stay in the pool that runs on ``day``, whether or not the requirements still hold."""
    running = [term for term in facts.terms if term.since <= day <= term.last_day()]
    return max(running, key=lambda term: term.since) if running else None


def vetting_validity(facts: FileFacts, day: date) -> Validity | None:
    """The validity of the file as seen on ``day``; ``None`` when the agency never was in the pool by then.

    While it holds, ``valid_until`` is the first last day of the term, the evidence and the profile's
    verification. When it does not hold, ``valid_until`` lies before ``day``. Licence and grade are not
    looked at: eligibility names them more exactly.
    """
    begun = [term for term in facts.terms if term.since <= day]
    if not begun:
        return None
    term = current_term(facts, day) or max(begun, key=lambda term: (term.since, term.last_day()))
    states = [
        state
        for state in assess_requirements(facts, day)
        if state.requirement not in (Requirement.LICENCE, Requirement.GRADE)
    ]
    last_days = [term.last_day(), *(state.until for state in states if state.until)]
    if term.last_day() >= day and all(state.met for state in states):
        return Validity(term.since, min(last_days))
    return Validity(term.since, min([*last_days, day - ONE_DAY]))


def _checked(requirement: Requirement, facts: FileFacts, day: date) -> RequirementState:
    """Met while any evidence holds; the one that holds longest counts."""
    begun = [item for item in facts.evidence if item.requirement == requirement and item.checked_on <= day]
    if not begun:
        return RequirementState(requirement, met=False)
    until = max(item.last_day() for item in begun)
    met = until >= day
    if requirement == Requirement.WORKING_LANGUAGE and not facts.confirms_language:
        return RequirementState(requirement, met=False)
    return RequirementState(requirement, met, until)
