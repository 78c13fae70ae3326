"""Invitations: one mail, one link, one acceptance; expiry, withdrawal, resending, the wrong account."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directory.accounts.enums import Role
from directory.accounts.errors import (
    AlreadyMemberError,
    InvitationClosedError,
    NotAllowedError,
    TooManyInvitationsError,
    WrongAccountError,
)
from directory.accounts.invitations import (
    MOST_UNANSWERED,
    accept_invitation,
    invite_person,
    resend_invitation,
    revoke_invitation,
)
from directory.accounts.models import Firm, Invitation, Membership, User
from directory.accounts.permissions import roles_of
from directory.audit.models import AuditEvent
from directory.tokens.errors import TokenRefused
from tests.factories.directory import (
    PASSWORD,
    AgencyFactory,
    AssociationFactory,
    FirmFactory,
    InvitationFactory,
    UserFactory,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db
ADDRESS = "colleague@users.example"


@pytest.fixture
def firm() -> Firm:
    return FirmFactory()


@pytest.fixture
def boss(firm: Firm) -> User:
    return UserFactory(role=Role.FIRM_ADMINISTRATOR, firm=firm)


@pytest.fixture
def invited(firm: Firm, boss: User, django_capture_on_commit_callbacks: Any) -> tuple[Invitation, str]:
    """An invitation and the secret of its mail."""
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite(firm, boss)
    return invitation, secret_of_last_mail()


def invite(organisation: Any, by: User, email: str = ADDRESS, role: Role = Role.FIRM_MEMBER) -> Invitation:
    return invite_person(email=email, role=role, organisation=organisation, invited_by=by, language="en")


def path_of_last_mail() -> str:
    found = re.search(r"https?://[^/\s]+(/\S*invitation/\S+)", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found.group(1)


def secret_of_last_mail() -> str:
    return path_of_last_mail().rstrip("/").rpartition("/")[2]


# ── Services ──────────────────────────────────────────────────────────────────────────────────


def test_the_mail_says_who_what_and_where(invited: tuple[Invitation, str], firm: Firm, boss: User) -> None:
    message = mail.outbox[-1]
    assert message.to == [ADDRESS]
    assert firm.name_en in message.subject
    assert str(boss) in message.subject
    assert "Firm member" in message.body
    assert "/en/invitation/" in message.body


def test_accepting_gives_the_role_once(invited: tuple[Invitation, str], firm: Firm) -> None:
    invitation, secret = invited
    user = UserFactory(email=ADDRESS)
    membership = accept_invitation(invitation_id=invitation.pk, secret=secret, user=user)
    again = accept_invitation(invitation_id=invitation.pk, secret=secret, user=user)
    assert membership == again
    assert roles_of(user).in_firm(firm.public_id, Role.FIRM_MEMBER)
    assert AuditEvent.objects.filter(kind="invitation.accepted").count() == 1
    with pytest.raises(InvitationClosedError):
        accept_invitation(invitation_id=invitation.pk, secret=secret, user=UserFactory())


def test_the_wrong_account_is_told_and_the_link_stays_good(invited: tuple[Invitation, str]) -> None:
    invitation, secret = invited
    with pytest.raises(WrongAccountError, match=ADDRESS):
        accept_invitation(invitation_id=invitation.pk, secret=secret, user=UserFactory())
    with pytest.raises(WrongAccountError):
        accept_invitation(
            invitation_id=invitation.pk, secret=secret, user=UserFactory(email=ADDRESS, email_verified=False)
        )
    right = User.objects.get(email=ADDRESS)
    EmailAddress.objects.filter(user=right).update(verified=True)
    assert accept_invitation(invitation_id=invitation.pk, secret=secret, user=right).user == right


def test_a_secret_opens_its_own_invitation_alone(
    invited: tuple[Invitation, str], boss: User, django_capture_on_commit_callbacks: Any
) -> None:
    invitation, secret = invited
    other = InvitationFactory(email=ADDRESS)
    user = UserFactory(email=ADDRESS)
    for wrong in ((other.pk, secret), (invitation.pk, "x" * 43), (99_999_999, secret)):
        with pytest.raises(TokenRefused):
            accept_invitation(invitation_id=wrong[0], secret=wrong[1], user=user)


def test_expiry(invited: tuple[Invitation, str], clock: Any) -> None:
    invitation, secret = invited
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now())
    with pytest.raises(InvitationClosedError) as refused:
        accept_invitation(invitation_id=invitation.pk, secret=secret, user=UserFactory(email=ADDRESS))
    assert refused.value.code == "expired"


def test_withdrawing_ends_the_link_at_once(invited: tuple[Invitation, str], boss: User) -> None:
    invitation, secret = invited
    revoke_invitation(invitation=invitation, revoked_by=boss)
    revoke_invitation(invitation=invitation, revoked_by=boss)
    assert AuditEvent.objects.filter(kind="invitation.revoked").count() == 1
    with pytest.raises(InvitationClosedError) as refused:
        accept_invitation(invitation_id=invitation.pk, secret=secret, user=UserFactory(email=ADDRESS))
    assert refused.value.code == "revoked"


def test_an_accepted_invitation_is_neither_withdrawn_nor_resent(invited: tuple[Invitation, str], boss: User) -> None:
    invitation, secret = invited
    accept_invitation(invitation_id=invitation.pk, secret=secret, user=UserFactory(email=ADDRESS))
    with pytest.raises(InvitationClosedError):
        revoke_invitation(invitation=invitation, revoked_by=boss)
    with pytest.raises(InvitationClosedError):
        resend_invitation(invitation=invitation, resent_by=boss, language="en")


def test_inviting_twice_is_one_invitation_and_one_mail(
    invited: tuple[Invitation, str], firm: Firm, boss: User, django_capture_on_commit_callbacks: Any
) -> None:
    """A double click."""
    with django_capture_on_commit_callbacks(execute=True):
        assert invite(firm, boss, "  Colleague@Users.example ") == invited[0]
    assert len(mail.outbox) == 1


def test_resending_ends_the_old_link(
    invited: tuple[Invitation, str], boss: User, django_capture_on_commit_callbacks: Any
) -> None:
    invitation, old = invited
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        resend_invitation(invitation=invitation, resent_by=boss, language="zh-hans")
    assert len(mail.outbox) == 2
    user = UserFactory(email=ADDRESS)
    with pytest.raises(TokenRefused):
        accept_invitation(invitation_id=invitation.pk, secret=old, user=user)
    assert accept_invitation(invitation_id=invitation.pk, secret=secret_of_last_mail(), user=user).user == user


def test_who_may_invite_whom(firm: Firm, boss: User) -> None:
    member = UserFactory(role=Role.FIRM_MEMBER, firm=firm)
    for by, organisation, role in (
        (member, firm, Role.FIRM_MEMBER),
        (boss, FirmFactory(), Role.FIRM_MEMBER),
        (boss, firm, Role.AGENCY_EDITOR),
        (boss, AgencyFactory(), Role.AGENCY_EDITOR),
        (boss, AssociationFactory(), Role.MATCHMAKER),
    ):
        with pytest.raises(NotAllowedError):
            invite(organisation, by, role=role)
    administrator = UserFactory(role=Role.SITE_ADMINISTRATOR)
    assert invite(AssociationFactory(), administrator, role=Role.MATCHMAKER).association is not None


def test_a_member_is_not_invited_again(firm: Firm, boss: User) -> None:
    UserFactory(email=ADDRESS, role=Role.FIRM_MEMBER, firm=firm)
    with pytest.raises(AlreadyMemberError):
        invite(firm, boss)
    assert invite(firm, boss, role=Role.FIRM_ADMINISTRATOR).pk, "another role may be offered"


def test_an_organisation_does_not_mail_the_world(firm: Firm, boss: User) -> None:
    InvitationFactory.create_batch(MOST_UNANSWERED, firm=firm)
    with pytest.raises(TooManyInvitationsError):
        invite(firm, boss)


# ── Pages ─────────────────────────────────────────────────────────────────────────────────────


def test_the_team_page_from_invitation_to_leaving(
    client: Client, firm: Firm, boss: User, django_capture_on_commit_callbacks: Any
) -> None:
    """Invite, accept with an existing account, promote, leave; each by its button."""
    sign_in(client, boss)
    team = reverse("firm-team", args=[firm.public_id])
    with django_capture_on_commit_callbacks(execute=True):
        posted = client.post(f"{team}invite/", {"email": ADDRESS, "role": "firm-member", "language": "zh-hans"})
    assert posted.headers["Location"] == team
    assert ADDRESS in client.get(team).content.decode()
    link = path_of_last_mail()

    colleague = UserFactory(email=ADDRESS)
    other = sign_in(Client(), colleague)
    assert firm.name_zh in other.get(link).content.decode()
    assert other.post(link).headers["Location"] == "/workspace/"
    assert other.post(link).headers["Location"] == "/workspace/", "a double click is no error"
    assert other.get("/workspace/").headers["Location"] == f"/workspace/firm/{firm.public_id}/"

    membership = Membership.objects.get(user=colleague)
    client.post(f"{team}members/{membership.pk}/role/", {"role": "firm-administrator"})
    promoted = Membership.objects.get(user=colleague, until=None)
    assert promoted.role == Role.FIRM_ADMINISTRATOR
    assert other.post(f"{team}members/{promoted.pk}/end/").headers["Location"] == "/account/"
    assert other.get(team).status_code == 404


def test_the_last_administrator_reads_why(client: Client, firm: Firm, boss: User) -> None:
    sign_in(client, boss)
    team, own = reverse("firm-team", args=[firm.public_id]), Membership.objects.get(user=boss)
    page = client.post(f"{team}members/{own.pk}/end/", follow=True)
    assert page.redirect_chain == [(team, 302)]
    assert "notice--error" in page.content.decode()
    own.refresh_from_db()
    assert own.until is None


def test_members_see_the_team_without_its_buttons(client: Client, firm: Firm, boss: User) -> None:
    member = UserFactory(role=Role.FIRM_MEMBER, firm=firm)
    InvitationFactory(firm=firm, email="secret@users.example")
    sign_in(client, member)
    page = client.get(reverse("firm-team", args=[firm.public_id])).content.decode()
    assert boss.email in page
    assert "secret@users.example" not in page
    assert page.count("/end/") == 1, "only leaving"


@pytest.mark.parametrize("language", ["", "/en"])
def test_signed_out_the_link_offers_both_doors(client: Client, invited: tuple[Invitation, str], language: str) -> None:
    invitation, secret = invited
    link = f"{language}/invitation/{invitation.pk}/{secret}/"
    page = client.get(link).content.decode()
    assert f"{language}/account/login/?next={link}" in page
    assert f"{language}/account/signup/?next={link}" in page


def test_registering_from_the_link_needs_no_second_mail(client: Client, invited: tuple[Invitation, str]) -> None:
    """Whoever holds the link reads that mailbox."""
    invitation, secret = invited
    link = f"/invitation/{invitation.pk}/{secret}/"
    client.get(link)
    fields = {"name": "王明", "email": ADDRESS, "password1": PASSWORD, "password2": PASSWORD, "next": link}
    response = client.post("/account/signup/", fields)
    assert response.headers["Location"] == link
    assert client.post(link).headers["Location"] == "/workspace/"
    assert User.objects.get(email=ADDRESS).get_full_name() == "王明"


def test_the_wrong_account_sees_no_accept_button(client: Client, invited: tuple[Invitation, str]) -> None:
    invitation, secret = invited
    link = f"/invitation/{invitation.pk}/{secret}/"
    sign_in(client, UserFactory(email="other@users.example"))
    page = client.get(link).content.decode()
    assert "other@users.example" in page
    assert f'action="{link}"' not in page
    assert client.post(link).status_code == 409
    assert not Membership.objects.filter(user__email="other@users.example").exists()


@pytest.mark.parametrize("wrong", ["/invitation/99999999/abc/", "/en/invitation/99999999/abc/"])
def test_a_bad_link_says_so(client: Client, wrong: str) -> None:
    response = client.get(wrong)
    assert response.status_code == 404
    assert "notice--error" in response.content.decode()


def test_the_team_costs_the_same_for_many(
    client: Client, firm: Firm, boss: User, django_assert_max_num_queries: Any
) -> None:
    for _number in range(8):
        UserFactory(role=Role.FIRM_MEMBER, firm=firm)
        InvitationFactory(firm=firm)
    sign_in(client, boss)
    client.get(reverse("firm-team", args=[firm.public_id]))
    with django_assert_max_num_queries(7):
        client.get(reverse("firm-team", args=[firm.public_id]))
