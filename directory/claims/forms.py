"""Forms of claims and verifications. Whether a file is what it says is the service's to check."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from directory.accounts.models import User
from directory.claims.documents import MOST_DOCUMENTS
from directory.claims.models import Claim
from directory.private_files import validate_proof

ACCEPTED = ".pdf,.jpg,.jpeg,.png"


class DocumentsInput(forms.ClearableFileInput):
    """Takes several files at once."""

    allow_multiple_selected = True


class DocumentsField(forms.FileField):
    """One to five documents, each checked by content; ``cleaned_data`` holds a list."""

    widget = DocumentsInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Documents"))
        kwargs.setdefault(
            "help_text",
            _("PDF, JPEG or PNG, at most 10 MB each, at most five. Only registry officers and auditors see them."),
        )
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ACCEPTED

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[Any]"]:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if not files:
            super().clean(None, initial)
            return []
        if len(files) > MOST_DOCUMENTS:
            raise forms.ValidationError(_("At most %(most)s documents.") % {"most": MOST_DOCUMENTS})
        cleaned = [super(DocumentsField, self).clean(file, initial) for file in files]
        for file in cleaned:
            validate_proof(file)
        return cleaned


class ClaimForm(forms.ModelForm[Claim]):
    """What a person says when claiming a profile."""

    documents = DocumentsField(label=_("Proof that you act for the agency"))

    class Meta:
        model = Claim
        fields = ("name", "position", "phone", "note")
        labels = {"name": _("Your name")}
        help_texts = {"position": _("For example partner, managing director, head of marketing.")}
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, applicant: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = applicant.get_full_name()
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["phone"].widget.attrs["autocomplete"] = "tel"


class AnswerForm(forms.Form):
    """What the officer asked for."""

    answer = forms.CharField(
        label=_("Answer"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    documents = DocumentsField(required=False, label=_("Further documents"))


class VerificationRequestForm(forms.Form):
    """An agency asks to have its documents checked."""

    documents = DocumentsField(label=_("Documents to check"))
    note = forms.CharField(
        label=_("Note to the officer"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
