"""Which services the tests can reach from here: PostgreSQL, Elasticsearch and a browser."""

import json
import os
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL") or "postgresql://zhiheng:zhiheng@127.0.0.1:5432/zhiheng"
ELASTICSEARCH_URL = (os.environ.get("ELASTICSEARCH_URL") or "http://127.0.0.1:9200").rstrip("/")


@dataclass(frozen=True)
class Service:
    """A service the tests may use. ``reason`` says why it cannot be used and how to get it."""

    name: str
    present: bool
    reason: str = ""


@cache
def postgresql() -> Service:
    """PostgreSQL at ``TEST_POSTGRES_URL`` with a role that may create the test database."""
    import psycopg

    where = POSTGRES_URL.rsplit("@", maxsplit=1)[-1]
    try:
        with psycopg.connect(POSTGRES_URL, connect_timeout=3) as connection:
            row = connection.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
            allowed = row.fetchone()
    except psycopg.Error as error:
        return Service("PostgreSQL", present=False, reason=f"{where} does not answer ({str(error).splitlines()[0]})")
    if not allowed or not allowed[0]:
        return Service("PostgreSQL", present=False, reason=f"the role at {where} may not create databases")
    return Service("PostgreSQL", present=True)


@cache
def elasticsearch() -> Service:
    """Elasticsearch 8 or 9 at ``ELASTICSEARCH_URL``."""
    try:
        with urlopen(ELASTICSEARCH_URL, timeout=3) as response:
            version = json.load(response)["version"]["number"]
    except (URLError, OSError, ValueError, KeyError) as error:
        return Service("Elasticsearch", present=False, reason=f"{ELASTICSEARCH_URL} does not answer ({error})")
    if version.split(".")[0] not in {"8", "9"}:
        return Service("Elasticsearch", present=False, reason=f"{ELASTICSEARCH_URL} is version {version}, not 8 or 9")
    return Service("Elasticsearch", present=True)


def chromium_path() -> str:
    """Where Chromium is, or an empty string."""
    wanted = os.environ.get("CHROMIUM", "")
    if wanted:
        return wanted if Path(wanted).exists() else ""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""


@cache
def browser() -> Service:
    """A Chromium that playwright can drive."""
    if not chromium_path():
        return Service("browser", present=False, reason="no chromium on the PATH (Debian: apt-get install chromium)")
    return Service("browser", present=True)


def on_postgresql() -> bool:
    """Whether this run's database is PostgreSQL."""
    return os.environ.get("DATABASE_URL", "").startswith("postgres")
