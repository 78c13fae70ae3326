"""Signing up, confirming the address, accepting an invitation; a staff role asks for its second factor."""

import re
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from tests.journeys.words import zh

pytestmark = pytest.mark.browser
PASSWORD = "correct-horse-9-staple"


def link_of(address: str, part: str) -> str:
    """The path of the newest mail's link that holds ``part``."""
    letter = next(one for one in reversed(mail.outbox) if address in one.to)
    found = re.search(rf"https?://[^/\s]+(/\S*{part}\S*)", str(letter.body))
    assert found, letter.body
    return found[1]


def sign_up(page: Any, address: str) -> None:
    page.locator("input[name=name]").fill("沈新芽")
    email = page.locator("input[name=email]")
    if not email.input_value():
        email.fill(address)
    page.locator("input[name=password1]").fill(PASSWORD)
    page.locator("input[name=password2]").fill(PASSWORD)
    page.locator("main").get_by_role("button", name=zh("Register", "account")).click()


def sign_in(page: Any, address: str) -> None:
    page.locator("input[name=login]").fill(address)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main").get_by_role("button", name=zh("Sign in")).click()


def test_sign_up_and_confirm(page: Any) -> None:
    """No account works before its address is confirmed; afterwards it registers a firm."""
    address = "newly@firm.example"
    page.goto("/account/signup/")
    sign_up(page, address)
    page.wait_for_url(re.compile("confirm-email"))
    page.goto("/account/")
    assert "/account/login/" in page.url
    page.goto(link_of(address, "confirm-email"))
    with page.expect_navigation():
        page.locator("main button[type=submit], main form button").first.click()
    if "/account/login/" in page.url:
        sign_in(page, address)
    page.goto("/workspace/firm/register/")
    page.locator("input[name=name_zh]").fill("虚构新芽科技有限公司")
    page.locator("main form button").last.click()
    page.wait_for_url(re.compile(r"/workspace/firm/[a-z0-9]+/$"))
    assert "虚构新芽科技有限公司" in page.locator("main").inner_text()


def test_an_invitation_makes_an_account(page: Any, enter: Any) -> None:
    """The invited address needs no second mail; the new person works for the firm at once."""
    from directory.accounts.models import Firm

    firm = Firm.objects.get(memberships__user__email="firm-administrator@demo.zhiheng.example")
    address = "colleague@firm.example"
    enter(page, "firm-administrator")
    page.goto(reverse("firm-team", args=[firm.public_id]))
    page.locator("input[name=email]").fill(address)
    page.get_by_role("button", name=zh("Send the invitation")).click()
    page.get_by_text(address).first.wait_for()
    page.context.clear_cookies()
    page.goto(link_of(address, "invitation"))
    page.locator("main").get_by_role("link", name=zh("Register", "account")).click()
    sign_up(page, address)
    page.get_by_role("button", name=zh("Accept")).click()
    page.wait_for_url(re.compile(r"/workspace/firm/"))
    assert firm.name in page.locator("main").inner_text()


def test_staff_activate_a_second_factor(page: Any) -> None:
    """With the password alone the administration stays shut; with a code it opens."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    from directory.accounts.models import User

    officer = User.objects.get(email="registry-officer@demo.zhiheng.example")
    officer.set_password(PASSWORD)
    officer.save()
    page.goto("/admin/")
    assert "/account/login/" in page.url
    sign_in(page, officer.email)
    page.wait_for_url(re.compile("reauthenticate|totp/activate"))
    page.goto("/admin/")
    assert not page.url.endswith("/admin/")
    if "reauthenticate" in page.url:  # setting up a factor asks for the password once more
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main form button").last.click()
    page.wait_for_url(re.compile("totp/activate"))
    secret = page.locator("main").inner_text()
    field = page.locator("#authenticator_secret, input[readonly], input[disabled]")
    code = field.first.input_value() if field.count() else re.findall(r"\b[A-Z2-7]{32}\b", secret)[0]
    counter = next(iter(yield_hotp_counters_from_time()))
    page.locator("input[name=code]").fill(format_hotp_value(hotp_value(code, counter)))
    with page.expect_navigation():
        page.locator("main form button[type=submit], main form button").last.click()
    page.goto("/admin/")
    assert page.url.endswith("/admin/")
    page.get_by_role("link", name=zh("Rosters")).first.wait_for()
