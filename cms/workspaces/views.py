"""What belongs to a person: home, settings, invitations, registering a firm."""

from typing import cast

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from cms.workspaces.overview import account_overview
from directory.accounts.errors import AccountsError, WrongAccountError
from directory.accounts.firms import register_firm
from directory.accounts.forms import FirmForm, PersonForm
from directory.accounts.invitations import accept_invitation, check_account, open_invitation
from directory.accounts.models import Invitation, User
from directory.accounts.services import change_person
from directory.tokens.errors import TokenRefused


@require_safe
@never_cache
def show_account(request: HttpRequest) -> HttpResponse:
    """Home of a signed-in person."""
    return render(request, "cms/workspaces/account_home.html", {"overview": account_overview(person(request))})


@require_safe
@never_cache
def enter_workspace(request: HttpRequest) -> HttpResponse:
    """ "My work": straight to the only workspace, or to the choice."""
    return redirect(account_overview(person(request)).only_workspace or "account-home")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def change_settings(request: HttpRequest) -> HttpResponse:
    """Name and language of mails; address, password, factor and sessions are allauth's pages."""
    user = person(request)
    form = PersonForm(request.POST or None, initial={"name": user.get_full_name(), "language": user.language})
    if request.method == "POST" and form.is_valid():
        change_person(
            user=user, first_name=form.cleaned_data["name"], last_name="", language=form.cleaned_data["language"]
        )
        messages.success(request, _("Saved."))
        return redirect("account-settings")
    return render(request, "cms/workspaces/account_settings.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def register_new_firm(request: HttpRequest) -> HttpResponse:
    """A person registers a firm and becomes its first administrator."""
    form = FirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            firm = register_firm(data=form.data_of_firm(), registered_by=person(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(firm)s is registered. You are its administrator.") % {"firm": firm.name})
            return redirect("firm-workspace", firm.public_id)
    return render(request, "cms/workspaces/firm/register.html", {"form": form}, status=status_of(form))


@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answer_invitation(request: HttpRequest, invitation_id: int, secret: str) -> HttpResponse:
    """Show what is offered; the person accepts with the account that has the invited address."""
    user = request.user if isinstance(request.user, User) else None
    try:
        if request.method == "POST" and user is not None:
            membership = accept_invitation(invitation_id=invitation_id, secret=secret, user=user)
            messages.success(request, _("You have joined %(name)s.") % {"name": membership.organisation})
            return redirect("workspace")
        invitation = open_invitation(invitation_id=invitation_id, secret=secret, user=user)
    except TokenRefused as refusal:
        return _refuse_invitation(request, str(refusal.message))
    except WrongAccountError as refusal:
        return _refuse_invitation(request, str(refusal), status=409)
    except AccountsError as refusal:
        return _refuse_invitation(request, str(refusal))
    if user is None:  # whoever holds the link reads that mailbox: signing up needs no second mail
        get_adapter(request).stash_verified_email(request, invitation.email)
    context = {"invitation": invitation, "wrong_account": _wrong_account(invitation, user), "here": request.path}
    return render(request, "cms/workspaces/invitation.html", context)


def _wrong_account(invitation: Invitation, user: User | None) -> str:
    """Why this account cannot accept, or nothing."""
    if user is None or invitation.accepted_by_id == user.pk:
        return ""
    try:
        check_account(invitation=invitation, user=user)
    except WrongAccountError as refusal:
        return str(refusal)
    return ""


def _refuse_invitation(request: HttpRequest, why: str, status: int = 404) -> HttpResponse:
    return render(request, "cms/workspaces/invitation_refused.html", {"why": why}, status=status)


def person(request: HttpRequest) -> User:
    """The signed-in person; ``cms.access`` lets nobody else come here."""
    return cast(User, request.user)


def status_of(form: FirmForm | PersonForm) -> int:
    """422 for a form sent back with errors, so that htmx and tests tell it from a fresh one."""
    return 422 if form.is_bound and form.errors else 200


def account_links() -> list[dict[str, str]]:
    """Crumbs above pages of an account."""
    return [{"label": _("My account"), "url": reverse("account-home")}]
