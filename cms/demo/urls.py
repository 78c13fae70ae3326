"""Addresses of the demo's door; part of the site only with ``settings.DEMO``."""

from django.urls import path

from cms.demo import entry

urlpatterns = [
    path("demo/", entry.show_demo, name="demo"),
    path("demo/mails/", entry.show_mails, name="demo-mail"),
    path("demo/enter/<slug:key>/", entry.enter_demo, name="demo-enter"),
]
