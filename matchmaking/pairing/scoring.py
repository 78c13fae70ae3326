"""The score of one agency for one brief in one jurisdiction, as reasons whose points add up to it.

Pure and exact: whole points, fractions rounded half up once per reason; the score is *defined* as the sum
of the reasons' points, so that nothing can be left over. A covered code is worth its weight when verified and
``declared_percent`` of it when declared; a reason that holds at all is worth at least one point.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from matchmaking.pairing.eligibility import valid_vettings
from matchmaking.pairing.facts import AgencyFacts, Capability, FeeFact, Labels, Name, Wish, covering
from matchmaking.pairing.fit import Served, served_by
from matchmaking.pairing.schemes import REASON_CODES, PairingScheme

BANDS = ("low", "medium", "high")
BAND_NAMES = {"low": Name("低档", "low"), "medium": Name("中档", "medium"), "high": Name("高档", "high")}


@dataclass(frozen=True, slots=True)
class Reason:
    """One line under an agency: ``points`` of ``out_of`` and why, in both languages."""

    code: str
    points: int
    out_of: int
    sentence_zh: str
    sentence_en: str


@dataclass(frozen=True, slots=True)
class Question:
    """What one reason is asked: the agency, the wish and everything needed to answer in words."""

    agency: AgencyFacts
    wish: Wish
    jurisdiction: str
    day: date
    labels: Labels
    scheme: PairingScheme


@dataclass(frozen=True, slots=True)
class Answer:
    """The share of the weight (0 to 1) and the sentence."""

    share: Fraction
    zh: str
    en: str


def score_agency(question: Question) -> tuple[Reason, ...]:
    """The reasons of ``question.agency``, in the order of the scheme. Their points add up to the score."""
    return tuple(_reason(code, ANSWERS[code](question), question.scheme.weights[code]) for code in REASON_CODES)


def total(reasons: Sequence[Reason]) -> int:
    """The score: the sum of the points and nothing else."""
    return sum(reason.points for reason in reasons)


def _reason(code: str, answer: Answer, weight: int) -> Reason:
    points = int(answer.share * weight + Fraction(1, 2))
    if answer.share and weight:
        points = max(points, 1)
    return Reason(code=code, points=points, out_of=weight, sentence_zh=answer.zh, sentence_en=answer.en)


def _fields(question: Question) -> Answer:
    weights = question.wish.field_weights
    return _coverage(
        question,
        asked=[(code, weight) for code, weight in weights.items()],
        offered=question.agency.fields,
        names=question.labels.fields,
        kind=Name("技术领域", "technical field"),
    )


def _services(question: Question) -> Answer:
    return _coverage(
        question,
        asked=[(code, 1) for code in question.wish.services],
        offered=question.agency.services,
        names=question.labels.services,
        kind=Name("服务", "service"),
    )


def _languages(question: Question) -> Answer:
    return _coverage(
        question,
        asked=[(code, 1) for code in question.wish.languages],
        offered=question.agency.languages,
        names=question.labels.languages,
        kind=Name("语言", "language"),
    )


def _coverage(
    question: Question, *, asked: list[tuple[str, int]], offered: Capability, names: Mapping[str, Name], kind: Name
) -> Answer:
    """How much of ``asked`` (codes with weights) is offered, and which of it is only declared."""
    if not offered:
        return Answer(Fraction(0), f"未申报{kind.zh}", f"No {kind.en} declared")
    credit = Fraction(question.scheme.declared_percent, 100)
    verified: list[Name] = []
    declared: list[Name] = []
    gained = Fraction(0)
    for code, weight in asked:
        level = covering(code, offered)
        if level is None:
            continue
        (verified if level else declared).append(_name_of(code, names))
        gained += weight * (1 if level else credit)
    if not gained:
        return Answer(Fraction(0), f"所需{kind.zh}均未提供", f"None of the {kind.en}s asked for")
    zh = [f"已核验：{'、'.join(name.chinese for name in verified)}"] if verified else []
    zh += [f"自报：{'、'.join(name.chinese for name in declared)}"] if declared else []
    en = [f"verified: {', '.join(name.english for name in verified)}"] if verified else []
    en += [f"declared: {', '.join(name.english for name in declared)}"] if declared else []
    covered = len(verified) + len(declared)
    return Answer(
        gained / sum(weight for _, weight in asked),
        f"所需 {len(asked)} 项中有 {covered} 项（{'；'.join(zh)}）",
        f"{covered} of {len(asked)} asked for ({'; '.join(en)})",
    )


def _name_of(code: str, names: Mapping[str, Name]) -> Name:
    found = names.get(code)
    return found or Name(code, code)


def _budget(question: Question) -> Answer:
    """The share of the asked services whose declared fee band is within the brief's."""
    wish = question.wish
    if not wish.budget:
        return Answer(Fraction(1), "需求单没有限定预算", "The brief names no budget")
    bands = [_cheapest(question.agency.fees, service, question.jurisdiction) for service in wish.services]
    known = [band for band in bands if band]
    limit = BAND_NAMES[wish.budget]
    if not known:
        return Answer(Fraction(0), "未申报所需服务的收费档次", "No fee band declared for the services asked for")
    within = [band for band in known if BANDS.index(band) <= BANDS.index(wish.budget)]
    return Answer(
        Fraction(len(within), len(wish.services)),
        f"所需 {len(wish.services)} 项服务中 {len(within)} 项的自报收费不超过{limit.zh}",
        f"Declared fees of {len(within)} of {len(wish.services)} services are within the {limit.en} band",
    )


def _cheapest(fees: tuple[FeeFact, ...], service: str, jurisdiction: str) -> str:
    """The lowest band declared for the service: that of the jurisdiction, else the one for all."""
    for place in (jurisdiction, ""):
        bands = [fee.band for fee in fees if fee.service == service and fee.jurisdiction == place]
        if bands:
            return min(bands, key=BANDS.index)
    return ""


def _jurisdiction(question: Question) -> Answer:
    vetted = bool(valid_vettings(question.agency, question.jurisdiction, question.day))
    served = served_by(question.agency, question.jurisdiction, vetted=vetted)
    name = question.labels.jurisdictions.get(question.jurisdiction) or Name(
        question.jurisdiction, question.jurisdiction
    )
    declared = Fraction(question.scheme.declared_percent, 100)
    answers = {
        Served.VERIFIED: Answer(Fraction(1), f"经核验可办理{name.chinese}业务", f"Verified for {name.english}"),
        Served.REGISTERED: Answer(Fraction(1), f"登记地为{name.chinese}", f"Registered in {name.english}"),
        Served.OFFICE: Answer(Fraction(1), f"在{name.chinese}设有办公地", f"Has an office in {name.english}"),
        Served.DECLARED: Answer(declared, f"自报可办理{name.chinese}业务", f"Declares to serve {name.english}"),
    }
    return (
        answers[served]
        if served
        else Answer(Fraction(0), f"未见办理{name.chinese}业务", f"Not known to serve {name.english}")
    )


def _vetting(question: Question) -> Answer:
    files = valid_vettings(question.agency, question.jurisdiction, question.day)
    if not files:
        return Answer(Fraction(0), "未经协会核验", "Not vetted by any association")
    zh = "、".join(f"{file.association.chinese}（至 {file.valid_until.isoformat()}）" for file in files)
    en = ", ".join(f"{file.association.english} (until {file.valid_until.isoformat()})" for file in files)
    return Answer(Fraction(1), f"核验方：{zh}", f"Vetted by {en}")


def _deadline(question: Question) -> Answer:
    """Whether a vetting file outlasts the brief's deadline: nobody should run out of vetting on the way."""
    deadline = question.wish.deadline
    if deadline is None:
        return Answer(Fraction(1), "需求单没有限定期限", "The brief names no deadline")
    files = valid_vettings(question.agency, question.jurisdiction, question.day)
    if any(deadline <= file.valid_until for file in files):
        return Answer(
            Fraction(1),
            f"核验在期限 {deadline.isoformat()} 当日仍有效",
            f"Still vetted on the deadline {deadline.isoformat()}",
        )
    if files:
        return Answer(
            Fraction(0),
            f"核验在期限 {deadline.isoformat()} 之前到期",
            f"Vetting ends before the deadline {deadline.isoformat()}",
        )
    return Answer(Fraction(0), "未经核验，能否如期无从确认", "Not vetted, so the deadline is not secured")


ANSWERS: dict[str, Callable[[Question], Answer]] = {
    "fields": _fields,
    "services": _services,
    "languages": _languages,
    "budget": _budget,
    "jurisdiction": _jurisdiction,
    "vetting": _vetting,
    "deadline": _deadline,
}
