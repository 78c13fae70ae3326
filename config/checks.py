"""System checks of the frame.

They stop ``manage.py`` but not gunicorn, which runs none: what must never happen in production is refused by
``config.settings.production`` as well.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security)
def check_demo(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """``/demo/`` lets anybody enter as any role: only where nobody's data are."""
    if settings.DEMO and settings.ENVIRONMENT_NAME not in {"development", "test"}:
        return [
            Error(
                f"DEMO is on in the environment '{settings.ENVIRONMENT_NAME}'.",
                hint="Unset DEMO: it lets anybody enter as any role and is for development only.",
                id="config.E001",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def check_site_url(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Links in mails are built on ``SITE_URL``: it must be an https origin without a path."""
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme == "https" and parts.hostname and parts.path in {"", "/"} and not parts.query:
        return []
    return [
        Error(
            f"SITE_URL is {settings.SITE_URL!r}.",
            hint="Write the public origin, such as https://agencies.example.org.",
            id="config.E002",
        )
    ]
