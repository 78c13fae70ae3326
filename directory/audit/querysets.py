"""Reads of the audit chain."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from directory.audit.models import AuditEvent  # noqa: F401  named in the generic base only


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    """Events in the order of the chain unless ``newest_first`` is asked for."""

    def about(self, instance: models.Model) -> Self:
        """Events whose subject is ``instance``."""
        return self.filter(subject_model=instance._meta.label_lower, subject_id=str(instance.pk))

    def about_any(self, model: type[models.Model], ids: "list[object]") -> Self:
        """Events whose subject is one of the rows ``ids`` of ``model``."""
        return self.filter(subject_model=model._meta.label_lower, subject_id__in=[str(key) for key in ids])

    def of_kind(self, *kinds: str) -> Self:
        """Events of any of these kinds."""
        return self.filter(kind__in=kinds)

    def by_actor(self, actor: models.Model) -> Self:
        """Events this user caused."""
        return self.filter(actor_id=actor.pk)

    def between(self, start: dt.datetime, end: dt.datetime) -> Self:
        """Events from ``start`` (included) to ``end`` (excluded), both aware."""
        return self.filter(at__gte=start, at__lt=end)

    def with_payloads(self) -> Self:
        """Payloads in the same query; an erased one has no body."""
        return self.select_related("payload")

    def newest_first(self) -> Self:
        """The chain read backwards, for people."""
        return self.order_by("-sequence")
