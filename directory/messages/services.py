"""Queueing and delivering messages.

The row is written in the caller's transaction, so a rollback unsays it; the task is enqueued after commit. If the
process dies in between, ``sweep_messages`` finds the row. Delivery is at least once: a worker killed between
the server's answer and our commit sends again after the lease, which is better than silence.
"""

import datetime as dt
import logging
import smtplib
from email.utils import make_msgid
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation

from directory.messages.models import Message

logger = logging.getLogger(__name__)

RETRY_AFTER = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 10, 60, 360, 1440))
"""Waiting times between attempts; after the last one the message is given up."""
LEASE = dt.timedelta(minutes=5)
BLANKED = "••••••••"


@transaction.atomic
def send_message(
    *,
    kind: str,
    to: str,
    language: str,
    context: dict[str, Any],
    about: models.Model | None = None,
    secret: str = "",
) -> Message:
    """Queue one mail and return its row.

    ``kind`` is ``"app.name"`` and names the template ``app/messages/name.LANGUAGE.txt``, whose first line is the
    subject. ``secret`` is the part of the text that opens a door (a one-time link): it is blanked after sending.
    Raises ``TemplateDoesNotExist`` for an unknown kind, ``ValidationError`` for a bad address.
    """
    subject, body = render_message(kind=kind, language=language, context=context)
    message = Message(
        kind=kind,
        recipient=to.strip(),
        language=language,
        subject=subject,
        body=body,
        secret=secret,
        about_model=about._meta.label_lower if about else "",
        about_id=str(about.pk) if about else "",
        message_id=make_msgid(domain=urlsplit(settings.SITE_URL).hostname),
    )
    message.full_clean()
    message.save()
    transaction.on_commit(partial(enqueue_delivery, message.pk))
    return message


def render_message(*, kind: str, language: str, context: dict[str, Any]) -> tuple[str, str]:
    """Subject and text of a kind of message in ``language``. ``site_url`` stands in every context."""
    app, _, name = kind.partition(".")
    with translation.override(language):
        text = render_to_string(f"{app}/messages/{name}.{language}.txt", {"site_url": settings.SITE_URL, **context})
    subject, _, body = text.strip().partition("\n")
    return " ".join(subject.split())[:300], body.strip() + "\n"


def enqueue_delivery(message_id: int, after: dt.timedelta | None = None) -> None:
    """Hand the message to the worker, now or ``after`` a while.

    A backend that cannot wait (the immediate one of the tests) leaves it to ``sweep_messages``.
    """
    from directory.messages.tasks import deliver_message_task  # noqa: PLC0415  the task calls this module

    if after is None:
        deliver_message_task.enqueue(message_id)
    elif deliver_message_task.get_backend().supports_defer:
        deliver_message_task.using(run_after=timezone.now() + after).enqueue(message_id)


def deliver_message(*, message_id: int) -> bool:
    """Send one message unless it is sent, given up or being sent. True when it has gone out now.

    Runs outside a transaction: the mail server must not make other writers wait. Never raises for the server's
    failures; they are kept on the row and tried again later.
    """
    now = timezone.now()
    leased = Message.objects.filter(pk=message_id).waiting().unleased_at(now)
    if not leased.update(leased_until=now + LEASE, attempts=F("attempts") + 1):
        return False
    message = Message.objects.get(pk=message_id)
    try:
        _mail(message).send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        _keep_failure(message, error)
        return False
    Message.objects.filter(pk=message_id).update(
        sent_at=timezone.now(),
        leased_until=None,
        last_error="",
        secret="",
        body=message.body.replace(message.secret, BLANKED) if message.secret else message.body,
    )
    return True


def sweep_messages(*, older_than: dt.timedelta = dt.timedelta(minutes=2)) -> int:
    """Try every waiting message that has no worker and whose next attempt is due; return how many went out."""
    now = timezone.now()
    waiting = Message.objects.waiting().unleased_at(now).queued_before(now - older_than).order_by("queued_at")
    due = [message.pk for message in waiting.only("pk", "queued_at", "attempts") if next_attempt(message) <= now]
    return sum(deliver_message(message_id=key) for key in due)


def next_attempt(message: Message) -> dt.datetime:
    """When the message is due again: the waits so far, counted from when it was queued."""
    return message.queued_at + sum(RETRY_AFTER[: message.attempts], dt.timedelta())


def _mail(message: Message) -> EmailMessage:
    return EmailMessage(
        subject=message.subject,
        body=message.body,
        to=[message.recipient],
        headers={"Message-ID": message.message_id, "Content-Language": message.language},
    )


def _keep_failure(message: Message, error: Exception) -> None:
    """Note the failure; ask for another attempt, or give up after the last wait."""
    final = message.attempts > len(RETRY_AFTER)
    logger.warning("Message %s could not be sent (attempt %s): %s", message.pk, message.attempts, error)
    Message.objects.filter(pk=message.pk).update(
        leased_until=None,
        last_error=f"{type(error).__name__}: {error}"[:500],
        failed_at=timezone.now() if final else None,
    )
    if not final:
        enqueue_delivery(message.pk, RETRY_AFTER[message.attempts - 1])
