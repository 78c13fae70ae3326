"""Pages that join apps, named ahead of Wagtail's catch-all."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
