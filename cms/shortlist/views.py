"""The shortlist: read, add, remove, note, export. Nothing here needs an account."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms.results.addresses import MOST_COMPARED
from cms.results.cards import official_grade, place_words, show_card, tier_word
from cms.shortlist import services
from cms.tables import Table, send_table
from directory.models import Agency
from search.lookup import find_cards
from search.vocabulary import load_vocabulary


@never_cache
@require_safe
def show_shortlist(request: HttpRequest) -> HttpResponse:
    """The kept agencies that may still be shown, with notes; those that may not are counted."""
    kept = {one.public_id: one.note for one in services.read_shortlist(request)}
    day, language = timezone.localdate(), get_language() or "zh-hans"
    vocabulary = load_vocabulary() if kept else None
    cards = find_cards(list(kept), day=day)
    rows = [
        {"card": show_card(card, vocabulary=vocabulary, day=day, language=language), "note": kept[card.public_id]}
        for card in cards
        if vocabulary is not None
    ]
    return render(
        request,
        "cms/shortlist/shortlist.html",
        {
            "rows": rows,
            "hidden": len(kept) - len(rows),
            "most_compared": MOST_COMPARED,
            "longest_note": services.LONGEST_NOTE,
            "results_url": reverse("agency-results"),
        },
    )


@require_POST
def add(request: HttpRequest, public_id: str = "") -> HttpResponse:
    """Keep one agency. Pressing twice keeps it once."""
    try:
        services.add_to_shortlist(request=request, public_id=public_id or request.POST.get("agency", ""))
    except Agency.DoesNotExist as error:
        raise Http404 from error
    except services.ShortlistFullError:
        message = _("The shortlist holds %(most)s agencies at most; remove one first.")
        messages.warning(request, message % {"most": services.MOST_KEPT})
    return _back(request)


@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Forget one agency. Pressing twice is fine."""
    services.remove_from_shortlist(request=request, public_id=request.POST.get("agency", ""))
    return _back(request)


@require_POST
def note(request: HttpRequest) -> HttpResponse:
    """Write a note about a kept agency."""
    kept = services.write_note(
        request=request, public_id=request.POST.get("agency", ""), note=request.POST.get("note", "")
    )
    if not kept:
        raise Http404
    messages.success(request, _("The note is saved."))
    return HttpResponseRedirect(reverse("shortlist"))


@never_cache
@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The shortlist as CSV or XLSX; no cell is run as a formula."""
    if kind not in {"csv", "xlsx"}:
        raise Http404
    kept = {one.public_id: one.note for one in services.read_shortlist(request)}
    day, language = timezone.localdate(), get_language() or "zh-hans"
    vocabulary = load_vocabulary()
    rows = []
    for card in find_cards(list(kept), day=day):
        grade = official_grade(card, day)
        rows.append(
            [
                card.name_zh,
                card.name_en,
                place_words(card, vocabulary, language),
                tier_word(card, day),
                grade.grade if grade else "",
                grade.date if grade else "",
                card.people,
                card.people_as_of,
                kept[card.public_id],
                request.build_absolute_uri(reverse("agency-profile", args=[card.public_id])),
            ]
        )
    heads = [
        _("Chinese name"), _("English name"), _("Registered place"), _("Profile tier"), _("Official grade"),
        _("Grade as of"), _("Practitioners"), _("Counted on"), _("Note"), _("Profile"),
    ]  # fmt: skip
    return send_table(Table(_("Shortlist"), heads, rows), kind=kind, filename=f"shortlist-{day:%Y-%m-%d}")


def _back(request: HttpRequest) -> HttpResponse:
    """Where the button stood, or the shortlist."""
    target = request.POST.get("next", "") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return HttpResponseRedirect(target)
    return HttpResponseRedirect(reverse("shortlist"))
