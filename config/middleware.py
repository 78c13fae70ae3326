"""Content security policy: the strict one for our pages, Wagtail's own needs for its admin."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Uses ``ADMIN_CONTENT_SECURITY_POLICY`` under Wagtail's admin, the site's policy elsewhere.

    Wagtail's page editor, wagtail-localize's translation editor and the users' listing still carry inline scripts
    and styles; our pages carry none.
    """

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,  # noqa: FBT001, FBT002  the overridden method's signature
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None and request.path_info.startswith(settings.ADMIN_PREFIX):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts
