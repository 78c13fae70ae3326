"""Addresses for machines. They stand outside the language prefix."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path

from cms.feeds.robots import show_robots
from cms.feeds.sitemaps import SITEMAPS

urlpatterns = [
    path("robots.txt", show_robots, name="robots"),
    path(
        "sitemap.xml",
        index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap-section"},
        name="sitemap",
    ),
    path("sitemap-<str:section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap-section"),
]
