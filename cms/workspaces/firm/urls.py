"""Addresses of the firm workspace, below ``workspace/firm/``."""

from django.urls import path

from cms.workspaces.firm import views

urlpatterns = [
    path("<slug:public_id>/", views.show_firm, name="firm-workspace"),
    path("<slug:public_id>/edit/", views.edit_firm, name="firm-edit"),
    path("<slug:public_id>/verification/", views.ask_for_verification, name="firm-verification"),
]
