"""Vetting files in Wagtail's admin: list, filters, export, and a dossier where the work is done."""

from typing import Any

import django_filters
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from directory.accounts.permissions import today
from directory.admin.views import DirectoryViewSet, RowsIndexView, RowsInspectView, ServiceCreateView, ServiceEditView
from directory.errors import DirectoryError
from directory.models import Association, Jurisdiction
from directory.private_files import send_private_file
from matchmaking.vetting import services
from matchmaking.vetting.dossier import read_dossier
from matchmaking.vetting.enums import Requirement
from matchmaking.vetting.forms import EvidenceForm, NewFileForm, ReasonForm, ScopeForm
from matchmaking.vetting.models import Evidence, VettingFile, VettingTerm
from matchmaking.vetting.permissions import can_keep_file

URL_NAME = "vetting_files"


class VettingFilterSet(WagtailFilterSet):
    """By jurisdiction, association and stay in the pool."""

    jurisdiction = django_filters.ModelChoiceFilter(
        queryset=Jurisdiction.objects.filter(vetting_files__isnull=False).distinct(),
        label=gettext_lazy("Jurisdiction"),
    )
    association = django_filters.ModelChoiceFilter(
        queryset=Association.objects.all(), label=gettext_lazy("Association")
    )
    running = django_filters.BooleanFilter(label=gettext_lazy("Term in the pool is running"), method="is_running")

    class Meta:
        model = VettingFile
        fields = ("jurisdiction", "association", "running")

    def is_running(self, rows: QuerySet[VettingFile], name: str, value: bool) -> QuerySet[VettingFile]:  # noqa: FBT001  django-filter's signature
        """Terms that run today, whether or not a requirement has lapsed meanwhile."""
        terms = Exists(VettingTerm.objects.filter(file=OuterRef("pk")).holding_on(today()))
        return rows.filter(terms) if value else rows.exclude(terms)


class VettingIndexView(RowsIndexView):
    """Searches agencies by name or identifier."""

    def search_queryset(self, queryset: QuerySet[VettingFile]) -> QuerySet[VettingFile]:
        """Names in either language, or the identifier."""
        if not self.is_searching:
            return queryset
        text = self.search_query.strip()
        by_id = queryset.filter(agency__public_id=text)
        return (
            by_id | queryset.filter(agency__name_zh__icontains=text) | queryset.filter(agency__name_en__icontains=text)
        )


class VettingCreateView(ServiceCreateView):
    """Opens a file and goes on to its dossier."""

    def save_by_service(self, form: ModelForm[Any]) -> VettingFile:
        """By ``open_file``."""
        data = form.cleaned_data
        return services.open_file(
            association=data["association"],
            agency=data["agency_text"],
            jurisdiction=data["jurisdiction"],
            actor=self.request.user,  # type: ignore[arg-type]  # the admin lets in users only
            fields=data["fields"],
            services=data["services"],
            languages=data["languages"],
            note=data["note"],
        )

    def get_success_url(self) -> str:
        """The dossier."""
        return dossier_url(self.object.pk)


class VettingEditView(ServiceEditView):
    """Says anew what is confirmed."""

    def save_by_service(self, form: ModelForm[Any]) -> VettingFile:
        """By ``change_scope``."""
        data = form.cleaned_data
        return services.change_scope(
            file=form.instance,
            actor=self.request.user,  # type: ignore[arg-type]  # the admin lets in users only
            fields=data["fields"],
            services=data["services"],
            languages=data["languages"],
            note=data["note"],
        )

    def get_success_url(self) -> str:
        """The dossier."""
        return dossier_url(self.object.pk)


class DossierView(RowsInspectView):
    """Requirements, evidence and terms, with the forms of those who may act."""

    template_name = "matchmaking/vetting/dossier.html"
    page_title = gettext_lazy("Vetting file")

    def get_object(self, queryset: Any = None) -> VettingFile:
        """The file with everything the dossier shows."""
        return get_object_or_404(VettingFile.objects.readable_by(self.request.user).with_dossier(), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The dossier and empty forms."""
        file: VettingFile = self.object
        day = today()
        return {
            **super().get_context_data(**kwargs),
            "dossier": read_dossier(file, day),
            "may_keep": can_keep_file(self.request.user, file),
            "evidence_form": EvidenceForm(),
            "reason_form": ReasonForm(),
        }


def dossier_url(pk: int) -> str:
    """The address of a file's dossier."""
    return reverse(f"{URL_NAME}:inspect", args=(pk,))


def _file(request: HttpRequest, pk: int) -> VettingFile:
    """The file, or 404 for those who may not know of it or only read it."""
    file = get_object_or_404(VettingFile.objects.readable_by(request.user).select_related("agency"), pk=pk)
    if not can_keep_file(request.user, file):
        raise Http404
    return file


def _answer(request: HttpRequest, pk: int, done: str, refusal: Exception | None) -> HttpResponse:
    """Back to the dossier with what happened."""
    if refusal is None:
        messages.success(request, done)
    elif isinstance(refusal, ValidationError):
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.error(request, str(refusal))
    return redirect(dossier_url(pk))


def _told(form: Any) -> ValidationError:
    """The errors of a form with their labels, as one."""
    return ValidationError([f"{form[name].label}: {' '.join(errors)}" for name, errors in form.errors.items()])


@require_POST
def add_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what was checked."""
    file = _file(request, pk)
    form = EvidenceForm(request.POST, request.FILES)
    refusal: Exception | None = None
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.add_evidence(
                file=file,
                actor=request.user,  # type: ignore[arg-type]  # the admin lets in users only
                requirement=Requirement(data["requirement"]),
                text=data["text"],
                day=today(),
                valid_until=data["valid_until"],
                document=data["document"],
            )
        except (DirectoryError, ValidationError) as error:
            refusal = error
    else:
        refusal = _told(form)
    return _answer(request, pk, _("Recorded."), refusal)


@require_POST
def withdraw_evidence(request: HttpRequest, pk: int, evidence: int) -> HttpResponse:
    """Take evidence back with a reason."""
    row = get_object_or_404(Evidence.objects.filter(file=_file(request, pk)), pk=evidence)
    return _with_reason(request, pk, _("Taken back."), services.withdraw_evidence, evidence=row)


@require_POST
def enter_pool(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the agency into the pool for 12 months."""
    return _with_reason(request, pk, _("In the pool."), services.enter_pool, file=_file(request, pk))


@require_POST
def leave_pool(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the agency out of the pool."""
    return _with_reason(request, pk, _("Out of the pool."), services.leave_pool, file=_file(request, pk))


def _with_reason(request: HttpRequest, pk: int, done: str, service: Any, **subject: Any) -> HttpResponse:
    form = ReasonForm(request.POST)
    refusal: Exception | None = None
    if form.is_valid():
        try:
            service(actor=request.user, reason=form.cleaned_data["reason"], day=today(), **subject)
        except (DirectoryError, ValidationError) as error:
            refusal = error
    else:
        refusal = _told(form)
    return _answer(request, pk, done, refusal)


@require_safe
def send_document(request: HttpRequest, pk: int, evidence: int) -> HttpResponseBase:
    """The document of one piece of evidence, for those who may read the file."""
    file = get_object_or_404(VettingFile.objects.readable_by(request.user), pk=pk)
    row = get_object_or_404(Evidence.objects.filter(file=file).exclude(document=""), pk=evidence)
    return send_private_file(row.document)


class VettingFileViewSet(DirectoryViewSet):
    """Vetting files (M1)."""

    model = VettingFile
    name = URL_NAME
    url_prefix = "vetting"
    icon = "clipboard-list"
    menu_label = gettext_lazy("Vetting")
    menu_order = 250
    add_to_admin_menu = True
    index_view_class = VettingIndexView
    inspect_view_class = DossierView
    add_view_class = VettingCreateView
    edit_view_class = VettingEditView
    filterset_class = VettingFilterSet
    search_fields = ("agency__name_zh", "agency__name_en")
    list_display = (
        TitleColumn("agency", label=gettext_lazy("Agency"), get_url=lambda file: dossier_url(file.pk)),
        Column("jurisdiction", label=gettext_lazy("Jurisdiction")),
        Column("association", label=gettext_lazy("Association")),
        Column("opened_at", label=gettext_lazy("Opened at")),
    )
    list_export = ("agency", "jurisdiction", "association", "opened_at")
    list_related = ("agency", "jurisdiction", "association")

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002  Wagtail's signature
        """Opening asks for association, agency and jurisdiction; afterwards they stay."""
        return ScopeForm if for_update else NewFileForm

    def get_urlpatterns(self) -> list[Any]:
        """The dossier's actions beside Wagtail's views."""
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/evidence/", add_evidence, name="add_evidence"),
            path("<int:pk>/evidence/<int:evidence>/withdraw/", withdraw_evidence, name="withdraw_evidence"),
            path("<int:pk>/evidence/<int:evidence>/document/", send_document, name="document"),
            path("<int:pk>/enter/", enter_pool, name="enter_pool"),
            path("<int:pk>/leave/", leave_pool, name="leave_pool"),
        ]
