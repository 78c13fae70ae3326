"""Asks ``cms.access`` before every view."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import ResolverMatch, reverse

from cms import access
from directory.accounts.enums import Role
from directory.accounts.groups import keep_groups_in_step
from directory.accounts.permissions import Roles, roles_of, today
from directory.accounts.second_factor import factor_step, session_has_factor

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class AccessMiddleware:
    """Signed out → sign-in; staff without a second factor → that step; without the right → 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """``None`` lets the request pass to its view."""
        match = request.resolver_match
        if match is None:  # a test's request without a route
            return None
        rule = access.rule_of_match(match)
        if rule is None:
            raise ImproperlyConfigured(f"The address {match.view_name!r} has no line in cms.access.RULES.")
        if not rule.private:
            if rule is access.DEMO and not rule.permits(Roles(today()), kwargs, safe=True):
                raise Http404
            return None
        return self._private(request, rule, match)

    def _private(self, request: HttpRequest, rule: access.Rule, match: ResolverMatch) -> HttpResponseBase | None:
        user = request.user
        safe = request.method in SAFE_METHODS
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path() if safe else reverse("account-home"))
        roles = roles_of(user)
        if roles.staff and not session_has_factor(request):
            return HttpResponseRedirect(factor_step(request))
        if not rule.permits(roles, match.kwargs, safe=safe):
            raise Http404
        if rule is access.ADMIN:
            if not safe and _only_reads(roles) and match.view_name not in access.AUDITOR_POSTS:
                raise Http404
            keep_groups_in_step(user)  # a role that ended by its date leaves its group now
        return None


def _only_reads(roles: Roles) -> bool:
    """An auditor without another staff role."""
    return roles.staff == {Role.AUDITOR}
