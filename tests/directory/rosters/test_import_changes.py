"""What a later or an older snapshot changes, and what it leaves alone (D2, D5, D7, D8)."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from directory.agencies.enums import NameKind
from directory.agencies.models import Agency, AgencyName, Office
from directory.rosters.models import Listing, StatusPeriod
from tests.directory.rosters.conftest import HEADER, agency_row, agency_rows, credit_code

pytestmark = pytest.mark.django_db


def test_a_new_name_leaves_the_old_one_with_its_end(roster: Any) -> None:
    """D2: former names with dates; the current one denormalised."""
    roster(agency_rows(1), "--apply")
    old = Agency.objects.get().name_zh
    outcome = roster([agency_row(0, 机构名称="北京新衡知识产权代理有限公司")], "--apply", as_of="2026-03-01")
    assert outcome.changed == 1
    agency = Agency.objects.get()
    assert agency.name_zh == "北京新衡知识产权代理有限公司"
    former = AgencyName.objects.get(kind=NameKind.FORMER)
    assert (former.text, former.until) == (old, date(2026, 3, 1))
    current = AgencyName.objects.get(kind=NameKind.REGISTERED)
    assert (current.text, current.since) == (agency.name_zh, date(2026, 3, 1))


def test_a_move_closes_the_registered_office(roster: Any) -> None:
    roster(agency_rows(1), "--apply")
    roster([agency_row(0, 省份="浙江", 城市="杭州", 住所="示例路9号")], "--apply", as_of="2026-03-01")
    agency = Agency.objects.get()
    assert (agency.province, agency.city, agency.district, agency.address) == ("浙江省", "杭州市", "", "示例路9号")
    assert Office.objects.get(until__isnull=False).until == date(2026, 3, 1)
    assert Office.objects.get(until__isnull=True).city == "杭州市"


def test_statuses_have_periods_and_abnormal_is_a_flag(roster: Any) -> None:
    """D8."""
    roster(agency_rows(1), "--apply")
    roster([agency_row(0, 状态="经营异常")], "--apply", as_of="2026-03-01")
    roster([agency_row(0, 状态="注销")], "--apply", as_of="2026-04-01")
    periods = StatusPeriod.objects.order_by("since").values_list("status", "is_abnormal", "since", "until")
    assert list(periods) == [
        ("active", False, date(2026, 1, 31), date(2026, 3, 1)),
        ("active", True, date(2026, 3, 1), date(2026, 4, 1)),
        ("deregistered", False, date(2026, 4, 1), None),
    ]
    assert Listing.objects.get().until is None, "a status does not end the listing"


def test_a_corrected_file_of_the_same_day_replaces(roster: Any) -> None:
    roster(agency_rows(1), "--apply")
    outcome = roster([agency_row(0, 状态="暂停", 住所="示例路8号")], "--apply")
    assert outcome.changed == 1
    assert StatusPeriod.objects.get().status == "suspended"
    assert Office.objects.filter(until__isnull=True).get().address == "示例路8号"


def test_what_an_officer_corrected_is_not_fought_over(roster: Any) -> None:
    roster(agency_rows(1), "--apply")
    Agency.objects.update(phone="010-1", address="改正的地址")
    outcome = roster(agency_rows(1), "--apply", as_of="2026-02-28")
    assert outcome.unchanged == 1
    assert Agency.objects.get().address == "改正的地址"


def test_contact_of_a_claimed_agency_stays_its_own(roster: Any) -> None:
    """D7: self-declared data is never touched."""
    header = [*HEADER, "电话", "网址"]
    roster([[*agency_row(0), "010-1111", "https://a.example.com"]], "--apply", header=header)
    Agency.objects.update(claimed_at=timezone.now(), phone="010-2222")
    roster([[*agency_row(0), "010-3333", "https://b.example.com"]], "--apply", header=header, as_of="2026-02-28")
    agency = Agency.objects.get()
    assert agency.phone == "010-2222"
    assert agency.website == "https://b.example.com", "what the agency left to the register follows it"


def test_an_older_snapshot_fills_history_and_overwrites_nothing(roster: Any) -> None:
    """D5."""
    roster([agency_row(0, 机构名称="北京今名知识产权代理有限公司"), agency_row(1)], "--apply", as_of="2026-06-30")
    old = [agency_row(0, 机构名称="北京旧名知识产权代理有限公司", 住所="旧路1号"), agency_row(7)]
    outcome = roster(old, "--apply", as_of="2025-06-30")
    assert (outcome.code, outcome.new, outcome.changed, outcome.gone) == (0, 1, 1, 0)
    agency = Agency.objects.get(identifiers__value=credit_code(10_000_000))
    assert agency.name_zh == "北京今名知识产权代理有限公司"
    assert agency.address != "旧路1号"
    assert agency.names.get(kind=NameKind.FORMER).text == "北京旧名知识产权代理有限公司"
    assert agency.listings.get().since == date(2025, 6, 30)
    past = Listing.objects.get(agency__identifiers__value=credit_code(10_000_007))
    assert (past.since, past.until) == (date(2025, 6, 30), date(2026, 6, 30))
    again = roster(old, "--apply", as_of="2025-06-30")
    assert (again.new, again.changed) == (0, 0)
