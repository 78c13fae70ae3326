"""Every setting that comes from the environment, typed, in one place.

Development has a default for each; production names what is missing and refuses to start
(``config.settings.production``). Variables may also stand in a ``.env`` file beside ``manage.py``.
"""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Environment(BaseSettings):
    """The process environment. Names are the variables' names in lower case."""

    model_config = SettingsConfigDict(env_file=ROOT / ".env", extra="ignore", env_ignore_empty=True)

    secret_key: str = ""
    site_url: str = ""
    allowed_hosts: str = Field(default="", description="Comma-separated host names that may be served.")
    port: int = Field(default=8000, ge=1, le=65535)
    database_url: str = f"sqlite:///{ROOT / 'var' / 'zhiheng.sqlite3'}"
    media_root: Path = ROOT / "var" / "media"
    static_root: Path = ROOT / "var" / "static"
    email_url: str = Field(default="", description="SMTP server as smtp://user:password@host:port?tls=true.")
    email_from: str = "noreply@zhiheng.example"
    cache_url: str = Field(default="", description="redis:// address shared by all processes; empty: the database.")
    demo: bool = Field(default=False, description="Offer /demo/ (development only).")
    log_level: str = "INFO"
    test_run: str = Field(default="", description="Suffix of the test databases, for runs side by side.")

    @property
    def hosts(self) -> list[str]:
        return [host.strip() for host in self.allowed_hosts.split(",") if host.strip()]


def read_environment() -> Environment:
    """Read and check the environment.

    Raises ``pydantic.ValidationError`` naming each variable whose value cannot be used.
    """
    return Environment()
