"""Where the shell leads: main sections, the same page in the other language.

Nothing here asks the database for the main sections: they stand at fixed addresses, and the pages
of the CMS among them keep their slug (``cms.pages`` refuses to change it).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

LANGUAGE_NAMES = {"zh-hans": "中文", "en": "English"}
"""Every language by its own name, as people who read it look for it."""

_HTML_LANGUAGES = {"zh-hans": "zh-Hans", "en": "en"}


@dataclass(frozen=True)
class Link:
    """A word in the masthead and where it leads."""

    url: str
    label: str
    current: bool = False


@dataclass(frozen=True)
class LanguageLink:
    """This page in ``code``; ``url`` with host for ``hreflang``, ``path`` for the switch."""

    code: str
    html_code: str
    name: str
    path: str
    url: str
    current: bool


SECTIONS = (
    ("agency-results", "", _("Find agencies")),
    ("match", "", _("Matching abroad")),
    ("", "guides", _("Country guides")),
    ("", "training", _("Training")),
    ("", "notices", _("Notices")),
)
"""Name of the address, or slug below the home page, and the word in the masthead."""


def html_language(code: str) -> str:
    """Django's language code as HTML writes it."""
    return _HTML_LANGUAGES.get(code, code)


def reverse_if_any(name: str, *args: Any) -> str:
    """The address called ``name``; empty where no such page is part of the site."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def page_address(slug_path: str) -> str:
    """The address of a page of the CMS below the home page, in the active language."""
    return reverse("wagtail_serve", args=[f"{slug_path}/" if slug_path else ""])


def main_links(path: str) -> list[Link]:
    """The masthead's links for a visitor at ``path``."""
    links = []
    for name, slug, label in SECTIONS:
        url = reverse_if_any(name) if name else page_address(slug)
        if url:
            links.append(Link(url=url, label=str(label), current=path.startswith(url)))
    return links


def language_links(context: Mapping[str, Any] | Context) -> list[LanguageLink]:
    """This page in each language it can be read in.

    Pages of the CMS by their live translations; everything else by the same address under the
    other language's prefix, query included, so that the place is kept. A view may give
    ``alternates`` (language code → path) where its addresses differ. A page that does not exist
    (404) leads to the other language's home page.
    """
    request: HttpRequest | None = context.get("request")
    if request is None:
        return []
    paths = _alternate_paths(request, context)
    active = get_language() or settings.LANGUAGE_CODE
    return [
        LanguageLink(
            code=code,
            html_code=html_language(code),
            name=LANGUAGE_NAMES[code],
            path=paths[code],
            url=request.build_absolute_uri(paths[code].partition("?")[0]),
            current=code == active,
        )
        for code, _name in settings.LANGUAGES
        if code in paths
    ]


def _alternate_paths(request: HttpRequest, context: Mapping[str, Any] | Context) -> dict[str, str]:
    if "alternates" in context:
        return dict(context["alternates"])
    if "request_path" in context:  # Django's page for 404: hidden and absent must look alike
        return home_paths()
    page = context.get("page")
    match = request.resolver_match
    if match is not None and match.url_name == "wagtail_serve":
        return _page_paths(page, request) if isinstance(page, Page) and page.pk else home_paths()
    return {code: translate_url(request.get_full_path(), code) for code, _name in settings.LANGUAGES}


def _page_paths(page: Page, request: HttpRequest) -> dict[str, str]:
    translations = page.get_translations(inclusive=True).live().filter(alias_of=None).select_related("locale")
    return {other.locale.language_code: url for other in translations if (url := other.get_url(request)) is not None}


def home_paths() -> dict[str, str]:
    """The home page's path in every language."""
    paths = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            paths[code] = page_address("")
    return paths


def site_name() -> str:
    """The product's name in the active language."""
    return gettext("Zhiheng")
