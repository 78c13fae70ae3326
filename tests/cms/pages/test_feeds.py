"""Robots and sitemaps."""

from collections import defaultdict
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted")]

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def test_crawlers_stay_out_of_private_places(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /workspace/" in text
    assert "Disallow: /en/workspace/" in text
    assert "Disallow: /agencies/" not in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_the_sitemap_names_pages_with_their_other_language(client: Client) -> None:
    tree = ET.fromstring(client.get("/sitemap-pages.xml").content)
    pages: dict[str, set[str]] = defaultdict(set)
    for entry in tree.findall("s:url", NAMES):
        location = entry.findtext("s:loc", namespaces=NAMES)
        assert location
        pages[location] = {str(link.get("href")) for link in entry.findall("x:link", NAMES)}
    assert "http://testserver/guides/germany/" in pages
    for location, others in pages.items():
        assert location in others
        assert all(pages[other] == others for other in others)


def test_host_pages_are_not_listed_beside_their_views(client: Client) -> None:
    assert "host-" not in client.get("/sitemap-pages.xml").content.decode()


def test_the_index_names_both_sections(client: Client) -> None:
    text = client.get("/sitemap.xml").content.decode()
    assert "sitemap-pages.xml" in text
    assert "sitemap-agencies.xml" in text
    assert client.get("/sitemap-agencies.xml").status_code == 200
