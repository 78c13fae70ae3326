"""One-time mail tokens: one purpose, one subject, one use, before it expires; only a digest is stored."""

import datetime as dt
import threading

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from directory.tokens.errors import TokenRefused
from directory.tokens.models import MailToken
from directory.tokens.services import check_token, issue_token, prune_tokens, redeem_token, revoke_tokens

DAY = dt.timedelta(days=1)


def issue(subject: str = "directory.invitation:1", **more: object) -> str:
    return issue_token(purpose="invitation", subject=subject, valid_for=DAY, **more)  # type: ignore[arg-type]


def refusal(secret: str, purpose: str = "invitation") -> str:
    with pytest.raises(TokenRefused) as refused:
        redeem_token(purpose=purpose, secret=secret)
    assert str(refused.value.message)
    return refused.value.code


@pytest.mark.django_db
def test_a_token_works_once() -> None:
    secret = issue()
    assert check_token(purpose="invitation", secret=secret).subject == "directory.invitation:1"
    assert redeem_token(purpose="invitation", secret=secret).used_at is not None
    assert refusal(secret) == "used"


@pytest.mark.django_db
def test_the_secret_is_not_stored() -> None:
    secret = issue()
    assert secret not in str(list(MailToken.objects.values()))
    assert len(secret) >= 43


@pytest.mark.django_db
def test_another_purpose_or_text_is_unknown() -> None:
    secret = issue()
    assert refusal(secret, "password") == "unknown"
    assert refusal(secret[:-1]) == "unknown"
    assert refusal("") == "unknown"


@pytest.mark.django_db
def test_a_token_expires() -> None:
    secret = issue()
    with time_machine.travel(timezone.now() + DAY, tick=False):
        assert refusal(secret) == "expired"


@pytest.mark.django_db
def test_a_newer_token_withdraws_the_older_of_the_same_subject_only() -> None:
    other, old = issue("directory.invitation:2"), issue()
    new = issue()
    assert refusal(old) == "withdrawn"
    check_token(purpose="invitation", secret=new)
    check_token(purpose="invitation", secret=other)
    kept = issue(replace=False)
    check_token(purpose="invitation", secret=new)
    assert revoke_tokens(purpose="invitation", subject="directory.invitation:1") == 2
    assert refusal(kept) == "withdrawn"


@pytest.mark.django_db
def test_what_fails_afterwards_leaves_the_token_unspent() -> None:
    secret = issue()
    with transaction.atomic():
        redeem_token(purpose="invitation", secret=secret)
        transaction.set_rollback(True)
    assert check_token(purpose="invitation", secret=secret).used_at is None


@pytest.mark.django_db
def test_old_tokens_are_pruned() -> None:
    issue()
    with time_machine.travel(timezone.now() + 92 * DAY, tick=False):
        kept = issue("directory.invitation:2")
        assert prune_tokens() == 1
        check_token(purpose="invitation", secret=kept)


@pytest.mark.django_db
def test_the_database_refuses_impossible_tokens() -> None:
    now = timezone.now()
    for wrong in (
        {"created_at": now, "expires_at": now},
        {"expires_at": now + DAY, "used_at": now, "revoked_at": now},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            MailToken.objects.create(purpose="x", subject="y", digest="z", **wrong)


@pytest.mark.django_db(transaction=True)
def test_of_simultaneous_attempts_one_wins() -> None:
    secret = issue()
    outcomes: list[str] = []

    def attempt() -> None:
        try:
            redeem_token(purpose="invitation", secret=secret)
            outcomes.append("won")
        except TokenRefused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["used", "used", "used", "won"]
