"""Appending to the audit chain, and erasing payloads.

An append locks the head row until the transaction ends, so it must be the **last write** of the caller's
transaction: any other order deadlocks under parallel writers, and whatever follows it makes every other writer wait.
"""

import secrets
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone, translation

from directory.audit.appending import BATCH, Draft, append_links
from directory.audit.canonical import canonical_json, payload_digest
from directory.audit.errors import UnsavedSubjectError
from directory.audit.models import AuditEvent, AuditPayload

if TYPE_CHECKING:
    from directory.accounts.models import User

ERASED = "audit.payload-erased"
PERSONAL = frozenset(
    {"directory.practitioner", "directory.affiliation", "directory.membership", "directory.invitation"}
)
"""Models of this app whose ``str()`` holds a person's name or address; others say ``audit_personal = True``."""

Entry = tuple[models.Model | None, dict[str, Any]]


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    """``{"field": [before, after]}`` of every field whose value differs; a missing field counts as ``None``."""
    return {
        field: [before.get(field), after.get(field)]
        for field in sorted(before.keys() | after.keys())
        if before.get(field) != after.get(field)
    }


@transaction.atomic
def record_event(
    *,
    kind: str,
    actor: "User | None",
    subject: models.Model | None,
    payload: dict[str, Any],
    association: models.Model | None = None,
    reason: str = "",
) -> AuditEvent:
    """Append one event. Call it as the last write of the transaction.

    ``kind`` is ``"noun.verb"`` (``"agency.changed"``); ``payload`` says before and after (see ``changes``).
    Raises ``TypeError`` when the payload holds something that has no plain text, ``AuditHeadMissingError`` when the
    chain is not set up.
    """
    writer = _Writer(kind=kind, actor=actor, association=association, reason=reason)
    (event,) = writer.append([(subject, payload)])
    return event


@transaction.atomic
def record_events(
    *,
    kind: str,
    actor: "User | None",
    entries: Iterable[Entry],
    association: models.Model | None = None,
    reason: str = "",
) -> int:
    """Append one event per ``(subject, payload)``, in that order, and return how many. Last write, like above."""
    writer = _Writer(kind=kind, actor=actor, association=association, reason=reason)
    return sum(len(writer.append(batch)) for batch in _batches(entries))


@transaction.atomic
def erase_payload(*, event: AuditEvent, actor: "User | None", reason: str) -> AuditEvent:
    """Erase what ``event`` says and append an event that tells of it; the chain stays whole (C8).

    Pressed twice it erases once and returns the same telling event.
    """
    erased = AuditPayload.objects.filter(event_id=event.pk, body__isnull=False).update(
        body=None, salt=None, erased_at=timezone.now(), erased_by=actor.pk if actor else None
    )
    if not erased:
        told = AuditEvent.objects.about(event).of_kind(ERASED).first()
        if told is not None:
            return told
    return record_event(
        kind=ERASED, actor=actor, subject=event, payload={"sequence": event.sequence, "kind": event.kind}, reason=reason
    )


class _Writer:
    """Holds what the events of one call share, so that a bulk append prepares it once."""

    def __init__(self, *, kind: str, actor: "User | None", association: models.Model | None, reason: str) -> None:
        self.kind = kind
        self.actor_id = actor.pk if actor else None
        self.actor_label = str(actor) if actor else ""
        self.association_id = association.pk if association else None
        self.reason = str(reason)

    def append(self, entries: list[Entry]) -> list[AuditEvent]:
        """Prepare the events, then hang them on the chain.

        Texts are taken in the site's first language, whoever is looking at which page.
        """
        with translation.override(settings.LANGUAGE_CODE):
            drafts = [self._draft(subject, payload) for subject, payload in entries]
        shared = {"kind": self.kind, "actor_id": self.actor_id, "association_id": self.association_id}
        return append_links(drafts, shared)

    def _draft(self, subject: models.Model | None, payload: dict[str, Any]) -> Draft:
        salt, body = secrets.token_hex(16), self._body(subject, payload)
        return Draft(subject=subject_columns(subject), digest=payload_digest(salt, body), salt=salt, body=body)

    def _body(self, subject: models.Model | None, payload: dict[str, Any]) -> str:
        return canonical_json(
            {
                "actor": self.actor_label,
                "reason": self.reason,
                "subject": str(subject) if subject is not None and is_person(subject) else "",
                "data": payload,
            }
        )


def is_person(subject: models.Model) -> bool:
    """True when the subject's name is personal data and may stand in the erasable payload only."""
    label = subject._meta.label_lower
    return (
        label == settings.AUTH_USER_MODEL.lower()
        or label in PERSONAL
        or bool(getattr(subject, "audit_personal", False))
    )


def subject_columns(subject: models.Model | None) -> dict[str, str]:
    """The three columns that name a subject. ``audit_label`` on a model replaces its ``str()``.

    Raises ``UnsavedSubjectError`` when the record has no key yet.
    """
    if subject is None:
        return {"subject_model": "", "subject_id": "", "subject_label": ""}
    if subject.pk is None:
        raise UnsavedSubjectError(str(subject._meta.verbose_name))
    label = "" if is_person(subject) else str(getattr(subject, "audit_label", None) or subject)
    return {
        "subject_model": subject._meta.label_lower,
        "subject_id": str(subject.pk),
        "subject_label": label.replace("\x00", "")[:300],
    }


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    iterator = iter(entries)
    while batch := list(islice(iterator, BATCH)):
        yield batch
