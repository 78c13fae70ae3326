"""Addresses of profiles."""

from django.urls import path

from cms.profile.views import show_profile

urlpatterns = [path("agencies/<slug:public_id>/", show_profile, name="agency-profile")]
