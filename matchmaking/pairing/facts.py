"""What pairing knows: plain frozen facts, so that a stored pairing replays without the database.

Sets of capability are mappings from code to "was it verified?"; a code that is absent is not offered,
an *empty* mapping means that the agency has declared nothing of the kind (unknown, not "none").
Dates are half-open: a period holds from ``since`` on and no longer on ``until``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Capability = Mapping[str, bool]


def holds_on(day: date, since: date | None, until: date | None) -> bool:
    """True when ``day`` lies in the half-open period; ``None`` is an open end."""
    return (since is None or since <= day) and (until is None or day < until)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in both languages; ``english`` may be empty and then reads as the Chinese one."""

    zh: str
    en: str = ""

    @property
    def chinese(self) -> str:
        """What a Chinese sentence says."""
        return self.zh or self.en

    @property
    def english(self) -> str:
        """What an English sentence says."""
        return self.en or self.zh


@dataclass(frozen=True, slots=True)
class StatusFact:
    """One status period of a listing: ``active``, ``suspended``, ``revoked`` or ``deregistered`` (D8)."""

    status: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ListingFact:
    """The agency stands (or stood) in a register; some registers grant the licence to practise."""

    register: Name
    since: date | None = None
    until: date | None = None
    statuses: tuple[StatusFact, ...] = ()
    grants_licence: bool = False


@dataclass(frozen=True, slots=True)
class GradeFact:
    """An official credit grade (G1) and its day."""

    scheme: Name
    grade: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class VettingFact:
    """A complete vetting file of one association for one jurisdiction (M1), with its validity."""

    association: Name
    jurisdiction: str
    since: date
    valid_until: date

    def holds_on(self, day: date) -> bool:
        """A file's last day is still a valid one, unlike the half-open periods."""
        return self.since <= day <= self.valid_until


@dataclass(frozen=True, slots=True)
class FeeFact:
    """A declared fee band (D12) for a service, in one jurisdiction or (empty) in all."""

    service: str
    band: str
    jurisdiction: str = ""


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """Everything about one agency that eligibility, fit and score may look at, and nothing else.

    ``needs_licence``: a register that grants licences is known for its country, so one of those must list it.
    ``practice``: what the business scope in its register says, see ``read_practice``.
    """

    id: str
    name: Name
    country: str = ""
    city: str = ""
    office_countries: tuple[str, ...] = ()
    fields: Capability = field(default_factory=dict)
    services: Capability = field(default_factory=dict)
    languages: Capability = field(default_factory=dict)
    jurisdictions: Capability = field(default_factory=dict)
    fees: tuple[FeeFact, ...] = ()
    listings: tuple[ListingFact, ...] = ()
    grades: tuple[GradeFact, ...] = ()
    vettings: tuple[VettingFact, ...] = ()
    needs_licence: bool = False
    practice: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """A brief reduced to codes. ``field_weights`` are whole numbers > 0, from the chosen fields and the
    IPC symbols' shares; ``seed`` orders equal scores."""

    field_weights: Mapping[str, int]
    services: tuple[str, ...]
    languages: tuple[str, ...]
    budget: str = ""
    deadline: date | None = None
    excluded: frozenset[str] = frozenset()
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """Names of the codes a result speaks of, kept with it so that old results read as they did."""

    fields: Mapping[str, Name] = field(default_factory=dict)
    services: Mapping[str, Name] = field(default_factory=dict)
    languages: Mapping[str, Name] = field(default_factory=dict)
    jurisdictions: Mapping[str, Name] = field(default_factory=dict)


IP_PRACTICE = "ip"
OTHER_PRACTICE = "other"
#: Parts of words that speak of intellectual property in a register's text, lower case.
IP_WORDS = (
    "intellectu",
    "intelectu",
    "intellettu",
    "industrial property",
    "propiedad industrial",
    "patent",
    "brevet",
    "trademark",
    "trade mark",
    "知识产权",
    "专利",
    "商标",
)


def read_practice(scope: str) -> str:
    """``ip`` when the text speaks of intellectual property, ``other`` when it speaks of other things only,
    empty when there is no text."""
    text = scope.lower()
    if any(word in text for word in IP_WORDS):
        return IP_PRACTICE
    return OTHER_PRACTICE if text.strip() else ""


def covering(asked: str, offered: Capability) -> bool | None:
    """How ``asked`` is offered: verified (``True``), declared (``False``) or not at all (``None``).

    A language is offered by a narrower tag too: ``zh`` is met by ``zh-Hans`` (BCP 47, basic filtering).
    """
    levels = [verified for code, verified in offered.items() if code == asked or code.startswith(f"{asked}-")]
    return max(levels) if levels else None
