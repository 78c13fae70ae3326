"""Inviting people to a role in a firm, an agency or an association, by mail with a one-time link."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from directory.accounts.enums import Role
from directory.accounts.errors import (
    AlreadyMemberError,
    InvitationClosedError,
    NotAllowedError,
    TooManyInvitationsError,
    WrongAccountError,
)
from directory.accounts.models import Invitation, Membership, User
from directory.accounts.permissions import can_grant_role, today
from directory.accounts.services import add_membership, describe_membership
from directory.audit.services import record_event
from directory.messages.services import send_message
from directory.tokens.errors import TokenRefused
from directory.tokens.services import check_token, issue_token, redeem_token, revoke_tokens

PURPOSE = "directory.invitation"
VALID_FOR = timedelta(days=14)
#: A second press of the button within this time sends no second mail.
QUIET_TIME = timedelta(minutes=1)
MOST_UNANSWERED = 50


@transaction.atomic
def invite_person(*, email: str, role: Role, organisation: models.Model, invited_by: User, language: str) -> Invitation:
    """Offer ``role`` in ``organisation`` to whoever reads ``email``, and mail the link in ``language``.

    An unanswered offer of the same role is sent again instead of made twice. Raises ``NotAllowedError``,
    ``AlreadyMemberError``, ``TooManyInvitationsError``, ``ValidationError`` for a bad address.
    """
    if not can_grant_role(invited_by, role, organisation):
        raise NotAllowedError
    email = email.strip().lower()
    type(organisation)._default_manager.select_for_update().get(pk=organisation.pk)  # a double click waits here
    held = Membership.objects.valid_on(today()).in_organisation(organisation).filter(role=role)
    if held.filter(user__email__iexact=email).exists():
        raise AlreadyMemberError(email)
    unanswered = Invitation.objects.unanswered().in_organisation(organisation)
    waiting = unanswered.filter(email=email, role=role).first()
    if waiting is not None:
        return resend_invitation(invitation=waiting, resent_by=invited_by, language=language)
    if unanswered.open_at(timezone.now()).count() >= MOST_UNANSWERED:
        raise TooManyInvitationsError(MOST_UNANSWERED)
    invitation = Invitation(
        email=email,
        role=role,
        invited_by=invited_by,
        expires_at=timezone.now() + VALID_FOR,
        **{organisation._meta.model_name or "": organisation},
    )
    invitation.full_clean()
    invitation.save()
    _mail_link(invitation, language)
    _record("invitation.sent", invitation, invited_by)
    return invitation


@transaction.atomic
def resend_invitation(*, invitation: Invitation, resent_by: User, language: str) -> Invitation:
    """Mail a new link and begin its fourteen days anew; the old link ends. Pressed twice it mails once."""
    invitation = _lock(invitation)
    _refuse_closed(invitation, even_expired=False)
    if not can_grant_role(resent_by, Role(invitation.role), invitation.organisation):
        raise NotAllowedError
    now = timezone.now()
    if invitation.expires_at > now + VALID_FOR - QUIET_TIME:
        return invitation
    invitation.expires_at = now + VALID_FOR
    invitation.save(update_fields=["expires_at"])
    _mail_link(invitation, language)
    _record("invitation.resent", invitation, resent_by)
    return invitation


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, revoked_by: User) -> Invitation:
    """Withdraw an offer; its link ends at once. Withdrawn twice it is withdrawn once."""
    invitation = _lock(invitation)
    if not can_grant_role(revoked_by, Role(invitation.role), invitation.organisation):
        raise NotAllowedError
    if invitation.revoked_at is not None:
        return invitation
    _refuse_closed(invitation, even_expired=False)
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    revoke_tokens(purpose=PURPOSE, subject=_subject(invitation))
    _record("invitation.revoked", invitation, revoked_by)
    return invitation


def open_invitation(*, invitation_id: int, secret: str, user: User | None) -> Invitation:
    """The invitation behind a link, for the page that asks "do you accept?"; nothing is spent.

    The person who accepted it may open it again. Raises ``TokenRefused`` or ``InvitationClosedError``.
    """
    invitation = _with_organisation().filter(pk=invitation_id).first()
    if invitation is None:
        raise TokenRefused("unknown")
    if user is not None and invitation.accepted_by_id == user.pk:
        return invitation
    token = check_token(purpose=PURPOSE, secret=secret)
    if token.subject != _subject(invitation):
        raise TokenRefused("unknown")
    _refuse_closed(invitation)
    return invitation


@transaction.atomic
def accept_invitation(*, invitation_id: int, secret: str, user: User) -> Membership:
    """Spend the link and give ``user`` the role. Pressed twice it is the same membership.

    Raises ``WrongAccountError`` when none of the person's confirmed addresses is the invited one, ``TokenRefused``,
    ``InvitationClosedError``.
    """
    invitation = Invitation.objects.select_for_update().filter(pk=invitation_id).first()
    if invitation is None:
        raise TokenRefused("unknown")
    role, organisation = Role(invitation.role), invitation.organisation
    if invitation.accepted_by_id == user.pk:
        accepted = Membership.objects.filter(user=user, role=role).valid_on(today())
        found = accepted.in_organisation(organisation).first() if organisation is not None else None
        if found is None:
            raise InvitationClosedError("ended", _("You accepted this invitation, but the role has ended since."))
        return found
    _refuse_closed(invitation)
    if check_token(purpose=PURPOSE, secret=secret).subject != _subject(invitation):
        raise TokenRefused("unknown")
    check_account(invitation=invitation, user=user)
    redeem_token(purpose=PURPOSE, secret=secret)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    membership, _is_new = add_membership(
        user=user, role=role, organisation=organisation, granted_by=invitation.invited_by
    )
    record_event(
        kind="invitation.accepted",
        actor=user,
        subject=invitation,
        association=invitation.association,
        payload=describe_membership(membership),
    )
    return membership


def check_account(*, invitation: Invitation, user: User) -> None:
    """Raise ``WrongAccountError`` unless the invited address is a confirmed one of ``user``."""
    if not EmailAddress.objects.filter(user=user, verified=True, email__iexact=invitation.email).exists():
        raise WrongAccountError(invited=invitation.email, signed_in=user.email)


def _with_organisation() -> models.QuerySet[Invitation]:
    return Invitation.objects.select_related("firm", "agency", "association", "invited_by")


def _lock(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update().get(pk=invitation.pk)


def _subject(invitation: Invitation) -> str:
    return f"directory.invitation:{invitation.pk}"


def _refuse_closed(invitation: Invitation, *, even_expired: bool = True) -> None:
    if invitation.accepted_at is not None:
        raise InvitationClosedError("accepted", _("This invitation has been accepted already."))
    if invitation.revoked_at is not None:
        raise InvitationClosedError("revoked", _("This invitation has been withdrawn."))
    if even_expired and invitation.expires_at <= timezone.now():
        raise InvitationClosedError("expired", _("This invitation has expired. Ask for a new one."))


def _mail_link(invitation: Invitation, language: str) -> None:
    secret = issue_token(purpose=PURPOSE, subject=_subject(invitation), valid_for=VALID_FOR)
    organisation = invitation.organisation
    with translation.override(language):
        context = {
            "link": settings.SITE_URL + reverse("invitation", args=[invitation.pk, secret]),
            "organisation": getattr(organisation, "name", str(organisation)),
            "role": invitation.get_role_display(),
            "inviter": str(invitation.invited_by),
            "expires": invitation.expires_at,
        }
    send_message(
        kind="directory.invitation",
        to=invitation.email,
        language=language,
        context=context,
        about=invitation,
        secret=secret,
    )


def _record(kind: str, invitation: Invitation, actor: User) -> None:
    organisation = invitation.organisation
    record_event(
        kind=kind,
        actor=actor,
        subject=invitation,
        association=invitation.association,
        payload={
            "role": invitation.role,
            "organisation": f"{organisation._meta.label_lower}:{organisation.pk}" if organisation is not None else "",
            "expires_at": invitation.expires_at.isoformat(),
        },
    )
