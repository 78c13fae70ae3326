"""Pages that join apps, named ahead of Wagtail's catch-all."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("cms.results.urls")),
    path("", include("cms.profile.urls")),
    path("", include("cms.compare.urls")),
    path("", include("cms.shortlist.urls")),
    path("", include("cms.workspaces.urls")),
    path("", include("directory.claims.urls")),
    path("", include("cms.styleguide.urls")),
    path("", include("matchmaking.urls")),
]

if settings.DEMO:
    urlpatterns += [path("", include("cms.demo.urls"))]
