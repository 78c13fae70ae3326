"""What the directory adds to Wagtail's admin: its menus and the panel of waiting work."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSetGroup

from directory.accounts import viewsets as accounts
from directory.accounts.enums import Role
from directory.accounts.models import User
from directory.accounts.permissions import agencies_barred
from directory.admin.panels import WaitingPanel
from directory.agencies import narrative_viewsets as narratives
from directory.agencies import viewsets as agencies
from directory.agencies.moderation import READERS, narratives_in_moderation
from directory.agencies.narrative import AgencyNarrative
from directory.audit import viewsets as audit
from directory.claims import viewsets as claims
from directory.people import viewsets as people
from directory.rosters import viewsets as rosters
from directory.rosters.admin import hooks as roster_pages  # noqa: F401  importing it registers its hooks
from directory.taxonomies import viewsets as taxonomies
from directory.waiting import WaitingItem, WaitingSource, register_waiting

# Wagtail must know who may before the first viewset asks.
for module in (accounts, agencies, audit, claims, narratives, people, rosters, taxonomies):
    module.register_policies()


class DirectoryGroup(ModelViewSetGroup):
    """Agencies and what registers and they themselves say of them."""

    menu_label = _("Directory")
    menu_icon = "list-ul"
    menu_order = 300
    items = (agencies.AgencyViewSet, narratives.NarrativeViewSet, rosters.RegisterViewSet, rosters.ListingViewSet)


class PeopleGroup(ModelViewSetGroup):
    """Practitioners."""

    menu_label = _("People")
    menu_icon = "user"
    menu_order = 310
    items = (people.PractitionerViewSet, people.AffiliationViewSet)


class MembersGroup(ModelViewSetGroup):
    """Who acts on the platform."""

    menu_label = _("Members")
    menu_icon = "group"
    menu_order = 330
    items = (
        accounts.FirmViewSet,
        accounts.FirmVerificationViewSet,
        accounts.AssociationViewSet,
        accounts.MembershipViewSet,
        accounts.InterestViewSet,
    )


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet]:
    """The menus of this app."""
    return [
        DirectoryGroup(),
        claims.ClaimsGroup(),
        PeopleGroup(),
        taxonomies.TaxonomiesGroup(),
        MembersGroup(),
        audit.AuditEventViewSet(),
    ]


@hooks.register("construct_homepage_panels")
def show_what_waits(request: HttpRequest, panels: list[Component]) -> None:
    """The work that waits, before everything else."""
    panels.append(WaitingPanel(request))


def verifications_waiting_for(user: User) -> Iterator[WaitingItem]:
    """Firms that asked to be verified, except by the officer's own request; no clock is promised."""
    for verification in accounts.waiting_verifications().exclude(requested_by=user):
        yield WaitingItem(
            title=_("Verify %(firm)s") % {"firm": verification.firm},
            url=reverse("firmverification:edit", args=(verification.pk,)),
            detail=_("asked on %(day)s") % {"day": localdate(verification.requested_at)},
        )


def narratives_waiting_for(user: User) -> Iterator[WaitingItem]:
    """Agencies' own words that nobody has read yet, except those of agencies the reader must recuse on."""
    states = list(narratives_in_moderation())
    rows = AgencyNarrative.objects.select_related("agency").in_bulk([int(state.object_id) for state in states])
    barred = agencies_barred(user, [row.agency_id for row in rows.values()])
    for state in states:
        row = rows.get(int(state.object_id))
        if row is not None and row.agency_id not in barred:
            yield WaitingItem(
                title=_("Read what %(agency)s writes about itself") % {"agency": row.agency},
                url=reverse("agency_narratives:edit", args=(row.pk,)),
                detail=_("sent on %(day)s") % {"day": localdate(state.created_at)},
            )


register_waiting(WaitingSource(code="narratives", label=_("Own words"), roles=READERS, items=narratives_waiting_for))
register_waiting(
    WaitingSource(
        code="firm-verifications",
        label=_("Verifications of firms"),
        roles=(Role.REGISTRY_OFFICER,),
        items=verifications_waiting_for,
    )
)
claims.register_waiting_work()
