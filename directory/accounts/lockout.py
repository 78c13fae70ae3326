"""What axes asks us when somebody guesses passwords: whose account, from where, and what to answer."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from axes.helpers import get_cool_off
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

WAIT = timedelta(minutes=30)


def name_account(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The address that is tried, folded, so that upper case buys no further attempts."""
    tried = (credentials or {}).get("email") or (credentials or {}).get("login") or request.POST.get("login") or ""
    return str(tried).strip().lower()


def find_address(request: HttpRequest) -> str | None:
    """The visitor's address as allauth's limits see it (trusted proxies included); none on a socket without one."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return None


def show_lockout(
    request: HttpRequest, original: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Say that this account waits, for how long, and what else can be done; status 429."""
    wait = get_cool_off(request) or WAIT
    response = render(request, "account/locked_out.html", {"minutes": int(wait.total_seconds() // 60)}, status=429)
    response["Retry-After"] = str(int(wait.total_seconds()))
    return response
