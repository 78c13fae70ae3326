"""What every page of the shell needs to know of the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject


def shell(request: HttpRequest) -> dict[str, Any]:
    """Whether this is the demo world, and the nonce of scripts (made only when a page uses it)."""
    return {
        "demo": settings.DEMO,
        "csp_nonce": SimpleLazyObject(lambda: str(getattr(request, "csp_nonce", ""))),
    }
