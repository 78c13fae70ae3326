"""The map of the site: pages of the CMS and agencies, each with its other language."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.models import (
    CountryGuideIndexPage,
    CountryGuidePage,
    HomePage,
    NoticeIndexPage,
    NoticePage,
    StandardPage,
    TrainingEventPage,
    TrainingIndexPage,
    TrainingSeriesPage,
)
from cms.navigation import html_language
from directory.models import Agency
from search.eligibility import listable_agencies

PAGE_MODELS = (
    HomePage,
    StandardPage,
    NoticeIndexPage,
    NoticePage,
    CountryGuideIndexPage,
    CountryGuidePage,
    TrainingIndexPage,
    TrainingSeriesPage,
    TrainingEventPage,
)
"""Host pages are left out: their views are listed under their own addresses."""


class PageSitemap(Sitemap[Page]):
    """Live, public pages that are not hidden from search engines."""

    limit = 2000

    def items(self) -> list[Page]:
        """Every page, each knowing its translations, in a constant number of queries."""
        pages: list[Page] = []
        for model in PAGE_MODELS:
            shown = model.objects.live().public().filter(is_hidden_from_search_engines=False, alias_of=None)
            pages += shown.select_related("locale")
        self._translations: dict[Any, list[Page]] = defaultdict(list)
        for page in pages:
            self._translations[page.translation_key].append(page)
        return pages

    def location(self, item: Page) -> str:
        return item.url or "/"

    def lastmod(self, item: Page) -> datetime | None:
        return item.last_published_at

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """Django's entries with the other languages; each of a pair names both."""
        entries = super().get_urls(page, site, protocol)
        base = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        for entry in entries:
            others = self._translations[entry["item"].translation_key]
            if len(others) > 1:
                entry["alternates"] = [
                    {"location": f"{base}{other.url}", "lang_code": html_language(other.locale.language_code)}
                    for other in others
                ]
        return entries


class AgencySitemap(Sitemap[Agency]):
    """Profiles of agencies that count and show today."""

    i18n = True
    alternates = True
    x_default = True
    limit = 5000

    def items(self) -> QuerySet[Agency]:
        return listable_agencies(timezone.localdate()).only("public_id", "changed_at").order_by("pk")

    def location(self, item: Agency) -> str:
        return reverse("agency-profile", args=[item.public_id])

    def lastmod(self, item: Agency) -> datetime:
        return item.changed_at

    def get_languages_for_item(self, item: Agency) -> list[str]:
        return ["zh-hans", "en"]


SITEMAPS = {"pages": PageSitemap, "agencies": AgencySitemap}
