"""Does an agency fit a brief in one jurisdiction? (architecture, section 7, "Brief fit")

At least one field, one service and one language are required; the rest scores. Where an agency has
declared nothing of a kind, nobody knows: it *possibly* fits, which is enough to be named among the
not vetted (after those that fit), never enough to be paired. When it declares no services but its register's
text speaks only of other practice (family law, tax), it does not even possibly fit.
"""

from dataclasses import dataclass
from enum import Enum

from matchmaking.pairing.facts import OTHER_PRACTICE, AgencyFacts, Capability, Wish, covering


class Served(Enum):
    """What says that an agency serves the jurisdiction, the firmest first."""

    VERIFIED = "verified"
    REGISTERED = "registered"
    OFFICE = "office"
    DECLARED = "declared"


class Fit(Enum):
    """``POSSIBLE``: nothing speaks against it, but a required kind is not declared."""

    FITS = "fits"
    POSSIBLE = "possible"
    MISSES = "misses"


@dataclass(frozen=True, slots=True)
class FitReport:
    """The verdict, what is missing (kinds: ``fields``, ``services``, ``languages``, ``practice``, ``jurisdiction``)
    and what is unknown because nothing was declared."""

    fit: Fit
    missing: tuple[str, ...] = ()
    undeclared: tuple[str, ...] = ()


def served_by(agency: AgencyFacts, jurisdiction: str, *, vetted: bool) -> Served | None:
    """The firmest ground on which the agency serves the jurisdiction, or ``None``."""
    declared = agency.jurisdictions.get(jurisdiction)
    if vetted or declared:
        return Served.VERIFIED
    if agency.country == jurisdiction:
        return Served.REGISTERED
    if jurisdiction in agency.office_countries:
        return Served.OFFICE
    return Served.DECLARED if declared is not None else None


def assess_fit(agency: AgencyFacts, wish: Wish, jurisdiction: str, *, vetted: bool) -> FitReport:
    """Check the three required kinds and the jurisdiction."""
    missing, undeclared = [], []
    for kind, asked, offered in (
        ("fields", tuple(wish.field_weights), agency.fields),
        ("services", wish.services, agency.services),
        ("languages", wish.languages, agency.languages),
    ):
        if not offered:
            undeclared.append(kind)
        elif not _any_covered(asked, offered):
            missing.append(kind)
    if not agency.services and agency.practice == OTHER_PRACTICE and not vetted:
        missing.append("practice")
    if served_by(agency, jurisdiction, vetted=vetted) is None:
        missing.append("jurisdiction")
    fit = Fit.MISSES if missing else Fit.POSSIBLE if undeclared else Fit.FITS
    return FitReport(fit=fit, missing=tuple(missing), undeclared=tuple(undeclared))


def _any_covered(asked: tuple[str, ...], offered: Capability) -> bool:
    return any(covering(code, offered) is not None for code in asked)
