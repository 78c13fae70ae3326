"""An agency's own words and logo, with drafts, preview and moderation.

They are a model of their own because publishing an old revision must not overwrite register facts
that are newer than it.
"""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from directory.agencies.models import Agency


class AgencyNarrative(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, models.Model):
    """What an agency writes about itself; public once an editor has approved it."""

    agency = models.OneToOneField(Agency, verbose_name=_("Agency"), on_delete=models.CASCADE, related_name="narrative")
    summary_zh = models.TextField(_("Summary in Chinese"), max_length=600, blank=True)
    summary_en = models.TextField(_("Summary in English"), max_length=1200, blank=True)
    approach_zh = models.TextField(_("How we work, in Chinese"), max_length=2000, blank=True)
    approach_en = models.TextField(_("How we work, in English"), max_length=4000, blank=True)
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("Logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="agency_narrative",
        for_concrete_model=False,
    )
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="agency_narrative")

    class Meta:
        verbose_name = _("Agency narrative")
        verbose_name_plural = _("Agency narratives")

    def __str__(self) -> str:
        return str(self.agency)

    @property
    def summary(self) -> str:
        """The summary in the active language, or the only one there is."""
        if (get_language() or "").startswith("en"):
            return self.summary_en or self.summary_zh
        return self.summary_zh or self.summary_en

    @property
    def approach(self) -> str:
        """How the agency works, in the active language or the only one there is."""
        if (get_language() or "").startswith("en"):
            return self.approach_en or self.approach_zh
        return self.approach_zh or self.approach_en

    def get_preview_template(self, request: object, mode_name: str) -> str:
        return "directory/agencies/narrative_preview.html"
