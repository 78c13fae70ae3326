"""Reads of pages that other parts of the site ask for."""

from typing import TYPE_CHECKING, Self

from django.utils.translation import get_language
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

if TYPE_CHECKING:
    from cms.pages.tools import ToolPage


class ToolPageQuerySet(PageQuerySet):
    """Host pages."""

    def hosting(self, tool: str, language: str) -> Self:
        """The host of ``tool`` in ``language`` (a Django language code)."""
        return self.live().filter(tool=tool, locale__language_code=language).select_related("locale")


ToolPageManager = PageManager.from_queryset(ToolPageQuerySet)


def host_page(tool: str, language: str | None = None) -> "ToolPage | None":
    """The page around a view, in the active language unless one is named.

    ``None`` before the pages are seeded: the view then shows its own words alone.
    """
    from cms.pages.tools import ToolPage  # noqa: PLC0415  the model uses this module's manager

    return ToolPage.objects.all().hosting(tool, language or get_language() or "").first()
