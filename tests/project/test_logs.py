"""Logs never carry a secret."""

import io
import json
import logging
import logging.config

import pytest
import structlog

from config.logs import MASK, logging_settings, redact, redact_event


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Not Found: /search/?q=华为&token=abc", f"Not Found: /search/?{MASK}"),
        ("postgresql://zhiheng:hunter2@db:5432/x", f"postgresql://zhiheng:{MASK}@db:5432/x"),
        ("GET /invitations/9fKx2LmQ8rTz4VbN7cWd1HsJ6pYg/", f"GET /invitations/{MASK}/"),
        ("password=hunter2 next", f"password={MASK} next"),
        ('{"api_key": "k-123"}', f'{{"api_key": {MASK}}}'),
        ("Authorization: Bearer abc.def, next", f"Authorization: {MASK}, next"),
    ],
)
def test_secrets_are_masked(text: str, kept: str) -> None:
    assert redact(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "What is this?",
        "/agencies/0b8f3c52-6f0e-4d7e-9a35-1a2b3c4d5e6f/",
        "/static/cms/css/components-of-the-site-2026.css",
        "imported 10,000 rows as of 2026-11-22",
        "/guides/how-to-file-a-patent-application-abroad/",
    ],
)
def test_harmless_text_stays(text: str) -> None:
    assert redact(text) == text


def test_values_are_masked_by_name() -> None:
    event = redact_event(None, "info", {"event": "sent", "token": "abc", "session_key": "s", "agency": "集佳"})
    assert event == {"event": "sent", "token": MASK, "session_key": MASK, "agency": "集佳"}


@pytest.fixture
def lines() -> list[dict[str, str]]:
    """What a logger and a structlog logger write, tracebacks included, as production formats it."""
    stream = io.StringIO()
    config = logging_settings("INFO", as_json=True)
    formatter = logging.config.DictConfigurator(config).configure_formatter(config["formatters"]["line"])
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    plain = logging.getLogger("tests.plain")
    plain.handlers, plain.propagate = [handler], False
    plain.setLevel("INFO")
    plain.warning("Not Found: %s", "/reset/?key=abcdef")
    try:
        raise ValueError("cannot reach smtp://user:hunter2@mail")
    except ValueError:
        plain.exception("mail failed")
    structlog.wrap_logger(plain, wrapper_class=structlog.stdlib.BoundLogger).info("signed in", password="hunter2")
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_every_line_is_json_without_secrets(lines: list[dict[str, str]]) -> None:
    assert [line["event"] for line in lines] == [f"Not Found: /reset/?{MASK}", "mail failed", "signed in"]
    assert [line["level"] for line in lines] == ["warning", "error", "info"]
    assert "hunter2" not in json.dumps(lines)
    assert "abcdef" not in json.dumps(lines)
    assert "ValueError" in lines[1]["exception"]
