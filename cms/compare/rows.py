"""The rows of a comparison (D11): typed cells, so that "the same" is told from the facts and not from their words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.compare.facts import Side, Stated
from cms.results.cards import MARK_WORDS, place_words, tier_word
from search.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Cell:
    """One fact. ``value`` is compared and exported; ``text`` is read. ``mark`` is "yes", "no" or nothing."""

    value: Any
    text: str
    note: str = ""
    mark: str = ""
    lang: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line over all agencies."""

    label: str
    cells: Sequence[Cell]
    note: str = ""
    notes_count: bool = True

    @property
    def same(self) -> bool:
        return len({(cell.value, cell.note if self.notes_count else "") for cell in self.cells}) == 1


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading."""

    title: str
    rows: list[Row] = field(default_factory=list)


def compare(
    sides: Sequence[Side],
    *,
    day: date,
    language: str,
    vocabulary: Vocabulary,
    schemes: Mapping[str, str],
) -> list[Group]:
    """All groups. The three truths stand first, each for itself; two say that nothing is published yet."""
    return [
        _official(sides, day, schemes),
        _unpublished(_("Association's evaluation"), sides),
        _unpublished(_("Clients' experience"), sides),
        _register_facts(sides, day, language, vocabulary),
        _stated(_("Services"), sides, lambda side: side.services),
        _stated(_("Jurisdictions served"), sides, lambda side: side.jurisdictions),
        _stated(_("Technical fields"), sides, lambda side: side.fields),
        _stated(_("Working languages"), sides, lambda side: side.languages),
        _means(sides, day),
    ]


def _row(label: str, cells: Sequence[Cell], note: str = "") -> Row:
    return Row(label, cells, note)


def _cells(sides: Sequence[Side], make: Callable[[Side], Cell]) -> list[Cell]:
    """One cell a side, each knowing its column's name for narrow screens."""
    cells = []
    for side in sides:
        cell = make(side)
        cells.append(Cell(cell.value, cell.text, cell.note, cell.mark, cell.lang, side.brand))
    return cells


def _official(sides: Sequence[Side], day: date, schemes: Mapping[str, str]) -> Group:
    """Grades of the day by scheme (G1)."""

    def grade(side: Side, scheme: str) -> Cell:
        found = next((one for one in side.card.grades_on(day) if one.scheme == scheme), None)
        if found is None:
            return Cell("", _("not graded"), mark="no")
        return Cell(found.value, found.value, note=_("as of %(day)s") % {"day": found.as_of.isoformat()})

    used = sorted({one.scheme for side in sides for one in side.card.grades_on(day)})
    rows = [_row(schemes.get(code, code), _cells(sides, partial(grade, scheme=code))) for code in used]
    if not rows:
        rows = [_row(_("Grade"), _cells(sides, lambda _side: Cell("", _("not graded"), mark="no")))]
    return Group(_("Official credit grade"), rows)


def _unpublished(title: str, sides: Sequence[Side]) -> Group:
    return Group(title, [_row(_("Published"), _cells(sides, lambda _side: Cell("", _("nothing yet"), mark="no")))])


def _register_facts(sides: Sequence[Side], day: date, language: str, vocabulary: Vocabulary) -> Group:
    """What registers say."""
    comma = pgettext("between items of a list", ", ")

    def place(side: Side) -> Cell:
        card = side.card
        return Cell((card.country, card.province, card.city, card.district), place_words(card, vocabulary, language))

    def kinds(side: Side) -> Cell:
        names = comma.join(vocabulary.name("kind", code, language) for code in side.card.kinds)
        return Cell(frozenset(side.card.kinds), names or _("not known"))

    def status(side: Side) -> Cell:
        marks = dict.fromkeys(mark.kind for mark in side.card.marks_on(day))
        words = comma.join(str(MARK_WORDS[kind]) for kind in marks)
        return Cell(frozenset(marks), words or _("nothing against it"))

    def since(side: Side) -> Cell:
        registered = side.card.registered_on
        return Cell(registered, registered.isoformat() if registered else _("not known"))

    def people(side: Side) -> Cell:
        as_of = _("as of %(day)s") % {"day": side.card.people_as_of.isoformat()}
        return Cell(side.card.people, str(side.card.people), note=as_of)

    def tier(side: Side) -> Cell:
        return Cell(side.card.tier_on(day), tier_word(side.card, day))

    as_of = _("as of %(day)s") % {"day": day.isoformat()}
    return Group(
        _("Register facts"),
        [
            _row(_("Registered place"), _cells(sides, place)),
            _row(_("Kind of agency"), _cells(sides, kinds)),
            _row(_("Status"), _cells(sides, status), as_of),
            _row(_("Founded"), _cells(sides, since)),
            Row(_("Practitioners"), _cells(sides, people), notes_count=False),
            _row(_("Profile tier"), _cells(sides, tier), as_of),
            _row(_("Verified until"), _cells(sides, lambda side: _until(side.card.verified_until))),
        ],
    )


def _until(day: date | None) -> Cell:
    return Cell(day, day.isoformat()) if day else Cell(None, _("not verified"), mark="no")


def _stated(title: str, sides: Sequence[Side], read: Callable[[Side], Sequence[Stated]]) -> Group:
    """A yes or no for everything that at least one of them declares (D7)."""
    declared = [{one.code: one for one in read(side)} for side in sides]
    labels: dict[str, str] = {}
    for side in declared:
        labels |= {code: one.label for code, one in side.items() if code not in labels}
    rows = []
    for code, label in labels.items():
        facts = [side.get(code) for side in declared]
        cells = [_stated_cell(fact, side.brand) for fact, side in zip(facts, sides, strict=True)]
        rows.append(_row(label, cells))
    if not rows:
        rows = [_row(title, _cells(sides, lambda _side: Cell("", _("nothing declared"), mark="no")))]
    return Group(title, rows)


def _stated_cell(fact: Stated | None, column: str) -> Cell:
    """Verified and merely declared are told apart."""
    if fact is None:
        return Cell(False, _("no"), mark="no", column=column)
    proof = _("verified") if fact.is_verified else _("declared")
    note = f"{fact.note} · {proof}" if fact.note else proof
    return Cell(True, _("yes"), note=note, mark="yes", column=column)


def _means(sides: Sequence[Side], day: date) -> Group:
    """Size, insurance, people qualified abroad."""

    def size(side: Side) -> Cell:
        agency = side.agency
        return Cell(agency.size_class, agency.get_size_class_display() if agency.size_class else _("not declared"))

    def insurance(side: Side) -> Cell:
        cover = side.insurance
        if cover is None:
            return Cell(False, _("no"), mark="no")
        amount = f"{cover.amount:,.0f} {cover.currency}".replace(",", "\u202f")
        proof = _("verified") if cover.is_verified(day) else _("declared")
        return Cell(cover.amount, amount, note=proof, mark="yes")

    def qualified(side: Side) -> Cell:
        count = side.agency.foreign_qualified_staff
        return Cell(count, _("not declared") if count is None else str(count))

    return Group(
        _("Means"),
        [
            _row(_("Size"), _cells(sides, size)),
            _row(_("Professional insurance per year"), _cells(sides, insurance)),
            _row(_("Staff with foreign qualifications"), _cells(sides, qualified)),
        ],
    )
