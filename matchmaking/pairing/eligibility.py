"""Who may be paired at all, on a given day (M1, M4, C7). Pure: facts and a day in, a named bar out.

The bars stand in the order in which they are told: the gravest first. An agency that was struck off,
suspended, revoked or deregistered in *any* register is never paired, whatever another register says.
"""

from dataclasses import dataclass
from datetime import date

from matchmaking.pairing.facts import AgencyFacts, ListingFact, Name, VettingFact, holds_on
from matchmaking.pairing.schemes import PairingScheme

ACTIVE = "active"
REVOKED = "revoked"
DEREGISTERED = "deregistered"
SUSPENDED = "suspended"
BARRING_STATUSES = (REVOKED, DEREGISTERED, SUSPENDED)

STRUCK_OFF = "struck-off"
NO_LICENCE = "no-licence"
BARRING_GRADE = "grade"
EXCLUDED = "excluded"
NOT_VETTED = "not-vetted"


@dataclass(frozen=True, slots=True)
class Bar:
    """Why an agency may not be paired: a code and a sentence in both languages."""

    code: str
    sentence_zh: str
    sentence_en: str


STATUS_WORDS = {
    REVOKED: ("已吊销", "revoked"),
    DEREGISTERED: ("已注销", "deregistered"),
    SUSPENDED: ("暂停执业", "suspended"),
}


def find_bar(agency: AgencyFacts, *, excluded: frozenset[str], scheme: PairingScheme, day: date) -> Bar | None:
    """The gravest reason why ``agency`` may not be paired on ``day``, or ``None``."""
    return (
        _status_bar(agency, day)
        or _listing_bar(agency, day)
        or grade_bar(agency, scheme, day)
        or (_excluded_bar() if agency.id in excluded else None)
    )


def valid_vettings(agency: AgencyFacts, jurisdiction: str, day: date) -> tuple[VettingFact, ...]:
    """The vetting files that make the agency part of the jurisdiction's pool on ``day`` (M1)."""
    return tuple(
        vetting for vetting in agency.vettings if vetting.jurisdiction == jurisdiction and vetting.holds_on(day)
    )


def vetting_bar(agency: AgencyFacts, jurisdiction: str, day: date) -> Bar | None:
    """The bar of one who had a vetting file for the jurisdiction and has none now; ``None`` when one holds."""
    if valid_vettings(agency, jurisdiction, day):
        return None
    ended = [
        vetting.valid_until
        for vetting in agency.vettings
        if vetting.jurisdiction == jurisdiction and vetting.valid_until < day
    ]
    if ended:
        when = max(ended).isoformat()
        return Bar(NOT_VETTED, f"核验有效期至 {when}，已过期", f"Its vetting was valid until {when}")
    return Bar(NOT_VETTED, "没有有效的核验", "No vetting is in force")


def licence_holds(agency: AgencyFacts, day: date) -> bool:
    """True when a register lists the agency on ``day`` and says it is active there.

    Where licensing registers are known for its country, only those count (M1: "in its register").
    """
    return any(
        _is_active(listing, day) for listing in agency.listings if listing.grants_licence or not agency.needs_licence
    )


def _is_active(listing: ListingFact, day: date) -> bool:
    if not holds_on(day, listing.since, listing.until):
        return False
    statuses = {status.status for status in listing.statuses if holds_on(day, status.since, status.until)}
    return statuses == {ACTIVE}


def _status_bar(agency: AgencyFacts, day: date) -> Bar | None:
    """A bad status counts even after the listing has ended: who is struck off often leaves the list."""
    for wanted in BARRING_STATUSES:
        for listing in agency.listings:
            for status in listing.statuses:
                if status.status == wanted and holds_on(day, status.since, status.until):
                    return _status_sentence(wanted, listing.register, status.since)
    return None


def _status_sentence(status: str, register: Name, since: date | None) -> Bar:
    zh, en = STATUS_WORDS[status]
    since_zh = f"，自 {since.isoformat()} 起" if since else ""
    since_en = f" since {since.isoformat()}" if since else ""
    return Bar(status, f"{register.chinese}：{zh}{since_zh}", f"{register.english}: {en}{since_en}")


def _listing_bar(agency: AgencyFacts, day: date) -> Bar | None:
    if licence_holds(agency, day):
        return None
    left = [(listing.until, listing.register) for listing in agency.listings if listing.until and listing.until <= day]
    if left:
        until, register = max(left, key=lambda item: (item[0], item[1].zh, item[1].en))
        when = until.isoformat()
        return Bar(
            STRUCK_OFF, f"{when} 起不在{register.chinese}名录中", f"No longer in {register.english} since {when}"
        )
    return Bar(NO_LICENCE, "没有登记册显示其执业许可有效", "No register shows a licence in force")


def grade_bar(agency: AgencyFacts, scheme: PairingScheme, day: date) -> Bar | None:
    """The bar of an official grade that the scheme bars (M1), in force on ``day``."""
    for grade in agency.grades:
        if grade.grade in scheme.barring_grades and holds_on(day, grade.since, grade.until):
            when = grade.since.isoformat()
            return Bar(
                BARRING_GRADE,
                f"{grade.scheme.chinese}官方信用等级 {grade.grade}（{when}）",
                f"{grade.scheme.english}: official grade {grade.grade} ({when})",
            )
    return None


def _excluded_bar() -> Bar:
    return Bar(EXCLUDED, "需求单要求排除", "Excluded by the brief")
