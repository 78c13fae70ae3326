"""The second factor of this session: staff roles count only after one was given since signing in."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse

from directory.accounts.models import User

#: Recorded by ``/demo/`` instead of a factor; worth nothing unless ``settings.DEMO``.
DEMO_METHOD = "demo"


def session_has_factor(request: HttpRequest) -> bool:
    """Whether a code was given in this session (or the demo's door was used, in a demo)."""
    records = get_authentication_records(request, request.user)  # without the user allauth finds none
    accepted = {"mfa", DEMO_METHOD} if settings.DEMO else {"mfa"}
    return any(record.get("method") in accepted for record in records)


def factor_step(request: HttpRequest) -> str:
    """Where to send a person who must give a factor first: to a code, or to setting one up."""
    name = "mfa_reauthenticate" if is_mfa_enabled(request.user) else "mfa_activate_totp"
    path = request.get_full_path() if request.method in {"GET", "HEAD"} else reverse("account-home")
    return f"{reverse(name)}?{urlencode({'next': path})}"


def record_demo_entry(request: HttpRequest) -> None:
    """Let the demo's door stand for a factor in this session."""
    record_authentication(request, request.user, DEMO_METHOD)


@receiver(authenticator_added, dispatch_uid="directory.accounts.second_factor")
def count_activation(sender: Any, request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    """Whoever sets up a factor has just typed a valid code: it counts for this session."""
    if authenticator.type == "totp" and request.user == user:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
