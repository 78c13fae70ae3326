"""Runs Django's deployment checks on the production settings: ``python -m tests.project.deployment``."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "0123456789-abcdefghij-ABCDEFGHIJ-klmnopqrst-KLMNOPQRST-+/",
    "SITE_URL": "https://agencies.example.org",
    "ALLOWED_HOSTS": "agencies.example.org",
    "EMAIL_URL": "smtp://zhiheng:secret@mail.example.org:587",
    "DEMO": "",
    "DEBUG": "",
}
"""What a production environment must say; the values are examples."""

FROM_OUTSIDE = ("PATH", "HOME", "LANG", "TEST_RUN", "VIRTUAL_ENV")


def run_python(*arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run this interpreter in the complete production environment with ``changes``; an empty value unsets."""
    environment = {name: os.environ[name] for name in FROM_OUTSIDE if name in os.environ} | COMPLETE | changes
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def check_deployment(**changes: str) -> subprocess.CompletedProcess[str]:
    """``manage.py check --deploy`` where a warning already fails."""
    return run_python("manage.py", "check", "--deploy", "--fail-level", "WARNING", **changes)


if __name__ == "__main__":
    done = check_deployment()
    print(done.stdout + done.stderr, end="")
    sys.exit(done.returncode)
