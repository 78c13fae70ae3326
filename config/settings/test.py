"""Tests: quick hashing, mails in memory, tasks at once, databases named after the run."""

from config.env import ROOT
from config.settings.base import *  # noqa: F403  settings modules are read as a whole by Django
from config.settings.base import DATABASES, ENVIRONMENT, STORAGES

ENVIRONMENT_NAME = "test"
DEBUG = False
SECRET_KEY = "tests-only"
ALLOWED_HOSTS = ["*"]
DEMO = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": ROOT / "build" / f"private{ENVIRONMENT.test_run}", "base_url": None},
    },
}
MEDIA_ROOT = ROOT / "build" / f"media{ENVIRONMENT.test_run}"
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "jobs": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
(ROOT / "build").mkdir(exist_ok=True)
DATABASES["default"]["TEST"] = {
    "NAME": (
        str(ROOT / "build" / f"test{ENVIRONMENT.test_run}.sqlite3")
        if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
        else f"test_zhiheng{ENVIRONMENT.test_run}"
    )
}
