"""Forms of the self-declared profile. Each gives the service's dataclass; choices come in the active language."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from directory.agencies.enums import AgencySize, FeeModel, OfficeKind, ServedBy
from directory.agencies.models import Agency
from directory.agencies.moderation import TEXTS
from directory.agencies.narrative import AgencyNarrative
from directory.agencies.services import Cover, Fee, Figures, Place, Practice
from directory.taxonomies.models import Jurisdiction, Language, Service, TechnicalField

CURRENCIES = ("CNY", "USD", "EUR", "JPY", "GBP", "KRW", "HKD", "TWD", "CHF", "SGD", "AUD", "CAD", "INR", "RUB", "BRL")
currency_code = RegexValidator(r"^[A-Z]{3}$", _("Write the currency as three capital letters, for example CNY."))


class PracticeForm(forms.Form):
    """Fields, services, languages, jurisdictions; every choice is a check box, in groups."""

    services = forms.ModelMultipleChoiceField(
        Service.objects.none(), label=_("Services"), required=False, widget=forms.CheckboxSelectMultiple
    )
    technical_fields = forms.ModelMultipleChoiceField(
        TechnicalField.objects.none(),
        label=_("Technical fields"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.ModelMultipleChoiceField(
        Language.objects.none(), label=_("Languages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    jurisdictions = forms.ModelMultipleChoiceField(
        Jurisdiction.objects.none(),
        label=_("Jurisdictions you serve"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    own = forms.ModelMultipleChoiceField(
        Jurisdiction.objects.none(),
        label=_("Of these, with an office of your own"),
        help_text=_("The others count as served through a cooperating office."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Jurisdiction.objects.by_region()
        querysets = {
            "services": Service.objects.lines().select_related("parent").order_by("parent__position", "position"),
            "technical_fields": TechnicalField.objects.with_sector(),
            "languages": Language.objects.all(),
            "jurisdictions": places,
            "own": places,
        }
        for name, rows in querysets.items():
            self._field(name).queryset = rows

    def _field(self, name: str) -> forms.ModelMultipleChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101  narrows the type for the checker
        return field

    @classmethod
    def initial_of(cls, agency: Agency) -> dict[str, list[Any]]:
        """What is declared now, by key."""
        places = list(agency.declared_jurisdictions.values_list("jurisdiction_id", "served_by"))
        return {
            "services": list(agency.declared_services.values_list("service_id", flat=True)),
            "technical_fields": list(agency.declared_fields.values_list("field_id", flat=True)),
            "languages": list(agency.declared_languages.values_list("language_id", flat=True)),
            "jurisdictions": [key for key, _served in places],
            "own": [key for key, served in places if served == ServedBy.OWN],
        }

    def groups(self) -> list[dict[str, Any]]:
        """The check boxes as the page shows them: field name, label, and groups of options with their counts."""
        by_group = {
            "services": lambda row: row.parent.name if row.parent else "",
            "technical_fields": lambda row: row.sector.name,
            "languages": lambda _row: "",
            "jurisdictions": lambda row: row.region.name,
        }
        return [self._group(name, heading) for name, heading in by_group.items()]

    def own_options(self) -> list[dict[str, Any]]:
        """Jurisdictions that can be marked as served by an own office: those chosen."""
        chosen = self._chosen("jurisdictions")
        return [option for option in self._options("own") if option["key"] in chosen]

    def _group(self, name: str, heading: Any) -> dict[str, Any]:
        groups: dict[str, list[dict[str, Any]]] = {}
        for option in self._options(name):
            groups.setdefault(heading(option["row"]), []).append(option)
        return {
            "bound": self[name],
            "groups": [
                {"label": label, "options": options, "count": sum(option["checked"] for option in options)}
                for label, options in groups.items()
            ],
        }

    def _options(self, name: str) -> list[dict[str, Any]]:
        chosen = self._chosen(name)
        return [
            {
                "row": row,
                "key": str(row.pk),
                "label": row.name,
                "checked": str(row.pk) in chosen,
                "id": f"{self[name].auto_id}_{row.pk}",
            }
            for row in self._rows(name)
        ]

    def _rows(self, name: str) -> Any:
        return self._field(name).queryset

    def _chosen(self, name: str) -> set[str]:
        return {str(key) for key in self[name].value() or ()}

    def practice(self) -> Practice:
        """What was chosen; an own office in a jurisdiction that is not served is ignored."""
        own = set(self.cleaned_data["own"])
        return Practice(
            fields=frozenset(self.cleaned_data["technical_fields"]),
            services=frozenset(self.cleaned_data["services"]),
            languages=frozenset(self.cleaned_data["languages"]),
            jurisdictions={
                place: ServedBy.OWN if place in own else ServedBy.ASSOCIATE
                for place in self.cleaned_data["jurisdictions"]
            },
        )


class FiguresForm(forms.Form):
    """Size, group, staff, insurance."""

    size_class = forms.ChoiceField(
        label=_("Size"), choices=[("", _("not stated")), *AgencySize.choices], required=False
    )
    corporate_group = forms.CharField(
        label=_("Corporate group"),
        help_text=_("Agencies of one group are not counted as independent of each other."),
        max_length=200,
        required=False,
    )
    foreign_qualified_staff = forms.IntegerField(
        label=_("Staff with foreign qualifications"), min_value=0, max_value=100_000, required=False
    )
    amount = forms.DecimalField(
        label=_("Professional insurance: amount per year"),
        help_text=_("Leave it empty when there is none."),
        min_value=Decimal(1),
        max_digits=14,
        decimal_places=2,
        required=False,
    )
    currency = forms.CharField(
        label=_("Currency of the insurance"), max_length=3, initial="CNY", required=False, validators=[currency_code]
    )
    insurer = forms.CharField(label=_("Insurer"), max_length=200, required=False)
    valid_until = forms.DateField(
        label=_("Insured until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    @classmethod
    def initial_of(cls, agency: Agency) -> dict[str, Any]:
        """What is declared now."""
        insurance = getattr(agency, "insurance", None)
        return {
            "size_class": agency.size_class,
            "corporate_group": agency.corporate_group,
            "foreign_qualified_staff": agency.foreign_qualified_staff,
            **(
                {name: getattr(insurance, name) for name in ("amount", "currency", "insurer", "valid_until")}
                if insurance
                else {}
            ),
        }

    def figures(self) -> Figures:
        """Size, group and staff."""
        return Figures(
            size_class=self.cleaned_data["size_class"],
            corporate_group=self.cleaned_data["corporate_group"],
            foreign_qualified_staff=self.cleaned_data["foreign_qualified_staff"],
        )

    def cover(self) -> Cover | None:
        """The insurance, or ``None`` when no amount is stated."""
        data = self.cleaned_data
        if data["amount"] is None:
            return None
        return Cover(data["amount"], data["currency"] or "CNY", data["insurer"], data["valid_until"])


class QualificationForm(forms.Form):
    """People who may act before one office; zero takes the statement back."""

    jurisdiction = forms.ModelChoiceField(Jurisdiction.objects.none(), label=_("Jurisdiction"))
    people = forms.IntegerField(
        label=_("People"), help_text=_("0 takes the statement back."), min_value=0, max_value=10_000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jurisdiction"].queryset = Jurisdiction.objects.order_by("code")  # type: ignore[attr-defined]


class FeeForm(forms.Form):
    """What one kind of matter costs."""

    service = forms.ModelChoiceField(Service.objects.none(), label=_("Service"))
    jurisdiction = forms.ModelChoiceField(Jurisdiction.objects.none(), label=_("Jurisdiction"))
    fee_model = forms.ChoiceField(label=_("Fee model"), choices=FeeModel.choices, initial=FeeModel.FIXED)
    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in CURRENCIES])
    lowest = forms.DecimalField(label=_("From"), min_value=0, max_digits=12, decimal_places=2)
    highest = forms.DecimalField(label=_("To"), min_value=0, max_digits=12, decimal_places=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = Service.objects.lines()  # type: ignore[attr-defined]
        self.fields["jurisdiction"].queryset = Jurisdiction.objects.order_by("code")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        lowest, highest = data.get("lowest"), data.get("highest")
        if lowest is not None and highest is not None and highest < lowest:
            self.add_error(
                "highest", _("%(highest)s is less than %(lowest)s.") % {"highest": highest, "lowest": lowest}
            )
        return data

    def fee(self) -> Fee:
        """For the service."""
        return Fee(**self.cleaned_data)


class OfficeForm(forms.Form):
    """An office beside the registered place."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[choice for choice in OfficeKind.choices if choice[0] != OfficeKind.REGISTERED],
        initial=OfficeKind.OFFICE,
    )
    jurisdiction = forms.ModelChoiceField(Jurisdiction.objects.none(), label=_("Country"))
    province = forms.CharField(label=_("Province"), max_length=60, required=False)
    city = forms.CharField(label=_("City"), max_length=100)
    address = forms.CharField(label=_("Address"), max_length=500, required=False)
    since = forms.DateField(
        label=_("Since"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jurisdiction"].queryset = Jurisdiction.objects.countries().order_by("code")  # type: ignore[attr-defined]

    def place(self) -> Place:
        """For the service."""
        return Place(**{**self.cleaned_data, "kind": OfficeKind(self.cleaned_data["kind"])})


class NarrativeForm(forms.ModelForm[AgencyNarrative]):
    """The agency's own words and logo; plain text, paragraphs by empty lines."""

    logo_file = forms.FileField(
        label=_("Logo"),
        help_text=_("PNG, JPEG or WebP, at most 2 MB, best on a transparent ground."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.webp"}),
    )
    remove_logo = forms.BooleanField(label=_("Show no logo"), required=False)

    class Meta:
        model = AgencyNarrative
        fields = TEXTS
        widgets = {name: forms.Textarea(attrs={"rows": 4 if name.startswith("summary") else 8}) for name in TEXTS}

    def texts(self) -> dict[str, str]:
        """The four texts."""
        return {name: self.cleaned_data[name] for name in TEXTS}
