"""An agency's own words: draft, preview, to the editors, back again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.workspaces.agency.serving import find_agency, saved, show_page
from cms.workspaces.views import person
from directory.accounts.errors import AccountsError
from directory.agencies.drafts import read_narrative, save_narrative_draft, send_draft, take_draft_back
from directory.agencies.forms import NarrativeForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit_narrative(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write a draft; "save" keeps it, "send" gives it to the editors, "preview" shows it."""
    agency = find_agency(request, public_id, change=request.method == "POST")
    state = read_narrative(agency)
    form = NarrativeForm(request.POST or None, request.FILES or None, instance=state.draft)
    step = request.POST.get("step", "save")

    def save() -> None:
        save_narrative_draft(
            agency=agency,
            texts=form.texts(),
            written_by=person(request),
            logo=form.cleaned_data["logo_file"] or None,
            remove_logo=form.cleaned_data["remove_logo"],
        )
        if step == "send":
            send_draft(agency=agency, sent_by=person(request))

    told = _("Sent to the editors. You get to know here when it is released.") if step == "send" else _("Draft saved.")
    if saved(request, form, save, told):
        return redirect("agency-narrative-preview" if step == "preview" else "agency-narrative", agency.public_id)
    return show_page(request, "narrative", agency, {"state": read_narrative(agency)}, form)


@require_safe
@never_cache
def preview_narrative(request: HttpRequest, public_id: str) -> HttpResponse:
    """The newest draft as the profile would show it."""
    agency = find_agency(request, public_id)
    state = read_narrative(agency)
    if state.draft is None:
        raise Http404
    preview = {"narrative": state.draft}
    return show_page(request, "narrative", agency, {"state": state, "preview": preview})


@require_POST
def submit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send the draft as it is."""
    agency = find_agency(request, public_id, change=True)
    try:
        send_draft(agency=agency, sent_by=person(request))
    except (AccountsError, ValidationError) as refusal:
        messages.error(request, refusal.messages[0] if isinstance(refusal, ValidationError) else str(refusal))
    else:
        messages.success(request, _("Sent to the editors. You get to know here when it is released."))
    return redirect("agency-narrative", agency.public_id)


@require_POST
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the draft back from the editors."""
    agency = find_agency(request, public_id, change=True)
    take_draft_back(agency=agency, taken_by=person(request))
    messages.success(request, _("The draft is yours again."))
    return redirect("agency-narrative", agency.public_id)
