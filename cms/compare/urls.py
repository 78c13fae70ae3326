"""Addresses of comparison."""

from django.urls import path

from cms.compare import views

urlpatterns = [
    path("compare/", views.show_comparison, name="agency-compare"),
    path("compare/export.xlsx", views.export_comparison, name="agency-compare-export"),
]
