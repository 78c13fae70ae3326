"""Pages of words alone: about, method notes, privacy."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.pages.base import BasePage, BodyMixin


class StandardPage(BodyMixin, BasePage):
    """Running text, and pages below it."""

    reviewed_on = models.DateField(_("Reviewed on"), null=True, blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("reviewed_on"), FieldPanel("body")]
    parent_page_types = ["cms.HomePage", "cms.StandardPage"]
    subpage_types = ["cms.StandardPage"]
    template = "cms/pages/standard.html"

    class Meta:
        verbose_name = _("Standard page")
        verbose_name_plural = _("Standard pages")
