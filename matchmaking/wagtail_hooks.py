"""What matchmaking adds to Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from directory.accounts.enums import Role
from directory.waiting import WaitingSource, register_waiting
from matchmaking.vetting.policies import register_policies
from matchmaking.vetting.viewsets import VettingFileViewSet
from matchmaking.vetting.waiting import files_to_vet_again

register_policies()
register_waiting(WaitingSource(code="vetting", label=_("Vetting"), roles=(Role.MATCHMAKER,), items=files_to_vet_again))


@hooks.register("register_admin_viewset")
def register_vetting() -> VettingFileViewSet:
    """The list of vetting files and their dossiers."""
    return VettingFileViewSet()
