"""Forms of people and firms."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from directory.accounts.enums import AGENCY_ROLES, FIRM_ROLES, MailLanguage, Role, SizeClass
from directory.accounts.firms import FirmData
from directory.accounts.models import Firm, FirmVerification, User
from directory.errors import IdentifierError
from directory.identifiers import normalise_credit_code
from directory.taxonomies.models import Park


class SignupDetails(forms.Form):
    """What signing up asks beside address and password; allauth makes its form of it."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ("name", "email", "password1", "password2")

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth after the account is made."""
        user.first_name = self.cleaned_data["name"].strip()
        user.save(update_fields=["first_name"])


class PersonForm(forms.Form):
    """A person's name and the language of mails."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(label=_("Language of mails"), choices=MailLanguage.choices, widget=forms.RadioSelect)


class FirmForm(forms.Form):
    """What a firm says of itself."""

    name_zh = forms.CharField(label=_("Chinese name"), max_length=200, help_text=_("As on the business licence."))
    name_en = forms.CharField(label=_("English name"), max_length=200, required=False)
    credit_code = forms.CharField(
        label=_("Unified social credit code"),
        max_length=40,
        required=False,
        help_text=_("18 characters. You can add it later; verification needs it."),
    )
    park = forms.ModelChoiceField(
        label=_("Park"), queryset=Park.objects.all(), required=False, empty_label=_("None of the parks")
    )
    size_class = forms.ChoiceField(
        label=_("Size class"), choices=[("", _("Not stated")), *SizeClass.choices], required=False
    )
    website = forms.URLField(label=_("Website"), max_length=200, required=False, assume_scheme="https")

    @classmethod
    def initial_of(cls, firm: Firm) -> dict[str, Any]:
        """The form's values for ``firm`` as it is."""
        return {
            "name_zh": firm.name_zh,
            "name_en": firm.name_en,
            "credit_code": firm.credit_code or "",
            "park": firm.park_id,
            "size_class": firm.size_class,
            "website": firm.website,
        }

    def clean_credit_code(self) -> str:
        """The stored form of the code (GB 32100), or empty."""
        value = self.cleaned_data["credit_code"]
        if not value.strip():
            return ""
        try:
            return normalise_credit_code(value)
        except IdentifierError as error:
            raise ValidationError(str(error), code="credit-code") from error

    def data_of_firm(self) -> FirmData:
        """The cleaned values for the services."""
        return FirmData(**self.cleaned_data)


class VerificationForm(forms.ModelForm):
    """The document an officer compares with the firm's data."""

    class Meta:
        model = FirmVerification
        fields = ("document", "note")
        labels = {"document": _("Business licence"), "note": _("Note to the officer")}
        help_texts = {"document": _("PDF, JPEG or PNG, at most 10 MB. Only officers see it.")}


class InvitationForm(forms.Form):
    """Whom to invite, as what."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language of the mail"), choices=MailLanguage.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, organisation: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = team_roles(organisation)
        role_field = self.fields["role"]
        if isinstance(role_field, forms.ChoiceField):
            role_field.choices = [(role.value, role.label) for role in self.roles]
        self.fields["role"].initial = self.roles[0].value


class RoleForm(forms.Form):
    """Another role in the same organisation."""

    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, organisation: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role_field = self.fields["role"]
        if isinstance(role_field, forms.ChoiceField):
            role_field.choices = [(role.value, role.label) for role in team_roles(organisation)]


def team_roles(organisation: Any) -> tuple[Role, ...]:
    """The roles a team page may give."""
    return FIRM_ROLES if isinstance(organisation, Firm) else AGENCY_ROLES
