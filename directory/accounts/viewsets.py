"""Firms, associations, roles and ties in the admin (D0)."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import ModelForm
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from directory.accounts.admin_forms import (
    AssociationForm,
    DecisionForm,
    EndInterestForm,
    EndRoleForm,
    GrantForm,
    InterestForm,
)
from directory.accounts.admin_services import (
    ASSOCIATION_FIELDS,
    declare_interest,
    end_interest,
    save_association,
)
from directory.accounts.enums import STAFF_ROLES, Role, VerificationOutcome
from directory.accounts.firms import decide_verification
from directory.accounts.models import Association, Firm, FirmVerification, Membership
from directory.accounts.proofs import serve_verification_document
from directory.accounts.services import end_role, grant_role
from directory.admin.policies import OwnRowsPolicy, RolePolicy, register_policy
from directory.admin.views import DirectoryViewSet, RowsInspectView, ServiceCreateView, ServiceEditView
from directory.agencies.models import Interest

# ── Firms ─────────────────────────────────────────────────────────────────────────────────────


class FirmFilterSet(WagtailFilterSet):
    """By park, size and verification."""

    verified = django_filters.BooleanFilter(
        field_name="verified_at", lookup_expr="isnull", exclude=True, label=_("Verified")
    )

    class Meta:
        model = Firm
        fields = ["park", "size_class", "verified"]


class FirmViewSet(DirectoryViewSet):
    """Firms; they keep their own data on the site."""

    model = Firm
    icon = "home"
    filterset_class = FirmFilterSet
    list_display = ("name_zh", "name_en", "credit_code", "park", "size_class", "verified_at")
    list_export = (
        "public_id",
        "name_zh",
        "name_en",
        "credit_code",
        "park.code",
        "size_class",
        "verified_at",
        "created_at",
    )
    list_related = ("park",)
    search_fields = ("name_zh", "name_en", "credit_code")
    inspect_view_fields = (
        "public_id",
        "name_zh",
        "name_en",
        "credit_code",
        "park",
        "size_class",
        "website",
        "verified_at",
        "verified_by",
        "created_at",
    )


class DecisionView(ServiceEditView):
    """The officer's decision; a decided request is only shown."""

    def save_by_service(self, form: ModelForm[Any]) -> FirmVerification:
        told = form.cleaned_data
        return decide_verification(
            verification=form.instance, accept=told["accept"], decided_by=self.actor, reason=told["reason"]
        )


class VerificationInspectView(RowsInspectView):
    """With the document, for those who may decide or audit."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        from django.urls import reverse  # noqa: PLC0415  the address exists once the viewset is registered
        from wagtail.admin.widgets.button import Button  # noqa: PLC0415

        url = reverse("firmverification:document", args=(self.object.pk,))
        return [*super().header_more_buttons, Button(_("Open the document"), url=url, icon_name="doc-full")]


class FirmVerificationViewSet(DirectoryViewSet):
    """Requests of firms to be verified."""

    model = FirmVerification
    icon = "check"
    edit_view_class = DecisionView
    inspect_view_class = VerificationInspectView
    list_display = ("firm", "outcome", "requested_by", "requested_at", "decided_by", "decided_at")
    list_export = ("firm.name_zh", "firm.credit_code", "outcome", "requested_at", "decided_at", "reason")
    list_filter = ("outcome",)
    list_related = ("firm", "requested_by", "decided_by")
    search_fields = ("firm__name_zh", "firm__credit_code")
    inspect_view_fields = (
        "firm",
        "note",
        "requested_by",
        "requested_at",
        "outcome",
        "reason",
        "decided_by",
        "decided_at",
    )

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002  Wagtail's signature
        return DecisionForm

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("document/<int:pk>/", serve_verification_document, name="document")]


# ── Associations and roles ────────────────────────────────────────────────────────────────────


class AssociationCreateView(ServiceCreateView):
    """Adds an association."""

    def save_by_service(self, form: ModelForm[Any]) -> Association:
        return save_association(association=Association(), values=form.cleaned_data, saved_by=self.actor)


class AssociationEditView(ServiceEditView):
    """Keeps an association."""

    def save_by_service(self, form: ModelForm[Any]) -> Association:
        association = Association.objects.get(pk=form.instance.pk)
        return save_association(association=association, values=form.cleaned_data, saved_by=self.actor)


class AssociationViewSet(DirectoryViewSet):
    """Associations."""

    model = Association
    icon = "group"
    add_view_class = AssociationCreateView
    edit_view_class = AssociationEditView
    list_display = ("name", "code", "is_default")
    list_export = ASSOCIATION_FIELDS
    search_fields = ("code", "name_zh", "name_en")
    inspect_view_fields = ASSOCIATION_FIELDS

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002  Wagtail's signature
        return AssociationForm


class MembershipFilterSet(WagtailFilterSet):
    """By role and organisation, held or ended."""

    role = django_filters.ChoiceFilter(choices=Role.choices, label=_("Role"))
    ended = django_filters.BooleanFilter(field_name="until", lookup_expr="isnull", exclude=True, label=_("Has an end"))

    class Meta:
        model = Membership
        fields = ["role", "association", "ended"]


class GrantView(ServiceCreateView):
    """Gives a role."""

    def save_by_service(self, form: ModelForm[Any]) -> Membership:
        told = form.cleaned_data
        return grant_role(
            user=told["email"],
            role=Role(told["role"]),
            organisation=told["association"],
            granted_by=self.actor,
            since=told["since"],
            until=told["until"],
            reason=told["reason"],
        )


class EndRoleView(ServiceEditView):
    """Ends a role; rows stay."""

    def save_by_service(self, form: ModelForm[Any]) -> Membership:
        told = form.cleaned_data
        return end_role(membership=form.instance, ended_by=self.actor, on=told["until"], reason=told["reason"])


class MembershipViewSet(DirectoryViewSet):
    """Dated roles of people."""

    model = Membership
    icon = "key"
    add_view_class = GrantView
    edit_view_class = EndRoleView
    filterset_class = MembershipFilterSet
    list_display = ("user", "role", "association", "firm", "agency", "since", "until")
    list_export = ("user.email", "role", "association.code", "firm.public_id", "agency.public_id", "since", "until")
    list_related = ("user", "association", "firm", "agency")
    search_fields = ("user__email", "user__last_name", "user__first_name")
    inspect_view_fields = ("user", "role", "association", "firm", "agency", "since", "until", "granted_by")

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002  Wagtail's signature
        return EndRoleForm if for_update else GrantForm


# ── Ties ──────────────────────────────────────────────────────────────────────────────────────


class DeclareView(ServiceCreateView):
    """One's own tie."""

    def save_by_service(self, form: ModelForm[Any]) -> Interest:
        told = form.cleaned_data
        return declare_interest(
            user=self.actor,
            agency=told["agency"],
            kind=told["kind"],
            since=told["since"],
            until=told["until"],
        )


class EndInterestView(ServiceEditView):
    """When one's own tie ended."""

    def save_by_service(self, form: ModelForm[Any]) -> Interest:
        told = form.cleaned_data
        return end_interest(interest=form.instance, until=told["until"], ended_by=self.actor, reason=told["reason"])


class InterestViewSet(DirectoryViewSet):
    """Ties to agencies, for recusal: everybody sees and declares his own."""

    model = Interest
    icon = "warning"
    add_view_class = DeclareView
    edit_view_class = EndInterestView
    list_display = ("user", "agency", "kind", "since", "until")
    list_export = ("user.email", "agency.public_id", "agency.name_zh", "kind", "since", "until")
    list_filter = ("kind",)
    list_related = ("user", "agency")
    search_fields = ("agency__name_zh", "agency__name_en", "user__email")
    inspect_view_fields = ("user", "agency", "kind", "since", "until")

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002  Wagtail's signature
        return EndInterestForm if for_update else InterestForm


class UndecidedPolicy(RolePolicy):
    """What was decided is shown and not decided again."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        if action == "change" and instance.outcome != VerificationOutcome.WAITING:
            return False
        return super().user_has_permission_for_instance(user, action, instance)


def register_policies() -> None:
    """Section 10: registry officers verify firms, site administrators keep associations and roles."""
    officers, administrators = (Role.REGISTRY_OFFICER,), (Role.SITE_ADMINISTRATOR,)
    others = [role for role in STAFF_ROLES if role != Role.AUDITOR]
    register_policy(RolePolicy(Firm, read=(*officers, *administrators, Role.MATCHMAKER, Role.AUDITOR)))
    register_policy(UndecidedPolicy(FirmVerification, read=(Role.AUDITOR,), actions={"change": officers}))
    keep = {"add": administrators, "change": administrators}
    register_policy(RolePolicy(Association, read=STAFF_ROLES, actions=keep))
    register_policy(RolePolicy(Membership, read=(Role.AUDITOR,), actions=keep))
    register_policy(OwnRowsPolicy(Interest, read=STAFF_ROLES, actions={"add": others, "change": others}))


def waiting_verifications() -> QuerySet[FirmVerification]:
    """Requests nobody has decided, oldest first."""
    return FirmVerification.objects.waiting().select_related("firm").order_by("requested_at")
