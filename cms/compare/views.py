"""Two to five agencies side by side; the set stands in the address (D11)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.compare.facts import read_sides
from cms.compare.rows import Group, compare
from cms.pages.querysets import host_page
from cms.results.addresses import MOST_COMPARED
from cms.results.cards import foreign_language
from cms.tables import Table, send_table
from ratings.credit.models import GradeScheme
from search.cards import Card
from search.lookup import find_cards
from search.vocabulary import load_vocabulary

FEWEST_COMPARED = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: those that may be shown, those that may not, those too many."""

    cards: tuple[Card, ...]
    unknown: tuple[str, ...]
    left_out: tuple[str, ...]
    only_differences: bool

    @property
    def ids(self) -> list[str]:
        return [card.public_id for card in self.cards]

    def url(self, ids: Sequence[str] | None = None, *, name: str = "agency-compare") -> str:
        """The address of this comparison, or of another set."""
        wanted = self.ids if ids is None else ids
        pairs = ([f"ids={','.join(wanted)}"] if wanted else []) + (["diff=1"] if self.only_differences else [])
        return reverse(name) + ("?" + "&".join(pairs) if pairs else "")


def _read(request: HttpRequest) -> Asked:
    written = [*request.GET.getlist("ids"), *request.GET.getlist("compare")]
    ids = list(dict.fromkeys(one.strip() for value in written for one in value.split(",") if one.strip()))
    cards = find_cards(ids[:50], day=timezone.localdate())
    known = {card.public_id for card in cards}
    return Asked(
        cards=tuple(cards[:MOST_COMPARED]),
        unknown=tuple(one[:40] for one in ids if one not in known),
        left_out=tuple(card.public_id for card in cards[MOST_COMPARED:]),
        only_differences=request.GET.get("diff") == "1",
    )


@require_safe
def show_comparison(request: HttpRequest) -> HttpResponse:
    """The table, or what is missing for one."""
    asked = _read(request)
    if "compare" in request.GET and not asked.unknown and not asked.left_out:
        return HttpResponseRedirect(asked.url())
    language = get_language() or "zh-hans"
    enough = len(asked.cards) >= FEWEST_COMPARED
    groups = _groups(asked, language) if enough else []
    shown = _differences(groups) if asked.only_differences else groups
    context = {
        "host": host_page("compare"),
        "asked": asked,
        "count": len(asked.cards),
        "columns": [_column(card, asked, language) for card in asked.cards],
        "groups": shown,
        "nothing_differs": bool(groups) and not shown,
        "enough": enough,
        "most": MOST_COMPARED,
        "left_out": [card.name(language) for card in find_cards(asked.left_out, day=timezone.localdate())],
        "add_url": reverse("agency-results") + ("?" + urlencode([("compare", one) for one in asked.ids])).rstrip("?"),
        "may_add": len(asked.cards) < MOST_COMPARED,
        "toggle_url": replace(asked, only_differences=not asked.only_differences).url(),
        "export_url": asked.url(name="agency-compare-export"),
        "results_url": reverse("agency-results"),
    }
    return render(request, "cms/compare/compare.html", context)


@require_safe
def export_comparison(request: HttpRequest) -> HttpResponse:
    """The same table as XLSX; numbers and dates stay numbers and dates."""
    asked = _read(request)
    if len(asked.cards) < FEWEST_COMPARED:
        return HttpResponseRedirect(asked.url())
    language = get_language() or "zh-hans"
    groups = _groups(asked, language)
    rows: list[list[Any]] = [[_("Profile"), "", *(_profile_url(request, card) for card in asked.cards)]]
    for group in _differences(groups) if asked.only_differences else groups:
        rows += [[group.title, _label(row.label, row.note), *map(_exported, row.cells)] for row in group.rows]
    heads = ["", "", *(card.name(language) for card in asked.cards)]
    table = Table(_("Comparison"), heads, rows)
    return send_table(table, kind="xlsx", filename=f"comparison-{timezone.localdate():%Y-%m-%d}")


def _groups(asked: Asked, language: str) -> list[Group]:
    day = timezone.localdate()
    sides = read_sides(asked.cards, day=day, language=language)
    schemes = {scheme.code: scheme.name for scheme in GradeScheme.objects.all()}
    return compare(sides, day=day, language=language, vocabulary=load_vocabulary(), schemes=schemes)


def _differences(groups: list[Group]) -> list[Group]:
    """Only rows that differ, and groups that have any."""
    kept = [Group(group.title, [row for row in group.rows if not row.same]) for group in groups]
    return [group for group in kept if group.rows]


def _column(card: Card, asked: Asked, language: str) -> dict[str, str]:
    name, other = card.name(language), card.other_name(language)
    return {
        "name": name,
        "lang": foreign_language(card, name, language),
        "note": other,
        "note_lang": foreign_language(card, other, language),
        "url": reverse("agency-profile", args=[card.public_id]),
        "remove_url": asked.url([one for one in asked.ids if one != card.public_id]),
    }


def _profile_url(request: HttpRequest, card: Card) -> str:
    return request.build_absolute_uri(reverse("agency-profile", args=[card.public_id]))


def _label(label: str, note: str) -> str:
    return f"{label} ({note})" if note else label


def _exported(cell: Any) -> Any:
    """Typed where a spreadsheet has the type, else the words."""
    if isinstance(cell.value, int | float | Decimal | date) and not isinstance(cell.value, bool):
        return cell.value
    return f"{cell.text} ({cell.note})" if cell.note else cell.text
