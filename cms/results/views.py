"""Finding agencies: words, filters, order, pages; every state has one address."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.pages.querysets import host_page
from cms.results.addresses import MOST_COMPARED, State, address, is_canonical, read_state
from cms.results.cards import show_card
from cms.results.facets import show_facets
from cms.results.meanings import meanings_of
from cms.shortlist.services import kept_ids
from search.cards import Card
from search.engine import Remedy, SearchPage, get_engine
from search.lookup import find_cards
from search.params import FILTERS_BY_PARAMETER, SORT_LABELS, Problem, SearchParams, read_params
from search.vocabulary import Vocabulary, load_vocabulary


@dataclass(frozen=True, slots=True)
class Tag:
    """A chosen value with the address without it."""

    label: str
    url: str


@require_safe
def show_results(request: HttpRequest) -> HttpResponse:
    """One page of results. Other spellings of an address lead to the canonical one."""
    language = get_language() or "zh-hans"
    vocabulary = load_vocabulary()
    params, problems = read_params(request.GET, vocabulary=vocabulary, day=timezone.localdate(), language=language)
    state = read_state(request, params)
    partial = bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    if not partial and not problems and not is_canonical(request, state):
        return HttpResponseRedirect(state.url())
    page = get_engine().search(params, vocabulary)
    meanings = meanings_of(params.query, vocabulary, language)
    if meanings and not page.total and not params.selections:  # nobody is called so, but something else is
        return HttpResponseRedirect(address([(meanings[0].parameter, meanings[0].value)]))
    problems += _page_problems(params, page)
    state = state.at(page.params)
    context = _context(request, state, page, problems, vocabulary)
    context["meanings"] = [(one, address([(one.parameter, one.value)])) for one in meanings]
    context["host"] = None if partial else host_page("results")
    response = render(request, "cms/results/found.html" if partial else "cms/results/results.html", context)
    patch_vary_headers(response, ("HX-Request",))
    if partial:
        response["HX-Push-Url"] = state.url()
    return response


@require_safe
def suggest_searches(request: HttpRequest) -> HttpResponse:
    """What the beginning of a word could mean, as links; usable without JavaScript."""
    language = get_language() or "zh-hans"
    vocabulary = load_vocabulary()
    text = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:80]
    found = get_engine().suggest(text, vocabulary=vocabulary, day=timezone.localdate(), language=language, most=10)
    links = [
        {
            "kind": FILTERS_BY_PARAMETER[one.parameter].label if one.parameter != "q" else _("Agency"),
            "label": one.label,
            "url": address([(one.parameter, one.value)]),
        }
        for one in found
    ]
    return render(request, "cms/results/suggestions.html", {"links": links, "text": text})


def _context(
    request: HttpRequest, state: State, page: SearchPage, problems: list[Problem], vocabulary: Vocabulary
) -> dict[str, Any]:
    params, language = page.params, page.params.language
    kept = kept_ids(request)
    cards = [
        show_card(card, vocabulary=vocabulary, day=params.day, language=language, compared=state.compared, kept=kept)
        for card in page.hits
    ]
    touched = (request.htmx.trigger or "").removeprefix("facet-") if request.htmx else ""  # type: ignore[attr-defined]
    tags = _tags(state, vocabulary)
    return {
        "state": state,
        "found": page,
        "problems": problems,
        "cards": cards,
        "facets": show_facets(page.facets, state, touched=touched),
        "tags": tags,
        "heading": _heading(tags, params),
        "remedies": [_remedy(one, state, vocabulary) for one in page.remedies],
        "sorts": [(sort.value, label, sort is params.sort) for sort, label in SORT_LABELS.items()],
        "pages": page_links(state, page),
        "previous": state.on_page(page.page - 1) if page.page > 1 else "",
        "next": state.on_page(page.page + 1) if page.page < page.page_count else "",
        "tray": _tray(state, page.hits, language),
        "elsewhere": [one for one in state.compared if one not in {card.public_id for card in cards}],
        "most_compared": MOST_COMPARED,
        "action": reverse("agency-results"),
        "keep_for_search": state.keeping("q", "all"),
        "keep_for_facets": state.keeping("all", *FILTERS_BY_PARAMETER),
        "keep_for_sort": state.keeping("sort"),
        "compare_base": state.without_compared(),
        "here": state.url(),
        "canonical": request.build_absolute_uri(address(params.pairs(leave_out=("sort", "page")))),
        "is_degraded": page.counts_hidden,
    }


def _page_problems(params: SearchParams, page: SearchPage) -> list[Problem]:
    """A page behind the last one shows the last one and says so."""
    if params.page <= page.page_count:
        return []
    if page.is_capped:
        message = _("Only the first %(most)s pages can be leafed through. Choose a filter to reach what stands behind.")
        return [Problem("page", str(params.page), message % {"most": page.page_count})]
    message = _("There is no page %(asked)s. This is the last one, page %(last)s.")
    return [Problem("page", str(params.page), message % {"asked": params.page, "last": page.page_count})]


def _tag_label(parameter: str, value: str, vocabulary: Vocabulary, language: str) -> str:
    """Fields and services speak for themselves; other values need their filter's name."""
    name = vocabulary.name(parameter, value, language)
    if parameter in {"field", "service"}:
        return name
    return _("%(filter)s: %(value)s") % {"filter": FILTERS_BY_PARAMETER[parameter].label, "value": name}


def _tags(state: State, vocabulary: Vocabulary) -> list[Tag]:
    return [
        Tag(
            _tag_label(parameter, value, vocabulary, state.params.language),
            state.without(parameter, value),
        )
        for parameter, values in state.params.selections.items()
        for value in values
    ]


def _heading(tags: list[Tag], params: SearchParams) -> str:
    """What the tab says."""
    parts = [*([f"“{params.query}”"] if params.query else []), *(tag.label for tag in tags)]
    return " · ".join(parts)


def _remedy(remedy: Remedy, state: State, vocabulary: Vocabulary) -> dict[str, Any]:
    """One way out of an empty list."""
    if remedy.parameter == "q":
        return {"label": f"“{remedy.values[0]}”", "url": state.without_words(), "total": remedy.total}
    comma = pgettext("between items of a list", ", ")
    names = [vocabulary.name(remedy.parameter, value, state.params.language) for value in remedy.values]
    label = _("%(filter)s: %(value)s") % {
        "filter": FILTERS_BY_PARAMETER[remedy.parameter].label,
        "value": comma.join(names),
    }
    return {"label": label, "url": state.without(remedy.parameter), "total": remedy.total}


def _tray(state: State, hits: tuple[Card, ...], language: str) -> list[dict[str, str]]:
    """The agencies being compared, in the order they were chosen, wherever they stand."""
    known = {card.public_id: card for card in hits}
    missing = [one for one in state.compared if one not in known]
    if missing:
        known |= {card.public_id: card for card in find_cards(missing, day=state.params.day)}
    return [
        {"label": known[one].name(language), "remove_url": state.without_compared(one), "public_id": one}
        for one in state.compared
        if one in known
    ]


def page_links(state: State, page: SearchPage) -> list[tuple[int | None, str]]:
    """First, last and the neighbours; a gap is ``None``."""
    if page.page_count == 1:
        return []
    wanted = sorted({1, page.page_count, *range(max(1, page.page - 2), min(page.page_count, page.page + 2) + 1)})
    links: list[tuple[int | None, str]] = []
    for position, number in enumerate(wanted):
        if position and number != wanted[position - 1] + 1:
            links.append((None, ""))
        links.append((number, state.on_page(number)))
    return links
