"""Addresses of the roster pages, below Wagtail's ``/admin/rosters/``."""

from django.urls import path

from directory.rosters.admin import downloads, views

urlpatterns = [
    path("", views.list_rosters, name="rosters_list"),
    path("upload/", views.upload, name="rosters_upload"),
    path("<int:pk>/columns/", views.choose_columns, name="rosters_columns"),
    path("<int:pk>/", views.preview, name="rosters_preview"),
    path("<int:pk>/decide/", views.decide, name="rosters_decide"),
    path("<int:pk>/apply/", views.apply, name="rosters_apply"),
    path("<int:pk>/discard/", views.discard, name="rosters_discard"),
    path("<int:pk>/errors.<str:form>", downloads.errors, name="rosters_errors"),
    path("<int:pk>/lines/<str:tab>.<str:form>", downloads.lines, name="rosters_lines"),
    path("template/<str:kind>-<str:language>.<str:form>", downloads.template, name="rosters_template"),
    path("export/<slug:code>.<str:form>", downloads.export, name="rosters_export"),
]
