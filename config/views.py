"""What the frame itself answers: whether it is well, and uploaded pictures."""

from pathlib import PurePosixPath

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve


@require_safe
@never_cache
def show_health(request: HttpRequest) -> HttpResponse:
    """``ok`` when this process and its database answer; load balancers and `make run` ask here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def serve_public_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of ``MEDIA_ROOT`` that is meant for everybody.

    Only the folders in ``PUBLIC_MEDIA`` are open; proofs of claims, rosters and documents lie in the same root and
    are given out by their own views after asking who wants them. What people uploaded may be markup that carries
    scripts (SVG), so the answer forbids everything.
    """
    clean = PurePosixPath(path)
    if ".." in clean.parts or not path.startswith(settings.PUBLIC_MEDIA):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    if isinstance(response, FileResponse):
        response["Cache-Control"] = "public, max-age=86400"
    return response


@never_cache
def redirect_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Wagtail's own sign-in and password pages pass by the second factor: everybody signs in at one door."""
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect_to_login(wanted if safe else reverse("wagtailadmin_home"))
