"""The roster pages of the admin: upload → columns → preview → apply. For registry officers; auditors may look."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directory.accounts.permissions import can_manage_registry, can_read_registry
from directory.rosters.admin.forms import ColumnsForm, HandlingForm, UploadForm
from directory.rosters.admin.presentation import TABS, lines_of, phases_of, progress_of, show_line, tabs_of, why_not
from directory.rosters.background import layout_of, queue_applying, queue_reading
from directory.rosters.enums import WORKING_STATES, RosterState
from directory.rosters.errors import RosterError
from directory.rosters.report import note_sentences
from directory.rosters.services import (
    choose_handling,
    decide_lines,
    discard_roster,
    propose_mapping,
    refuse_roster,
    start_roster,
)
from directory.rosters.staging import Roster

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Arguments], HttpResponse]
PER_PAGE = 50


def officers_only(view: View[Arguments]) -> View[Arguments]:
    """Only registry officers write; to others the page does not exist (section 10)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponse:
        if not can_manage_registry(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded  # type: ignore[return-value]  # only the name of the first argument differs


def readers_only(view: View[Arguments]) -> View[Arguments]:
    """Registry officers and auditors."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponse:
        if not can_read_registry(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded  # type: ignore[return-value]  # only the name of the first argument differs


def _roster(pk: int) -> Roster:
    roster: Roster = get_object_or_404(Roster.objects.select_related("register", "created_by", "applied_by"), pk=pk)
    return roster


@require_safe
@readers_only
def list_rosters(request: HttpRequest) -> HttpResponse:
    """Past rosters with their outcome, and those under way."""
    rosters = Roster.objects.select_related("register", "created_by", "applied_by")
    page = Paginator(rosters, PER_PAGE).get_page(request.GET.get("p"))
    context = {"page": page, "may_write": can_manage_registry(request.user)}
    return render(request, "directory/rosters/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officers_only
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file; the next page asks for its columns."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        roster = start_roster(
            register=form.cleaned_data["register"],
            as_of=form.cleaned_data["as_of"],
            file_name=file.name,
            content=file.read(),
            actor=request.user,  # type: ignore[arg-type]  # an officer is signed in
        )
        return redirect("rosters_columns", roster.pk)
    return render(request, "directory/rosters/upload.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@officers_only
def choose_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Which column is which: guessed, or remembered from the register's last file."""
    roster = _roster(pk)
    if roster.state not in {RosterState.UPLOADED, RosterState.READY}:
        return redirect("rosters_preview", pk)
    try:
        layout = layout_of(roster)
    except RosterError as error:
        refuse_roster(roster=roster, message=str(error))
        return redirect("rosters_preview", pk)
    proposed = roster.columns or propose_mapping(roster.register, layout)
    form = ColumnsForm(request.POST or None, kind=roster.register.kind, layout=layout, proposed=proposed)
    if request.method == "POST" and form.is_valid():
        try:
            queue_reading(roster=roster, mapping=form.mapping(), layout=layout)
            return redirect("rosters_preview", pk)
        except RosterError as error:
            form.add_error(None, str(error))
    context = {"roster": roster, "form": form, "header": layout.header, "samples": layout.samples[:5]}
    return render(request, "directory/rosters/columns.html", context)


@require_safe
@readers_only
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the roster stands; when it is ready, its lines by outcome. Loads itself again while work goes on."""
    roster = _roster(pk)
    if roster.state == RosterState.UPLOADED and can_manage_registry(request.user):
        return redirect("rosters_columns", pk)
    tab = request.GET.get("show", "")
    if tab not in TABS:
        tab = next(
            (code for code in ("errors", "doubtful", "new", "changed", "gone") if roster.counts.get(code)), "new"
        )
    page = Paginator(lines_of(roster, tab), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "roster": roster,
        "may_write": can_manage_registry(request.user),
        "is_working": roster.state in WORKING_STATES,
        "is_ready": roster.state == RosterState.READY,
        "progress": progress_of(roster),
        "phases": phases_of(roster),
        "tabs": tabs_of(roster, tab),
        "tab": tab,
        "page": page,
        "lines": [show_line(roster, line) for line in page],
        "notes": note_sentences(roster),
        "why_not": why_not(roster),
        "handling": _handling_form(roster),
    }
    response = render(request, "directory/rosters/preview.html", context)
    if context["is_working"]:
        response["Refresh"] = "2"  # works without JavaScript; the page may be left at any time
    return response


def _handling_form(roster: Roster) -> HandlingForm:
    return HandlingForm(
        initial={
            "doubtful": roster.doubtful_choice,
            "faulty": roster.errors_choice,
            "confirm_gone": roster.is_gone_confirmed,
        }
    )


@require_POST
@officers_only
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decisions on doubtful lines: fields ``line-KEY`` with accept, same, skip or nothing."""
    roster = _roster(pk)
    decisions = {
        int(name.removeprefix("line-")): str(value)
        for name, value in request.POST.items()
        if name.startswith("line-") and name.removeprefix("line-").isdecimal()
    }
    _try(request, lambda: decide_lines(roster=roster, decisions=decisions))
    page = request.POST.get("p", "1")
    response = redirect("rosters_preview", pk)
    response["Location"] += f"?show=doubtful&p={page if page.isdecimal() else 1}"
    return response


@require_POST
@officers_only
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the roster, in the background."""
    roster = _roster(pk)
    form = HandlingForm(request.POST)
    if form.is_valid() and roster.state == RosterState.READY:
        choices = form.cleaned_data
        choose_handling(
            roster=roster,
            doubtful=choices["doubtful"],
            errors=choices["faulty"],
            confirm_gone=choices["confirm_gone"],
        )
        _try(request, lambda: queue_applying(roster=roster, actor=request.user))  # type: ignore[arg-type]
    return redirect("rosters_preview", pk)


@require_POST
@officers_only
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the roster up; nothing of it was written."""
    discard_roster(roster=_roster(pk))
    return redirect("rosters_list")


def _try(request: HttpRequest, call: Callable[[], Any]) -> None:
    try:
        call()
    except RosterError as error:
        messages.error(request, str(error))
