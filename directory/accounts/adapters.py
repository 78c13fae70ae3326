"""Where allauth asks us: language of mails, where to go, how secrets are kept, who may drop the second factor."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from axes.handlers.proxy import AxesProxyHandler
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, override

from directory.accounts.enums import MailLanguage
from directory.accounts.lockout import show_lockout
from directory.accounts.models import User
from directory.accounts.permissions import is_staff_person


class AccountAdapter(DefaultAccountAdapter):
    """Signing in and up, in the person's language."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:  # noqa: FBT001, FBT002  overridden signature
        """Keep the language the person signed up in as the language of mails."""
        language = get_language() or settings.LANGUAGE_CODE
        user.language = language if language in MailLanguage.values else settings.LANGUAGE_CODE
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail in the language the person chose, not in that of whoever pressed the button."""
        user = context.get("user") or User.objects.filter(email__iexact=email).first()
        language = user.language if isinstance(user, User) else get_language() or settings.LANGUAGE_CODE
        with override(language):
            super().send_mail(template_prefix, email, {**context, "site_url": settings.SITE_URL})

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """An account that axes has locked is answered by its page before allauth counts once more."""
        if not AxesProxyHandler.is_allowed(request, credentials):
            raise ImmediateHttpResponse(show_lockout(request))
        super().pre_authenticate(request, **credentials)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To what waits for the person, in the language of the page."""
        return reverse("account-home")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("wagtail_serve", args=[""])


class SecondFactorAdapter(DefaultMFAAdapter):
    """TOTP secrets and recovery codes are encrypted with keys derived from ``SECRET_KEY`` and its fallbacks."""

    def get_totp_issuer(self) -> str:
        return "Zhiheng 知衡"

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Whoever works in the admin keeps a second factor."""
        return not is_staff_person(authenticator.user)


def _cipher() -> MultiFernet:
    """The first key encrypts, all of them decrypt, so that ``SECRET_KEY`` can be changed."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_key(str(secret))) for secret in secrets])


def _key(secret: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"directory.accounts.second-factor")
    return base64.urlsafe_b64encode(derived.derive(secret.encode()))
