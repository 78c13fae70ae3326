"""The audit trail in the admin: read by those who watch over the platform, changed by nobody (C8)."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from directory.accounts.enums import Role
from directory.admin.history import read_event
from directory.admin.policies import RolePolicy, register_policy
from directory.admin.views import DirectoryViewSet, RowsInspectView
from directory.audit.models import AuditEvent

READERS = (Role.REGISTRY_OFFICER, Role.AUDITOR, Role.SITE_ADMINISTRATOR)


class AuditFilterSet(WagtailFilterSet):
    """By time, kind and subject."""

    at = django_filters.DateFromToRangeFilter(label=_("Time"), widget=DateRangePickerWidget)
    kind = django_filters.CharFilter(label=_("What happened"), lookup_expr="startswith")
    subject_model = django_filters.CharFilter(label=_("Kind of record"), lookup_expr="iexact")
    subject_id = django_filters.CharFilter(label=_("Record"))

    class Meta:
        model = AuditEvent
        fields = ["at", "kind", "subject_model", "subject_id"]


class AuditInspectView(RowsInspectView):
    """With what the event says, unless it was erased."""

    def get_fields_context(self) -> list[dict[str, Any]]:
        told = read_event(self.object)
        rows: list[tuple[Any, str]] = [(_("By"), told.actor or "–"), (_("Reason"), told.reason or "–")]
        if told.is_erased:
            rows.append((_("Content"), str(_("The content was erased."))))
        rows += [
            (change.name, f"{change.before} → {change.after}" if change.before else change.after)
            for change in told.changes
        ]
        context = super().get_fields_context()
        return [*context, *({"label": label, "value": value, "component": None} for label, value in rows)]


class AuditEventViewSet(DirectoryViewSet):
    """Events of the chain."""

    model = AuditEvent
    icon = "history"
    menu_label = _("Audit trail")
    menu_order = 900
    add_to_admin_menu = True
    inspect_view_class = AuditInspectView
    filterset_class = AuditFilterSet
    list_display = ("sequence", "at", "kind", "subject_model", "subject_label")
    list_export = ("sequence", "at", "kind", "subject_model", "subject_id", "subject_label", "payload_digest", "hash")
    ordering = "-sequence"
    search_fields = ("kind", "subject_label")
    inspect_view_fields = (
        "sequence",
        "at",
        "kind",
        "subject_model",
        "subject_id",
        "subject_label",
        "payload_digest",
        "previous_hash",
        "hash",
    )


def register_policies() -> None:
    """Nobody adds, changes or deletes."""
    register_policy(RolePolicy(AuditEvent, read=READERS))
