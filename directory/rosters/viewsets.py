"""Registers and what they list, in the admin."""

from typing import Any

import django_filters
from django import forms
from django.forms import ModelForm
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from directory.accounts.enums import STAFF_ROLES, Role
from directory.admin.policies import RolePolicy, register_policy
from directory.admin.views import DirectoryViewSet, RowsInspectView, ServiceCreateView, ServiceEditView
from directory.agencies.admin_forms import AgencyNumberField
from directory.rosters.enums import ListingStatus
from directory.rosters.models import Listing, Register
from directory.rosters.register_services import REGISTER_FIELDS, record_status, save_register


class RegisterCreateView(ServiceCreateView):
    """Opens a register."""

    def save_by_service(self, form: ModelForm[Any]) -> Register:
        return save_register(register=Register(), values=form.cleaned_data, saved_by=self.actor)


class RegisterEditView(ServiceEditView):
    """Keeps a register."""

    def save_by_service(self, form: ModelForm[Any]) -> Register:
        return save_register(register=form.instance, values=form.cleaned_data, saved_by=self.actor)


class RegisterViewSet(DirectoryViewSet):
    """Registers."""

    model = Register
    icon = "clipboard-list"
    add_view_class = RegisterCreateView
    edit_view_class = RegisterEditView
    form_fields = REGISTER_FIELDS
    list_display = ("name", "code", "kind", "jurisdiction", "grants_licence")
    list_export = ("code", "name_zh", "name_en", "kind", "jurisdiction.code", "grants_licence", "website")
    list_filter = ("kind", "jurisdiction", "grants_licence")
    list_related = ("jurisdiction",)
    search_fields = ("code", "name_zh", "name_en")
    inspect_view_fields = REGISTER_FIELDS


class ListingFilterSet(WagtailFilterSet):
    """Which register, still there or gone, and in which status."""

    register = django_filters.ModelChoiceFilter(queryset=Register.objects.all(), label=_("Register"))
    gone = django_filters.BooleanFilter(
        field_name="until", lookup_expr="isnull", exclude=True, label=_("Left the register")
    )
    status = django_filters.ChoiceFilter(choices=ListingStatus.choices, label=_("Status"), method="with_status")

    class Meta:
        model = Listing
        fields = ["register", "gone", "status"]

    def with_status(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(statuses__status=value, statuses__until__isnull=True)


class StatusForm(WagtailAdminModelForm):
    """One status from one day on."""

    agency = AgencyNumberField()
    register = forms.ModelChoiceField(label=_("Register"), queryset=Register.objects.all())
    status = forms.ChoiceField(label=_("Status"), choices=ListingStatus.choices)
    is_abnormal = forms.BooleanField(label=_("On the abnormal-operations list"), required=False)
    since = forms.DateField(label=_("From"), widget=AdminDateInput)
    reason = forms.CharField(
        label=_("Source"), max_length=500, help_text=_("Where the register says so; kept in the audit trail.")
    )

    class Meta:
        model = Listing
        fields = ()

    def _post_clean(self) -> None:
        """The service checks and writes; the row stays as it is."""


class StatusCreateView(ServiceCreateView):
    """Records what a register says of an agency."""

    def save_by_service(self, form: ModelForm[Any]) -> Listing:
        told = form.cleaned_data
        period = record_status(
            agency=told["agency"],
            register=told["register"],
            status=ListingStatus(told["status"]),
            is_abnormal=told["is_abnormal"],
            since=told["since"],
            recorded_by=self.actor,
            reason=told["reason"],
        )
        return period.listing


class ListingInspectView(RowsInspectView):
    """With every status the register gave."""

    def get_statuses_display_value(self) -> str:
        return "; ".join(
            f"{row.get_status_display()} ({row.since} – {row.until or '…'})" for row in self.object.statuses.all()
        )


class ListingViewSet(DirectoryViewSet):
    """Stays of agencies on registers."""

    model = Listing
    icon = "list-ol"
    add_view_class = StatusCreateView
    inspect_view_class = ListingInspectView
    filterset_class = ListingFilterSet
    list_display = ("agency", "register", "since", "until")
    list_export = ("agency.public_id", "agency.name_zh", "agency.name_en", "register.code", "since", "until")
    list_related = ("agency", "register")
    search_fields = ("agency__name_zh", "agency__name_en")
    inspect_view_fields = ("agency", "register", "since", "until", "statuses")

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002  Wagtail's signature
        return StatusForm


def register_policies() -> None:
    """All staff read; registry officers keep registers and record statuses; nothing is deleted."""
    officers = (Role.REGISTRY_OFFICER,)
    register_policy(RolePolicy(Register, read=STAFF_ROLES, actions={"add": officers, "change": officers}))
    register_policy(RolePolicy(Listing, read=STAFF_ROLES, actions={"add": officers}))
