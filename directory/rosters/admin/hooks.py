"""What rosters add to Wagtail's admin; imported by the app's ``wagtail_hooks``."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from directory.accounts.enums import Role
from directory.accounts.models import User
from directory.accounts.permissions import can_read_registry
from directory.rosters.admin import urls
from directory.rosters.enums import RosterState
from directory.rosters.staging import Roster
from directory.waiting import WaitingItem, WaitingSource, register_waiting


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]  # Wagtail carries no types
def roster_urls() -> list[Any]:
    """``/admin/rosters/``."""
    return [path("rosters/", include(urls))]


class RostersMenuItem(MenuItem):  # type: ignore[misc]  # Wagtail carries no types
    """Shown to who may read the registry."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_read_registry(request.user)


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def rosters_menu_item() -> MenuItem:
    """The way to the roster pages."""
    return RostersMenuItem(_("Rosters"), reverse("rosters_list"), name="rosters", icon_name="table", order=210)


def _waiting(user: User) -> list[WaitingItem]:
    """Rosters of this officer that wait for columns or for a look at the preview."""
    rosters = Roster.objects.filter(created_by=user, state__in=[RosterState.UPLOADED, RosterState.READY])
    return [
        WaitingItem(
            title=str(roster), url=reverse("rosters_preview", args=[roster.pk]), detail=roster.get_state_display()
        )
        for roster in rosters.select_related("register")[:50]
    ]


register_waiting(
    WaitingSource(code="rosters", label=_("Rosters to look at"), roles=(Role.REGISTRY_OFFICER,), items=_waiting)
)
