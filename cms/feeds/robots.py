"""What crawlers may read."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

CLOSED = ("/admin/", "/account/", "/workspace/", "/shortlist/", "/compare/", "/match/new/", "/match/briefs/", "/demo/")
"""Places that are somebody's own, or the same list in endless orders."""


@require_safe
def show_robots(request: HttpRequest) -> HttpResponse:
    """Public pages are open; private places and endless lists are closed, under both prefixes."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: {prefix}{path}" for path in CLOSED for prefix in ("", "/en")]
    lines += [f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
