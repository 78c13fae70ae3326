"""Production: refuses to start without its secrets, and never with the demo."""

from django.core.exceptions import ImproperlyConfigured

from config.logs import logging_settings
from config.mail import mail_settings
from config.settings.base import *  # noqa: F403  settings modules are read as a whole by Django
from config.settings.base import ENVIRONMENT, INSTALLED_APPS

ENVIRONMENT_NAME = "production"

_missing = [
    name
    for name, value in {
        "SECRET_KEY": ENVIRONMENT.secret_key,
        "SITE_URL": ENVIRONMENT.site_url,
        "ALLOWED_HOSTS": ENVIRONMENT.allowed_hosts,
        "EMAIL_URL": ENVIRONMENT.email_url,
    }.items()
    if not value
]
if _missing:
    raise ImproperlyConfigured(f"Set these environment variables before starting in production: {', '.join(_missing)}.")
if len(ENVIRONMENT.secret_key) < 50:
    raise ImproperlyConfigured("SECRET_KEY must have at least 50 characters; make one with `make secret`.")
if ENVIRONMENT.demo:
    raise ImproperlyConfigured("DEMO lets anybody enter as any role: it is for development only. Unset it.")

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.site_url.rstrip("/")]
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked inside the network, without TLS

try:
    globals().update(mail_settings(ENVIRONMENT.email_url))
except ValueError as error:
    raise ImproperlyConfigured(str(error)) from error
LOGGING = logging_settings(ENVIRONMENT.log_level, as_json=True)
INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "whitenoise.runserver_nostatic"]
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.trusted_proxies
