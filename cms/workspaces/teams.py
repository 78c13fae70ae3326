"""The team of a firm or an agency: who works here, who is invited, who may do what.

One set of views serves both; the address says which kind (``kind`` in ``cms.workspaces.urls``).
"""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms.navigation import reverse_if_any
from cms.workspaces.views import person
from directory.accounts.enums import Role
from directory.accounts.errors import AccountsError
from directory.accounts.forms import InvitationForm, RoleForm, team_roles
from directory.accounts.invitations import invite_person, resend_invitation, revoke_invitation
from directory.accounts.models import Firm, Invitation, Membership
from directory.accounts.permissions import can_manage_team, can_see_agency_workspace, can_see_firm, forget_roles, today
from directory.accounts.services import change_role, end_role
from directory.agencies.models import Agency


@dataclass(frozen=True)
class Team:
    """The people of an organisation as ``viewer`` may see them."""

    kind: str
    organisation: Firm | Agency
    members: list[Membership]
    invitations: list[Invitation]
    can_manage: bool


def read_team(kind: str, organisation: Firm | Agency, viewer: object) -> Team:
    """Members and open invitations. Two queries, however many people."""
    members = Membership.objects.valid_on(today()).in_organisation(organisation).with_people()
    invitations = Invitation.objects.unanswered().in_organisation(organisation).select_related("invited_by")
    can_manage = can_manage_team(viewer, organisation)  # type: ignore[arg-type]  # request.user of any kind
    return Team(
        kind=kind,
        organisation=organisation,
        members=list(members.order_by("role", "since", "pk")),
        invitations=list(invitations.order_by("-created_at")),
        can_manage=can_manage,
    )


@require_safe
@never_cache
def show_team(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """Everybody of the organisation sees the team; administrators change it."""
    organisation = _find(request, kind, public_id)
    form = InvitationForm(organisation=organisation, initial={"language": get_language()})
    return _render(request, kind, organisation, form)


@require_POST
def invite(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """Mail an invitation."""
    organisation = _find(request, kind, public_id, manage=True)
    form = InvitationForm(request.POST, organisation=organisation)
    if form.is_valid():
        email = form.cleaned_data["email"]
        try:
            invite_person(
                email=email,
                role=Role(form.cleaned_data["role"]),
                organisation=organisation,
                invited_by=person(request),
                language=form.cleaned_data["language"],
            )
        except (AccountsError, ValidationError) as refusal:
            form.add_error("email", str(refusal) if isinstance(refusal, AccountsError) else refusal)
        else:
            messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": email})
            return _back(kind, organisation)
    return _render(request, kind, organisation, form, status=422)


@require_POST
def resend(request: HttpRequest, kind: str, public_id: str, invitation_id: int) -> HttpResponse:
    """Mail a new link; the old one ends."""
    organisation = _find(request, kind, public_id, manage=True)
    invitation = _invitation(organisation, invitation_id)
    try:
        resend_invitation(invitation=invitation, resent_by=person(request), language=get_language() or "zh-hans")
    except AccountsError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("A new link is on its way to %(email)s.") % {"email": invitation.email})
    return _back(kind, organisation)


@require_POST
def revoke(request: HttpRequest, kind: str, public_id: str, invitation_id: int) -> HttpResponse:
    """Withdraw an invitation."""
    organisation = _find(request, kind, public_id, manage=True)
    invitation = _invitation(organisation, invitation_id)
    try:
        revoke_invitation(invitation=invitation, revoked_by=person(request))
    except AccountsError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The invitation of %(email)s is withdrawn.") % {"email": invitation.email})
    return _back(kind, organisation)


@require_POST
def change_member(request: HttpRequest, kind: str, public_id: str, membership_id: int) -> HttpResponse:
    """Give a member another role."""
    organisation = _find(request, kind, public_id, manage=True)
    membership = _membership(organisation, membership_id)
    form = RoleForm(request.POST, organisation=organisation)
    if not form.is_valid():
        raise Http404
    try:
        change_role(membership=membership, role=Role(form.cleaned_data["role"]), changed_by=person(request))
    except AccountsError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(person)s has another role now.") % {"person": membership.user})
    forget_roles(request.user)
    return _back(kind, organisation)


@require_POST
def end_member(request: HttpRequest, kind: str, public_id: str, membership_id: int) -> HttpResponse:
    """An administrator ends a membership; a member ends the own one."""
    organisation = _find(request, kind, public_id)
    membership = _membership(organisation, membership_id)
    own = membership.user_id == person(request).pk
    if not own and not can_manage_team(request.user, organisation):
        raise Http404
    try:
        end_role(membership=membership, ended_by=person(request))
    except AccountsError as refusal:
        messages.error(request, str(refusal))
        return _back(kind, organisation)
    if own:
        messages.success(request, _("You have left %(name)s.") % {"name": organisation.name})
        return redirect("account-home")
    messages.success(request, _("%(person)s has left the team.") % {"person": membership.user})
    return _back(kind, organisation)


# ── Parts ─────────────────────────────────────────────────────────────────────────────────────


def _find(request: HttpRequest, kind: str, public_id: str, *, manage: bool = False) -> Firm | Agency:
    organisation: Firm | Agency
    if kind == "firm":
        organisation = get_object_or_404(Firm, public_id=public_id)
        visible = can_see_firm(request.user, organisation)
    else:
        organisation = get_object_or_404(Agency, public_id=public_id)
        visible = can_see_agency_workspace(request.user, organisation)
    if not visible or (manage and not can_manage_team(request.user, organisation)):
        raise Http404
    return organisation


def _membership(organisation: models.Model, membership_id: int) -> Membership:
    members = Membership.objects.in_organisation(organisation).valid_on(today()).select_related("user")
    return get_object_or_404(members, pk=membership_id)


def _invitation(organisation: models.Model, invitation_id: int) -> Invitation:
    return get_object_or_404(Invitation.objects.in_organisation(organisation), pk=invitation_id)


def _back(kind: str, organisation: Firm | Agency) -> HttpResponse:
    return redirect(f"{kind}-team", organisation.public_id)


def _render(
    request: HttpRequest, kind: str, organisation: Firm | Agency, form: InvitationForm, status: int = 200
) -> HttpResponse:
    home = reverse_if_any(f"{kind}-workspace", organisation.public_id)
    crumbs = [{"label": _("My account"), "url": reverse("account-home")}]
    if home:
        crumbs.append({"label": organisation.name, "url": home})
    context = {
        "team": read_team(kind, organisation, request.user),
        "form": form,
        "roles": team_roles(organisation),
        "crumbs": crumbs,
        "now": timezone.now(),
    }
    return render(request, "cms/workspaces/team.html", context, status=status)
