"""People who practise, in the admin: what the registers say, to read (D4)."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from directory.accounts.enums import Role
from directory.admin.policies import RolePolicy, register_policy
from directory.admin.views import DirectoryViewSet, RowsIndexView, RowsInspectView
from directory.agencies.names import fold_name
from directory.people.enums import LicenceKind, LicenceStatus
from directory.people.models import Affiliation, Practitioner

#: Names of people are for those who need them to decide (C4): not for every officer.
READERS = (Role.REGISTRY_OFFICER, Role.CONDUCT_OFFICER, Role.AUDITOR)


def overlapping() -> QuerySet[Affiliation]:
    """Affiliations of patent agents that share a day with another of the same person (D4)."""
    others = Affiliation.objects.filter(practitioner=OuterRef("practitioner")).exclude(pk=OuterRef("pk"))
    still = others.filter(Q(until__isnull=True) | Q(until__gt=OuterRef("since")))
    begun = still.filter(since__lt=OuterRef("until"))
    agents = Affiliation.objects.filter(practitioner__licence_kind=LicenceKind.PATENT_AGENT)
    return agents.filter(Q(Exists(still), until__isnull=True) | Q(Exists(begun), until__isnull=False))


class PractitionerFilterSet(WagtailFilterSet):
    """By register, licence, and who is in two agencies at once."""

    licence_kind = django_filters.ChoiceFilter(choices=LicenceKind.choices, label=_("Licence"))
    licence_status = django_filters.ChoiceFilter(choices=LicenceStatus.choices, label=_("Licence status"))
    overlap = django_filters.BooleanFilter(label=_("In two agencies at once"), method="in_two")

    class Meta:
        model = Practitioner
        fields = ["register", "licence_kind", "licence_status", "overlap"]

    def in_two(self, rows: QuerySet[Practitioner], name: str, value: bool) -> QuerySet[Practitioner]:  # noqa: FBT001  django-filter's signature
        double = Exists(overlapping().filter(practitioner=OuterRef("pk")))
        return rows.filter(double) if value else rows.exclude(double)


class PractitionerIndexView(RowsIndexView):
    """Searches folded names and licence numbers."""

    def search_queryset(self, queryset: QuerySet[Practitioner]) -> QuerySet[Practitioner]:
        if not self.is_searching:
            return queryset
        number = "".join(self.search_query.split()).upper()
        return queryset.filter(Q(folded_name__contains=fold_name(self.search_query)) | Q(licence_number__iexact=number))


class PractitionerInspectView(RowsInspectView):
    """With the agencies the registers named."""

    def get_affiliations_display_value(self) -> Any:
        rows = self.object.affiliations.select_related("agency")
        return format_html_join(
            "",
            "<div>{} ({} – {})</div>",
            ((row.agency or row.agency_text, row.since, row.until or "…") for row in rows),
        )


class PractitionerViewSet(DirectoryViewSet):
    """Practitioners."""

    model = Practitioner
    icon = "user"
    index_view_class = PractitionerIndexView
    inspect_view_class = PractitionerInspectView
    filterset_class = PractitionerFilterSet
    list_display = ("name", "licence_number", "licence_kind", "licence_status", "register")
    list_export = ("name", "licence_number", "licence_kind", "licence_status", "register.code")
    list_related = ("register",)
    search_fields = ("name", "licence_number")
    inspect_view_fields = ("name", "licence_number", "licence_kind", "licence_status", "register", "affiliations")


class AffiliationViewSet(DirectoryViewSet):
    """Who practised where, and when."""

    model = Affiliation
    icon = "link"
    list_display = ("practitioner", "agency", "agency_text", "since", "until")
    list_export = (
        "practitioner.name",
        "practitioner.licence_number",
        "agency_text",
        "agency.public_id",
        "since",
        "until",
    )
    list_related = ("practitioner", "agency")
    search_fields = ("practitioner__name", "practitioner__licence_number", "agency_text")
    inspect_view_fields = ("practitioner", "agency", "agency_text", "since", "until")


def register_policies() -> None:
    """Read only: rosters write people."""
    register_policy(RolePolicy(Practitioner, read=READERS))
    register_policy(RolePolicy(Affiliation, read=READERS))
