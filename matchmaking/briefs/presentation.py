"""What the pages of a brief show, put together from entries, taxonomies and stored pairings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from directory.models import Jurisdiction, Language, Sector, Service, TechnicalField
from directory.taxonomies.models import Named
from matchmaking.briefs.content import parse_brief
from matchmaking.briefs.drafts import Draft
from matchmaking.briefs.entries import STEPS, Entries, Step, to_raw
from matchmaking.briefs.enums import BudgetLimit
from matchmaking.briefs.errors import BriefProblem, InvalidBriefError
from matchmaking.briefs.vocabulary import read_vocabulary
from matchmaking.pairing.facts import IP_PRACTICE

LABELS: dict[str, str | Promise] = {
    "jurisdictions": _("Countries and offices"),
    "fields": _("Technical fields"),
    "ipc": _("IPC symbols"),
    "services": _("Services"),
    "languages": _("Working languages"),
    "budget": _("Budget per matter"),
    "deadline": _("Deadline"),
    "exclude": _("Agencies to leave out"),
    "adverse_parties": _("Adverse parties"),
}
REASON_NAMES: dict[str, str | Promise] = {
    "fields": _("Technical fields"),
    "services": _("Services"),
    "languages": _("Languages"),
    "budget": _("Budget"),
    "jurisdiction": _("Jurisdiction"),
    "vetting": _("Vetting"),
    "deadline": _("Deadline"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One check box."""

    value: str
    label: str
    checked: bool
    code: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Check boxes under one heading."""

    title: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> int:
        """How many are ticked; a group with any is shown open."""
        return sum(choice.checked for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of "the brief so far"."""

    key: str
    label: str | Promise
    values: tuple[str, ...]
    step_url: str = ""


@dataclass(frozen=True, slots=True)
class FormState:
    """Problems of the entries, by key and in order."""

    problems: tuple[BriefProblem, ...] = ()
    by_key: Mapping[str, list[BriefProblem]] = field(default_factory=dict)

    def for_step(self, step: Step) -> "FormState":
        """The problems that one page can put right."""
        mine = tuple(problem for problem in self.problems if problem.key in step.keys)
        return FormState(mine, {key: found for key, found in self.by_key.items() if key in step.keys})


def check_entries(entries: Entries, day: date) -> FormState:
    """Every problem of the entries; none when they can be paired."""
    try:
        parse_brief(to_raw(entries), read_vocabulary(), day)
    except InvalidBriefError as error:
        return FormState(error.problems, error.by_key())
    return FormState()


def differs(entries: Entries, asked: Mapping[str, Any], day: date) -> bool:
    """True when the entries no longer say what was paired, mistakes included."""
    try:
        return parse_brief(to_raw(entries), read_vocabulary(), day).as_json() != asked
    except InvalidBriefError:
        return True


def country_groups(entries: Entries) -> list[ChoiceGroup]:
    """All jurisdictions by region (D10)."""
    return _grouped(
        (
            (row.region, row.code, row)
            for row in Jurisdiction.objects.select_related("region").order_by("region__position", "pk")
        ),
        entries.get("jurisdictions", []),
        show_code=True,
    )


def field_groups(entries: Entries) -> list[ChoiceGroup]:
    """The 35 technical fields by sector."""
    rows = TechnicalField.objects.select_related("sector").order_by("sector__position", "number")
    return _grouped(((row.sector, str(row.number), row) for row in rows), entries.get("fields", []), show_code=True)


def service_groups(entries: Entries) -> list[ChoiceGroup]:
    """Service lines by group."""
    rows = Service.objects.filter(parent__isnull=False).select_related("parent")
    ordered = rows.order_by("parent__position", "position")
    pairs = ((row.parent, row.code, row) for row in ordered if row.parent is not None)
    return _grouped(pairs, entries.get("services", []))


def language_choices(entries: Entries) -> list[Choice]:
    """Working languages."""
    chosen = set(entries.get("languages", []))
    return [Choice(row.code, row.name, row.code in chosen) for row in Language.objects.all()]


def budget_choices(entries: Entries) -> list[Choice]:
    """Budget bands and "no limit"."""
    chosen = entries.get("budget", "")
    options = [("", str(_("No limit"))), *((str(value), str(label)) for value, label in BudgetLimit.choices)]
    return [Choice(value, label, value == chosen) for value, label in options]


def _grouped(
    rows: Iterable[tuple[Named | Sector, str, Named]], chosen: Sequence[str], *, show_code: bool = False
) -> list[ChoiceGroup]:
    ticked = set(chosen)
    groups: dict[str, list[Choice]] = {}
    for group, value, row in rows:
        code = value if show_code else ""
        groups.setdefault(group.name, []).append(Choice(value, row.name, value in ticked, code))
    return [ChoiceGroup(title, tuple(choices)) for title, choices in groups.items()]


def step_list(draft: Draft, current: Step, state: FormState) -> list[dict[str, Any]]:
    """The stepper: a step is done when it has entries and no problems."""
    listed = []
    for step in STEPS:
        touched = any(draft.entries.get(key) for key in step.keys)
        done = touched and not state.for_step(step).problems
        mark = "current" if step is current else "done" if done else ""
        url = draft.step_url(step.slug) if touched and step is not current else ""
        listed.append({"title": step.title, "note": step.note, "state": mark, "url": url})
    return listed


def summarise(entries: Entries, draft: Draft | None = None) -> list[Summary]:
    """The brief so far, in words; unknown codes are shown as they were typed."""
    raw = to_raw(entries)
    names = {
        "jurisdictions": _names(Jurisdiction.objects.filter(code__in=raw["jurisdictions"]), "code"),
        "fields": _names(
            TechnicalField.objects.filter(number__in=[code for code in raw["fields"] if code.isdecimal()]), "number"
        ),
        "services": _names(Service.objects.filter(code__in=raw["services"]), "code"),
        "languages": _names(Language.objects.filter(code__in=raw["languages"]), "code"),
        "budget": {str(value): str(label) for value, label in BudgetLimit.choices},
    }
    lines = []
    for step in STEPS:
        for key in step.keys:
            value = raw[key]
            values = [value] if isinstance(value, str) else value
            shown = tuple(names.get(key, {}).get(each, each) for each in values if each)
            lines.append(Summary(key, LABELS[key], shown, draft.step_url(step.slug) if draft else ""))
    return lines


def _names(rows: Iterable[Named], key: str) -> dict[str, str]:
    return {str(getattr(row, key)): row.name for row in rows}


@dataclass(frozen=True, slots=True)
class ShownAgency:
    """One card of the result."""

    id: str
    name: str
    name_language: str
    other_name: str
    other_language: str
    url: str
    place: str
    score: int
    lines: tuple[dict[str, Any], ...]
    rank: int = 0
    tied: bool = False
    not_declared: tuple[str | Promise, ...] = ()
    speaks_of_ip: bool = False


@dataclass(frozen=True, slots=True)
class ShownJurisdiction:
    """One section of the result."""

    code: str
    name: str
    found: int
    wanted: int
    pool: int
    agencies: tuple[ShownAgency, ...]
    excluded: tuple[dict[str, str], ...]
    unvetted: tuple[ShownAgency, ...]
    unvetted_count: int
    fitting: int
    possible: int
    causes: tuple[str, ...]
    is_short: bool

    @property
    def missing(self) -> int:
        """How many are lacking to the number wanted."""
        return max(0, self.wanted - self.found)


def show_result(result: Mapping[str, Any], wanted: int) -> list[ShownJurisdiction]:
    """A stored pairing in the active language."""
    english = (get_language() or "").startswith("en")
    return [_show_jurisdiction(item, wanted, english=english) for item in result["jurisdictions"]]


def _show_jurisdiction(item: Mapping[str, Any], wanted: int, *, english: bool) -> ShownJurisdiction:
    sentence = "sentence_en" if english else "sentence_zh"
    shortfall = item["shortfall"]
    unvetted = item["unvetted"]
    return ShownJurisdiction(
        code=item["code"],
        name=_name(item, english=english)[0],
        found=len(item["agencies"]),
        wanted=shortfall["wanted"] if shortfall else wanted,
        pool=item["pool"],
        agencies=tuple(_show_agency(agency, sentence, english=english) for agency in item["agencies"]),
        excluded=tuple(
            {"name": _name(each, english=english)[0], "url": profile_url(each["id"]), "sentence": each[sentence]}
            for each in item["excluded"]
        ),
        unvetted=tuple(_show_agency(agency, sentence, english=english) for agency in unvetted["agencies"]),
        unvetted_count=unvetted["count"],
        fitting=unvetted["fitting"],
        possible=unvetted["possible"],
        causes=tuple(cause[sentence] for cause in shortfall["reasons"]) if shortfall else (),
        is_short=bool(shortfall),
    )


def _show_agency(agency: Mapping[str, Any], sentence: str, *, english: bool) -> ShownAgency:
    name, other = _name(agency, english=english)
    language = "en" if name == agency["name_en"] else "zh-Hans"
    lines = tuple(
        {
            "name": REASON_NAMES.get(reason["code"], reason["code"]),
            "sentence": reason[sentence],
            "points": reason["points"],
            "most": reason["out_of"],
        }
        for reason in agency["reasons"]
    )
    return ShownAgency(
        id=agency["id"],
        name=name,
        name_language=language,
        other_name=other,
        other_language="zh-Hans" if english else "en",
        url=profile_url(agency["id"]),
        place=agency["city"],
        score=agency["score"],
        lines=lines,
        rank=agency.get("rank", 0),
        tied=agency.get("tied", False),
        speaks_of_ip=agency.get("practice") == IP_PRACTICE,
        not_declared=tuple(LABELS[key] for key in agency.get("not_declared", ())),
    )


def _name(record: Mapping[str, Any], *, english: bool) -> tuple[str, str]:
    """The name in the active language and, when it differs, the other one."""
    zh, en = record["name_zh"], record["name_en"]
    first, second = (en or zh, zh) if english else (zh or en, en)
    return first, second if second != first else ""


def profile_url(public_id: str) -> str:
    """The profile's address; empty where the site has no profiles (a link upwards goes by name)."""
    try:
        return reverse("agency-profile", args=[public_id])
    except NoReverseMatch:
        return ""
