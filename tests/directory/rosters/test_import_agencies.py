"""Importing registers of agencies, end to end through the command: the report, errors and doubt (D5, D8)."""

from datetime import date
from typing import Any

import pytest

from directory.agencies.enums import NameKind
from directory.agencies.models import Agency
from directory.rosters.enums import RosterState
from directory.rosters.models import Listing, Register, StatusPeriod
from directory.rosters.staging import Roster, RosterRow
from tests.directory.rosters.conftest import agency_row, agency_rows, credit_code

pytestmark = pytest.mark.django_db

KEYS = {"rows", "new", "changed", "unchanged", "gone", "doubtful", "errors", "applied"}


# ── The report and what it leaves behind ──────────────────────────────────────────────────────


def test_preview_writes_nothing(roster: Any) -> None:
    """D5: without --apply nothing is there afterwards, not even the register."""
    outcome = roster(agency_rows(3))
    assert outcome.code == 0
    assert outcome.report.keys() >= KEYS
    assert (outcome.rows, outcome.new, outcome.applied) == (3, 3, False)
    assert not Agency.objects.exists()
    assert not Register.objects.filter(code="test-register").exists()
    assert not Roster.objects.exists()
    assert not RosterRow.objects.exists()


def test_apply_opens_the_register_and_says_so(roster: Any) -> None:
    outcome = roster(agency_rows(3), "--apply")
    assert outcome.code == 0
    assert outcome.applied is True
    assert outcome.register == {"code": "test-register", "kind": "agencies", "is_new": True}
    assert Listing.objects.open().filter(register__code="test-register").count() == 3
    assert Roster.objects.get().state == RosterState.APPLIED
    assert not RosterRow.objects.exists(), "staging is emptied"


def test_everything_of_a_line_arrives(roster: Any) -> None:
    """D2, D3: names, numbers, place with the district under the municipality, kinds from the scope."""
    roster(agency_rows(1), "--apply")
    agency = Agency.objects.get()
    assert agency.name_zh.startswith("北京")
    assert (agency.province, agency.city, agency.district) == ("北京市", "北京市", "海淀区")
    assert agency.registered_on == date(2015, 6, 1)
    assert agency.identifiers.get().value == credit_code(10_000_000)
    assert agency.names.get().kind == NameKind.REGISTERED
    assert agency.offices.get().district == "海淀区"
    assert set(agency.kinds.values_list("code", flat=True)) == {"patent-agency", "trademark-agency"}
    assert agency.is_unidentified is False
    period = StatusPeriod.objects.get()
    assert (period.status, period.is_abnormal, period.since) == ("active", False, date(2026, 1, 31))


def test_same_file_twice_changes_nothing(roster: Any) -> None:
    """D5: idempotent."""
    roster(agency_rows(5), "--apply")
    before = list(Agency.objects.order_by("pk").values_list("pk", "changed_at"))
    again = roster(agency_rows(5), "--apply")
    assert (again.new, again.changed, again.unchanged, again.gone) == (0, 0, 5, 0)
    assert list(Agency.objects.order_by("pk").values_list("pk", "changed_at")) == before


def test_one_line_shorter_ends_exactly_one(roster: Any) -> None:
    """D8: the listing ends on the snapshot's date; nothing is deleted, no status is made up."""
    roster(agency_rows(12), "--apply")
    outcome = roster(agency_rows(11), "--apply", as_of="2026-02-28")
    assert (outcome.gone, outcome.unchanged) == (1, 11)
    ended = Listing.objects.get(until__isnull=False)
    assert ended.until == date(2026, 2, 28)
    assert ended.agency.identifiers.get().value == credit_code(10_000_011)
    assert StatusPeriod.objects.get(listing=ended).status == "active"
    assert Agency.objects.count() == 12


def test_an_entry_that_comes_back_gets_a_second_listing(roster: Any) -> None:
    roster(agency_rows(12), "--apply")
    roster(agency_rows(11), "--apply", as_of="2026-02-28")
    outcome = roster(agency_rows(12), "--apply", as_of="2026-03-31")
    assert (outcome.new, outcome.unchanged) == (1, 11)
    assert Agency.objects.count() == 12
    agency = Agency.objects.get(identifiers__value=credit_code(10_000_011))
    assert list(agency.listings.values_list("since", "until")) == [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 3, 31), None),
    ]


def test_many_gone_need_a_confirmation(roster: Any) -> None:
    """D5: more than one in ten."""
    roster(agency_rows(10), "--apply")
    refused = roster(agency_rows(8), "--apply", as_of="2026-02-28")
    assert refused.code == 1
    assert refused.applied is False
    assert "2" in refused.message
    assert Listing.objects.open().count() == 10
    confirmed = roster(agency_rows(8), "--apply", "--confirm-gone", as_of="2026-02-28")
    assert (confirmed.code, confirmed.gone) == (0, 2)
    assert Listing.objects.open().count() == 8


def test_one_in_ten_exactly_needs_none(roster: Any) -> None:
    roster(agency_rows(10), "--apply")
    assert roster(agency_rows(9), "--apply", as_of="2026-02-28").code == 0


# ── Errors and doubt ──────────────────────────────────────────────────────────────────────────


def test_one_error_refuses_the_whole_file(roster: Any) -> None:
    bad = agency_row(2, 统一社会信用代码="91110108MA0000000X")
    outcome = roster([*agency_rows(2), bad], "--apply")
    assert outcome.code == 1
    assert outcome.applied is False
    (error,) = outcome.errors
    assert error.keys() == {"sheet", "row", "column", "value", "message"}
    assert (error["sheet"], error["row"], error["column"]) == ("roster.csv", 4, "统一社会信用代码")
    assert error["value"] == "91110108MA0000000X"
    assert error["message"]
    assert not Agency.objects.exists()


def test_good_lines_are_taken_when_asked(roster: Any) -> None:
    bad = agency_row(2, 成立日期="2026-02-30")
    outcome = roster([*agency_rows(2), bad], "--apply", "--errors", "skip")
    assert (outcome.code, outcome.applied, outcome.new) == (1, True, 2)
    assert Agency.objects.count() == 2


@pytest.mark.parametrize(
    ("column", "value"),
    [("统一社会信用代码", "91110108MA0000000X"), ("成立日期", "2099-01-01"), ("状态", "奇怪"), ("经营范围", "=1+1")],
)
def test_a_line_skipped_for_an_error_is_never_gone(roster: Any, column: str, value: str) -> None:
    """D5."""
    roster(agency_rows(11), "--apply")
    outcome = roster(
        [*agency_rows(10), agency_row(10, **{column: value})], "--apply", "--errors", "skip", as_of="2026-02-28"
    )
    assert outcome.gone == 0
    assert Listing.objects.open().count() == 11


def test_a_line_skipped_for_doubt_is_never_gone(roster: Any) -> None:
    roster(agency_rows(11), "--apply")
    renumbered = agency_row(10, 统一社会信用代码=credit_code(99_999_999))
    outcome = roster([*agency_rows(10), renumbered], "--apply", as_of="2026-02-28")
    assert len(outcome.doubtful) == 1
    assert outcome.gone == 0
    assert Agency.objects.count() == 11


def test_doubtful_lines_are_skipped_unless_accepted(roster: Any) -> None:
    printer = agency_row(1, 机构名称="北京示例商标印刷有限公司", 经营范围="包装装潢印刷品印刷")
    skipped = roster([agency_row(0), printer], "--apply")
    (doubt,) = skipped.doubtful
    assert doubt["row"] == 3
    assert doubt["reason"]
    assert skipped.code == 0
    assert Agency.objects.count() == 1
    accepted = roster([agency_row(0), printer], "--apply", "--doubtful", "accept", as_of="2026-02-01")
    assert accepted.new == 1
    assert Agency.objects.count() == 2
    third = roster([agency_row(0), printer], "--apply", as_of="2026-03-01")
    assert (third.unchanged, third.doubtful, third.gone) == (2, [], 0), "what was accepted is not asked again"


def test_an_unknown_province_is_a_doubt(roster: Any) -> None:
    """Cells that slipped by a column show as an impossible province."""
    outcome = roster([agency_row(0, 省份="1", 城市="200(万美元)")])
    assert (outcome.code, len(outcome.doubtful)) == (0, 1)
