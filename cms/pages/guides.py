"""Country guides: how to file there, who supports it, who serves it (T1)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.pages.base import BasePage, BodyMixin, FixedPageMixin
from cms.pages.blocks.facts import FactBlock, OfficeBlock, SupportPolicyBlock
from cms.pages.serving import agencies_serving, count_agencies_serving


class CountryGuideIndexPage(FixedPageMixin, BodyMixin, BasePage):
    """All country guides, by region."""

    fixed_slug = "guides"
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.CountryGuidePage"]
    max_count_per_parent = 1
    template = "cms/pages/guide_index.html"

    class Meta:
        verbose_name = _("List of country guides")
        verbose_name_plural = _("Lists of country guides")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the guides with the number of agencies serving each country, in two queries."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        guides = list(
            CountryGuidePage.objects.live()
            .public()
            .child_of(self)
            .select_related("jurisdiction__region")
            .order_by("jurisdiction__region__position", "jurisdiction__code")
        )
        counts = count_agencies_serving([guide.jurisdiction_id for guide in guides], timezone.localdate())
        context["guides"] = [(guide, counts.get(guide.jurisdiction_id, 0)) for guide in guides]
        return context


class CountryGuidePage(BodyMixin, BasePage):
    """One jurisdiction. Facts carry their source and the day they were checked."""

    jurisdiction = models.ForeignKey(
        "directory.Jurisdiction", verbose_name=_("Jurisdiction"), on_delete=models.PROTECT, related_name="+"
    )
    reviewed_on = models.DateField(_("Reviewed on"))
    reviewed_by = models.CharField(_("Reviewed by"), max_length=120, blank=True)
    facts = StreamField([("fact", FactBlock())], verbose_name=_("Filing there"), blank=True)
    policies = StreamField([("policy", SupportPolicyBlock())], verbose_name=_("Support policies"), blank=True)
    offices = StreamField([("office", OfficeBlock())], verbose_name=_("Offices"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("jurisdiction"),
        FieldPanel("reviewed_on"),
        FieldPanel("reviewed_by"),
        FieldPanel("facts"),
        FieldPanel("policies"),
        FieldPanel("offices"),
        FieldPanel("body"),
    ]
    parent_page_types = ["cms.CountryGuideIndexPage"]
    subpage_types: list[str] = []
    template = "cms/pages/guide.html"

    class Meta:
        verbose_name = _("Country guide")
        verbose_name_plural = _("Country guides")

    def clean(self) -> None:
        """One guide per jurisdiction and language."""
        super().clean()
        same = CountryGuidePage.objects.filter(
            jurisdiction_id=self.jurisdiction_id, locale_id=self.locale_id, alias_of__isnull=True
        )
        if same.exclude(pk=self.pk).exists():
            raise ValidationError(
                {"jurisdiction": _("There is a guide to this jurisdiction in this language already.")}
            )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the agencies that serve the jurisdiction."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["serving"] = agencies_serving(self.jurisdiction, timezone.localdate())
        return context
