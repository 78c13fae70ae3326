"""Claims and verifications in the admin: the officer's list with its deadlines, the proofs, the decision (D6, D0)."""

from collections.abc import Iterator
from typing import Any, cast

from django.db import models
from django.forms import ModelForm
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.viewsets.model import ModelViewSetGroup

from directory.accounts.enums import Role
from directory.accounts.models import User
from directory.accounts.permissions import agencies_barred, can_decide_on
from directory.admin.policies import Person, RolePolicy, policy_of, register_policy
from directory.admin.views import DirectoryViewSet, RowsInspectView, ServiceCreateView, ServiceEditView
from directory.calendar import end_of_day, is_published
from directory.claims.admin_forms import (
    ClaimDecisionForm,
    PaperClaimForm,
    PaperVerificationForm,
    VerificationDecisionForm,
)
from directory.claims.enums import VerificationState, VerifiedPart
from directory.claims.models import Claim, Verification
from directory.claims.services import accept_claim, ask_for_more, record_paper_claim, refuse_claim
from directory.claims.verification import accept_verification, refuse_verification, request_agency_verification
from directory.private_files import send_private_file
from directory.waiting import WaitingItem, WaitingSource, register_waiting

OFFICERS = (Role.REGISTRY_OFFICER,)


class ProofsInspectView(RowsInspectView):
    """With the uploaded documents, for those who may see the row."""

    def get_fields_context(self) -> list[dict[str, Any]]:
        context = super().get_fields_context()
        name = self.object._meta.model_name
        links = [
            (
                reverse(f"{name}:document", args=(self.object.pk, document.pk)),
                document.name,
                document.uploaded_at.date(),
            )
            for document in self.object.documents.all()
        ]
        value = format_html_join("", '<div><a href="{}">{}</a> ({})</div>', links) or "–"
        return [*context, {"label": _("Documents"), "value": value, "component": None}]


@require_safe
def serve_proof(request: HttpRequest, pk: int, document_id: int, model: type[models.Model]) -> FileResponse:
    """One document, for those who may see its row; anybody else finds nothing."""
    row = get_object_or_404(policy_of(model).visible_to(request.user), pk=pk)
    documents = getattr(row, "documents", None)
    if documents is None:
        raise Http404
    return send_private_file(get_object_or_404(documents, pk=document_id).file)


class ProofsViewSet(DirectoryViewSet):
    """Rows with private documents."""

    inspect_view_class = ProofsInspectView

    def get_urlpatterns(self) -> list[Any]:
        document = path("documents/<int:pk>/<int:document_id>/", serve_proof, {"model": self.model}, name="document")
        return [*super().get_urlpatterns(), document]


# ── Claims ────────────────────────────────────────────────────────────────────────────────────


class PaperClaimView(ServiceCreateView):
    """Enters a claim that came on paper."""

    def save_by_service(self, form: ModelForm[Any]) -> Claim:
        told = dict(form.cleaned_data)
        return record_paper_claim(agency=told.pop("profile"), recorded_by=cast(User, self.request.user), **told)


class ClaimDecisionView(ServiceEditView):
    """Accepts, asks for more, or refuses."""

    def save_by_service(self, form: ModelForm[Any]) -> Claim:
        told, officer = form.cleaned_data, cast(User, self.request.user)
        claim, reason = form.instance, told["reason"]
        if told["decision"] == ClaimDecisionForm.ASK:
            return ask_for_more(claim=claim, asked_by=officer, question=reason)
        if told["decision"] == ClaimDecisionForm.REFUSE:
            return refuse_claim(claim=claim, decided_by=officer, reason=reason)
        replace = told.get("replace_administrators", False)
        return accept_claim(claim=claim, decided_by=officer, reason=reason, replace_administrators=replace)


class ClaimViewSet(ProofsViewSet):
    """Who asks to keep which profile; those waiting come first, by their deadline."""

    model = Claim
    icon = "key"
    menu_label = _("Claims")
    add_view_class = PaperClaimView
    edit_view_class = ClaimDecisionView
    ordering = ("closed_at", "due_on")
    list_display = (
        "agency",
        "name",
        "state",
        "due_on",
        BooleanColumn("is_takeover", label=_("Takeover")),
        "channel",
        "sent_at",
    )
    list_filter = ("state", "channel", "is_takeover")
    list_export = (
        "public_id",
        "agency.public_id",
        "agency.name_zh",
        "state",
        "channel",
        "is_takeover",
        "sent_at",
        "due_on",
        "closed_at",
    )
    list_related = ("agency",)
    search_fields = ("agency__name_zh", "agency__name_en", "name", "email")
    inspect_view_fields = (
        "agency",
        "name",
        "position",
        "email",
        "phone",
        "claimant",
        "channel",
        "is_takeover",
        "note",
        "sent_at",
        "state",
        "due_on",
        "question",
        "answer",
        "recorded_by",
        "decided_by",
        "closed_at",
        "reason",
    )

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002  Wagtail's signature
        return ClaimDecisionForm if for_update else PaperClaimForm


# ── Verifications ─────────────────────────────────────────────────────────────────────────────


class PaperVerificationView(ServiceCreateView):
    """Enters documents that came on paper."""

    def save_by_service(self, form: ModelForm[Any]) -> Verification:
        told = dict(form.cleaned_data)
        return request_agency_verification(
            agency=told.pop("profile"), requested_by=cast(User, self.request.user), **told
        )


class VerificationDecisionView(ServiceEditView):
    """Verifies for twelve months, or refuses."""

    def save_by_service(self, form: ModelForm[Any]) -> Verification:
        told, officer = form.cleaned_data, cast(User, self.request.user)
        if told["decision"] == VerificationDecisionForm.REFUSE:
            return refuse_verification(verification=form.instance, decided_by=officer, reason=told["reason"])
        parts = [VerifiedPart(part) for part in told["parts"]]
        return accept_verification(verification=form.instance, decided_by=officer, parts=parts, reason=told["reason"])


class VerificationViewSet(ProofsViewSet):
    """Agencies whose documents are to be checked."""

    model = Verification
    icon = "check"
    menu_label = _("Verifications of agencies")
    add_view_class = PaperVerificationView
    edit_view_class = VerificationDecisionView
    ordering = ("decided_at", "due_on")
    list_display = ("agency", "state", "due_on", "requested_at", "decided_by", "verified_until")
    list_filter = ("state",)
    list_export = (
        "public_id", "agency.public_id", "agency.name_zh", "state", "requested_at", "due_on", "decided_at",
        "verified_until",
    )  # fmt: skip
    list_related = ("agency", "decided_by")
    search_fields = ("agency__name_zh", "agency__name_en")
    inspect_view_fields = (
        "agency",
        "requested_by",
        "requested_at",
        "note",
        "state",
        "due_on",
        "decided_by",
        "decided_at",
        "reason",
        "parts",
        "verified_until",
    )

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002  Wagtail's signature
        return VerificationDecisionForm if for_update else PaperVerificationForm


class ClaimsGroup(ModelViewSetGroup):
    """The menu entry."""

    menu_label = _("Claims and verification")
    menu_icon = "key"
    menu_order = 305
    items = (ClaimViewSet, VerificationViewSet)


# ── Who may, and what waits ───────────────────────────────────────────────────────────────────


class OpenPolicy(RolePolicy):
    """An officer decides what is open and concerns no agency in which he has a stake (D0)."""

    def user_has_permission_for_instance(self, user: Person, action: str, instance: models.Model) -> bool:
        if not super().user_has_permission_for_instance(user, action, instance):
            return False
        if action != "change" or instance.pk is None:
            return True
        row: Any = instance
        return _is_open(row) and can_decide_on(user, row.agency)


def _is_open(row: models.Model) -> bool:
    return row.is_open if isinstance(row, Claim) else getattr(row, "state", "") == VerificationState.WAITING


def register_policies() -> None:
    """Registry officers decide and enter what came on paper; auditors read."""
    actions = {"add": OFFICERS, "change": OFFICERS}
    for model in (Claim, Verification):
        register_policy(OpenPolicy(model, read=(Role.AUDITOR,), actions=actions))


def claims_waiting_for(user: User) -> Iterator[WaitingItem]:
    """Claims this officer may decide."""
    rows = [row for row in Claim.objects.waiting_for_officer().select_related("agency") if row.claimant_id != user.pk]
    barred = agencies_barred(user, {row.agency_id for row in rows})
    for row in rows:
        if row.agency_id not in barred:
            yield WaitingItem(
                title=_("Decide on the claim of %(agency)s") % {"agency": row.agency},
                url=reverse("claim:inspect", args=(row.pk,)),
                deadline=end_of_day(row.due_on),
                detail=_("takeover") if row.is_takeover else "",
                is_provisional=not is_published(row.due_on),
            )


def verifications_waiting_for(user: User) -> Iterator[WaitingItem]:
    """Agencies whose documents this officer may check."""
    rows = list(Verification.objects.waiting().select_related("agency"))
    barred = agencies_barred(user, {row.agency_id for row in rows})
    for row in rows:
        if row.agency_id not in barred:
            yield WaitingItem(
                title=_("Check the documents of %(agency)s") % {"agency": row.agency},
                url=reverse("verification:inspect", args=(row.pk,)),
                deadline=end_of_day(row.due_on),
                is_provisional=not is_published(row.due_on),
            )


def register_waiting_work() -> None:
    """Officers find both in "what waits for me"."""
    register_waiting(WaitingSource(code="claims", label=_("Claims"), roles=OFFICERS, items=claims_waiting_for))
    register_waiting(
        WaitingSource(
            code="agency-verifications",
            label=_("Verifications of agencies"),
            roles=OFFICERS,
            items=verifications_waiting_for,
        )
    )
