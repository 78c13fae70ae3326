"""Around an import: the signal, the audit, column mappings, sheets, and wrong use of the command (D5)."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from directory.agencies.models import Agency
from directory.audit.models import AuditEvent
from directory.rosters.models import ColumnMapping, Register
from directory.signals import agencies_changed
from tests.directory.rosters.conftest import HEADER, agency_row, agency_rows, credit_code, csv_bytes, xlsx_bytes

pytestmark = pytest.mark.django_db


def test_one_signal_and_one_audit_event_with_the_lines(roster: Any) -> None:
    heard: list[list[int]] = []

    def listen(sender: object, agency_ids: list[int], **kwargs: object) -> None:
        heard.append(list(agency_ids))

    agencies_changed.connect(listen)
    try:
        roster(agency_rows(3), "--apply")
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
        roster(agency_rows(1), columns=columns)
    assert refusal.value.returncode == 2
    assert not Register.objects.filter(code="test-register").exists()


def test_wrong_use_has_exit_code_2(tmp_path: Any) -> None:
    with pytest.raises(CommandError) as missing:
        call_command("import_roster", str(tmp_path / "none.csv"), "--register", "xx", "--as-of", "2026-01-01")
    assert missing.value.returncode == 2
    file = tmp_path / "a.csv"
    file.write_bytes(csv_bytes(agency_rows(1)))
    with pytest.raises(CommandError):
        call_command("import_roster", str(file), "--register", "xx", "--as-of", "2026-13-01")
    with pytest.raises(CommandError) as strange:
        call_command("import_roster", str(file), "--register", "Not A Code", "--as-of", "2026-01-01")
    assert strange.value.returncode == 2


def test_a_slip_in_the_code_is_refused_with_the_known_one(roster: Any) -> None:
    roster(agency_rows(1), "--apply", register="cn-business")
    with pytest.raises(CommandError, match="cn-business") as refusal:
        roster(agency_rows(1), register="cn-bussiness")
    assert refusal.value.returncode == 2
    assert roster(agency_rows(1), "--new-register", register="cn-bussiness").code == 0
    assert roster(agency_rows(1), register="cn-decoys").code == 0


def test_sheets_with_equal_columns_are_one_table(roster: Any) -> None:
    content = xlsx_bytes({"机构": [HEADER, agency_row(0)], "分支": [HEADER, agency_row(1)], "说明": [["随便"]]})
    outcome = roster(content, "--apply", name="roster.xlsx")
    assert (outcome.new, outcome.code) == (2, 0)
    assert any("说明" in note for note in outcome.notes)


def test_an_error_names_its_sheet(roster: Any) -> None:
    content = xlsx_bytes({"机构": [["名录"], [], HEADER, agency_row(0, 成立日期="昨天")]})
    (error,) = roster(content, name="roster.xlsx").errors
    assert (error["sheet"], error["row"], error["column"], error["value"]) == ("机构", 4, "成立日期", "昨天")
