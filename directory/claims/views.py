"""Claiming a profile and following the claim. Who may open which address: ``cms.access``, then the predicates here."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directory.accounts.models import User
from directory.agencies.models import Agency
from directory.claims.enums import ClaimState
from directory.claims.errors import ClaimError
from directory.claims.forms import AnswerForm, ClaimForm
from directory.claims.models import Claim
from directory.claims.permissions import can_act_on_claim, can_see_claim
from directory.claims.policy import POLICY
from directory.claims.services import administrators, answer_question, send_claim, withdraw_claim
from directory.private_files import send_private_file


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def claim_agency(request: HttpRequest, public_id: str) -> HttpResponse:
    """Apply to keep an agency's profile; somebody with an open claim is led to it."""
    agency = get_object_or_404(Agency.objects.current().select_related("jurisdiction"), public_id=public_id)
    applicant = cast(User, request.user)
    waiting = Claim.objects.open().of_person(applicant).filter(agency=agency).first()
    if waiting is not None:
        return redirect("claim", waiting.public_id)
    form = ClaimForm(request.POST or None, request.FILES or None, applicant=applicant)
    if request.method == "POST" and form.is_valid():
        try:
            claim = send_claim(agency=agency, claimant=applicant, **form.cleaned_data)
        except (ClaimError, ValidationError) as refusal:
            form.add_error(None, refusal if isinstance(refusal, ValidationError) else str(refusal))
        else:
            messages.success(request, _("Your claim is sent."))
            return redirect("claim", claim.public_id)
    context = {
        "agency": agency,
        "form": form,
        "policy": POLICY,
        "is_takeover": administrators(agency).exists(),
    }
    return render(request, "directory/claims/claim_agency.html", context, status=_status(form))


@require_safe
@never_cache
def show_claim(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where the claim stands and what to do next."""
    return _page(request, _find(request, public_id), AnswerForm())


@require_POST
def answer_claim(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send what the officer asked for."""
    claim = _find(request, public_id, act=True)
    form = AnswerForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            answer_question(claim=claim, answered_by=cast(User, request.user), **form.cleaned_data)
        except (ClaimError, ValidationError) as refusal:
            form.add_error(None, refusal if isinstance(refusal, ValidationError) else str(refusal))
        else:
            messages.success(request, _("Your answer is sent."))
            return redirect("claim", claim.public_id)
    return _page(request, claim, form)


@require_POST
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the claim back."""
    claim = _find(request, public_id, act=True)
    try:
        withdraw_claim(claim=claim, withdrawn_by=cast(User, request.user))
    except ClaimError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The claim is withdrawn."))
    return redirect("claim", claim.public_id)


@require_safe
def download_document(request: HttpRequest, public_id: str, document_id: int) -> FileResponse:
    """A proof, for those who may see the claim."""
    claim = _find(request, public_id)
    return send_private_file(get_object_or_404(claim.documents, pk=document_id).file)


def _find(request: HttpRequest, public_id: str, *, act: bool = False) -> Claim:
    """The claim, for those who may see it or act on it; anybody else finds nothing."""
    claim = get_object_or_404(Claim.objects.with_parties(), public_id=public_id)
    allowed = can_act_on_claim if act else can_see_claim
    if not allowed(request.user, claim):
        raise Http404
    return claim


def _page(request: HttpRequest, claim: Claim, form: AnswerForm) -> HttpResponse:
    context = {
        "claim": claim,
        "documents": claim.documents.all(),
        "form": form,
        "can_act": can_act_on_claim(request.user, claim),
        "is_asked": claim.state == ClaimState.MORE_ASKED,
    }
    return render(request, "directory/claims/claim.html", context, status=_status(form))


def _status(form: AnswerForm | ClaimForm) -> int:
    """422 for a form sent back with errors."""
    return 422 if form.is_bound and form.errors else 200
