"""The home page."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.pages.base import BasePage, BodyMixin, FixedPageMixin


class HomePage(FixedPageMixin, BodyMixin, BasePage):
    """One question, three doors, what is fresh."""

    heading = models.CharField(_("Heading"), max_length=80, help_text=_("The question the site answers."))
    examples = StreamField(
        [("example", blocks.CharBlock(label=_("Example"), max_length=40))],
        verbose_name=_("Examples of searches"),
        blank=True,
    )
    find_text = models.CharField(_("Door “find”"), max_length=200, blank=True)
    match_text = models.CharField(_("Door “matching abroad”"), max_length=200, blank=True)
    training_text = models.CharField(_("Door “training”"), max_length=200, blank=True)
    shows_reading_example = models.BooleanField(_("Show how to read an evaluation"), default=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("heading"),
        FieldPanel("examples"),
        MultiFieldPanel(
            [FieldPanel("find_text"), FieldPanel("match_text"), FieldPanel("training_text")], heading=_("Doors")
        ),
        FieldPanel("shows_reading_example"),
        FieldPanel("body"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "cms.StandardPage",
        "cms.NoticeIndexPage",
        "cms.CountryGuideIndexPage",
        "cms.TrainingIndexPage",
        "cms.ToolPage",
    ]
    max_count_per_parent = 2
    template = "cms/pages/home.html"

    class Meta:
        verbose_name = _("Home page")
        verbose_name_plural = _("Home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the figures and lists of ``cms.pages.freshness``."""
        from cms.pages.freshness import read_home  # noqa: PLC0415  it reads these models

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["home"] = read_home(self)
        return context
