"""Issuing, checking, redeeming and withdrawing one-time mail tokens."""

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from directory.tokens.errors import TokenRefused
from directory.tokens.models import MailToken


@transaction.atomic
def issue_token(*, purpose: str, subject: str, valid_for: dt.timedelta, replace: bool = True) -> str:
    """Make a token and return its secret, which exists nowhere else.

    ``replace`` withdraws earlier open tokens for the same purpose and subject, so that only the newest mail works.
    """
    if replace:
        revoke_tokens(purpose=purpose, subject=subject)
    secret = secrets.token_urlsafe(32)
    now = timezone.now()
    token = MailToken(
        purpose=purpose, subject=subject, digest=_digest(secret), created_at=now, expires_at=now + valid_for
    )
    token.full_clean()
    token.save()
    return secret


def check_token(*, purpose: str, secret: str) -> MailToken:
    """The open token of ``secret``, unspent: for the page that asks "do you want to …?".

    Raises ``TokenRefused``. A token of another purpose is unknown.
    """
    token = MailToken.objects.filter(purpose=purpose, digest=_digest(secret)).first()
    if token is None:
        raise TokenRefused("unknown")
    if token.used_at is not None:
        raise TokenRefused("used")
    if token.revoked_at is not None:
        raise TokenRefused("withdrawn")
    if token.expires_at <= timezone.now():
        raise TokenRefused("expired")
    return token


@transaction.atomic
def redeem_token(*, purpose: str, secret: str) -> MailToken:
    """Spend the token, once: of two simultaneous attempts one gets ``TokenRefused("used")``.

    Call it inside the transaction of what the token allows; when that fails, the token stays unspent.
    """
    token = check_token(purpose=purpose, secret=secret)
    now = timezone.now()
    if not MailToken.objects.filter(pk=token.pk).open_at(now).update(used_at=now):
        raise TokenRefused("used")
    token.used_at = now
    return token


def revoke_tokens(*, purpose: str, subject: str) -> int:
    """Withdraw the open tokens of a subject and return how many there were."""
    now = timezone.now()
    return MailToken.objects.for_subject(purpose, subject).open_at(now).update(revoked_at=now)


def prune_tokens(*, older_than: dt.timedelta = dt.timedelta(days=90)) -> int:
    """Delete tokens that expired longer ago than ``older_than``."""
    return MailToken.objects.finished_before(timezone.now() - older_than).delete()[0]


def _digest(secret: str) -> str:
    """SHA-256 in hex: the secret has 256 random bits, so a slow hash would add nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()
