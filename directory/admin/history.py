"""The history of one row, from the audit trail: who changed what, when, before and after."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from directory.admin.policies import policy_of
from directory.audit.models import AuditEvent

PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field in an event; for what is not a change, ``before`` is empty."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One audit event as people read it."""

    number: int
    at: datetime
    kind: str
    actor: str
    reason: str
    changes: tuple[FieldChange, ...]
    is_erased: bool


class AuditHistoryView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Takes the place of Wagtail's history, which any writer of the database could change (C8)."""

    any_permission_required = ["add", "change", "delete", "view"]
    template_name = "directory/admin/history.html"
    page_title = gettext_lazy("Change history")
    header_icon = "history"
    model: Any = None
    index_url_name: str | None = None
    inspect_url_name: str | None = None
    results_only = False

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(policy_of(self.model).visible_to(request.user), pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        items = []
        if self.index_url_name:
            label = capfirst(self.model._meta.verbose_name_plural)
            items.append({"url": reverse(self.index_url_name), "label": label})
        if self.inspect_url_name:
            items.append({"url": reverse(self.inspect_url_name, args=(self.object.pk,)), "label": str(self.object)})
        return [
            *self.breadcrumbs_items,
            *items,
            {"url": "", "label": _("Change history"), "sublabel": str(self.object)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        events = AuditEvent.objects.about(self.object).select_related("payload").order_by("-sequence")
        page = Paginator(events, PER_PAGE).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "page": page, "rows": [read_event(event) for event in page]}


def read_event(event: AuditEvent) -> HistoryRow:
    """``event`` with its payload, which must be fetched with it; erased payloads say so."""
    body = event.payload.body if hasattr(event, "payload") else None
    told: dict[str, Any] = json.loads(body) if body else {}
    return HistoryRow(
        number=event.sequence,
        at=event.at,
        kind=event.kind,
        actor=told.get("actor", ""),
        reason=told.get("reason", ""),
        changes=tuple(_change(name, value) for name, value in (told.get("data") or {}).items()),
        is_erased=body is None,
    )


def _change(name: str, value: Any) -> FieldChange:
    if isinstance(value, list) and len(value) == 2:
        return FieldChange(name, _text(value[0]), _text(value[1]))
    return FieldChange(name, "", _text(value))


def _text(value: Any) -> str:
    if value is None or value == "":
        return "–"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
