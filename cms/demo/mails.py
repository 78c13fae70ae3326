"""The mails the demo has sent, read from the folder of the file backend."""

import email
import email.policy
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

from directory.messages.models import Message

#: What Django's console and file backends write between two mails of one file.
SEPARATOR = b"-" * 79 + b"\n"
MOST_SHOWN = 50


@dataclass(frozen=True)
class SentMail:
    """One mail as it went out, its links alive."""

    to: str
    subject: str
    text: str
    at: datetime | None


def sent_mails(most: int = MOST_SHOWN) -> list[SentMail]:
    """The newest mails first; from the message rows where no folder is kept (their one-time links are blanked)."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", None) or "")
    if not settings.EMAIL_BACKEND.endswith("filebased.EmailBackend") or not folder.is_dir():
        return [
            SentMail(message.recipient, message.subject, message.body, message.sent_at)
            for message in Message.objects.filter(sent_at__isnull=False).order_by("-sent_at", "-pk")[:most]
        ]
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)[:most]
    mails = [mail for file in files for mail in reversed(_read(file.read_bytes()))]
    return mails[:most]


def _read(raw: bytes) -> list[SentMail]:
    return [_parse(part) for part in raw.split(SEPARATOR) if part.strip()]


def _parse(raw: bytes) -> SentMail:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    text, at = "", None
    if isinstance(message, EmailMessage):
        body = message.get_body(("plain",))
        text = str(body.get_content()) if body is not None else ""
    if message["date"]:
        at = parsedate_to_datetime(str(message["date"]))
    return SentMail(str(message["to"] or ""), str(message["subject"] or ""), text.strip(), at)
