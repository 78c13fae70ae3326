"""Every setting that comes from the environment, typed, in one place.

Development has a default for each; production names what is missing and refuses to start
(``config.settings.production``). Variables may also stand in a ``.env`` file beside ``manage.py``.
"""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Environment(BaseSettings):
    """The process environment. Names are the variables' names in lower case."""

    model_config = SettingsConfigDict(env_file=ROOT / ".env", extra="ignore", env_ignore_empty=True)

    secret_key: str = Field(
        default="", description="Signs sessions and tokens; at least 50 characters (`make secret`)."
    )
    site_url: str = Field(
        default="", description="Public origin, such as https://agencies.example.org; for links in mails."
    )
    allowed_hosts: str = Field(default="", description="Comma-separated host names that may be served.")
    host: str = Field(default="127.0.0.1", description="Address `make run` listens on; the container listens on all.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port the site listens on.")
    debug: bool = Field(
        default=True, description="Development only: show tracebacks in the browser. `make run` unsets it."
    )
    database_url: str = Field(
        default=f"sqlite:///{ROOT / 'var' / 'zhiheng.sqlite3'}",
        description="sqlite:///FILE or postgresql://user:password@host:port/name.",
    )
    media_root: Path = Field(default=ROOT / "var" / "media", description="Folder of uploaded files; back it up.")
    private_root: Path = Field(default=ROOT / "var" / "private", description="Uploaded proofs; never served as files.")
    static_root: Path = Field(default=ROOT / "var" / "static", description="Folder `collectstatic` fills.")
    email_url: str = Field(default="", description="SMTP server as smtp://user:password@host:port?tls=true.")
    email_from: str = Field(default="noreply@zhiheng.example", description="Sender of every mail.")
    cache_url: str = Field(default="", description="redis:// address shared by all processes; empty: the database.")
    demo: bool = Field(default=False, description="Offer /demo/ (development only).")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(default="INFO", description="Least level logged.")
    trusted_proxies: int = Field(
        default=1,
        ge=0,
        le=10,
        description="Proxies in front of the site, for sign-in limits.",
    )
    task_minutes: int = Field(
        default=30, ge=1, description="A background task running longer is given to another worker."
    )
    web_workers: int = Field(default=2, ge=1, le=64, description="Server processes.")
    web_threads: int = Field(default=4, ge=1, le=64, description="Threads of each server process.")
    test_run: str = Field(default="", description="Suffix of the test databases, for runs side by side.")

    @property
    def hosts(self) -> list[str]:
        return [host.strip() for host in self.allowed_hosts.split(",") if host.strip()]


def read_environment() -> Environment:
    """Read and check the environment.

    Raises ``pydantic.ValidationError`` naming each variable whose value cannot be used.
    """
    return Environment()
