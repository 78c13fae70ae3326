"""Addresses of matching abroad. Included under the language prefix."""

from django.urls import path

from matchmaking.briefs import views

urlpatterns = [
    path("match/", views.show_start, name="match"),
    path("match/scheme/", views.show_scheme, name="match-scheme"),
    path("match/new/", views.start_brief, name="match-new"),
    path("match/new/<slug:step>/", views.edit_new, name="match-step"),
    path("match/briefs/", views.list_briefs, name="match-briefs"),
    path("match/briefs/<slug:public_id>/", views.show_brief, name="match-brief"),
    path("match/briefs/<slug:public_id>/copy/", views.copy, name="match-brief-copy"),
    path("match/briefs/<slug:public_id>/withdraw/", views.withdraw, name="match-brief-withdraw"),
    path("match/briefs/<slug:public_id>/<slug:step>/", views.edit_brief, name="match-brief-step"),
]
