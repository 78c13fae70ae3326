"""Importing registers of agencies, end to end through the command (D2, D3, D5, D8)."""

from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from directory.agencies.enums import NameKind
from directory.agencies.models import Agency, AgencyName, Identifier, Office
from directory.audit.models import AuditEvent
from directory.rosters.enums import RosterState
from directory.rosters.models import ColumnMapping, Listing, Register, StatusPeriod
from directory.rosters.staging import Roster, RosterRow
from directory.signals import agencies_changed
from tests.directory.rosters.conftest import HEADER, agency_row, credit_code, csv_bytes, xlsx_bytes

pytestmark = pytest.mark.django_db

KEYS = {"rows", "new", "changed", "unchanged", "gone", "doubtful", "errors", "applied"}


def rows(count: int, first: int = 0) -> list[list[str]]:
    return [agency_row(number) for number in range(first, first + count)]


# ── The report and what it leaves behind ──────────────────────────────────────────────────────


def test_preview_writes_nothing(roster: Any) -> None:
    """D5: without --apply nothing is there afterwards, not even the register."""
    outcome = roster(rows(3))
    assert outcome.code == 0
    assert outcome.report.keys() >= KEYS
    assert (outcome.rows, outcome.new, outcome.applied) == (3, 3, False)
    assert not Agency.objects.exists()
    assert not Register.objects.filter(code="test-register").exists()
    assert not Roster.objects.exists()
    assert not RosterRow.objects.exists()


def test_apply_opens_the_register_and_says_so(roster: Any) -> None:
    outcome = roster(rows(3), "--apply")
    assert outcome.code == 0
    assert outcome.applied is True
    assert outcome.register == {"code": "test-register", "kind": "agencies", "is_new": True}
    assert Listing.objects.open().filter(register__code="test-register").count() == 3
    assert Roster.objects.get().state == RosterState.APPLIED
    assert not RosterRow.objects.exists(), "staging is emptied"


def test_everything_of_a_line_arrives(roster: Any) -> None:
    """D2, D3: names, numbers, place with the district under the municipality, kinds from the scope."""
    roster(rows(1), "--apply")
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
    roster(rows(5), "--apply")
    before = list(Agency.objects.order_by("pk").values_list("pk", "changed_at"))
    again = roster(rows(5), "--apply")
    assert (again.new, again.changed, again.unchanged, again.gone) == (0, 0, 5, 0)
    assert list(Agency.objects.order_by("pk").values_list("pk", "changed_at")) == before


def test_one_line_shorter_ends_exactly_one(roster: Any) -> None:
    """D8: the listing ends on the snapshot's date; nothing is deleted, no status is made up."""
    roster(rows(12), "--apply")
    outcome = roster(rows(11), "--apply", as_of="2026-02-28")
    assert (outcome.gone, outcome.unchanged) == (1, 11)
    ended = Listing.objects.get(until__isnull=False)
    assert ended.until == date(2026, 2, 28)
    assert ended.agency.identifiers.get().value == credit_code(10_000_011)
    assert StatusPeriod.objects.get(listing=ended).status == "active"
    assert Agency.objects.count() == 12


def test_an_entry_that_comes_back_gets_a_second_listing(roster: Any) -> None:
    roster(rows(12), "--apply")
    roster(rows(11), "--apply", as_of="2026-02-28")
    outcome = roster(rows(12), "--apply", as_of="2026-03-31")
    assert (outcome.new, outcome.unchanged) == (1, 11)
    assert Agency.objects.count() == 12
    agency = Agency.objects.get(identifiers__value=credit_code(10_000_011))
    assert list(agency.listings.values_list("since", "until")) == [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 3, 31), None),
    ]


def test_many_gone_need_a_confirmation(roster: Any) -> None:
    """D5: more than one in ten."""
    roster(rows(10), "--apply")
    refused = roster(rows(8), "--apply", as_of="2026-02-28")
    assert refused.code == 1
    assert refused.applied is False
    assert "2" in refused.message
    assert Listing.objects.open().count() == 10
    confirmed = roster(rows(8), "--apply", "--confirm-gone", as_of="2026-02-28")
    assert (confirmed.code, confirmed.gone) == (0, 2)
    assert Listing.objects.open().count() == 8


def test_one_in_ten_exactly_needs_none(roster: Any) -> None:
    roster(rows(10), "--apply")
    assert roster(rows(9), "--apply", as_of="2026-02-28").code == 0


# ── Errors and doubt ──────────────────────────────────────────────────────────────────────────


def test_one_error_refuses_the_whole_file(roster: Any) -> None:
    bad = agency_row(2, 统一社会信用代码="91110108MA0000000X")
    outcome = roster([*rows(2), bad], "--apply")
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
    outcome = roster([*rows(2), bad], "--apply", "--errors", "skip")
    assert (outcome.code, outcome.applied, outcome.new) == (1, True, 2)
    assert Agency.objects.count() == 2


@pytest.mark.parametrize(
    ("column", "value"),
    [("统一社会信用代码", "91110108MA0000000X"), ("成立日期", "2099-01-01"), ("状态", "奇怪"), ("经营范围", "=1+1")],
)
def test_a_line_skipped_for_an_error_is_never_gone(roster: Any, column: str, value: str) -> None:
    """D5."""
    roster(rows(11), "--apply")
    outcome = roster([*rows(10), agency_row(10, **{column: value})], "--apply", "--errors", "skip", as_of="2026-02-28")
    assert outcome.gone == 0
    assert Listing.objects.open().count() == 11


def test_a_line_skipped_for_doubt_is_never_gone(roster: Any) -> None:
    roster(rows(11), "--apply")
    renumbered = agency_row(10, 统一社会信用代码=credit_code(99_999_999))
    outcome = roster([*rows(10), renumbered], "--apply", as_of="2026-02-28")
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


# ── Identity ──────────────────────────────────────────────────────────────────────────────────


def test_an_old_15_digit_number_has_its_own_scheme(roster: Any) -> None:
    """D2."""
    roster([agency_row(0, 统一社会信用代码="320402000024924")], "--apply")
    assert list(Identifier.objects.values_list("scheme", "value")) == [("cn-registration", "320402000024924")]


def test_a_number_twice_with_other_content_is_an_error(roster: Any) -> None:
    outcome = roster([agency_row(0), agency_row(1, 统一社会信用代码=credit_code(10_000_000))])
    assert outcome.code == 1
    assert "2" in outcome.errors[0]["message"]


def test_a_line_repeated_word_for_word_counts_once(roster: Any) -> None:
    outcome = roster([agency_row(0), agency_row(0)], "--apply")
    assert (outcome.code, outcome.new, outcome.repeated) == (0, 1, 1)


def test_two_numbers_of_two_agencies_are_refused(roster: Any) -> None:
    header = [*HEADER, "专利代理机构代码"]
    roster([[*agency_row(0), "11001"], [*agency_row(1), "11002"]], "--apply", header=header)
    crossed = roster([[*agency_row(0), "11002"], [*agency_row(1), ""]], header=header, as_of="2026-02-01")
    assert crossed.code == 1
    assert not crossed.applied


def test_another_register_finds_the_same_agency_by_its_number(roster: Any) -> None:
    roster(rows(2), "--apply")
    outcome = roster(rows(2), "--apply", register="second-register")
    assert outcome.new == 2
    assert Agency.objects.count() == 2
    assert Listing.objects.count() == 4


def test_likely_doubles_are_shown_and_never_merged(roster: Any) -> None:
    """D2: bracket width, legal form and traditional characters."""
    header = ["机构名称", "省份", "城市", "住所"]
    roster([["北京示衡专利代理事务所（普通合伙）", "北京", "海淀", "示例路1号"]], "--apply", header=header)
    others = [
        ["北京示衡专利代理事务所(普通合伙)", "北京", "海淀", "示例路2号"],
        ["北京示衡專利代理事務所", "北京", "朝阳", "示例路3号"],
    ]
    outcome = roster(others, "--apply", header=header, register="other-list")
    assert len(outcome.doubtful) == 2
    assert all("北京示衡专利代理事务所" in doubt["reason"] for doubt in outcome.doubtful)
    assert Agency.objects.count() == 1


def test_without_numbers_name_and_place_identify(roster: Any) -> None:
    """D2: repeated lines count once, another place is asked, the agency is flagged."""
    header = ["organisation", "country", "city", "address"]
    lines = [
        ["KGA Avocats", "france", "Paris", "44 Avenue des Champs-Élysées"],
        ["Kga avocats", "France", "Paris", "44 avenue des Champs-Elysées"],
        ["KGA Avocats", "FR", "Lyon", "1 rue de la République"],
    ]
    outcome = roster(lines, "--apply", header=header, register="foreign-list")
    assert (outcome.new, outcome.repeated, len(outcome.doubtful)) == (1, 1, 1)
    agency = Agency.objects.get()
    assert agency.is_unidentified is True
    assert agency.jurisdiction.code == "FR"
    again = roster(lines, "--apply", header=header, register="foreign-list", as_of="2026-02-01")
    assert (again.new, again.changed, again.unchanged, again.gone) == (0, 0, 1, 0)


# ── Changes ───────────────────────────────────────────────────────────────────────────────────


def test_a_new_name_leaves_the_old_one_with_its_end(roster: Any) -> None:
    """D2: former names with dates; the current one denormalised."""
    roster(rows(1), "--apply")
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
    roster(rows(1), "--apply")
    roster([agency_row(0, 省份="浙江", 城市="杭州", 住所="示例路9号")], "--apply", as_of="2026-03-01")
    agency = Agency.objects.get()
    assert (agency.province, agency.city, agency.district, agency.address) == ("浙江省", "杭州市", "", "示例路9号")
    assert Office.objects.get(until__isnull=False).until == date(2026, 3, 1)
    assert Office.objects.get(until__isnull=True).city == "杭州市"


def test_statuses_have_periods_and_abnormal_is_a_flag(roster: Any) -> None:
    """D8."""
    roster(rows(1), "--apply")
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
    roster(rows(1), "--apply")
    outcome = roster([agency_row(0, 状态="暂停", 住所="示例路8号")], "--apply")
    assert outcome.changed == 1
    assert StatusPeriod.objects.get().status == "suspended"
    assert Office.objects.filter(until__isnull=True).get().address == "示例路8号"


def test_what_an_officer_corrected_is_not_fought_over(roster: Any) -> None:
    roster(rows(1), "--apply")
    Agency.objects.update(phone="010-1", address="改正的地址")
    outcome = roster(rows(1), "--apply", as_of="2026-02-28")
    assert outcome.unchanged == 1
    assert Agency.objects.get().address == "改正的地址"


def test_contact_of_a_claimed_agency_stays_its_own(roster: Any) -> None:
    """D7: self-declared data is never touched."""
    from django.utils import timezone

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


def test_branches_find_their_parents(roster: Any) -> None:
    """D3: a branch belongs to its parent when it is known, else it stands alone."""
    header = [*HEADER, "总所"]
    head = agency_row(0, 机构名称="北京示衡知识产权代理有限公司")
    lines = [
        [*head, ""],
        [*agency_row(1, 机构名称="北京示衡知识产权代理有限公司成都分公司", 经营范围="为总公司联络业务"), ""],
        [*agency_row(2), credit_code(10_000_000)],
        [*agency_row(3), "无人知道的总所"],
    ]
    roster(lines, "--apply", header=header)
    parent = Agency.objects.get(name_zh="北京示衡知识产权代理有限公司")
    assert parent.branches.count() == 2
    assert Agency.objects.get(identifiers__value=credit_code(10_000_003)).parent is None
    again = roster(lines, "--apply", header=header, as_of="2026-02-28")
    assert (again.changed, again.unchanged) == (0, 4)


# ── Around it ─────────────────────────────────────────────────────────────────────────────────


def test_one_signal_and_one_audit_event_with_the_lines(roster: Any) -> None:
    heard: list[list[int]] = []

    def listen(sender: object, agency_ids: list[int], **kwargs: object) -> None:
        heard.append(list(agency_ids))

    agencies_changed.connect(listen)
    try:
        roster(rows(3), "--apply")
    finally:
        agencies_changed.disconnect(listen)
    assert heard == [sorted(Agency.objects.values_list("pk", flat=True))]
    event = AuditEvent.objects.get(kind="roster.applied")
    payload = event.payload.body or ""
    assert all(code in payload for code in (credit_code(10_000_000), credit_code(10_000_002), "test-register"))


def test_columns_are_remembered_for_the_register(roster: Any) -> None:
    header = ["甲", "乙", "丙"]
    lines = [["北京示衡知识产权代理有限公司", "北京", "海淀"]]
    mapping = {"name_zh": "甲", "province": "乙", "city": "丙", "country": {"value": "CN"}}
    roster(lines, "--apply", header=header, columns=mapping)
    assert ColumnMapping.objects.get().columns == mapping
    again = roster(lines, "--apply", header=header, as_of="2026-02-01")
    assert (again.code, again.unchanged) == (0, 1)


def test_unused_columns_are_listed(roster: Any) -> None:
    assert roster([[*agency_row(0), "x"]], header=[*HEADER, "资本"]).unused_columns == ["资本"]


@pytest.mark.parametrize(
    "columns", [{"nonsense": "机构名称"}, {"name_zh": "没有这一列"}, {"name_zh": {"val": "x"}}, {}, {"city": "城市"}]
)
def test_a_wrong_mapping_is_wrong_use(roster: Any, columns: dict[str, Any]) -> None:
    with pytest.raises(CommandError) as refusal:
        roster(rows(1), columns=columns)
    assert refusal.value.returncode == 2
    assert not Register.objects.filter(code="test-register").exists()


def test_wrong_use_has_exit_code_2(tmp_path: Any) -> None:
    with pytest.raises(CommandError) as missing:
        call_command("import_roster", str(tmp_path / "none.csv"), "--register", "xx", "--as-of", "2026-01-01")
    assert missing.value.returncode == 2
    file = tmp_path / "a.csv"
    file.write_bytes(csv_bytes(rows(1)))
    with pytest.raises(CommandError):
        call_command("import_roster", str(file), "--register", "xx", "--as-of", "2026-13-01")
    with pytest.raises(CommandError) as strange:
        call_command("import_roster", str(file), "--register", "Not A Code", "--as-of", "2026-01-01")
    assert strange.value.returncode == 2


def test_a_slip_in_the_code_is_refused_with_the_known_one(roster: Any) -> None:
    roster(rows(1), "--apply", register="cn-business")
    with pytest.raises(CommandError, match="cn-business") as refusal:
        roster(rows(1), register="cn-bussiness")
    assert refusal.value.returncode == 2
    assert roster(rows(1), "--new-register", register="cn-bussiness").code == 0
    assert roster(rows(1), register="cn-decoys").code == 0


def test_sheets_with_equal_columns_are_one_table(roster: Any) -> None:
    content = xlsx_bytes({"机构": [HEADER, agency_row(0)], "分支": [HEADER, agency_row(1)], "说明": [["随便"]]})
    outcome = roster(content, "--apply", name="roster.xlsx")
    assert (outcome.new, outcome.code) == (2, 0)
    assert any("说明" in note for note in outcome.notes)


def test_an_error_names_its_sheet(roster: Any) -> None:
    content = xlsx_bytes({"机构": [["名录"], [], HEADER, agency_row(0, 成立日期="昨天")]})
    (error,) = roster(content, name="roster.xlsx").errors
    assert (error["sheet"], error["row"], error["column"], error["value"]) == ("机构", 4, "成立日期", "昨天")
