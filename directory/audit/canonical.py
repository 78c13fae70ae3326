"""Canonical JSON and the digests of the chain (C8): pure functions, shared by writing and verifying.

A payload's text is stored exactly as it was digested, because a database's own JSON type rewrites numbers
and key order, and a digest of re-read JSON would then fail.
"""

import dataclasses
import datetime as dt
import decimal
import enum
import hashlib
import json
import uuid
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

GENESIS = "0" * 64
"""The "previous hash" of the first event."""


def plain(value: object) -> Any:
    """What ``json`` cannot write by itself, as text or plain containers.

    Raises ``TypeError`` naming the type for anything that has no obvious text: an audit entry must not
    hold an accidental ``repr``.
    """
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal | uuid.UUID | Promise):
        return str(value)
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, Model):
        return {"model": value._meta.label_lower, "id": str(value.pk), "label": str(value)}
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    raise TypeError(f"An audit payload cannot hold a value of type {type(value).__name__}.")


def canonical_json(value: object) -> str:
    """One text for one value: keys sorted, no spaces, no NaN, Unicode as it is.

    Text that is not valid Unicode (a lone surrogate from a hostile file) is written with escapes instead.
    """
    text = _dump(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return _dump(value, ensure_ascii=True)
    return text


def _dump(value: object, *, ensure_ascii: bool) -> str:
    return json.dumps(
        value, ensure_ascii=ensure_ascii, sort_keys=True, separators=(",", ":"), allow_nan=False, default=plain
    )


def payload_digest(salt: str, body: str) -> str:
    """SHA-256 over salt and canonical JSON, in hex. Without the salt nobody can guess an erased payload."""
    return hashlib.sha256((salt + body).encode()).hexdigest()


def event_hash(
    *,
    sequence: int,
    at: dt.datetime,
    kind: str,
    actor_id: int | None,
    association_id: int | None,
    subject_model: str,
    subject_id: str,
    subject_label: str,
    digest: str,
    previous_hash: str,
) -> str:
    """SHA-256 over every column of an event and the hash of the one before it, in hex.

    ``at`` is written in UTC with microseconds, so that both databases give the same text.
    """
    columns = [
        sequence,
        at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        kind,
        actor_id,
        association_id,
        subject_model,
        subject_id,
        subject_label,
        digest,
        previous_hash,
    ]
    return hashlib.sha256(json.dumps(columns, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()
