"""Host pages: words, blocks and search-engine texts around the views of the site."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.navigation import reverse_if_any
from cms.pages.base import BasePage, BodyMixin, FixedPageMixin
from cms.pages.enums import TOOL_ADDRESSES, Tool
from cms.pages.querysets import ToolPageManager


class ToolPage(FixedPageMixin, BodyMixin, BasePage):
    """The host of one view in one language. It always exists and is always live.

    ``key`` lets the database refuse a second host of the same view and language, which a
    constraint over Wagtail's two tables could not. It is empty only between copying a host into a
    language and saving it there.
    """

    tool = models.CharField(_("View"), max_length=12, choices=Tool.choices)
    key = models.CharField(max_length=40, unique=True, null=True, editable=False)

    objects: ClassVar[Any] = ToolPageManager()

    content_panels = [*BasePage.content_panels, FieldPanel("tool", read_only=True), FieldPanel("body")]
    exclude_fields_in_copy = ["key"]
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    template = "cms/pages/tool.html"

    class Meta:
        verbose_name = _("Host page")
        verbose_name_plural = _("Host pages")

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """Only the seeding makes host pages; editors find them made."""
        return False

    def clean(self) -> None:
        """Keep the key in step with view and language."""
        super().clean()
        self.key = f"{self.tool}/{self.locale_id}"

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """The address of the view itself."""
        parts = super().get_url_parts(request)
        if parts is None:
            return None
        with translation.override(self.locale.language_code):
            path = reverse_if_any(TOOL_ADDRESSES[Tool(self.tool)])
        return (parts[0], parts[1], path or parts[2])

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead on to the view; until it exists, show the words alone."""
        url = self.get_url(request)
        if url and url != request.path:
            return redirect(url)
        return super().serve(request, *args, **kwargs)
