"""The agency workspace: overview, people, history, verification. ``cms.access`` has let only its people in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.workspaces.agency.desk import agency_desk
from cms.workspaces.agency.serving import find_agency, saved, show_page
from cms.workspaces.views import person
from directory.accounts.permissions import can_read_registry, today
from directory.admin.history import read_event
from directory.agencies.profile import people_figures
from directory.audit.models import AuditEvent
from directory.claims.errors import ClaimError
from directory.claims.forms import VerificationRequestForm
from directory.claims.models import Verification, VerificationDocument
from directory.claims.permissions import can_see_verification
from directory.claims.policy import POLICY
from directory.claims.verification import request_agency_verification, withdraw_verification
from directory.people.models import Affiliation
from directory.private_files import send_private_file

PER_PAGE = 30


@require_safe
@never_cache
def show_overview(request: HttpRequest, public_id: str) -> HttpResponse:
    """Profile tier, what is missing, what waits."""
    agency = find_agency(request, public_id)
    return show_page(request, "workspace", agency, {"desk": agency_desk(agency, person(request))})


@require_safe
@never_cache
def show_people(request: HttpRequest, public_id: str) -> HttpResponse:
    """Practitioners as the registers say; they cannot be changed here (D7)."""
    agency = find_agency(request, public_id)
    day = today()
    affiliations = (
        Affiliation.objects.filter(agency=agency)
        .select_related("practitioner", "practitioner__register")
        .order_by("until", "practitioner__name", "pk")
    )
    page = Paginator(affiliations, PER_PAGE).get_page(request.GET.get("page"))
    return show_page(request, "people", agency, {"people": people_figures(agency, day), "page_of_people": page})


@require_safe
@never_cache
def show_history(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every change of the agency's record, before and after, from the audit trail (D7).

    What a stranger wrote in a claim that was not accepted is between that person and the officers.
    """
    agency = find_agency(request, public_id)
    events = AuditEvent.objects.about(agency).with_payloads().newest_first()
    if not can_read_registry(request.user):
        events = events.filter(Q(kind="claim.accepted") | ~Q(kind__startswith="claim."))
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
    return show_page(
        request, "history", agency, {"page_of_events": page, "events": [read_event(event) for event in page]}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verification(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send documents to be checked, and see what came of earlier ones (D6)."""
    agency = find_agency(request, public_id, administer=request.method == "POST")
    form = VerificationRequestForm(request.POST or None, request.FILES or None)

    def save() -> object:
        return request_agency_verification(agency=agency, requested_by=person(request), **form.cleaned_data)

    if saved(request, form, save, _("Sent. A registry officer checks the documents and writes to you.")):
        return redirect("agency-verification", agency.public_id)
    requests = agency.verifications.prefetch_related("documents").order_by("-requested_at", "-pk")
    context = {
        "requests": requests,
        "waiting": next((one for one in requests if one.state == "waiting"), None),
        "policy": POLICY,
    }
    return show_page(request, "verification", agency, context, form)


@require_POST
def withdraw_request(request: HttpRequest, public_id: str, verification_id: str) -> HttpResponse:
    """Take a waiting request back."""
    agency = find_agency(request, public_id, administer=True)
    found = get_object_or_404(Verification, agency=agency, public_id=verification_id)
    try:
        withdraw_verification(verification=found, withdrawn_by=person(request))
    except ClaimError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The request is withdrawn."))
    return redirect("agency-verification", agency.public_id)


@require_safe
def download_document(request: HttpRequest, public_id: str, document_id: int) -> FileResponse:
    """A document that was sent, for the agency's administrators."""
    agency = find_agency(request, public_id)
    document = get_object_or_404(
        VerificationDocument.objects.select_related("verification__agency"),
        pk=document_id,
        verification__agency=agency,
    )
    if not can_see_verification(request.user, document.verification):
        raise Http404
    return send_private_file(document.file)
