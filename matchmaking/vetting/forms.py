"""Forms of the vetting screens. They read what was typed; the services check and save."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from directory.accounts.enums import Role
from directory.accounts.permissions import Person, associations_of
from directory.agencies.names import fold_name
from directory.models import Agency, Association, Jurisdiction, Language, Service, TechnicalField
from matchmaking.vetting.enums import CHECKED_CHOICES
from matchmaking.vetting.models import VettingFile

SCOPE = ("fields", "services", "languages")


class ScopeForm(WagtailAdminModelForm):  # type: ignore[misc]  # Wagtail carries no types
    """What the association confirms, and its internal note."""

    class Meta:
        model = VettingFile
        fields = (*SCOPE, "note")
        widgets = {
            **dict.fromkeys(SCOPE, forms.CheckboxSelectMultiple),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fields"].queryset = TechnicalField.objects.order_by("number")
        self.fields["services"].queryset = Service.objects.filter(parent__isnull=False).order_by("position")
        self.fields["languages"].queryset = Language.objects.order_by("position", "code")

    def _post_clean(self) -> None:
        """Leave the instance as the database has it: the service compares with it and checks the rest."""


class NewFileForm(ScopeForm):
    """Opens a file about an agency that is named by identifier or by its exact name."""

    agency_text = forms.CharField(
        label=gettext_lazy("Agency"),
        max_length=300,
        help_text=gettext_lazy("The identifier in the address of its profile, or its exact name."),
    )

    class Meta(ScopeForm.Meta):
        fields = ("association", "jurisdiction", *ScopeForm.Meta.fields)  # type: ignore[assignment]  # more fields than the base

    field_order = ("association", "agency_text", "jurisdiction", *SCOPE, "note")

    def __init__(self, *args: Any, for_user: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, for_user=for_user, **kwargs)
        own = associations_of(for_user, Role.MATCHMAKER) if for_user else frozenset()
        self.fields["association"].queryset = Association.objects.filter(pk__in=own)
        if len(own) == 1:
            self.fields["association"].initial = next(iter(own))
        self.fields["jurisdiction"].queryset = Jurisdiction.objects.order_by("code")

    def clean_agency_text(self) -> Agency:
        """The agency meant. Several of one name are told with their identifiers."""
        text: str = self.cleaned_data["agency_text"].strip()
        agencies = Agency.objects.current().select_related("jurisdiction")
        found = list(agencies.filter(public_id=text.lower()))
        found = found or list(agencies.filter(names__folded=fold_name(text)).distinct()[:10])
        if len(found) == 1:
            return found[0]
        if not found:
            message = _("No agency has the identifier or name “%(value)s”. Copy it from its profile.")
            raise ValidationError(message % {"value": text})
        known = "; ".join(f"{agency} ({agency.jurisdiction}, {agency.city}): {agency.public_id}" for agency in found)
        message = _("Several agencies are called “%(value)s”. Give the identifier of one: %(known)s.")
        raise ValidationError(message % {"value": text, "known": known})


class EvidenceForm(forms.Form):
    """What was seen, by whom the session says, until when."""

    requirement = forms.ChoiceField(label=gettext_lazy("Requirement"), choices=CHECKED_CHOICES)
    text = forms.CharField(
        label=gettext_lazy("What was seen"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    document = forms.FileField(
        label=gettext_lazy("Document"), required=False, help_text=gettext_lazy("PDF, JPEG or PNG, at most 10 MB.")
    )
    valid_until = forms.DateField(
        label=gettext_lazy("Valid until"),
        widget=AdminDateInput,
        help_text=gettext_lazy("The last day; 12 months at most."),
    )


class ReasonForm(forms.Form):
    """A reason for entry, exit or taking back."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)
