"""Officers' forms in the admin: a claim on paper, the answer to a claim, the decision on documents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.agencies.admin_forms import AgencyNumberField
from directory.claims.enums import VerifiedPart
from directory.claims.forms import DocumentsField
from directory.claims.models import Claim, Verification


class PaperClaimForm(forms.ModelForm[Claim]):
    """An officer enters a claim that came on paper."""

    profile = AgencyNumberField()
    documents = DocumentsField(label=_("Scan"))

    field_order = ("profile", "name", "email", "language", "position", "phone", "note", "documents")

    class Meta:
        model = Claim
        fields = ("name", "email", "language", "position", "phone", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def _post_clean(self) -> None:
        """The service makes and checks the claim."""


class ClaimDecisionForm(forms.ModelForm[Claim]):
    """An officer answers a claim."""

    ACCEPT, ASK, REFUSE = "accept", "ask", "refuse"

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (ACCEPT, _("Accept: the person becomes administrator of the agency")),
            (ASK, _("Ask for more")),
            (REFUSE, _("Refuse")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason or question"),
        help_text=_("The applicant reads it. Needed unless the claim is accepted."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    replace_administrators = forms.BooleanField(
        label=_("End the roles of the present administrators"),
        help_text=_("For a takeover; they are told by mail."),
        required=False,
    )

    class Meta:
        model = Claim
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.is_takeover:
            del self.fields["replace_administrators"]

    def _post_clean(self) -> None:
        """The service changes and checks the claim."""


class VerificationDecisionForm(forms.ModelForm[Verification]):
    """An officer says what the documents prove."""

    ACCEPT, REFUSE = "accept", "refuse"

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(ACCEPT, _("Verified for twelve months")), (REFUSE, _("Refuse"))],
        widget=forms.RadioSelect,
    )
    parts = forms.MultipleChoiceField(
        label=_("Parts of the profile that the documents prove"),
        choices=VerifiedPart.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The agency reads it. Needed for a refusal."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    class Meta:
        model = Verification
        fields = ()

    def _post_clean(self) -> None:
        """The service changes and checks the request."""


class PaperVerificationForm(forms.ModelForm[Verification]):
    """An officer enters documents that came on paper."""

    profile = AgencyNumberField()
    documents = DocumentsField(label=_("Scan"))

    field_order = ("profile", "note", "documents")

    class Meta:
        model = Verification
        fields = ("note",)
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def _post_clean(self) -> None:
        """The service makes and checks the request."""
