"""Forms of the roster pages: upload, columns, how to handle doubt and errors."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.rosters.canonical import COLUMNS
from directory.rosters.columns import Source
from directory.rosters.enums import DoubtfulChoice, ErrorsChoice
from directory.rosters.importers import importer_class
from directory.rosters.layout import Layout
from directory.rosters.models import Register

MAX_UPLOAD_BYTES = 32 * 1024 * 1024


class UploadForm(forms.Form):
    """A file, the register it is a snapshot of, and the day it was true."""

    register = forms.ModelChoiceField(Register.objects.none(), label=pgettext_lazy("list", "Register"))
    as_of = forms.DateField(
        label=_("Snapshot date"),
        help_text=_("The day on which the register looked like this."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    file = forms.FileField(label=_("File"), help_text=_("CSV or XLSX, up to 32 MB and 40,000 rows."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["register"].queryset = Register.objects.order_by("code")  # type: ignore[attr-defined]
        self.fields["as_of"].initial = timezone.localdate

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_UPLOAD_BYTES:
            raise forms.ValidationError(_("The file is larger than 32 MB."))
        return file


class ColumnsForm(forms.Form):
    """For every canonical column of the register's kind: a column of the file, a fixed value, or nothing."""

    def __init__(self, *args: Any, kind: str, layout: Layout, proposed: dict[str, Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        header = [text for text in layout.header if text]
        choices = [("", _("– not in this file –")), *((text, text) for text in dict.fromkeys(header))]
        self.names = importer_class(kind).columns
        for name in self.names:
            source = proposed.get(name, "")
            fixed = source["value"] if isinstance(source, dict) else ""
            self.fields[name] = forms.ChoiceField(
                label=COLUMNS[name].label,
                choices=choices,
                required=False,
                initial="" if isinstance(source, dict) else source,
            )
            self.fields[f"{name}__value"] = forms.CharField(
                label=_("%(column)s: one value for all lines") % {"column": COLUMNS[name].label},
                required=False,
                max_length=200,
                initial=fixed,
            )

    def mapping(self) -> dict[str, Source]:
        """What was chosen; a fixed value counts when no column is."""
        chosen: dict[str, Source] = {}
        for name in self.names:
            if column := self.cleaned_data.get(name):
                chosen[name] = column
            elif value := self.cleaned_data.get(f"{name}__value"):
                chosen[name] = {"value": value}
        return chosen

    def rows(self) -> list[tuple[Any, Any]]:
        """Pairs of the two fields of a column, for the template."""
        return [(self[name], self[f"{name}__value"]) for name in self.names]


class HandlingForm(forms.Form):
    """What applying does with lines nobody decided."""

    doubtful = forms.ChoiceField(label=_("Doubtful lines nobody decided"), choices=DoubtfulChoice.choices)
    faulty = forms.ChoiceField(label=_("Lines with errors"), choices=ErrorsChoice.choices)
    confirm_gone = forms.BooleanField(label=_("Yes, more than one in ten entries left the register"), required=False)
