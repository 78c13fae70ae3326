"""Logging: one event per line, as JSON in production, and never a secret in it.

Addresses are written without their query string, because one-time tokens and search words travel there, and
path segments that look like a token are masked.
"""

import re
from collections.abc import MutableMapping
from typing import Any

import structlog

MASK = "***"
SECRET_NAMES = re.compile(
    r"passw|secret|token|authorization|cookie|session|csrf|api_?key|private|signature|credential", re.IGNORECASE
)
QUERY = re.compile(r"(?<=[\w/])\?[^\s\"'<>]*=[^\s\"'<>]*")
PATH_TOKEN = re.compile(r"(?<=/)(?=[\w:.-]*\d)(?=[\w:.-]*[A-Za-z])[\w:.-]{28,}(?=[/\s\"']|$)")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
STATIC_FILE = re.compile(r"\.(css|js|svg|png|jpe?g|webp|ico|woff2?|map)$")
PAIR = re.compile(
    r"\b([\w-]*(?:passw|secret|token|api_?key|authorization)[\w-]*)([\"']?\s*[=:]\s*)"
    r"((?:(?:Bearer|Basic|Token)\s+)?(?:\"[^\"]*\"|'[^']*'|[^\s,;}]+))",
    re.IGNORECASE,
)
URL_PASSWORD = re.compile(r"(?<=://)([^\s:/@]+):([^\s@/]+)@")


def redact(text: str) -> str:
    """``text`` without query strings, passwords in addresses, token-like path segments and ``name=secret`` pairs."""
    text = URL_PASSWORD.sub(rf"\1:{MASK}@", text)
    text = QUERY.sub(f"?{MASK}", text)
    text = PATH_TOKEN.sub(lambda found: found[0] if _harmless(found[0]) else MASK, text)
    return PAIR.sub(rf"\1\2{MASK}", text)


def _harmless(segment: str) -> bool:
    return bool(UUID.fullmatch(segment) or STATIC_FILE.search(segment))


def redact_event(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """structlog processor: mask values by their name, and redact every text, message and traceback included."""
    for name, value in event.items():
        if name.startswith("_"):
            continue
        if SECRET_NAMES.search(name):
            event[name] = MASK
        elif isinstance(value, str):
            event[name] = redact(value)
    return event


def logging_settings(level: str, *, as_json: bool) -> dict[str, Any]:
    """Django's ``LOGGING``; also sets structlog up so that both kinds of logger write the same lines."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    _configure_structlog(shared)
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": shared,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            redact_event,
            renderer,
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": level, "propagate": True},
            # Two lines for every task drown the rest; failures are logged as errors.
            "django_tasks": {"handlers": [], "level": "DEBUG" if level == "DEBUG" else "WARNING", "propagate": True},
        },
    }


def _configure_structlog(shared: list[Any]) -> None:
    """structlog's own loggers hand their events to the standard library's, which writes the line."""
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
