"""All addresses. Pages for people stand under the language prefix; Wagtail's catch-all comes last."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config.views import redirect_to_sign_in, serve_public_file, show_health

urlpatterns = [
    path("healthz", show_health, name="health"),
    path("", include("cms.feeds.urls")),
    path("media/<path:path>", serve_public_file, name="public_file"),
    path("admin/login/", redirect_to_sign_in, name="admin-login"),
    re_path(r"^admin/password_reset/", redirect_to_sign_in, name="admin-password"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *i18n_patterns(
        path("account/", include("allauth.urls")),
        path("", include("cms.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
