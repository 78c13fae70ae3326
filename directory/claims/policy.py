"""The clocks of claims and verifications. No law sets them; the platform promises them, by version. Pure."""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from directory.calendar import add_working_days


@dataclass(frozen=True)
class ClaimPolicy:
    """Promised times in Chinese working days, and how long a verification holds (D6)."""

    version: str
    source: str
    answer_working_days: int
    applicant_working_days: int
    verification_working_days: int
    verification_months: int


POLICY = ClaimPolicy(
    version="2026-1",
    source="Platform terms, claims and verification; D6: twelve months",
    answer_working_days=5,
    applicant_working_days=10,
    verification_working_days=10,
    verification_months=12,
)


def answer_due(day: date, policy: ClaimPolicy = POLICY) -> date:
    """The last day on which an officer answers a claim that came, or was completed, on ``day``."""
    return add_working_days(day, policy.answer_working_days).day


def completion_due(day: date, policy: ClaimPolicy = POLICY) -> date:
    """The last day on which the applicant sends what was asked for on ``day``."""
    return add_working_days(day, policy.applicant_working_days).day


def verification_due(day: date, policy: ClaimPolicy = POLICY) -> date:
    """The last day on which an officer answers a request for verification of ``day``."""
    return add_working_days(day, policy.verification_working_days).day


def verified_until(day: date, policy: ClaimPolicy = POLICY) -> date:
    """The last day of a verification decided on ``day``: the day before its anniversary, twelve months in all."""
    end: date = day + relativedelta(months=policy.verification_months, days=-1)
    return end
