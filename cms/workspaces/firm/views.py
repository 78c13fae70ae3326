"""The firm workspace: overview, data, verification. ``cms.access`` has let only its people in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.workspaces.overview import firm_desk
from cms.workspaces.views import person
from directory.accounts.errors import AccountsError
from directory.accounts.firms import change_firm, request_verification
from directory.accounts.forms import FirmForm, VerificationForm
from directory.accounts.models import Firm
from directory.accounts.permissions import can_administer_firm, can_see_firm


@require_safe
@never_cache
def show_firm(request: HttpRequest, public_id: str) -> HttpResponse:
    """The first page: state of the firm and what to do next."""
    firm = find_firm(request, public_id)
    return render(
        request, "cms/workspaces/firm/overview.html", {"desk": firm_desk(firm, person(request)), "firm": firm}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit_firm(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the firm says of itself."""
    firm = find_firm(request, public_id, change=request.method == "POST")
    form = FirmForm(request.POST or None, initial=FirmForm.initial_of(firm))
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_firm(firm=firm, data=form.data_of_firm(), changed_by=person(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            if firm.is_verified and not changed.is_verified:
                messages.info(request, _("Name or code changed: please have the firm verified again."))
            return redirect("firm-workspace", firm.public_id)
    return _page(request, "edit", firm, form)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask_for_verification(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send the business licence to the registry officers."""
    firm = find_firm(request, public_id, change=request.method == "POST")
    form = VerificationForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            request_verification(
                firm=firm,
                document=form.cleaned_data["document"],
                note=form.cleaned_data["note"],
                requested_by=person(request),
            )
        except AccountsError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Sent. An officer compares the document with the firm's data and writes to you.")
            )
            return redirect("firm-workspace", firm.public_id)
    return _page(request, "verification", firm, form)


def find_firm(request: HttpRequest, public_id: str, *, change: bool = False) -> Firm:
    """The firm, for those who may see or change it; anybody else finds nothing."""
    firm = get_object_or_404(Firm.objects.select_related("park"), public_id=public_id)
    allowed = can_administer_firm if change else can_see_firm
    if not allowed(request.user, firm):
        raise Http404
    return firm


def _page(request: HttpRequest, name: str, firm: Firm, form: Any) -> HttpResponse:
    crumbs = [
        {"label": _("My account"), "url": reverse("account-home")},
        {"label": firm.name, "url": reverse("firm-workspace", args=[firm.public_id])},
    ]
    context = {"firm": firm, "form": form, "crumbs": crumbs}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, f"cms/workspaces/firm/{name}.html", context, status=status)
