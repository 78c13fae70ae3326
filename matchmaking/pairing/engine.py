"""Pairing itself (M4): facts in, ranked lists with reasons out. No database, no clock, no chance.

Equal scores are ordered by a draw seeded with the brief's digest (SHA-256 of seed and agency), so that
the order favours no name, is the same at every run, and can be checked by anyone.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from matchmaking.pairing.eligibility import Bar, find_bar, valid_vettings, vetting_bar
from matchmaking.pairing.facts import IP_PRACTICE, AgencyFacts, Labels, Name, Wish
from matchmaking.pairing.fit import Fit, FitReport, assess_fit
from matchmaking.pairing.schemes import PairingScheme
from matchmaking.pairing.scoring import Question, Reason, score_agency, total


@dataclass(frozen=True, slots=True)
class Pool:
    """The candidates for one jurisdiction.

    ``vetted``: everyone with a vetting file for it, valid or not. ``named``: those the brief excludes by
    id. ``unvetted``: the best of the others; ``fitting`` and ``possible`` count *all* the others.
    """

    jurisdiction: str
    vetted: tuple[AgencyFacts, ...] = ()
    named: tuple[AgencyFacts, ...] = ()
    unvetted: tuple[AgencyFacts, ...] = ()
    fitting: int = 0
    possible: int = 0


@dataclass(frozen=True, slots=True)
class PairedAgency:
    """One line of a list. ``rank`` starts at 1 and is shared by equal scores (0 for the not vetted)."""

    id: str
    name: Name
    country: str
    city: str
    rank: int
    tied: bool
    score: int
    reasons: tuple[Reason, ...]
    undeclared: tuple[str, ...] = ()
    practice: str = ""


@dataclass(frozen=True, slots=True)
class ExcludedAgency:
    """One that had a vetting file, or was named by the brief, and may not be paired."""

    id: str
    name: Name
    bar: Bar


@dataclass(frozen=True, slots=True)
class ShortfallReason:
    """One cause of a short list and how many agencies it cost."""

    code: str
    count: int
    sentence_zh: str
    sentence_en: str


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Fewer than wanted: how many, and why. Never filled up."""

    found: int
    wanted: int
    reasons: tuple[ShortfallReason, ...]


@dataclass(frozen=True, slots=True)
class Unvetted:
    """Those that fit but are not vetted: apart, bounded, never counted as found."""

    fitting: int
    possible: int
    agencies: tuple[PairedAgency, ...]

    @property
    def count(self) -> int:
        """All of them, listed or not."""
        return self.fitting + self.possible


@dataclass(frozen=True, slots=True)
class JurisdictionPairing:
    """The answer for one jurisdiction."""

    code: str
    name: Name
    pool: int
    agencies: tuple[PairedAgency, ...]
    excluded: tuple[ExcludedAgency, ...]
    unvetted: Unvetted
    shortfall: Shortfall | None


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for the whole pairing."""

    wish: Wish
    labels: Labels
    scheme: PairingScheme
    day: date


def pair_jurisdiction(pool: Pool, terms: Terms) -> JurisdictionPairing:
    """Rank the pool of one jurisdiction and say what is missing."""
    eligible, excluded = _divide(pool, terms)
    reports = {agency.id: assess_fit(agency, terms.wish, pool.jurisdiction, vetted=True) for agency in eligible}
    fitting = [agency for agency in eligible if reports[agency.id].fit is Fit.FITS]
    listed = _rank([_pair(agency, pool.jurisdiction, terms) for agency in fitting], terms.wish.seed)
    listed = listed[: terms.scheme.listed_at_most]
    misfits = [reports[agency.id] for agency in eligible if reports[agency.id].fit is not Fit.FITS]
    code = pool.jurisdiction
    return JurisdictionPairing(
        code=code,
        name=terms.labels.jurisdictions.get(code) or Name(code, code),
        pool=sum(1 for agency in _unique(pool.vetted) if valid_vettings(agency, code, terms.day)),
        agencies=tuple(listed),
        excluded=tuple(excluded),
        unvetted=_list_unvetted(pool, terms),
        shortfall=_shortfall(len(listed), len(pool.vetted), excluded, misfits, terms.scheme),
    )


def draw_key(seed: str, agency_id: str) -> str:
    """The place of an agency in the draw among equals."""
    return hashlib.sha256(f"{seed}:{agency_id}".encode()).hexdigest()


def _unique(agencies: Sequence[AgencyFacts]) -> list[AgencyFacts]:
    return list({agency.id: agency for agency in agencies}.values())


def _divide(pool: Pool, terms: Terms) -> tuple[list[AgencyFacts], list[ExcludedAgency]]:
    """The pool's eligible members, and the barred ones with their bar, in a stable order."""
    eligible, excluded = [], []
    vetted = _unique(pool.vetted)
    for agency in vetted:
        bar = _bar(agency, terms) or vetting_bar(agency, pool.jurisdiction, terms.day)
        if bar is None:
            eligible.append(agency)
        else:
            excluded.append(ExcludedAgency(agency.id, agency.name, bar))
    known = {agency.id for agency in vetted}
    for agency in _unique(pool.named):
        bar = _bar(agency, terms)
        if agency.id not in known and bar is not None:
            excluded.append(ExcludedAgency(agency.id, agency.name, bar))
    excluded.sort(key=lambda item: (item.bar.code, item.name.english, item.id))
    return eligible, excluded


def _bar(agency: AgencyFacts, terms: Terms) -> Bar | None:
    return find_bar(agency, excluded=terms.wish.excluded, scheme=terms.scheme, day=terms.day)


def _pair(agency: AgencyFacts, jurisdiction: str, terms: Terms, undeclared: tuple[str, ...] = ()) -> PairedAgency:
    reasons = score_agency(Question(agency, terms.wish, jurisdiction, terms.day, terms.labels, terms.scheme))
    return PairedAgency(
        id=agency.id,
        name=agency.name,
        country=agency.country,
        city=agency.city,
        rank=0,
        tied=False,
        score=total(reasons),
        reasons=reasons,
        undeclared=undeclared,
        practice=agency.practice,
    )


def _rank(paired: list[PairedAgency], seed: str) -> list[PairedAgency]:
    """Sort by score, equals by the draw; equal scores share a rank (1, 2, 2, 4)."""
    ordered = sorted(paired, key=lambda item: (-item.score, draw_key(seed, item.id)))
    sizes = Counter(item.score for item in ordered)
    ranked, above = [], 0
    for score in dict.fromkeys(item.score for item in ordered):
        group = [item for item in ordered if item.score == score]
        ranked += [_placed(item, rank=above + 1, tied=sizes[score] > 1) for item in group]
        above += sizes[score]
    return ranked


def _placed(item: PairedAgency, *, rank: int, tied: bool) -> PairedAgency:
    return PairedAgency(
        id=item.id,
        name=item.name,
        country=item.country,
        city=item.city,
        rank=rank,
        tied=tied,
        score=item.score,
        reasons=item.reasons,
        undeclared=item.undeclared,
        practice=item.practice,
    )


def _list_unvetted(pool: Pool, terms: Terms) -> Unvetted:
    """Those that fit first, then those that possibly fit, of which the register's text speaks of intellectual
    property first; each by score, equals by the draw."""
    vetted = {agency.id for agency in pool.vetted if valid_vettings(agency, pool.jurisdiction, terms.day)}
    groups: dict[Fit, list[PairedAgency]] = {Fit.FITS: [], Fit.POSSIBLE: []}
    for agency in _unique(pool.unvetted):
        if agency.id in vetted or _bar(agency, terms) is not None:
            continue
        report = assess_fit(agency, terms.wish, pool.jurisdiction, vetted=False)
        if report.fit in groups:
            groups[report.fit].append(_pair(agency, pool.jurisdiction, terms, report.undeclared))
    ordered = [
        item
        for group in groups.values()
        for item in sorted(group, key=lambda item: _unvetted_order(item, terms.wish.seed))
    ]
    return Unvetted(
        fitting=max(pool.fitting, len(groups[Fit.FITS])),
        possible=max(pool.possible, len(groups[Fit.POSSIBLE])),
        agencies=tuple(ordered[: terms.scheme.unvetted_at_most]),
    )


def _unvetted_order(item: PairedAgency, seed: str) -> tuple[bool, int, str]:
    silent = bool(item.undeclared) and item.practice != IP_PRACTICE
    return (silent, -item.score, draw_key(seed, item.id))


KIND_WORDS = {
    "fields": Name("所需技术领域", "fields"),
    "services": Name("所需服务", "services"),
    "languages": Name("所需语言", "languages"),
}


def _shortfall(
    found: int, files: int, excluded: list[ExcludedAgency], misfits: list[FitReport], scheme: PairingScheme
) -> Shortfall | None:
    """Every vetted agency that is not listed appears once: barred, or not fitting for its first lack."""
    if found >= scheme.wanted:
        return None
    lacks = Counter((report.missing or report.undeclared)[0] for report in misfits)
    reasons = (
        _small_pool(files, scheme.wanted),
        _exclusions(len(excluded)),
        *(_lack(kind, word, lacks[kind]) for kind, word in KIND_WORDS.items()),
    )
    return Shortfall(found=found, wanted=scheme.wanted, reasons=tuple(filter(None, reasons)))


def _small_pool(files: int, wanted: int) -> ShortfallReason | None:
    if not files:
        return ShortfallReason(
            "nobody-vetted", 0, "该法域还没有机构通过核验", "No agency has been vetted for this jurisdiction yet"
        )
    if files >= wanted:
        return None
    english = _count(files, "Only {n} agency has a vetting file", "Only {n} agencies have a vetting file")
    return ShortfallReason("small-pool", files, f"核验库只有 {files} 家", english)


def _exclusions(number: int) -> ShortfallReason | None:
    if not number:
        return None
    english = _count(number, "{n} is excluded, for the reason below", "{n} are excluded, for the reasons below")
    return ShortfallReason("excluded", number, f"{number} 家被排除，原因见下", english)


def _lack(kind: str, word: Name, number: int) -> ShortfallReason | None:
    if not number:
        return None
    english = _count(
        number,
        f"{{n}} vetted agency offers none of the {word.en} asked for",
        f"{{n}} vetted agencies offer none of the {word.en} asked for",
    )
    return ShortfallReason(f"no-{kind}", number, f"{number} 家已核验但不做{word.zh}", english)


def _count(number: int, one: str, many: str) -> str:
    return (one if number == 1 else many).format(n=number)
