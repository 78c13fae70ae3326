"""``/demo/``: be anybody with a click, and read the mails. Development only.

Three locks: production's settings refuse to start with ``DEMO``, a system check refuses it outside development, and
the addresses exist only with it (``cms.access`` answers 404 besides). Nobody can enter as a superuser, and only the
demo's own people can be entered.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms.demo.mails import sent_mails
from cms.demo.people import DEMO_PEOPLE, DOMAIN, DemoPerson
from directory.accounts.enums import STAFF_ROLES
from directory.accounts.models import Membership, User
from directory.accounts.permissions import today
from directory.accounts.second_factor import record_demo_entry

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Door:
    """One person of the demo and where the role is held."""

    person: DemoPerson
    role: str
    place: str


@require_safe
@never_cache
def show_demo(request: HttpRequest) -> HttpResponse:
    """The doors and the newest mails."""
    context = {"groups": demo_doors(), "mails": sent_mails(5)}
    return render(request, "cms/demo/entry.html", context)


@require_safe
@never_cache
def show_mails(request: HttpRequest) -> HttpResponse:
    """Every mail that is kept."""
    return render(request, "cms/demo/mails.html", {"mails": sent_mails()})


@require_POST
@never_cache
def enter_demo(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as one of the demo's people, second factor included."""
    person = next((one for one in DEMO_PEOPLE if one.key == key), None)
    user = User.objects.filter(email=person.email, is_active=True, is_superuser=False).first() if person else None
    if person is None or user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    record_demo_entry(request)
    messages.success(request, _("You are %(name)s now.") % {"name": user})
    return redirect(reverse("wagtailadmin_home") if person.role in STAFF_ROLES else reverse("workspace"))


def demo_doors() -> list[tuple[str, list[Door]]]:
    """The people who are there, in three groups. Two queries."""
    there = set(User.objects.filter(email__endswith=f"@{DOMAIN}", is_active=True).values_list("email", flat=True))
    memberships = Membership.objects.valid_on(today()).filter(user__email__in=there)
    places = {
        membership.user.email: membership.organisation
        for membership in memberships.select_related("user", "firm", "agency", "association")
    }
    doors = [
        Door(
            person=one,
            role=str(one.role.label) if one.role else _("Nobody yet"),
            place=str(getattr(places.get(one.email), "name", "")),
        )
        for one in DEMO_PEOPLE
        if one.email in there
    ]
    on_site = [door for door in doors if door.person.role not in STAFF_ROLES]
    return [
        (_("On the site"), on_site),
        (_("In the administration"), [door for door in doors if door not in on_site]),
    ]
