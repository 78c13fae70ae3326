"""Messages: queued with the transaction, sent after it, tried again, kept as proof."""

import datetime as dt
import smtplib
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.template import TemplateDoesNotExist
from django.utils import timezone

from directory.messages import services
from directory.messages.models import Message
from directory.messages.services import BLANKED, RETRY_AFTER, deliver_message, send_message, sweep_messages
from directory.models import Association

pytestmark = pytest.mark.django_db
LINK = "https://zhiheng.example/invitation/s3cret"


def context() -> dict[str, Any]:
    return {
        "inviter": "Lin <Wei>",
        "organisation": "Zhi & Heng",
        "role": "editor",
        "link": LINK,
        "expires": dt.datetime(2026, 12, 1, 8, 0, tzinfo=dt.UTC),
    }


def send(language: str = "en", **more: Any) -> Message:
    return send_message(kind="directory.invitation", to="a@example.org", language=language, context=context(), **more)


@pytest.mark.parametrize(("language", "subject"), [("en", "invites you to join"), ("zh-hans", "邀请您加入")])
def test_a_message_goes_out_after_commit(language: str, subject: str, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        message = send(language)
        assert not mail.outbox
    (sent,) = mail.outbox
    assert subject in sent.subject
    assert "Lin <Wei>" in sent.subject
    assert "2026-12-01 16:00" in sent.body
    assert sent.extra_headers["Message-ID"] == message.message_id
    message.refresh_from_db()
    assert message.sent_at is not None
    assert message.attempts == 1
    assert (message.failed_at, message.leased_until, message.last_error) == (None, None, "")


def test_a_rollback_unsays_it(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        send()
        transaction.set_rollback(True)
    assert not mail.outbox
    assert not Message.objects.exists()


def test_the_stored_proof_opens_no_door() -> None:
    message = send(secret=LINK)
    assert deliver_message(message_id=message.pk)
    assert LINK in mail.outbox[0].body
    message.refresh_from_db()
    assert LINK not in message.body
    assert BLANKED in message.body
    assert message.secret == ""


def test_a_sent_message_is_not_sent_again() -> None:
    message = send()
    assert deliver_message(message_id=message.pk)
    assert not deliver_message(message_id=message.pk)
    assert len(mail.outbox) == 1


def test_two_workers_do_not_send_the_same() -> None:
    message = send()
    Message.objects.filter(pk=message.pk).update(leased_until=timezone.now() + dt.timedelta(minutes=1))
    assert not deliver_message(message_id=message.pk)
    Message.objects.filter(pk=message.pk).update(leased_until=timezone.now() - dt.timedelta(minutes=1))
    assert deliver_message(message_id=message.pk)


def test_failures_are_tried_again_and_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(message: Message) -> None:
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr(services, "_mail", broken)
    message = send()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for wait in (dt.timedelta(minutes=3), *RETRY_AFTER):
            clock.shift(wait)
            assert sweep_messages() == 0
    message.refresh_from_db()
    assert message.attempts == len(RETRY_AFTER) + 1
    assert message.failed_at is not None
    assert message.last_error == "SMTPServerDisconnected: gone"
    monkeypatch.undo()
    assert sweep_messages() == 0


def test_a_retry_waits_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    message = send()
    Message.objects.filter(pk=message.pk).update(attempts=3)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=70), tick=False):
        assert sweep_messages() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=72), tick=False):
        assert sweep_messages() == 1


def test_a_lost_task_is_found_by_the_sweep(capsys: pytest.CaptureFixture[str]) -> None:
    send()
    call_command("send_waiting_messages")
    assert not mail.outbox
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=3), tick=False):
        call_command("send_waiting_messages")
    assert len(mail.outbox) == 1


def test_messages_are_found_by_record_and_address() -> None:
    association = Association.objects.create(code="a", name_zh="协会", name_en="Association")
    message = send(about=association)
    send()
    assert list(Message.objects.about(association)) == [message]
    assert Message.objects.to_address("A@Example.org").count() == 2


def test_an_unknown_kind_and_a_bad_address_are_refused() -> None:
    with pytest.raises(TemplateDoesNotExist):
        send_message(kind="directory.nothing", to="a@example.org", language="en", context={})
    with pytest.raises(ValidationError):
        send_message(kind="directory.invitation", to="nobody", language="en", context=context())
    with pytest.raises(ValidationError):
        send_message(
            kind="directory.invitation", to="a@example.org\nBcc: b@example.org", language="en", context=context()
        )
    assert not Message.objects.exists()


def test_the_database_refuses_impossible_messages() -> None:
    message = send(secret=LINK)
    now = timezone.now()
    for wrong in ({"sent_at": now, "failed_at": now, "secret": ""}, {"sent_at": now}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Message.objects.filter(pk=message.pk).update(**wrong)


def test_every_kind_has_both_languages() -> None:
    from pathlib import Path

    import directory

    folder = Path(directory.__file__).parent / "templates" / "directory" / "messages"
    names = {path.name.split(".")[0] for path in folder.glob("*.txt")}
    assert names
    assert {f"{name}.{code}.txt" for name in names for code in ("zh-hans", "en")} == {
        path.name for path in folder.glob("*.txt")
    }
