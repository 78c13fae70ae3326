"""What the directory adds to Wagtail's admin."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from directory.admin.panels import WaitingPanel


@hooks.register("construct_homepage_panels")
def show_what_waits(request: HttpRequest, panels: list[Component]) -> None:
    """The work that waits, before everything else."""
    panels.append(WaitingPanel(request))
