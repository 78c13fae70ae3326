"""Agencies' own words in the admin: drafts, preview, moderation workflow, release."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from directory.accounts.enums import Role
from directory.admin.exports import SafeExportMixin
from directory.admin.policies import RolePolicy, register_policy
from directory.agencies.moderation import READERS
from directory.agencies.narrative import AgencyNarrative


class NarrativeIndexView(SafeExportMixin, IndexView):
    """With the agencies' names in one query."""

    def get_base_queryset(self) -> QuerySet[AgencyNarrative]:
        return super().get_base_queryset().select_related("agency", "latest_revision")


class NarrativeViewSet(SnippetViewSet):
    """Staff correct and release; a new one begins on the agency's own page."""

    model = AgencyNarrative
    icon = "openquote"
    menu_label = _("Own words")
    menu_name = "agency-narratives"
    index_view_class = NarrativeIndexView
    inspect_view_enabled = True
    copy_view_enabled = False
    menu_item_is_registered = True  # no second entry under "Snippets"
    admin_url_namespace = "agency_narratives"
    base_url_path = "agency-narratives"
    list_display = ("__str__", "live", "has_unpublished_changes", "last_published_at")
    list_export = ("agency.name_zh", "agency.name_en", "summary_zh", "summary_en", "approach_zh", "approach_en", "live")
    list_filter = ("live", "has_unpublished_changes")
    search_fields = ("agency__name_zh", "agency__name_en", "summary_zh", "summary_en")
    search_backend_name = None
    panels = (
        FieldPanel("agency", read_only=True),
        MultiFieldPanel((FieldPanel("summary_zh"), FieldPanel("approach_zh")), heading=_("In Chinese")),
        MultiFieldPanel((FieldPanel("summary_en"), FieldPanel("approach_en")), heading=_("In English")),
        FieldPanel("logo"),
    )

    def get_queryset(self, request: Any) -> QuerySet[AgencyNarrative]:
        return AgencyNarrative.objects.all()


def register_policies() -> None:
    """Registry officers and moderators read, correct and release; nobody adds or deletes here."""
    actions = dict.fromkeys(("change", "publish", "lock", "unlock"), READERS)
    register_policy(RolePolicy(AgencyNarrative, read=(Role.AUDITOR,), actions=actions))
