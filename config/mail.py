"""Turns one address of a mail server into Django's mail settings."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}


def mail_settings(url: str) -> dict[str, Any]:
    """Django's ``EMAIL_*`` settings for ``smtp://user:password@host:port?tls=true`` or ``smtps://...``.

    ``smtps`` speaks TLS from the first byte (port 465); ``smtp`` upgrades with STARTTLS (port 587) unless the
    address says ``tls=false``. User and password are percent-decoded.

    Raises ``ValueError`` naming what cannot be used, without repeating the password.
    """
    parts = urlsplit(url)
    if parts.scheme not in PORTS:
        raise ValueError(f"EMAIL_URL must begin with smtp:// or smtps://, not {parts.scheme or 'nothing'}://.")
    if not parts.hostname:
        raise ValueError("EMAIL_URL names no host.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and _wants_tls(parts.query),
        "EMAIL_TIMEOUT": 15,
    }


def _wants_tls(query: str) -> bool:
    """``tls`` of the query, true when absent."""
    value = parse_qs(query).get("tls", ["true"])[-1].lower()
    if value not in {"true", "false", "1", "0"}:
        raise ValueError(f"EMAIL_URL has tls={value}; write tls=true or tls=false.")
    return value in {"true", "1"}
