"""Lists, inspection and forms of the directory's screens.

A form here never saves a model itself: it hands its data to a service, which checks, writes and
records the change in the audit trail in one transaction.
"""

from typing import Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from directory.accounts.models import User
from directory.admin.exports import SafeExportMixin
from directory.admin.history import AuditHistoryView
from directory.admin.policies import policy_of
from directory.errors import DirectoryError


class RowsIndexView(SafeExportMixin, generic.IndexView):
    """Only rows the reader may know of, with what the columns show already fetched."""

    select_related: tuple[str, ...] = ()
    prefetch_related: tuple[str, ...] = ()

    def get_base_queryset(self) -> models.QuerySet[Any]:
        rows = policy_of(self.model).visible_to(self.request.user)
        return rows.select_related(*self.select_related).prefetch_related(*self.prefetch_related)


class RowsInspectView(generic.InspectView):
    """What is not the reader's does not exist."""

    def get_object(self, queryset: Any = None) -> models.Model:
        return get_object_or_404(policy_of(self.model).visible_to(self.request.user), pk=self.pk)


class ServiceFormMixin:
    """Saves by ``save_by_service``; what the service refuses appears in the form."""

    request: HttpRequest
    form: ModelForm[Any]

    @property
    def actor(self) -> User:
        """Whoever is signed in; the admin's door lets nobody else in."""
        return cast(User, self.request.user)

    def save_by_service(self, form: ModelForm[Any]) -> models.Model:
        """Call the one service that writes this; return the row."""
        raise NotImplementedError

    def save_instance(self) -> models.Model:
        return self.save_by_service(self.form)

    def form_valid(self, form: ModelForm[Any]) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc]  # the view this is mixed into
        except ValidationError as refusal:
            _show(form, refusal)
        except DirectoryError as refusal:
            form.add_error(None, str(refusal))
        self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
        return self.form_invalid(form)  # type: ignore[attr-defined]


def _show(form: ModelForm[Any], refusal: ValidationError) -> None:
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for field, errors in refusal.error_dict.items():
        form.add_error(field if field in form.fields else None, errors)


class ServiceCreateView(ServiceFormMixin, generic.CreateView):
    """Adds a row by a service."""


class ServiceEditView(ServiceFormMixin, generic.EditView):
    """Changes a row by a service; the row must be the editor's to see and to change."""

    def get_object(self, queryset: Any = None) -> models.Model:
        row = super().get_object(queryset)
        if not policy_of(self.model).user_has_permission_for_instance(self.request.user, "change", row):
            raise PermissionDenied
        return row


class DirectoryViewSet(ModelViewSet):
    """List, filter, search, inspect, history and export; nothing is copied, and deleted only where a policy says so."""

    index_view_class = RowsIndexView
    inspect_view_class = RowsInspectView
    history_view_class = AuditHistoryView
    add_view_class = ServiceCreateView
    edit_view_class = ServiceEditView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    search_backend_name = None
    list_per_page = 50
    form_fields: tuple[str, ...] = ()
    list_related: tuple[str, ...] = ()
    list_prefetched: tuple[str, ...] = ()

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        related = {"select_related": self.list_related, "prefetch_related": self.list_prefetched}
        return dict(super().get_index_view_kwargs(**related, **kwargs))

    def get_history_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Ours has one template and needs no second address for its results."""
        return dict(kwargs)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common = dict(super().get_common_view_kwargs(**kwargs))
        common.pop("usage_url_name", None)  # usage counts scan the whole reference index
        return common

    def get_urlpatterns(self) -> list[Any]:
        """Without usage, and without the second address of the history."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in {"usage", "history_results"}]
