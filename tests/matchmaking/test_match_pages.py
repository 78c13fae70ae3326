"""The four-step form, the firm's briefs and their results, with Django's client (no JavaScript anywhere)."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from directory.accounts.enums import Role
from directory.models import AuditEvent
from matchmaking.briefs.entries import from_raw
from matchmaking.models import Brief, Pairing
from matchmaking.pairing.records import as_public_json, replay
from tests.factories.directory import PASSWORD, FirmFactory, UserFactory
from tests.factories.matchmaking import BriefFactory, brief_json, vetted_agency

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

COUNTRIES = {"jurisdictions": ["FR", "TH"]}
WORK = {"fields": ["4", "6"], "ipc": "", "services": ["oa-response"]}
LIMITS = {"languages": ["en"], "budget": "medium", "deadline": "2027-03-31", "exclude": "", "adverse_parties": "Foo AG"}


@pytest.fixture
def firm():
    return FirmFactory()


@pytest.fixture
def member(client, firm):
    user = UserFactory(role=Role.FIRM_MEMBER, firm=firm)
    client.force_login(user)
    return user


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def fill(client):
    """The first three steps; answers where each led."""
    return [
        client.post(reverse("match-step", args=[slug]), {**entries, "action": "next"}).url
        for slug, entries in (("countries", COUNTRIES), ("work", WORK), ("limits", LIMITS))
    ]


def test_journey_of_a_member(client, member, firm):
    """From the first page to the result, without JavaScript."""
    best = vetted_agency("FR", fields=[4, 6])
    start = client.get(reverse("match"))
    assert start.status_code == 200
    assert reverse("match-step", args=["countries"]) in start.content.decode()
    led = fill(client)
    assert led == [reverse("match-step", args=[slug]) for slug in ("work", "limits", "check")]
    check = client.get(led[-1])
    text = soup(check).get_text(" ")
    for shown in ("法国", "泰国", "数字通信", "审查意见答复", "2027-03-31", "Foo AG"):
        assert shown in text
    done = client.post(led[-1], {"action": "pair"})
    brief = Brief.objects.get()
    assert done.url == reverse("match-brief", args=[brief.public_id])
    assert (brief.firm, brief.state, brief.created_by) == (firm, "paired", member)
    assert {row.code for row in brief.jurisdictions.all()} == {"FR", "TH"}
    assert [party.name for party in brief.adverse_parties.all()] == ["Foo AG"]
    page = client.get(done.url)
    shown = soup(page)
    assert best.name_en in shown.select_one("#fr .pairing__name").get_text()
    assert shown.select_one("#fr .reasons tfoot .n").get_text(strip=True).endswith("/ 100")
    points = [int(cell.get_text().split("/")[0]) for cell in shown.select("#fr .pairings .reasons tbody .n")]
    assert sum(points) == int(shown.select_one("#fr .reasons tfoot .n").get_text().split("/")[0])
    assert "该法域还没有机构通过核验" in shown.select_one("#th").get_text()
    assert client.session.get("match_draft") is None


def test_nothing_typed_is_lost(client, member):
    """Reload, back and mistakes keep every entry."""
    fill(client)
    url = reverse("match-step", args=["work"])
    wrong = client.post(url, {**WORK, "ipc": "H4N 21/", "action": "next"})
    assert wrong.status_code == 200
    shown = soup(wrong)
    assert shown.select_one("#ipc")["value"] == "H4N 21/"
    assert shown.select_one("#ipc")["aria-invalid"] == "true"
    assert "H4N 21/" in shown.select_one("[role=alert]").get_text()
    assert shown.select_one("[role=alert] a")["href"] == "#ipc"
    again = soup(client.get(url))
    assert again.select_one("#ipc")["value"] == "H4N 21/"
    assert {box["value"] for box in again.select("input[name=fields][checked]")} == {"4", "6"}
    back = client.post(url, {**WORK, "ipc": "H4N 22/", "action": "back"})
    assert back.url == reverse("match-step", args=["countries"])
    assert soup(client.get(url)).select_one("#ipc")["value"] == "H4N 22/"
    assert {box["value"] for box in soup(client.get(back.url)).select("input[checked]")} == {"FR", "TH"}


def test_mistakes_stop_the_pairing(client, member):
    """The check page names what is missing and leads there; nothing is stored."""
    client.post(reverse("match-step", args=["countries"]), {"jurisdictions": ["FR"], "action": "next"})
    refused = client.post(reverse("match-step", args=["check"]), {"action": "pair"})
    assert refused.status_code == 200
    links = [link["href"] for link in soup(refused).select("[role=alert] a")]
    assert links == ["#line-services", "#line-languages", "#line-fields"]
    assert not Brief.objects.exists()


def test_signed_out_keeps_the_draft_through_sign_in(client, firm):
    """Signed out one may fill in everything; pairing asks for sign-in and goes on with the same draft."""
    user = UserFactory(role=Role.FIRM_MEMBER, firm=firm)
    check = fill(client)[-1]
    sent = client.post(check, {"action": "pair"})
    assert sent.url == f"{reverse('account_login')}?next={check}"
    assert not Brief.objects.exists()
    signed = client.post(sent.url, {"login": user.email, "password": PASSWORD})
    assert signed.url == check
    assert client.post(check, {"action": "pair"}).status_code == 302
    assert Brief.objects.get().created_by == user


def test_no_firm_no_pairing(client):
    client.force_login(UserFactory())
    check = fill(client)[-1]
    page = client.post(check, {"action": "pair"})
    assert page.status_code == 200
    assert not soup(page).select("button[value=pair]")
    assert not Brief.objects.exists()
    assert client.get(reverse("match-briefs")).status_code == 404


def test_save_for_later_and_go_on(client, member, firm):
    client.post(reverse("match-step", args=["countries"]), {**COUNTRIES, "action": "save"})
    brief = Brief.objects.get()
    assert brief.state == "draft"
    listed = client.get(reverse("match-briefs"))
    assert brief.public_id in listed.content.decode()
    first = client.get(reverse("match-brief", args=[brief.public_id]))
    assert first.url == reverse("match-brief-step", args=[brief.public_id, "check"])
    for slug, entries in (("work", WORK), ("limits", LIMITS)):
        client.post(reverse("match-brief-step", args=[brief.public_id, slug]), {**entries, "action": "next"})
    done = client.post(first.url, {"action": "pair"})
    assert done.url == reverse("match-brief", args=[brief.public_id])
    assert Pairing.objects.filter(brief=brief).count() == 1


def test_edit_pair_again_copy_withdraw(client, member, firm):
    """Every pairing stays; an edited brief says that it was not paired yet; a withdrawn one only reads."""
    vetted_agency("FR")
    brief = BriefFactory(firm=firm)
    check = reverse("match-brief-step", args=[brief.public_id, "check"])
    page_url = reverse("match-brief", args=[brief.public_id])
    client.post(check, {"action": "pair"})
    client.post(check, {"action": "pair"})
    assert brief.pairings.count() == 1, "the same brief on the same day is one pairing"
    limits = {**LIMITS, "budget": "low", "adverse_parties": ""}
    client.post(reverse("match-brief-step", args=[brief.public_id, "limits"]), {**limits, "action": "next"})
    assert reverse("match-brief-step", args=[brief.public_id, "check"]) in client.get(page_url).content.decode()
    client.post(check, {"action": "pair"})
    first, second = brief.pairings.order_by("pk")
    assert first.result["brief"]["budget"] == "medium"
    assert second.result["brief"]["budget"] == "low"
    assert client.get(page_url, {"pairing": first.pk}).status_code == 200
    assert client.get(page_url, {"pairing": "99999"}).status_code == 404
    copied = client.post(reverse("match-brief-copy", args=[brief.public_id]))
    other = Brief.objects.exclude(pk=brief.pk).get()
    assert other.public_id in copied.url
    assert other.entries == Brief.objects.get(pk=brief.pk).entries
    withdraw = reverse("match-brief-withdraw", args=[brief.public_id])
    assert client.get(withdraw).status_code == 405
    client.post(withdraw)
    client.post(withdraw)
    brief.refresh_from_db()
    assert brief.state == "withdrawn"
    assert client.post(check, {"action": "pair"}).url == page_url
    assert brief.pairings.count() == 2
    kinds = list(AuditEvent.objects.order_by("sequence").values_list("kind", flat=True))
    assert kinds == ["brief.paired", "brief.paired", "brief.created", "brief.withdrawn"]


def test_other_firms_and_roles_see_nothing(client, firm):
    """M3: outside the firm a brief answers exactly like one that does not exist; signed out leads to sign-in."""
    brief = BriefFactory(firm=firm)
    urls = [
        ("get", reverse("match-brief", args=[brief.public_id])),
        ("get", reverse("match-brief-step", args=[brief.public_id, "check"])),
        ("post", reverse("match-brief-step", args=[brief.public_id, "limits"])),
        ("post", reverse("match-brief-copy", args=[brief.public_id])),
        ("post", reverse("match-brief-withdraw", args=[brief.public_id])),
    ]
    for _, url in urls:
        assert reverse("account_login") in client.get(url).url
    strangers = [
        UserFactory(role=Role.FIRM_ADMINISTRATOR),
        UserFactory(),
        UserFactory(role=Role.AGENCY_EDITOR),
    ]
    for user in strangers:
        stranger = Client()
        stranger.force_login(user)
        for method, url in urls:
            missing = url.replace(brief.public_id, "zzzzzzzzzz")
            answers = [getattr(stranger, method)(each).status_code for each in (url, missing)]
            assert answers == [404, 404], (user.memberships.all(), url)
        assert brief.public_id not in stranger.get(reverse("match-briefs")).content.decode()
    assert Brief.objects.count() == 1


def test_former_members_see_nothing(client, firm, member):
    brief = BriefFactory(firm=firm)
    url = reverse("match-brief-step", args=[brief.public_id, "check"])
    assert client.get(url).status_code == 200
    member.memberships.update(until=date(2026, 11, 23))
    assert client.get(url).status_code == 404


def test_several_firms(client, member, firm):
    """The firm is chosen on the last page."""
    second = FirmFactory()
    UserFactory._meta.model.objects.get(pk=member.pk).memberships.create(
        role=Role.FIRM_MEMBER, firm=second, since=date(2024, 1, 1)
    )
    check = fill(client)[-1]
    assert len(soup(client.get(check)).select("input[name=firm]")) == 2
    client.post(check, {"action": "pair", "firm": second.public_id})
    assert Brief.objects.get().firm == second


def test_a_stored_pairing_replays(client, member, firm):
    """M4: from the stored inputs alone the same list follows, whatever has happened since."""
    agency = vetted_agency("FR")
    vetted_agency("FR", status="suspended")
    brief = BriefFactory(firm=firm, entries=from_raw(brief_json(jurisdictions=["FR", "DE"])))
    client.post(reverse("match-brief-step", args=[brief.public_id, "check"]), {"action": "pair"})
    pairing = brief.pairings.get()
    agency.listings.all().delete()
    again = [as_public_json(result) for result in replay(pairing.inputs)]
    assert again == pairing.result["jurisdictions"]
    assert again[0]["agencies"]


def test_adverse_parties_stay_with_the_firm(client, member, firm):
    """M5: neither the stored pairing nor the audit trail nor the result page names an adverse party."""
    entries = {**from_raw(brief_json()), "adverse_parties": "Geheimgegner GmbH"}
    brief = BriefFactory(firm=firm, entries=entries)
    client.post(reverse("match-brief-step", args=[brief.public_id, "check"]), {"action": "pair"})
    pairing = brief.pairings.get()
    assert "Geheimgegner" not in str(pairing.inputs) + str(pairing.result)
    event = AuditEvent.objects.get(kind="brief.paired")
    assert event.payload.body
    assert "Geheimgegner" not in event.payload.body
    assert "Geheimgegner" not in client.get(reverse("match-brief", args=[brief.public_id])).content.decode()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_both_languages(client, member, firm, prefix):
    """Every page speaks the language of its address, names of fields included."""
    vetted_agency("FR", fields=[4])
    brief = BriefFactory(firm=firm)
    client.post(reverse("match-brief-step", args=[brief.public_id, "check"]), {"action": "pair"})
    page = client.get(f"{prefix}/match/briefs/{brief.public_id}/").content.decode()
    assert ("Digital communication" in page) == bool(prefix)
    assert ("数字通信" in page) != bool(prefix)
    for path in ("", "scheme/", "new/countries/", "new/work/", "new/limits/", "new/check/", "briefs/"):
        response = client.get(f"{prefix}/match/{path}")
        assert response.status_code == 200, path
        assert soup(response).html["lang"] == ("en" if prefix else "zh-Hans")
        assert len(soup(response).select("h1")) == 1


def test_unknown_steps_and_oversized_input(client, member):
    assert client.get("/match/new/nowhere/").status_code == 404
    huge = client.post("/match/new/limits/", {**LIMITS, "adverse_parties": "x\x00" * 50_000, "action": "next"})
    assert huge.status_code == 200
    assert len(client.session["match_draft"]["adverse_parties"]) <= 20_000


def test_markup_is_escaped(client, member):
    client.post("/match/new/work/", {**WORK, "ipc": "<script>alert(1)</script>", "action": "next"})
    page = client.get("/match/new/check/").content.decode()
    assert "<script>alert(1)" not in page
    assert re.search(r"&lt;script&gt;alert\(1\)", page)


def test_scheme_is_public(client):
    """The weights are read by everybody and add up to 100."""
    page = soup(client.get(reverse("match-scheme")))
    assert sum(int(cell.get_text()) for cell in page.select("tbody .n")) == 100
