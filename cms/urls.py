"""Pages that join apps, named ahead of Wagtail's catch-all."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("cms.workspaces.urls")),
    path("", include("cms.styleguide.urls")),
    path("", include("matchmaking.urls")),
]
