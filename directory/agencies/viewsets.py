"""Agencies in the admin: register facts for officers, everything else to read (D7)."""

from collections.abc import Iterator
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import ModelForm
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn

from directory.accounts.enums import STAFF_ROLES, Role
from directory.accounts.permissions import today
from directory.admin.policies import RolePolicy, register_policy
from directory.admin.views import (
    DirectoryViewSet,
    RowsIndexView,
    RowsInspectView,
    ServiceCreateView,
    ServiceEditView,
)
from directory.agencies.admin_forms import ChangedFactsForm, NewAgencyForm
from directory.agencies.enums import IdentifierScheme, ProfileTier
from directory.agencies.models import Agency, AgencyName, Identifier
from directory.agencies.names import fold_name
from directory.agencies.register_facts import change_register_facts, register_agency
from directory.rosters.enums import ListingStatus
from directory.rosters.models import Register, StatusPeriod
from directory.taxonomies.models import AgencyKind, Jurisdiction

#: Canonical columns of rosters: an export can be read in again (D5).
EXPORTED = (
    "name_zh",
    "name_en",
    "short_name",
    "uscc",
    "cnipa_code",
    "country",
    "province",
    "city",
    "district",
    "address",
    "registered_on",
    "kinds",
    "phone",
    "email",
    "website",
    "scope",
    "parent",
)
DECLARED = (
    "declared_fields",
    "declared_services",
    "declared_jurisdictions",
    "declared_languages",
    "foreign_qualifications",
    "fee_bands",
)


class AgencyFilterSet(WagtailFilterSet):
    """What officers look for."""

    jurisdiction = django_filters.ModelChoiceFilter(queryset=Jurisdiction.objects.countries(), label=_("Country"))
    kinds = django_filters.ModelChoiceFilter(queryset=AgencyKind.objects.all(), label=_("Kind"))
    register = django_filters.ModelChoiceFilter(
        queryset=Register.objects.all(), label=_("Register"), method="listed_in"
    )
    status = django_filters.ChoiceFilter(choices=ListingStatus.choices, label=_("Status"), method="with_status")
    tier = django_filters.ChoiceFilter(choices=ProfileTier.choices, label=_("Profile tier"), method="of_tier")
    is_unidentified = django_filters.BooleanFilter(label=_("Unidentified"))

    class Meta:
        model = Agency
        fields = ["jurisdiction", "kinds", "register", "status", "tier", "is_unidentified"]

    def listed_in(self, rows: QuerySet[Agency], name: str, value: Register) -> QuerySet[Agency]:
        return rows.filter(listings__register=value, listings__until__isnull=True)

    def with_status(self, rows: QuerySet[Agency], name: str, value: str) -> QuerySet[Agency]:
        now = StatusPeriod.objects.filter(listing__agency=OuterRef("pk"), until__isnull=True, status=value)
        return rows.filter(Exists(now))

    def of_tier(self, rows: QuerySet[Agency], name: str, value: str) -> QuerySet[Agency]:
        """D6: the tiers end by their dates."""
        day = today()
        verified, evaluated = Q(verified_until__gte=day), Q(verified_until__gte=day, evaluated_until__gte=day)
        claimed = Q(claimed_at__isnull=False)
        return {
            ProfileTier.EVALUATED: rows.filter(evaluated),
            ProfileTier.VERIFIED: rows.filter(verified).exclude(evaluated),
            ProfileTier.CLAIMED: rows.filter(claimed).exclude(verified),
            ProfileTier.LISTED: rows.exclude(claimed).exclude(verified),
        }[ProfileTier(value)]


class AgencyIndexView(RowsIndexView):
    """Searches folded names, former ones included, and numbers."""

    def search_queryset(self, queryset: QuerySet[Agency]) -> QuerySet[Agency]:
        if not self.is_searching:
            return queryset
        named = AgencyName.objects.filter(agency=OuterRef("pk"), folded__contains=fold_name(self.search_query))
        number = "".join(self.search_query.split()).upper()
        numbered = Identifier.objects.filter(agency=OuterRef("pk"), value=number)
        return queryset.filter(Exists(named) | Exists(numbered) | Q(public_id=self.search_query.strip()))

    def get_heading(self, queryset: Any, field: str) -> str:
        return field  # the canonical column names, whatever the language

    def to_row_dict(self, item: Agency) -> dict[str, Any]:
        numbers = {row.scheme: row.value for row in item.identifiers.all()}
        row = {field: getattr(item, field, "") for field in EXPORTED}
        row |= {
            "uscc": numbers.get(IdentifierScheme.CREDIT_CODE) or numbers.get(IdentifierScheme.OLD_REGISTRATION, ""),
            "cnipa_code": numbers.get(IdentifierScheme.CNIPA, ""),
            "country": item.jurisdiction.code,
            "kinds": "|".join(kind.code for kind in item.kinds.all()),
            "parent": (item.parent.name_zh or item.parent.name_en) if item.parent else "",
        }
        return row

    def as_spreadsheet(self, queryset: QuerySet[Agency], spreadsheet_format: str) -> Any:
        """Row by row: a hundred thousand agencies must not stand in memory."""
        rows = queryset.select_related("jurisdiction", "parent").prefetch_related("identifiers", "kinds")
        return super().as_spreadsheet(_Streamed(rows), spreadsheet_format)


class _Streamed:
    """A queryset that is read in chunks and keeps nothing."""

    def __init__(self, rows: QuerySet[Agency]) -> None:
        self.rows = rows
        self.model = rows.model

    def __iter__(self) -> Iterator[Agency]:
        return self.rows.iterator(chunk_size=1000)


class AgencyInspectView(RowsInspectView):
    """Register facts with their rows, then what the agency declares itself, marked as such."""

    def get_fields_context(self) -> list[dict[str, Any]]:
        context = super().get_fields_context()
        return [*context, *({"label": label, "value": value, "component": None} for label, value in self._rows())]

    def _rows(self) -> Iterator[tuple[Any, Any]]:
        agency: Agency = self.object
        day = today()
        yield _("Profile tier"), agency.profile_tier(day).label
        yield (
            _("Names"),
            _lines((f"{row.text} · {row.get_kind_display()}", row.since, row.until) for row in agency.names.all()),
        )
        yield (
            _("Identifiers"),
            _lines(
                (f"{row.get_scheme_display()} {row.issuer} {row.value}", None, None) for row in agency.identifiers.all()
            ),
        )
        offices = agency.offices.select_related("jurisdiction")
        yield _("Offices"), _lines((f"{row.get_kind_display()} · {row}", row.since, row.until) for row in offices)
        listings = agency.listings.select_related("register").prefetch_related("statuses")
        yield (
            _("Listings and status"),
            _lines(
                (f"{listing.register} · {status.get_status_display()}", status.since, status.until)
                for listing in listings
                for status in listing.statuses.all()
            ),
        )
        for name in DECLARED:
            rows = getattr(agency, name).all()
            label = rows.model._meta.verbose_name_plural
            said = ((f"{row} · {_('verified') if row.is_verified(day) else _('declared')}", None, None) for row in rows)
            yield label, _lines(said)


def _lines(rows: Any) -> Any:
    """One line per row with its dates; a dash for none."""
    texts = [(f"{text} ({since or '…'} – {until or '…'})" if since or until else text,) for text, since, until in rows]
    return format_html_join("", "<div>{}</div>", texts) or "–"


class AgencyCreateView(ServiceCreateView):
    """Enters an agency no roster brought."""

    def save_by_service(self, form: ModelForm[Any]) -> Agency:
        return register_agency(
            facts=form.facts(),  # type: ignore[attr-defined]  # RegisterFactsForm
            registered_by=self.actor,
            accept_doubles=form.cleaned_data["accept_doubles"],
        )


class AgencyEditView(ServiceEditView):
    """Changes register facts; the self-declared part is the agency's own and is not here."""

    def save_by_service(self, form: ModelForm[Any]) -> Agency:
        return change_register_facts(
            agency=form.instance,
            facts=form.facts(),  # type: ignore[attr-defined]
            changed_by=self.actor,
            reason=form.cleaned_data["reason"],
            is_correction=form.cleaned_data["is_correction"],
        )


class AgencyViewSet(DirectoryViewSet):
    """Agencies."""

    model = Agency
    icon = "group"
    menu_label = _("Agencies")
    index_view_class = AgencyIndexView
    inspect_view_class = AgencyInspectView
    add_view_class = AgencyCreateView
    edit_view_class = AgencyEditView
    filterset_class = AgencyFilterSet
    search_fields = ("name_zh", "name_en")
    list_display = (
        "name",
        "name_en",
        "jurisdiction",
        "province",
        "city",
        BooleanColumn("is_unidentified", label=_("Unidentified")),
    )
    list_export = EXPORTED
    list_related = ("jurisdiction",)
    inspect_view_fields = (
        "public_id",
        "name_zh",
        "name_en",
        "short_name",
        "kinds",
        "jurisdiction",
        "province",
        "city",
        "district",
        "address",
        "registered_on",
        "phone",
        "email",
        "website",
        "scope",
        "parent",
        "merged_into",
        "is_unidentified",
        "size_class",
        "corporate_group",
        "claimed_at",
        "verified_until",
        "evaluated_until",
    )

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002  Wagtail's signature
        return ChangedFactsForm if for_update else NewAgencyForm


def register_policies() -> None:
    """All staff read; registry officers alone write register facts, and nobody deletes an agency (D7)."""
    officers = (Role.REGISTRY_OFFICER,)
    register_policy(RolePolicy(Agency, read=STAFF_ROLES, actions={"add": officers, "change": officers}))
