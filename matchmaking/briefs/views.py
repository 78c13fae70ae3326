"""Matching abroad: the four-step form, the firm's briefs and their results.

Anybody may fill in the form; pairing needs a signed-in member of a firm, whose draft waits in the session meanwhile.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from directory.models import Firm, User
from matchmaking.briefs import presentation, services
from matchmaking.briefs.drafts import BriefDraft, Draft, SessionDraft
from matchmaking.briefs.entries import STEP_BY_SLUG, STEPS, Step, from_raw, read_step
from matchmaking.briefs.errors import BriefClosedError, InvalidBriefError
from matchmaking.briefs.models import Brief, Pairing
from matchmaking.briefs.permissions import can_write_briefs
from matchmaking.briefs.querysets import firms_of
from matchmaking.pairing.schemes import published_schemes, scheme_in_force, scheme_version


@require_safe
def show_start(request: HttpRequest) -> HttpResponse:
    """What matching abroad is, and the way in."""
    context = {
        "has_draft": bool(SessionDraft(request).entries),
        "can_write": can_write_briefs(request.user),
        "briefs": Brief.objects.visible_to(request.user).with_list_data()[:5],
        "scheme": scheme_in_force(timezone.localdate()),
    }
    return render(request, "matchmaking/start.html", context)


@require_safe
def show_scheme(request: HttpRequest) -> HttpResponse:
    """The published weights: where every point comes from."""
    schemes = [
        {
            "scheme": scheme,
            "weights": [(presentation.REASON_NAMES[code], points) for code, points in scheme.weights.items()],
        }
        for scheme in reversed(published_schemes())
    ]
    return render(request, "matchmaking/scheme.html", {"schemes": schemes})


@require_POST
def start_brief(request: HttpRequest) -> HttpResponse:
    """Begin anew: the draft in the session is forgotten."""
    SessionDraft(request).clear()
    return redirect("match-step", STEPS[0].slug)


@never_cache
def edit_new(request: HttpRequest, step: str) -> HttpResponse:
    """One page of the form for a brief that is not stored yet."""
    return _edit(request, SessionDraft(request), step)


@never_cache
@login_required
def edit_brief(request: HttpRequest, public_id: str, step: str) -> HttpResponse:
    """One page of the form for a stored brief."""
    brief = _own_brief(request, public_id)
    if not brief.is_open:
        messages.info(request, _("This brief was withdrawn. Copy it to go on."))
        return redirect("match-brief", public_id)
    return _edit(request, BriefDraft(brief), step)


@require_safe
@never_cache
@login_required
def list_briefs(request: HttpRequest) -> HttpResponse:
    """The briefs of the firms that the user works for."""
    if not can_write_briefs(request.user):
        raise Http404
    briefs = Brief.objects.visible_to(request.user).with_list_data()
    several = len({brief.firm_id for brief in briefs}) > 1
    return render(request, "matchmaking/briefs.html", {"briefs": briefs, "several_firms": several})


@require_safe
@never_cache
@login_required
def show_brief(request: HttpRequest, public_id: str) -> HttpResponse:
    """The latest result of a brief, or one of its earlier ones (``?pairing=``); a draft leads to its form."""
    brief = _own_brief(request, public_id)
    pairings = list(brief.pairings.latest_first().defer("inputs", "result"))
    if not pairings:
        if brief.is_open:
            return redirect("match-brief-step", public_id, STEPS[-1].slug)
        return render(request, "matchmaking/result.html", {"brief": brief, "pairing": None})
    asked = request.GET.get("pairing", "")
    chosen = next((one for one in pairings if str(one.pk) == asked), None if asked else pairings[0])
    if chosen is None:
        raise Http404
    pairing = Pairing.objects.get(pk=chosen.pk)
    scheme = scheme_version(pairing.scheme)
    context = {
        "brief": brief,
        "pairing": pairing,
        "pairings": pairings,
        "is_latest": pairing.pk == pairings[0].pk,
        "jurisdictions": presentation.show_result(pairing.result, scheme.wanted),
        "summary": presentation.summarise(from_raw(pairing.result["brief"])),
        "parties": brief.adverse_parties.count(),
        "is_edited": presentation.differs(brief.entries, pairing.result["brief"], timezone.localdate()),
        "most": sum(scheme.weights.values()),
        "seed": pairing.result["seed"],
        "unmapped": pairing.result["unmapped_ipc"],
    }
    return render(request, "matchmaking/result.html", context)


@require_POST
@login_required
def copy(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new draft with the same entries."""
    made = services.copy_brief(brief=_own_brief(request, public_id), actor=_user(request))
    messages.success(request, _("Copied. Change what differs and pair it."))
    return redirect("match-brief-step", made.public_id, STEPS[0].slug)


@require_POST
@login_required
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close a brief."""
    services.withdraw_brief(brief=_own_brief(request, public_id), actor=_user(request))
    messages.success(request, _("Withdrawn. Its results stay readable for your firm."))
    return redirect("match-briefs")


def _user(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User):
        raise Http404
    return user


def _own_brief(request: HttpRequest, public_id: str) -> Brief:
    """The brief, or 404 for everybody outside its firm."""
    return get_object_or_404(Brief.objects.visible_to(request.user).select_related("firm"), public_id=public_id)


def _edit(request: HttpRequest, draft: Draft, slug: str) -> HttpResponse:
    """Show or take in one page. What was typed is kept even when it holds mistakes."""
    step = STEP_BY_SLUG.get(slug)
    if step is None:
        raise Http404
    if request.method != "POST":
        return _show_step(request, draft, step, told=False)
    if draft.brief is None and (sent := _already_sent(request)):
        return redirect("match-brief", sent.public_id)
    try:
        draft.save(read_step(request.POST, step))
        return ACTIONS.get(request.POST.get("action", "next"), _go_on)(request, draft, step)
    except BriefClosedError as error:
        raise Http404 from error


def _already_sent(request: HttpRequest) -> Brief | None:
    """The brief that this very form has made before: a second click, or the back button and once more."""
    return Brief.objects.visible_to(request.user).filter(public_id=request.POST.get("draft", "")[:16]).first()


def _go_on(request: HttpRequest, draft: Draft, step: Step) -> HttpResponse:
    state = presentation.check_entries(draft.entries, timezone.localdate()).for_step(step)
    if state.problems:
        return _show_step(request, draft, step, told=True)
    following = STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]
    return redirect(draft.step_url(following.slug))


def _go_back(request: HttpRequest, draft: Draft, step: Step) -> HttpResponse:
    return redirect(draft.step_url(STEPS[max(STEPS.index(step) - 1, 0)].slug))


def _keep(request: HttpRequest, draft: Draft, step: Step) -> HttpResponse:
    """ "Save for later": a stored draft for members of a firm, the session for everybody else."""
    firm = _chosen_firm(request)
    if draft.brief is None and firm is not None:
        _stored(request, firm, draft)
        SessionDraft(request).clear()
    if draft.brief is not None or firm is not None:
        messages.success(request, _("Saved as a draft."))
        return redirect("match-briefs")
    messages.info(request, _("Kept in this browser until you sign in or it forgets. Sign in to save it for your firm."))
    return redirect(draft.step_url(step.slug))


def _pair(request: HttpRequest, draft: Draft, step: Step) -> HttpResponse:
    """Store and pair. Signed out leads to sign-in and back to this page, with the draft kept."""
    if not request.user.is_authenticated:
        return redirect_to_login(draft.step_url(step.slug))
    firm = draft.brief.firm if draft.brief else _chosen_firm(request)
    if firm is None:
        return _show_step(request, draft, step, told=True)
    try:
        with transaction.atomic():
            actor = _user(request)
            brief = draft.brief or _stored(request, firm, draft)
            services.pair_brief(brief=brief, actor=actor, day=timezone.localdate())
    except InvalidBriefError:
        return _show_step(request, draft, step, told=True)
    if draft.brief is None:
        SessionDraft(request).clear()
    return redirect("match-brief", brief.public_id)


ACTIONS: dict[str, Callable[[HttpRequest, Draft, Step], HttpResponse]] = {
    "next": _go_on,
    "back": _go_back,
    "save": _keep,
    "pair": _pair,
}


def _stored(request: HttpRequest, firm: Firm, draft: Draft) -> Brief:
    name = SessionDraft(request).public_id
    return services.create_brief(firm=firm, actor=_user(request), entries=draft.entries, public_id=name)


def _chosen_firm(request: HttpRequest) -> Firm | None:
    """The firm named in the form, else the only or first one; ``None`` without a firm."""
    firms = list(firms_of(request.user))
    named = [firm for firm in firms if firm.public_id == request.POST.get("firm")]
    return next(iter(named or firms), None)


def _show_step(request: HttpRequest, draft: Draft, step: Step, *, told: bool) -> HttpResponse:
    """The page with its entries; ``told``: with its mistakes."""
    whole = presentation.check_entries(draft.entries, timezone.localdate())
    is_last = step is STEPS[-1]
    state = whole if is_last else whole.for_step(step)
    shown = state if told or is_last else presentation.FormState()
    entries = draft.entries
    summary = presentation.summarise(entries, draft)
    context: dict[str, Any] = {
        "step": step,
        "draft_name": SessionDraft(request).public_id if draft.brief is None else "",
        "number": STEPS.index(step) + 1,
        "total": len(STEPS),
        "steps": presentation.step_list(draft, step, whole),
        "entries": entries,
        "problems": shown.problems,
        "errors": shown.by_key,
        "summary": summary,
        "has_entries": any(line.values for line in summary),
        "brief": draft.brief,
        "next_step": STEPS[STEPS.index(step) + 1] if not is_last else None,
        "is_first": step is STEPS[0],
        **CHOICES[step.slug](request, draft),
    }
    return render(request, f"matchmaking/step_{step.slug}.html", context)


def _country_context(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    return {"groups": presentation.country_groups(draft.entries)}


def _work_context(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    return {
        "groups": presentation.field_groups(draft.entries),
        "service_groups": presentation.service_groups(draft.entries),
    }


def _limits_context(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    return {
        "languages": presentation.language_choices(draft.entries),
        "budgets": presentation.budget_choices(draft.entries),
        "today": timezone.localdate(),
    }


def _check_context(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    sign_in = f"{reverse('account_login')}?next={draft.step_url(STEPS[-1].slug)}"
    return {"firms": list(firms_of(request.user)), "sign_in": sign_in}


CHOICES: dict[str, Callable[[HttpRequest, Draft], dict[str, Any]]] = {
    "countries": _country_context,
    "work": _work_context,
    "limits": _limits_context,
    "check": _check_context,
}
