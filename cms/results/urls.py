"""Addresses of finding agencies."""

from django.urls import path

from cms.results.views import show_results, suggest_searches

urlpatterns = [
    path("agencies/", show_results, name="agency-results"),
    path("suggestions/", suggest_searches, name="agency-suggestions"),
]
