"""Forms of the screens about people and organisations; services check and save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from directory.accounts.enums import ASSOCIATION_ROLES, PLATFORM_ROLES, Role
from directory.accounts.models import Association, FirmVerification, Membership, User
from directory.agencies.admin_forms import AgencyNumberField
from directory.agencies.models import Interest

#: Roles that are given here; firms and agencies keep their own teams on the site.
GRANTED_HERE = (*PLATFORM_ROLES, *ASSOCIATION_ROLES)


class ServiceForm(WagtailAdminModelForm):
    """Leaves the row as the database has it."""

    def _post_clean(self) -> None:
        """The service checks and writes."""


class GrantForm(ServiceForm):
    """A role for a person with an account."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("Of an account that exists."))
    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, role.label) for role in GRANTED_HERE])
    association = forms.ModelChoiceField(
        label=_("Association"),
        queryset=Association.objects.all(),
        required=False,
        help_text=_("For officers of an association and for experts; empty for roles on the platform."),
    )
    since = forms.DateField(label=_("From"), widget=AdminDateInput)
    until = forms.DateField(label=_("Until"), widget=AdminDateInput, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=500)

    class Meta:
        model = Membership
        fields = ()

    def clean_email(self) -> User:
        """The person."""
        person = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if person is None:
            raise forms.ValidationError(_("Nobody signs in with this address. Ask the person to register first."))
        return person

    def clean(self) -> dict[str, Any]:
        """Association and role belong together."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        role = data.get("role")
        if role and (Role(role) in ASSOCIATION_ROLES) != bool(data.get("association")):
            self.add_error(
                "association", _("Officers of an association and experts need one; platform roles have none.")
            )
        return data


class AssociationForm(ServiceForm):
    """An association; the service makes room when it becomes the default."""

    class Meta:
        model = Association
        fields = ("code", "name_zh", "name_en", "website", "is_default")


class EndRoleForm(ServiceForm):
    """The first day without the role."""

    until = forms.DateField(label=_("Until"), widget=AdminDateInput, help_text=_("The first day without the role."))
    reason = forms.CharField(label=_("Reason"), max_length=500)

    class Meta:
        model = Membership
        fields = ()


class DecisionForm(ServiceForm):
    """Accept or refuse a firm's proof."""

    accept = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", _("The document proves who the firm is")), ("no", _("Refused"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=500, required=False, help_text=_("Needed for a refusal; the firm reads it.")
    )

    class Meta:
        model = FirmVerification
        fields = ()


class InterestForm(ServiceForm):
    """A tie of the person who fills it in."""

    agency = AgencyNumberField()

    class Meta:
        model = Interest
        fields = ("agency", "kind", "since", "until")
        widgets = {"since": AdminDateInput, "until": AdminDateInput}


class EndInterestForm(ServiceForm):
    """When a tie ended."""

    until = forms.DateField(label=_("Until"), widget=AdminDateInput)
    reason = forms.CharField(label=_("Reason"), max_length=500)

    class Meta:
        model = Interest
        fields = ()
