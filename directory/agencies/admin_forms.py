"""The officer's form of an agency's register facts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from directory.agencies.models import Agency
from directory.agencies.register_facts import COLUMNS, NUMBER_FIELDS, RegisterFacts, read_facts
from directory.taxonomies.models import Jurisdiction

FACTS = ("name_zh", "name_en", "short_name", "kinds", "jurisdiction", *COLUMNS, "parent")
AGENCY = _("Agency")
ITS_NUMBER = _("The ten characters in the address of the agency's profile.")


class AgencyNumberField(forms.ModelChoiceField):
    """A current agency by its public number: typed, for nobody picks one of thousands from a list."""

    default_error_messages = {"invalid_choice": _("There is no agency with this number.")}

    def __init__(
        self,
        *,
        label: StrOrPromise = AGENCY,
        help_text: StrOrPromise = ITS_NUMBER,
        required: bool = True,
    ) -> None:
        super().__init__(
            Agency.objects.current(),
            label=label,
            help_text=help_text,
            required=required,
            to_field_name="public_id",
            widget=forms.TextInput,
        )

    def to_python(self, value: Any) -> Agency | None:
        """The agency, however the number is spaced or capitalised; a NUL would stop PostgreSQL."""
        found: Agency | None = super().to_python(
            value.replace("\0", "").strip().lower() if isinstance(value, str) else value
        )
        return found


class RegisterFactsForm(WagtailAdminModelForm):
    """Reads facts from the row and turns what was typed into ``RegisterFacts``; the service checks and saves."""

    credit_code = forms.CharField(label=_("Unified social credit code"), required=False, max_length=40)
    registration_number = forms.CharField(label=_("Old registration number (15 digits)"), required=False, max_length=40)
    cnipa_code = forms.CharField(label=_("CNIPA agency code"), required=False, max_length=20)

    class Meta:
        model = Agency
        fields = FACTS
        widgets = {"registered_on": AdminDateInput, "scope": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jurisdiction"].queryset = Jurisdiction.objects.countries().by_region()
        self.fields["parent"] = AgencyNumberField(
            label=_("Parent agency"),
            required=False,
            help_text=_("The ten characters in the address of the parent's profile."),
        )
        self.initial["parent"] = self.instance.parent if self.instance.pk else None
        if self.instance.pk:
            facts = read_facts(self.instance)
            for field in NUMBER_FIELDS:
                self.fields[field].initial = getattr(facts, field)

    def _post_clean(self) -> None:
        """Leave the instance as the database has it: the service compares with it and checks the rest."""

    def facts(self) -> RegisterFacts:
        """What the officer stated."""
        data = self.cleaned_data
        names = [name for name in FACTS if name != "kinds"]
        values = {name: data[name] for name in (*names, *NUMBER_FIELDS)}
        return RegisterFacts(kinds=tuple(data["kinds"]), **values)


class NewAgencyForm(RegisterFactsForm):
    """An agency that no roster brought."""

    accept_doubles = forms.BooleanField(
        label=_("This is another agency than those named alike"),
        required=False,
        help_text=_("Asked only when a similar name is known."),
    )


class ChangedFactsForm(RegisterFactsForm):
    """An agency that is known."""

    reason = forms.CharField(label=_("Reason for the change"), max_length=500, help_text=_("Kept in the audit trail."))
    is_correction = forms.BooleanField(
        label=_("The former entry was a mistake"),
        required=False,
        help_text=_("Then the old name or place is not kept as a former one."),
    )
