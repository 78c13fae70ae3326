"""Addresses of the shortlist."""

from django.urls import path

from cms.shortlist import views

urlpatterns = [
    path("shortlist/", views.show_shortlist, name="shortlist"),
    path("shortlist/add/", views.add, name="shortlist-keep"),
    path("shortlist/add/<slug:public_id>/", views.add, name="shortlist-add"),
    path("shortlist/remove/", views.remove, name="shortlist-remove"),
    path("shortlist/note/", views.note, name="shortlist-note"),
    path("shortlist/export.<str:kind>", views.export, name="shortlist-export"),
]
