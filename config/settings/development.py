"""A developer's or newcomer's machine: everything has a default, mails are kept in a folder."""

from config.settings.base import *  # noqa: F403  settings modules are read as a whole by Django
from config.settings.base import DATABASES, ENVIRONMENT, STORAGES, VAR

ENVIRONMENT_NAME = "development"
DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key or "development-only-not-a-secret"
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True  # no collectstatic on a developer's machine
WHITENOISE_AUTOREFRESH = DEBUG

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR.mkdir(exist_ok=True)
