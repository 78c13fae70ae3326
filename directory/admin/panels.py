"""The panel "what waits for me" on the admin's first page."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from directory.waiting import waiting_for

#: More would push the rest of the page away; the heading says how many there are.
SHOWN = 20


class WaitingPanel(Component):
    """The most urgent work of the person looking, deadlines first."""

    name = "waiting"
    template_name = "directory/admin/waiting_panel.html"
    order = 50

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        rows = waiting_for(self.request.user)
        return {"rows": rows[:SHOWN], "count": len(rows), "hidden": max(0, len(rows) - SHOWN)}
