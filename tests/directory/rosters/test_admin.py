"""The roster pages: upload → columns → preview → apply; officers only (section 10)."""

import csv
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from directory.accounts.enums import Role
from directory.accounts.models import User
from directory.agencies.models import Agency
from directory.audit.models import AuditEvent
from directory.rosters.enums import RosterState
from directory.rosters.models import Listing, Register
from directory.rosters.staging import Roster, RosterFile, RosterRow
from tests.directory.rosters.conftest import agency_row, csv_bytes
from tests.factories.directory import UserFactory

pytestmark = pytest.mark.django_db


def sign_in(role: Role | None) -> Client:
    """A client signed in past the second factor, with the admin's door open."""
    from django.contrib.auth.models import Permission

    user: Any = UserFactory(role=role) if role else UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(User.objects.get(pk=user.pk), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    """These pages are tested for themselves; the second factor has its own tests."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("cms.")]


@pytest.fixture
def officer() -> Client:
    return sign_in(Role.REGISTRY_OFFICER)


@pytest.fixture
def register() -> Register:
    return Register.objects.create(code="cn-business", name_zh="工商", name_en="Business", kind="agencies")


@pytest.fixture
def send(officer: Client, register: Register) -> Callable[..., Roster]:
    def run(rows: list[list[str]], as_of: str = "2026-01-31", content: bytes | None = None) -> Roster:
        file = SimpleUploadedFile("roster.csv", content or csv_bytes(rows))
        answer = officer.post(reverse("rosters_upload"), {"register": register.pk, "as_of": as_of, "file": file})
        assert answer.status_code == 302, answer.content.decode()[:2_000]
        return Roster.objects.latest("pk")

    return run


def choose(client: Client, roster: Roster) -> Any:
    """Accept the proposed columns."""
    address = reverse("rosters_columns", args=[roster.pk])
    form = client.get(address).context["form"]
    data = {name: field.initial or "" for name, field in form.fields.items()}
    return client.post(address, data)


def apply(client: Client, roster: Roster, **choices: str) -> Any:
    data = {"doubtful": "skip", "faulty": "refuse", **choices}
    return client.post(reverse("rosters_apply", args=[roster.pk]), data, follow=True)


def test_from_upload_to_the_directory(officer: Client, send: Callable[..., Roster]) -> None:
    roster = send([agency_row(n) for n in range(3)])
    assert roster.state == RosterState.UPLOADED
    assert not RosterRow.objects.exists()
    assert choose(officer, roster).status_code == 302
    page = officer.get(reverse("rosters_preview", args=[roster.pk]))
    assert page.context["is_ready"]
    assert {tab.code: tab.count for tab in page.context["tabs"]}["new"] == 3
    assert agency_row(1)[0] in page.content.decode()
    assert not Agency.objects.exists(), "nothing is written before it is applied"
    apply(officer, roster)
    roster.refresh_from_db()
    assert roster.state == RosterState.APPLIED
    assert Listing.objects.open().count() == 3
    assert not RosterFile.objects.exists()
    assert AuditEvent.objects.filter(kind="roster.applied", actor_id=roster.applied_by_id).count() == 1
    listing = officer.get(reverse("rosters_list")).content.decode()
    assert "roster.csv" in listing


def test_applying_twice_applies_once(officer: Client, send: Callable[..., Roster]) -> None:
    roster = send([agency_row(0)])
    choose(officer, roster)
    apply(officer, roster)
    apply(officer, roster)
    assert AuditEvent.objects.filter(kind="roster.applied").count() == 1


def test_errors_stop_it_and_can_be_downloaded(officer: Client, send: Callable[..., Roster]) -> None:
    roster = send([agency_row(0), agency_row(1, 成立日期="昨天")])
    choose(officer, roster)
    page = officer.get(reverse("rosters_preview", args=[roster.pk]))
    assert page.context["tab"] == "errors"
    assert "昨天" in page.content.decode()
    apply(officer, roster)
    roster.refresh_from_db()
    assert roster.state == RosterState.READY
    assert not Agency.objects.exists()
    text = officer.get(reverse("rosters_errors", args=[roster.pk, "csv"])).content.decode("utf-8-sig")
    (entry,) = list(csv.reader(io.StringIO(text)))[1:]
    assert entry[:4] == ["roster.csv", "3", "成立日期", "昨天"]
    book = officer.get(reverse("rosters_errors", args=[roster.pk, "xlsx"]))
    assert openpyxl.load_workbook(io.BytesIO(book.content)).active.max_row == 2
    apply(officer, roster, faulty="skip")
    assert Agency.objects.count() == 1


def test_an_officer_decides_line_by_line(officer: Client, send: Callable[..., Roster]) -> None:
    printers = [agency_row(n, 机构名称=f"北京示例{n}商标印刷有限公司", 经营范围="印刷") for n in (1, 2)]
    roster = send([agency_row(0), *printers])
    choose(officer, roster)
    first, second = RosterRow.objects.doubtful().order_by("pk")
    officer.post(
        reverse("rosters_decide", args=[roster.pk]),
        {f"line-{first.pk}": "accept", f"line-{second.pk}": "skip", "p": "1"},
    )
    again = officer.get(reverse("rosters_preview", args=[roster.pk]) + "?show=doubtful")
    assert [line.decision for line in again.context["lines"]] == ["accept", "skip"], "decisions survive a reload"
    apply(officer, roster)
    assert set(Agency.objects.values_list("name_zh", flat=True)) == {agency_row(0)[0], first.name}


def test_the_same_as_the_one_known(officer: Client, send: Callable[..., Roster]) -> None:
    """D2: an officer, and nobody else, says that two are one."""
    known = Agency.objects.count()
    header = ["机构名称", "省份", "城市", "住所"]
    first = send([], content=csv_bytes([["北京示衡专利代理事务所（普通合伙）", "北京", "海淀", "一号"]], header))
    choose(officer, first)
    apply(officer, first)
    other = Register.objects.create(code="other", name_zh="另", name_en="Other", kind="agencies")
    file = SimpleUploadedFile(
        "other.csv", csv_bytes([["北京示衡专利代理事务所(普通合伙)", "北京", "海淀", "二号"]], header)
    )
    officer.post(reverse("rosters_upload"), {"register": other.pk, "as_of": "2026-01-31", "file": file})
    second = Roster.objects.latest("pk")
    choose(officer, second)
    line = RosterRow.objects.doubtful().get()
    officer.post(reverse("rosters_decide", args=[second.pk]), {f"line-{line.pk}": "same"})
    apply(officer, second)
    assert Agency.objects.count() == known + 1
    assert Agency.objects.get().listings.count() == 2


def test_many_gone_ask_for_a_word(officer: Client, send: Callable[..., Roster]) -> None:
    first = send([agency_row(n) for n in range(5)])
    choose(officer, first)
    apply(officer, first)
    second = send([agency_row(0)], as_of="2026-02-28")
    choose(officer, second)
    answer = apply(officer, second)
    assert "4" in answer.content.decode()
    assert Listing.objects.open().count() == 5
    apply(officer, second, confirm_gone="on")
    assert Listing.objects.open().count() == 1


def test_another_roster_applied_meanwhile_is_noticed(officer: Client, send: Callable[..., Roster]) -> None:
    slow = send([agency_row(0), agency_row(1)])
    choose(officer, slow)
    quick = send([agency_row(0)])
    choose(officer, quick)
    apply(officer, quick)
    apply(officer, slow)
    slow.refresh_from_db()
    assert slow.state == RosterState.READY
    assert slow.message
    assert slow.counts["new"] == 1
    apply(officer, slow)
    slow.refresh_from_db()
    assert slow.state == RosterState.APPLIED
    assert Agency.objects.count() == 2


def test_wrong_columns_are_told_on_the_page(officer: Client, send: Callable[..., Roster]) -> None:
    roster = send([], content="甲,乙\n1,2\n".encode())
    answer = officer.post(reverse("rosters_columns", args=[roster.pk]), {"city": "甲"})
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()


@pytest.mark.parametrize("content", [b"a,b\n1,\x00\n", b"PK\x03\x04nothing", b"%PDF-1.4", b"\n\n"])
def test_a_hostile_file_is_refused_on_the_page(officer: Client, send: Callable[..., Roster], content: bytes) -> None:
    roster = send([], content=content)
    address = reverse("rosters_columns", args=[roster.pk])
    page = officer.get(address, follow=True)
    if page.context.get("form"):
        choose(officer, roster)
        page = officer.get(reverse("rosters_preview", args=[roster.pk]))
    roster.refresh_from_db()
    assert page.status_code == 200
    assert roster.state == RosterState.FAILED or page.context["form"].errors is not None


def test_giving_up_leaves_nothing(officer: Client, send: Callable[..., Roster]) -> None:
    roster = send([agency_row(0)])
    choose(officer, roster)
    officer.post(reverse("rosters_discard", args=[roster.pk]))
    roster.refresh_from_db()
    assert roster.state == RosterState.DISCARDED
    assert not RosterRow.objects.exists()
    assert not RosterFile.objects.exists()


def test_while_work_goes_on_the_page_comes_back(officer: Client, register: Register) -> None:
    roster = Roster.objects.create(register=register, as_of="2026-01-31", file_name="a.csv", state=RosterState.READING)
    answer = officer.get(reverse("rosters_preview", args=[roster.pk]))
    assert answer["Refresh"] == "2"
    done = Roster.objects.create(register=register, as_of="2026-01-31", file_name="a.csv", state=RosterState.FAILED)
    assert "Refresh" not in officer.get(reverse("rosters_preview", args=[done.pk]))


def addresses(roster: Roster) -> list[tuple[str, str]]:
    key = [roster.pk]
    return [
        ("get", reverse("rosters_list")),
        ("get", reverse("rosters_preview", args=key)),
        ("get", reverse("rosters_errors", args=[*key, "csv"])),
        ("get", reverse("rosters_lines", args=[*key, "new", "csv"])),
        ("get", reverse("rosters_template", args=["agencies", "zh", "xlsx"])),
        ("get", reverse("rosters_export", args=[roster.register.code, "csv"])),
        ("get", reverse("rosters_upload")),
        ("get", reverse("rosters_columns", args=key)),
        ("post", reverse("rosters_decide", args=key)),
        ("post", reverse("rosters_apply", args=key)),
        ("post", reverse("rosters_discard", args=key)),
    ]


@pytest.mark.parametrize("role", [None, Role.PAGE_EDITOR, Role.SITE_ADMINISTRATOR])
def test_others_find_nothing(register: Register, role: Role | None) -> None:
    roster = Roster.objects.create(register=register, as_of="2026-01-31", file_name="a.csv", state=RosterState.READY)
    client = sign_in(role)
    for method, address in addresses(roster):
        assert getattr(client, method)(address).status_code == 404, address


def test_an_auditor_reads_and_changes_nothing(register: Register) -> None:
    roster = Roster.objects.create(register=register, as_of="2026-01-31", file_name="a.csv", state=RosterState.READY)
    client = sign_in(Role.AUDITOR)
    answers = [getattr(client, method)(address).status_code for method, address in addresses(roster)]
    assert answers == [200] * 6 + [404] * 5


def test_reading_changes_nothing(officer: Client, register: Register) -> None:
    """GET on what writes is not answered."""
    roster = Roster.objects.create(register=register, as_of="2026-01-31", file_name="a.csv", state=RosterState.READY)
    for name in ("rosters_decide", "rosters_apply", "rosters_discard"):
        assert officer.get(reverse(name, args=[roster.pk])).status_code == 405


def test_the_number_of_queries_does_not_grow(
    officer: Client, send: Callable[..., Roster], django_assert_max_num_queries: Any
) -> None:
    roster = send([agency_row(n) for n in range(60)])
    choose(officer, roster)
    with django_assert_max_num_queries(45):
        officer.get(reverse("rosters_preview", args=[roster.pk]))
