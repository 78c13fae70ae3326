"""Settings: typed, with defaults for development; production refuses to start half-configured."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from pydantic import ValidationError

from config.checks import check_demo, check_site_url
from config.env import Environment
from config.mail import mail_settings
from tests.project.deployment import check_deployment, run_python
from tests.project.tree import ROOT

START = ("-c", "from config.wsgi import application; print('started')")


def test_production_passes_the_deployment_checks() -> None:
    """`check --deploy --fail-level WARNING` with a complete environment."""
    done = check_deployment()
    assert done.returncode == 0, done.stdout + done.stderr


def test_production_starts_with_a_complete_environment() -> None:
    done = run_python(*START)
    assert done.stdout.strip() == "started", done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "EMAIL_URL"])
def test_production_refuses_without(name: str) -> None:
    """gunicorn runs no system checks: the settings themselves refuse, and name the variable."""
    done = run_python(*START, **{name: ""})
    assert done.returncode != 0
    assert re.search(rf"Set these environment variables.*{name}", done.stderr)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"DEMO": "1"}, "DEMO lets anybody enter"),
        ({"SECRET_KEY": "short"}, "at least 50 characters"),
        ({"EMAIL_URL": "http://mail.example.org"}, "smtp:// or smtps://"),
        ({"PORT": "eighty"}, "port"),
    ],
    ids=["demo", "secret", "mail", "port"],
)
def test_production_refuses_what_cannot_be(changes: dict[str, str], said: str) -> None:
    done = run_python(*START, **changes)
    assert done.returncode != 0
    assert said in done.stderr


def test_the_demo_is_refused_outside_development_by_a_check() -> None:
    with override_settings(DEMO=True, ENVIRONMENT_NAME="production"):
        assert [message.id for message in check_demo(None)] == ["config.E001"]
    with override_settings(DEMO=True, ENVIRONMENT_NAME="unnamed"):
        assert [message.id for message in check_demo(None)] == ["config.E001"]
    with override_settings(DEMO=True, ENVIRONMENT_NAME="development"):
        assert check_demo(None) == []
    with override_settings(DEMO=False, ENVIRONMENT_NAME="production"):
        assert check_demo(None) == []


@pytest.mark.parametrize(
    "url", ["http://example.org", "https://example.org/path", "example.org", "https://", "https://a.org/?q=1"]
)
def test_the_public_origin_is_https_without_a_path(url: str) -> None:
    with override_settings(SITE_URL=url):
        assert [message.id for message in check_site_url(None)] == ["config.E002"]


def test_values_are_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8123")
    monkeypatch.setenv("ALLOWED_HOSTS", " a.example , b.example,")
    monkeypatch.setenv("MEDIA_ROOT", "/srv/media")
    environment = Environment()
    assert environment.port == 8123
    assert environment.hosts == ["a.example", "b.example"]
    assert environment.media_root == Path("/srv/media")


@pytest.mark.parametrize(("name", "value"), [("PORT", "0"), ("PORT", "x"), ("DEMO", "perhaps"), ("LOG_LEVEL", "LOUD")])
def test_a_wrong_value_names_its_variable(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError, match=name.lower()):
        Environment()


def test_mail_address_with_everything() -> None:
    found = mail_settings("smtp://me%40example.org:p%3Ass@mail.example.org:2525?tls=false")
    assert found["EMAIL_HOST"] == "mail.example.org"
    assert found["EMAIL_PORT"] == 2525
    assert found["EMAIL_HOST_USER"] == "me@example.org"
    assert found["EMAIL_HOST_PASSWORD"] == "p:ss"
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (False, False)


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [("smtp://mail.example.org", 587, True, False), ("smtps://mail.example.org", 465, False, True)],
)
def test_mail_address_defaults(url: str, port: int, tls: bool, ssl: bool) -> None:
    found = mail_settings(url)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (port, tls, ssl)


@pytest.mark.parametrize(
    "url", ["mail.example.org", "imap://u:hidden@h", "smtp://:hidden@", "smtp://u:hidden@h?tls=maybe"]
)
def test_mail_address_refusals_keep_the_password(url: str) -> None:
    with pytest.raises(ValueError, match="EMAIL_URL") as refusal:
        mail_settings(url)
    assert "hidden" not in str(refusal.value)


def test_sqlite_runs_in_wal_with_immediate_transactions() -> None:
    from config.settings.base import database

    options = database("sqlite:////tmp/x.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert (
        "OPTIONS" not in database("postgresql://u@h/n")
        or "init_command" not in database("postgresql://u@h/n")["OPTIONS"]
    )


def test_every_variable_is_in_the_operations_table() -> None:
    """docs/operations.md and .env.example name each variable of config.env, and no other."""
    table = set(
        re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/operations.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    example = set(re.findall(r"^#? ?([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    known = {name.upper() for name in Environment.model_fields}
    assert table == known
    assert example == known - {"TEST_RUN"}


def test_the_environments_have_names() -> None:
    assert settings.ENVIRONMENT_NAME == "test"
    assert settings.DEBUG is False
