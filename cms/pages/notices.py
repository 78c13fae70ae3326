"""Notices and their list."""

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.pages.base import BasePage, BodyMixin, FixedPageMixin
from cms.pages.lists import page_links

NOTICES_PER_PAGE = 20


class NoticeIndexPage(FixedPageMixin, BasePage):
    """All notices, newest first."""

    fixed_slug = "notices"
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.NoticePage"]
    max_count_per_parent = 1
    template = "cms/pages/notice_index.html"

    class Meta:
        verbose_name = _("List of notices")
        verbose_name_plural = _("Lists of notices")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds one page of notices."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        notices = NoticePage.objects.live().public().child_of(self).order_by("-published_on", "-pk")
        shown = Paginator(notices, NOTICES_PER_PAGE).get_page(request.GET.get("page"))
        context |= {"notices": shown, "pages": page_links(shown)}
        return context


class NoticePage(BodyMixin, BasePage):
    """Something made known on a day."""

    published_on = models.DateField(_("Date"), default=timezone.localdate)

    content_panels = [*BasePage.content_panels, FieldPanel("published_on"), FieldPanel("body")]
    parent_page_types = ["cms.NoticeIndexPage"]
    subpage_types: list[str] = []
    template = "cms/pages/notice.html"

    class Meta:
        verbose_name = _("Notice")
        verbose_name_plural = _("Notices")
