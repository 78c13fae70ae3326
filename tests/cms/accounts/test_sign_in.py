"""Signing in and up by e-mail, the second factor of staff, lock-out, settings; in both languages."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from directory.accounts.adapters import SecondFactorAdapter
from directory.accounts.enums import Role
from directory.accounts.models import User
from tests.factories.directory import PASSWORD, FirmFactory, MembershipFactory, UserFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["", "/en"])


def enter(client: Client, user: User, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/account/login/", {"login": user.email, "password": password, **more})


def code_for(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


@LANGUAGES
def test_signing_up_asks_for_the_address_to_be_confirmed(client: Client, language: str) -> None:
    fields = {"name": "王明", "email": "New@Users.example", "password1": PASSWORD, "password2": PASSWORD}
    response = client.post(f"{language}/account/signup/", fields)
    assert response.headers["Location"] == f"{language}/account/confirm-email/"
    user = User.objects.get(email="new@users.example")
    assert (str(user), user.language) == ("王明", "en" if language else "zh-hans")
    link = re.search(r"https?://[^/]+(/\S*confirm-email/\S+)", str(mail.outbox[0].body))
    assert link, mail.outbox[0].body
    assert ("确认" in mail.outbox[0].subject + str(mail.outbox[0].body)) is (not language)
    assert client.get(link[1]).status_code == 200
    assert not EmailAddress.objects.get(user=user).verified, "reading confirms nothing"
    client.post(link[1])
    assert EmailAddress.objects.get(user=user).verified
    assert enter(client, user).headers["Location"] == "/account/"


def test_an_unconfirmed_address_does_not_sign_in(client: Client) -> None:
    response = enter(client, UserFactory(email_verified=False))
    assert "confirm-email" in response.headers["Location"]
    assert client.get("/account/").status_code == 302


def test_signing_up_does_not_tell_who_is_here(client: Client) -> None:
    """The same answer for a known and an unknown address; the known one gets a mail."""
    known = UserFactory()
    answers = [
        client.post(
            "/account/signup/", {"name": "王", "email": email, "password1": PASSWORD, "password2": PASSWORD}
        ).headers["Location"]
        for email in (known.email, "unknown@users.example")
    ]
    assert answers[0] == answers[1]
    assert {tuple(message.to) for message in mail.outbox} == {(known.email,), ("unknown@users.example",)}


@LANGUAGES
def test_signing_in_leads_back(client: Client, language: str) -> None:
    firm = FirmFactory()
    user = UserFactory(role=Role.FIRM_MEMBER, firm=firm)
    wanted = f"{language}/workspace/firm/{firm.public_id}/"
    assert client.get(wanted).headers["Location"] == f"{language}/account/login/?next={wanted}"
    page = client.get(f"{language}/account/login/?next={wanted}").content.decode()
    assert f'name="next" value="{wanted}"' in page
    assert enter(client, user, next=wanted).headers["Location"] == wanted
    assert client.get(wanted).status_code == 200
    away = enter(Client(), user, next="https://evil.example/")
    assert "evil" not in away.headers["Location"]


def test_the_fifth_wrong_password_locks_the_account_from_here(client: Client, clock: Any) -> None:
    user = UserFactory()
    for _attempt in range(4):
        assert enter(client, user, "wrong-password-1").status_code == 200
    locked = enter(client, user, "wrong-password-1")
    assert locked.status_code == 429
    assert locked.headers["Retry-After"] == "1800"
    assert "/account/password/reset/" in locked.content.decode()
    assert enter(client, user).status_code == 429, "the right password has to wait, too"
    upper = client.post("/account/login/", {"login": user.email.upper(), "password": PASSWORD})
    assert upper.status_code == 429, "upper case buys nothing"
    cache.clear()  # five minutes later
    assert enter(Client(REMOTE_ADDR="203.0.113.9"), user).status_code == 302, "elsewhere the person gets in"
    assert enter(client, user).status_code == 429, "here it stays locked"
    clock.shift(timedelta(minutes=31))
    assert enter(client, user).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_staff_set_up_a_factor_and_then_work(client: Client) -> None:
    """Password → second factor is set up → recovery codes → admin; the next session asks for a code."""
    user = UserFactory(role=Role.REGISTRY_OFFICER)
    from cms.groups import create_groups

    create_groups()
    assert enter(client, user, next="/admin/").headers["Location"] == "/admin/"
    step = client.get("/admin/")
    assert step.headers["Location"] == "/account/2fa/totp/activate/?next=%2Fadmin%2F"
    page = client.get("/account/2fa/totp/activate/")
    if page.status_code == 302:  # allauth wants the password again first
        client.post(page.headers["Location"], {"password": PASSWORD})
        page = client.get("/account/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    assert client.post("/account/2fa/totp/activate/", {"code": "000000"}).status_code == 200
    activated = client.post("/account/2fa/totp/activate/", {"code": code_for(secret)})
    assert activated.status_code == 302
    assert client.get("/admin/").status_code == 200
    assert user.authenticator_set.filter(type="recovery_codes").exists()
    stored = user.authenticator_set.get(type="totp").data["secret"]
    assert secret not in stored, "the secret is stored encrypted"

    again = Client()
    assert "/account/2fa/authenticate/" in enter(again, user).headers["Location"]
    assert again.get("/admin/").headers["Location"].startswith("/account/login/"), "half signed in is not signed in"
    assert again.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 200
    codes = user.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()
    again.post("/account/2fa/authenticate/", {"code": codes[0]})
    assert again.get("/admin/").status_code == 200
    assert codes[0] not in user.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()


def test_a_session_older_than_the_factor_is_asked_for_a_code(client: Client) -> None:
    user = UserFactory(role=Role.AUDITOR)
    user.authenticator_set.create(type="totp", data={"secret": SecondFactorAdapter().encrypt("JBSWY3DPEHPK3PXP")})
    sign_in(client, user, factor=False)
    assert client.get("/admin/").headers["Location"] == "/account/2fa/reauthenticate/?next=%2Fadmin%2F"


def test_people_of_the_site_need_no_factor(client: Client) -> None:
    user = UserFactory(role=Role.FIRM_MEMBER)
    sign_in(client, user, factor=False)
    assert client.get("/account/").status_code == 200


def test_staff_cannot_drop_the_factor(client: Client) -> None:
    user = UserFactory(role=Role.AUDITOR)
    authenticator = user.authenticator_set.create(type="totp", data={"secret": "x"})
    assert not SecondFactorAdapter().can_delete_authenticator(authenticator)
    other = UserFactory()
    assert SecondFactorAdapter().can_delete_authenticator(other.authenticator_set.create(type="totp", data={}))


def test_secrets_survive_a_new_secret_key(settings: Any) -> None:
    settings.SECRET_KEY = "the-old-one"
    kept = SecondFactorAdapter().encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the-new-one", ["the-old-one"]
    assert SecondFactorAdapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_the_demo_door_counts_as_a_factor_in_the_demo_alone(client: Client, settings: Any) -> None:
    user = UserFactory(role=Role.AUDITOR)
    sign_in(client, user, factor=False)
    session = client.session
    session["account_authentication_methods"] = [{"method": "demo", "at": time.time()}]
    session.save()
    settings.DEMO = True
    assert client.get("/admin/").status_code == 200
    settings.DEMO = False
    assert "/account/2fa/" in client.get("/admin/").headers["Location"]


@LANGUAGES
def test_the_mail_of_a_password_reset_speaks_the_persons_language(client: Client, language: str) -> None:
    """The button was pressed on the other language's page."""
    user = UserFactory(language="zh-hans" if language else "en")
    client.post(f"{language}/account/password/reset/", {"email": user.email})
    assert bool(re.search("[一-鿿]", str(mail.outbox[0].subject))) is bool(language)
    link = re.search(r"https?://[^/]+(/\S*password/reset/key/\S+)", str(mail.outbox[0].body))
    assert link
    form = client.get(link[1], follow=True)
    new = "another-beam-weight-77"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert enter(Client(), user, new).status_code == 302


@LANGUAGES
def test_settings_change_name_and_language(client: Client, language: str) -> None:
    user = UserFactory()
    sign_in(client, user)
    path = f"{language}/account/settings/"
    assert client.post(path, {"name": "", "language": "en"}).status_code == 422
    assert client.post(path, {"name": "李华", "language": "en"}).headers["Location"] == path
    user.refresh_from_db()
    assert (str(user), user.language) == ("李华", "en")


@pytest.mark.parametrize(
    "name",
    [
        "account_email",
        "account_change_password",
        "mfa_index",
        "usersessions_list",
        "account_reset_password",
        "account_logout",
        "account_email_verification_sent",
        "account_reset_password_done",
        "account_inactive",
    ],
)
@LANGUAGES
def test_allauths_pages_wear_the_products_shell(client: Client, name: str, language: str) -> None:
    sign_in(client, UserFactory())
    page = client.get(language + reverse(name), follow=True)
    assert page.status_code == 200
    assert 'class="masthead"' in page.content.decode()


def test_signing_out_ends_the_session(client: Client) -> None:
    sign_in(client, UserFactory())
    client.get("/account/logout/")
    assert client.get("/account/").status_code == 200, "reading changes nothing"
    client.post("/account/logout/")
    assert client.get("/account/").status_code == 302


# ── The account's home ────────────────────────────────────────────────────────────────────────


@LANGUAGES
def test_an_empty_account_says_what_to_do(client: Client, language: str) -> None:
    sign_in(client, UserFactory())
    page = client.get(f"{language}/account/").content.decode()
    assert 'class="empty"' in page
    assert f"{language}/workspace/firm/register/" in page
    assert client.get(f"{language}/workspace/").headers["Location"] == f"{language}/account/"


@LANGUAGES
def test_the_home_lists_every_organisation_in_two_queries_more(
    client: Client, language: str, django_assert_max_num_queries: Any
) -> None:
    user = UserFactory()
    firms = [MembershipFactory(user=user, role=Role.FIRM_MEMBER).firm for _number in range(4)]
    agency = MembershipFactory(user=user, role=Role.AGENCY_EDITOR).agency
    MembershipFactory(user=user, role=Role.FIRM_MEMBER, ended=True)
    sign_in(client, user)
    client.get(f"{language}/account/")
    with django_assert_max_num_queries(6):
        page = client.get(f"{language}/account/").content.decode()
    for firm in firms:
        assert f"{language}/workspace/firm/{firm.public_id}/" in page
    assert agency is not None
    assert f"{language}/workspace/agency/{agency.public_id}/" in page
    assert page.count("/workspace/firm/") >= len(firms) * 2
    assert client.get(f"{language}/workspace/").headers["Location"] == f"{language}/account/", "several: choose"
