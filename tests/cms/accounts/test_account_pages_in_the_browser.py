"""The account's pages in Chromium: axe finds nothing, nothing scrolls sideways, the demo opens by keyboard."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from cms.demo.people import create_demo_people
from directory.accounts.enums import Role
from directory.accounts.models import Firm
from tests.factories.directory import FirmFactory, InvitationFactory, UserFactory
from tests.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def carry_session(page: Any, client: Client, live_server: Any) -> None:
    """Let the browser be who the client is."""
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])


@pytest.fixture
def firm() -> Firm:
    firm = FirmFactory()
    UserFactory(role=Role.FIRM_MEMBER, firm=firm)
    InvitationFactory(firm=firm)
    return firm


@pytest.mark.parametrize("language", ["", "/en"])
def test_axe_finds_nothing(browser_page: Any, live_server: Any, axe: Any, firm: Firm, language: str) -> None:
    desk = f"{language}/workspace/firm/{firm.public_id}/"
    for path in (f"{language}/demo/", f"{language}/account/login/", f"{language}/account/signup/"):
        browser_page.goto(path)
        axe(browser_page)
    user = UserFactory(role=Role.FIRM_ADMINISTRATOR, firm=firm)
    carry_session(browser_page, sign_in(Client(), user), live_server)
    paths = (
        f"{language}/account/",
        f"{language}/account/settings/",
        f"{language}/workspace/firm/register/",
        desk,
        f"{desk}edit/",
        f"{desk}verification/",
        f"{desk}team/",
    )
    for path in paths:
        browser_page.set_viewport_size({"width": 1280, "height": 900})
        browser_page.goto(path)
        axe(browser_page)
        browser_page.set_viewport_size({"width": 320, "height": 640})
        wide = browser_page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320, f"{path} scrolls sideways: {wide} px"


def test_the_demo_is_entered_by_keyboard(browser_page: Any, live_server: Any) -> None:
    create_demo_people(today=date(2026, 11, 23))
    browser_page.goto("/en/demo/")
    button = browser_page.locator('form[action="/en/demo/enter/firm-administrator/"] button')
    button.focus()
    browser_page.keyboard.press("Enter")
    browser_page.wait_for_url("**/workspace/firm/**")
    assert "Fictional Clearlight" in browser_page.locator("h1").inner_text()
