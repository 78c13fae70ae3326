"""A roster as its pages show it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from directory.agencies.models import Agency
from directory.rosters import limits
from directory.rosters.enums import RosterState, RowOutcome
from directory.rosters.problems import problem_of
from directory.rosters.querysets import RosterRowQuerySet
from directory.rosters.report import ErrorEntry, doubt_sentences, label_of, line_errors
from directory.rosters.staging import Roster, RosterProgress, RosterRow

#: Which lines each tab of the preview shows.
TABS = ("new", "changed", "doubtful", "errors", "gone", "unchanged", "repeated")


@dataclass(frozen=True)
class Tab:
    """A count of the preview that opens its lines."""

    code: str
    label: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class ChangeShown:
    """One column before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class LineShown:
    """One line with everything an officer needs to judge it."""

    key: int
    place: str
    name: str
    facts: list[ChangeShown]
    reasons: list[str]
    errors: list[ErrorEntry]
    decision: str
    known: Agency | None
    may_be_same: bool


@dataclass(frozen=True)
class Phase:
    """A step of the way, for the progress component."""

    label: str
    state: str


def tabs_of(roster: Roster, current: str) -> list[Tab]:
    """The counts of the preview, each opening its lines."""
    labels = {
        "new": pgettext("roster line", "New"),
        "changed": pgettext("roster line", "Changed"),
        "doubtful": _("Doubtful, to decide"),
        "errors": _("Lines with errors"),
        "gone": _("Gone, ending on the snapshot date"),
        "unchanged": _("Unchanged"),
        "repeated": _("Repeated lines"),
    }
    return [Tab(code, labels[code], roster.counts.get(code, 0), code == current) for code in TABS]


def lines_of(roster: Roster, tab: str) -> RosterRowQuerySet:
    """The lines of a tab. Doubtful ones stand under "doubtful" only."""
    rows = RosterRow.objects.filter(roster=roster).select_related("agency").order_by("pk")
    if tab == "doubtful":
        return rows.doubtful()
    if tab == "errors":
        return rows.with_errors()
    if tab in {"new", "changed"}:
        return rows.filter(outcome=tab, is_doubtful=False)
    return rows.filter(outcome=tab)


def show_line(roster: Roster, line: RosterRow) -> LineShown:
    """One line for the preview."""
    return LineShown(
        key=line.pk,
        place=f"{line.sheet}!{line.number}" if line.number else "",
        name=line.name,
        facts=_facts(line),
        reasons=doubt_sentences(line),
        errors=list(line_errors(roster, line)),
        decision=line.decision,
        known=line.agency,
        may_be_same=line.agency is not None and any(problem_of(doubt).code == "double" for doubt in line.doubts),
    )


def _facts(line: RosterRow) -> list[ChangeShown]:
    if line.outcome == RowOutcome.CHANGED:
        return [ChangeShown(label_of(column), _text(old), _text(new)) for column, (old, new) in line.changes.items()]
    return [ChangeShown(label_of(column), "", _text(value)) for column, value in line.values.items()]


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if isinstance(value, bool):
        return pgettext("roster line", "yes") if value else pgettext("roster line", "no")
    return "" if value is None else str(value)


def phases_of(roster: Roster) -> list[Phase]:
    """Reading → checking → comparing → preview → applying, with where the roster stands."""
    labels = [
        pgettext("roster", "Read"),
        _("Check every line"),
        pgettext("roster", "Compare"),
        _("Preview"),
        pgettext("roster", "Write"),
    ]
    at = {
        RosterState.UPLOADED: 0,
        RosterState.READING: 1,
        RosterState.READY: 3,
        RosterState.APPLYING: 4,
        RosterState.APPLIED: 5,
    }.get(RosterState(roster.state), 0)
    return [
        Phase(label, "done" if index < at else "current" if index == at else "") for index, label in enumerate(labels)
    ]


def progress_of(roster: Roster) -> RosterProgress | None:
    """How far the worker is, if it ever began."""
    return RosterProgress.objects.filter(roster=roster).first()


def why_not(roster: Roster) -> list[str]:
    """What has to be done before this roster can be applied; empty when nothing has."""
    counts = roster.counts
    reasons: list[str] = []
    if counts.get("errors"):
        reasons.append(_("%(count)s lines have errors.") % {"count": counts["errors"]})
    if counts.get("undecided"):
        reasons.append(_("%(count)s doubtful lines are not decided.") % {"count": counts["undecided"]})
    if counts.get("gone", 0) > limits.GONE_SHARE * counts.get("listed", 0):
        reasons.append(
            _("%(gone)s of %(listed)s entries would leave the register: more than one in ten.")
            % {"gone": counts["gone"], "listed": counts["listed"]}
        )
    return reasons
