"""Pages on which an agency states what it can do (D7). A form is saved by one service; a GET changes nothing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms.workspaces.agency.serving import find_agency, saved, show_page
from cms.workspaces.views import person
from directory.accounts.errors import AccountsError
from directory.agencies.enums import OfficeKind
from directory.agencies.forms import FeeForm, FiguresForm, OfficeForm, PracticeForm, QualificationForm
from directory.agencies.services import (
    add_office,
    declare_fee,
    declare_figures,
    declare_insurance,
    declare_practice,
    declare_qualifications,
    end_office,
    remove_fee,
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit_practice(request: HttpRequest, public_id: str) -> HttpResponse:
    """Services, fields, languages, jurisdictions."""
    agency = find_agency(request, public_id, change=request.method == "POST")
    form = PracticeForm(request.POST or None, initial=PracticeForm.initial_of(agency))

    def save() -> object:
        return declare_practice(agency=agency, practice=form.practice(), declared_by=person(request))

    if saved(request, form, save, _("Saved.")):
        return redirect("agency-practice", agency.public_id)
    return show_page(request, "practice", agency, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit_figures(request: HttpRequest, public_id: str) -> HttpResponse:
    """Size, corporate group, staff, insurance."""
    agency = find_agency(request, public_id, change=request.method == "POST")
    form = FiguresForm(request.POST or None, initial=FiguresForm.initial_of(agency))

    def save() -> None:
        declare_figures(agency=agency, figures=form.figures(), declared_by=person(request))
        declare_insurance(agency=agency, cover=form.cover(), declared_by=person(request))

    if saved(request, form, save, _("Saved.")):
        return redirect("agency-figures", agency.public_id)
    return show_page(request, "figures", agency, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit_qualifications(request: HttpRequest, public_id: str) -> HttpResponse:
    """People who may act before a foreign office; one statement at a time."""
    agency = find_agency(request, public_id, change=request.method == "POST")
    form = QualificationForm(request.POST or None)
    stated = {row.jurisdiction: row for row in agency.foreign_qualifications.select_related("jurisdiction")}

    def save() -> object:
        people = {place: row.people for place, row in stated.items()}
        people[form.cleaned_data["jurisdiction"]] = form.cleaned_data["people"]
        return declare_qualifications(agency=agency, people=people, declared_by=person(request))

    if saved(request, form, save, _("Saved.")):
        return redirect("agency-qualifications", agency.public_id)
    return show_page(request, "qualifications", agency, {"rows": list(stated.values())}, form)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit_fees(request: HttpRequest, public_id: str) -> HttpResponse:
    """What matters cost; one statement at a time."""
    agency = find_agency(request, public_id, change=request.method == "POST")
    form = FeeForm(request.POST or None)

    def save() -> object:
        return declare_fee(agency=agency, fee=form.fee(), declared_by=person(request))

    if saved(request, form, save, _("Saved.")):
        return redirect("agency-fees", agency.public_id)
    rows = agency.fee_bands.select_related("service", "jurisdiction").order_by(
        "service__position", "jurisdiction__code"
    )
    return show_page(request, "fees", agency, {"rows": rows}, form)


@require_POST
def take_fee_back(request: HttpRequest, public_id: str, fee_id: int) -> HttpResponse:
    """Remove a stated fee."""
    agency = find_agency(request, public_id, change=True)
    remove_fee(agency=agency, fee_id=fee_id, removed_by=person(request))
    messages.success(request, _("Removed."))
    return redirect("agency-fees", agency.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit_offices(request: HttpRequest, public_id: str) -> HttpResponse:
    """Offices beside the registered place."""
    agency = find_agency(request, public_id, change=request.method == "POST")
    form = OfficeForm(request.POST or None)

    def save() -> object:
        return add_office(agency=agency, place=form.place(), added_by=person(request))

    if saved(request, form, save, _("Saved.")):
        return redirect("agency-offices", agency.public_id)
    offices = agency.offices.select_related("jurisdiction").order_by("until", "kind", "pk")
    registered = [office for office in offices if office.kind == OfficeKind.REGISTERED and office.until is None]
    others = [office for office in offices if office.kind != OfficeKind.REGISTERED]
    return show_page(request, "offices", agency, {"registered": registered, "offices": others}, form)


@require_POST
def close_office(request: HttpRequest, public_id: str, office_id: int) -> HttpResponse:
    """An office is closed."""
    agency = find_agency(request, public_id, change=True)
    try:
        end_office(agency=agency, office_id=office_id, ended_by=person(request))
    except AccountsError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The office is closed from today on."))
    return redirect("agency-offices", agency.public_id)
