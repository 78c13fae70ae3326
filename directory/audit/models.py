"""The audit chain (C8): events, their payloads apart, and the head that the next event hangs on.

Nothing here points at another table: an event must outlive what it tells of, and a foreign key would let
another table's deletion reach into the chain. The database itself refuses changes (``guards.py``).
"""

import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.audit.querysets import AuditEventQuerySet


class AuditEvent(models.Model):
    """One append-only link: who did what to which record, and the hash of everything up to here.

    ``actor_id`` and ``association_id`` are plain keys; names of persons stand in the payload alone, where
    they can be erased. ``subject_label`` is therefore empty when the subject is a person.
    """

    sequence = models.PositiveBigIntegerField(_("Number"), primary_key=True)
    at = models.DateTimeField(_("Time"))
    kind = models.CharField(_("What happened"), max_length=80)
    actor_id = models.BigIntegerField(_("Acting user"), null=True)
    association_id = models.BigIntegerField(_("Acting association"), null=True)
    subject_model = models.CharField(_("Kind of record"), max_length=100)
    subject_id = models.CharField(_("Key of the record"), max_length=64)
    subject_label = models.CharField(_("Name of the record"), max_length=300)
    payload_digest = models.CharField(_("Digest of the payload"), max_length=64)
    previous_hash = models.CharField(_("Previous hash"), max_length=64)
    hash = models.CharField(_("Hash"), max_length=64)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("Audit event")
        verbose_name_plural = _("Audit events")
        ordering = ("sequence",)
        default_permissions = ("view",)
        indexes = (
            models.Index(fields=("subject_model", "subject_id", "sequence"), name="audit_subject"),
            models.Index(fields=("kind", "sequence"), name="audit_kind"),
            models.Index(fields=("actor_id", "sequence"), name="audit_actor"),
        )
        constraints = (
            models.CheckConstraint(condition=models.Q(sequence__gte=1), name="audit_sequence_from_one"),
            models.CheckConstraint(condition=~models.Q(kind=""), name="audit_kind_named"),
            models.UniqueConstraint(fields=("hash",), name="audit_hash_once"),
            models.UniqueConstraint(fields=("previous_hash",), name="audit_never_forks"),
        )

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind}"


class AuditPayload(models.Model):
    """What an event says, apart from the chain so that it can be erased.

    Erasing takes the salt too: with the salt left behind, a short text could be guessed from the digest.
    """

    event = models.OneToOneField(
        AuditEvent, on_delete=models.PROTECT, primary_key=True, related_name="payload", verbose_name=_("Event")
    )
    salt = models.CharField(_("Salt"), max_length=32, null=True)
    body = models.TextField(_("Content"), null=True)
    erased_at = models.DateTimeField(_("Erased at"), null=True)
    erased_by = models.BigIntegerField(_("Erased by"), null=True)

    class Meta:
        verbose_name = _("Audit payload")
        verbose_name_plural = _("Audit payloads")
        default_permissions = ("view",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(body__isnull=False, salt__isnull=False, erased_at__isnull=True)
                | models.Q(body__isnull=True, salt__isnull=True, erased_at__isnull=False),
                name="audit_payload_whole_or_erased",
            ),
        )

    def __str__(self) -> str:
        return f"payload of {self.event_id}"

    @property
    def is_erased(self) -> bool:
        """Nothing of it is left but its digest in the chain."""
        return self.body is None

    @property
    def content(self) -> dict[str, Any]:
        """``actor`` and ``subject`` (names), ``reason`` and ``data``; empty when erased."""
        return {} if self.body is None else json.loads(self.body)

    @property
    def data(self) -> dict[str, Any]:
        """What the caller of ``record_event`` gave; empty when erased."""
        return dict(self.content.get("data", {}))


class AuditHead(models.Model):
    """The one row that says where the chain ends. Locking it puts parallel writers in a queue."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.PositiveBigIntegerField(_("Number of the last event"), default=0)
    hash = models.CharField(_("Hash of the last event"), max_length=64)

    class Meta:
        verbose_name = _("Head of the audit chain")
        verbose_name_plural = _("Head of the audit chain")
        default_permissions = ()
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head"),)

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash}"
