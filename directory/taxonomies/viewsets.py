"""The shared vocabularies in the admin: renamed by editors, never added to or deleted (issue section 2)."""

from typing import Any

from django.forms import ModelForm
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from directory.accounts.enums import Role
from directory.admin.policies import RolePolicy, register_policy
from directory.admin.views import DirectoryViewSet, RowsInspectView, ServiceEditView
from directory.taxonomies.models import (
    AgencyKind,
    Industry,
    IpcRule,
    Jurisdiction,
    Language,
    Named,
    Park,
    Region,
    Sector,
    Service,
    TechnicalField,
)
from directory.taxonomies.services import rename_term

READERS = (Role.REGISTRY_OFFICER, Role.PAGE_EDITOR, Role.AUDITOR, Role.SITE_ADMINISTRATOR)
EDITORS = (Role.REGISTRY_OFFICER, Role.PAGE_EDITOR, Role.SITE_ADMINISTRATOR)


class RenameView(ServiceEditView):
    """The two names and nothing else."""

    def save_by_service(self, form: ModelForm[Any]) -> Named:
        names = form.cleaned_data
        return rename_term(
            term=form.instance, name_zh=names["name_zh"], name_en=names["name_en"], renamed_by=self.actor
        )


class TermViewSet(DirectoryViewSet):
    """One vocabulary."""

    edit_view_class = RenameView
    form_fields = ("name_zh", "name_en")
    list_display: tuple[str, ...] = ("name", "name_zh", "name_en", "code")
    list_export: tuple[str, ...] = ("code", "name_zh", "name_en")
    search_fields: tuple[str, ...] = ("code", "name_zh", "name_en")
    inspect_view_fields: tuple[str, ...] = ("code", "name_zh", "name_en")


class SectorViewSet(TermViewSet):
    """The five sectors."""

    model = Sector
    icon = "folder-open-inverse"


class TechnicalFieldViewSet(TermViewSet):
    """The 35 technical fields."""

    model = TechnicalField
    icon = "snippet"
    list_display = ("name", "number", "name_zh", "name_en", "sector")
    list_export = ("number", "name_zh", "name_en", "sector.code")
    list_filter = ("sector",)
    list_related = ("sector",)
    search_fields = ("name_zh", "name_en", "number")
    inspect_view_fields = ("number", "name_zh", "name_en", "sector", "industries")


class IpcRuleInspectView(RowsInspectView):
    """Wagtail takes a model's ``field`` for its own method of that name."""

    def get_field_display_value(self, field_name: str = "field", field: Any = None) -> Any:
        return self.object.field if field_name == "field" else super().get_field_display_value(field_name, field)


class IpcRuleViewSet(DirectoryViewSet):
    """Which IPC symbol belongs to which field; facts, read only."""

    model = IpcRule
    inspect_view_class = IpcRuleInspectView
    icon = "code"
    list_display = ("prefix", "field")
    list_export = ("prefix", "field.number", "field.name_zh", "field.name_en")
    list_filter = ("field",)
    list_related = ("field",)
    search_fields = ("prefix",)
    inspect_view_fields = ("prefix", "field")


class IndustryViewSet(TermViewSet):
    """The eight key industries."""

    model = Industry
    icon = "site"
    inspect_view_fields = ("code", "name_zh", "name_en", "fields")


class ServiceViewSet(TermViewSet):
    """Service lines and their groups."""

    model = Service
    icon = "tasks"
    list_display = ("name", "name_zh", "name_en", "code", "parent")
    list_export = ("code", "name_zh", "name_en", "parent.code")
    list_related = ("parent",)
    inspect_view_fields = ("code", "name_zh", "name_en", "parent")


class RegionViewSet(TermViewSet):
    """Parts of the world."""

    model = Region
    icon = "globe"


class JurisdictionViewSet(TermViewSet):
    """Countries and offices."""

    model = Jurisdiction
    icon = "globe"
    list_display = ("name", "name_zh", "name_en", "code", "alpha3", "region", "is_office")
    list_export = ("code", "alpha3", "name_zh", "name_en", "region.code", "is_office")
    list_filter = ("region", "is_office")
    list_related = ("region",)
    search_fields = ("code", "alpha3", "name_zh", "name_en")
    inspect_view_fields = ("code", "alpha3", "name_zh", "name_en", "region", "is_office")


class ParkViewSet(TermViewSet):
    """The sixteen parks."""

    model = Park
    icon = "home"


class AgencyKindViewSet(TermViewSet):
    """Kinds of agency."""

    model = AgencyKind
    icon = "tag"


class LanguageViewSet(TermViewSet):
    """Working languages."""

    model = Language
    icon = "openquote"


TERMS = (
    TechnicalFieldViewSet,
    SectorViewSet,
    IndustryViewSet,
    ServiceViewSet,
    JurisdictionViewSet,
    RegionViewSet,
    ParkViewSet,
    AgencyKindViewSet,
    LanguageViewSet,
)


class TaxonomiesGroup(ModelViewSetGroup):
    """The menu entry."""

    menu_label = _("Taxonomies")
    menu_icon = "tag"
    menu_order = 320
    items = (*TERMS, IpcRuleViewSet)


def register_policies() -> None:
    """Nobody may add or delete: no role is named for it."""
    for viewset in TERMS:
        register_policy(RolePolicy(viewset.model, read=READERS, actions={"change": EDITORS}))
    register_policy(RolePolicy(IpcRule, read=READERS))
