"""Single values, headers and the business scope: pure."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.rosters.agency_kinds import infer_kinds
from directory.rosters.business_scope import ScopeVerdict, judge_scope
from directory.rosters.canonical import AGENCY_COLUMNS, COLUMNS, PEOPLE_COLUMNS
from directory.rosters.columns import guess_mapping, infer_kind, parse_mapping
from directory.rosters.errors import ColumnMappingError
from directory.rosters.registers import is_slip
from directory.rosters.values import (
    BadValue,
    read_date,
    read_email,
    read_kinds,
    read_licence_kind,
    read_licence_status,
    read_status,
    read_website,
)


@pytest.mark.parametrize(
    "text",
    [
        "2019-07-01",
        "2019/7/1",
        "2019.07.01",
        "2019年7月1日",
        "20190701",
        "２０１９－０７－０１",
        "43647",
        "43647.0",
        "01.07.2019",
        "1/7/2019",
        "2019-07-01 00:00:00",
        "2019-07-01T08:00",
    ],
)
def test_one_day_in_many_ways(text: str) -> None:
    assert read_date("since", text) == dt.date(2019, 7, 1)


@pytest.mark.parametrize(
    "text", ["2019-02-30", "2019-13-01", "昨天", "1", "0000-01-01", "1799-12-31", "99999999", "2019"]
)
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(BadValue):
        read_date("since", text)


@given(st.dates(dt.date(1930, 1, 1), dt.date(2170, 1, 1)))
def test_serial_numbers_are_those_of_a_spreadsheet(day: dt.date) -> None:
    from openpyxl.utils.datetime import to_excel

    assert read_date("since", str(int(to_excel(day)))) == day


def test_month_first_when_it_can_be_nothing_else() -> None:
    assert read_date("since", "7/31/2019") == dt.date(2019, 7, 31)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("", ("active", False)),
        ("正常", ("active", False)),
        ("存续（在营、开业、在册）", ("active", False)),
        ("注销", ("deregistered", False)),
        ("吊销，未注销", ("revoked", False)),
        ("停业整顿", ("suspended", False)),
        ("经营异常", ("active", True)),
        ("Suspended", ("suspended", False)),
    ],
)
def test_statuses(text: str, status: tuple[str, bool]) -> None:
    """D8: abnormal operations are a flag beside the status."""
    assert read_status(text) == status


def test_unknown_words_are_refused() -> None:
    for read in (read_status, read_licence_status, read_licence_kind, read_kinds):
        with pytest.raises(BadValue):
            read("胡说")


def test_kinds() -> None:
    assert read_kinds("商标代理；patent-agency、律所") == ["law-firm", "patent-agency", "trademark-agency"]


@pytest.mark.parametrize("text", ["www.example.com", "http://https://www.example.com", "ｗｗｗ．example．com"])
def test_addresses_of_the_web(text: str) -> None:
    assert read_website(text) == "https://www.example.com"


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "ftp://example.com", "no address", "http://", 'http://a.b/"><script>', "data:text/html,x"],
)
def test_no_addresses_of_the_web(text: str) -> None:
    with pytest.raises(BadValue):
        read_website(text)


def test_mail_addresses() -> None:
    assert read_email("a@example.com") == "a@example.com"
    with pytest.raises(BadValue):
        read_email("a at example")


# ── Headers ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("columns", [AGENCY_COLUMNS, PEOPLE_COLUMNS])
def test_our_own_templates_are_understood(language: str, columns: tuple[str, ...]) -> None:
    header = [COLUMNS[name].header_zh if language == "zh" else COLUMNS[name].header_en for name in columns]
    guessed = guess_mapping(header)
    assert guessed == dict(zip(columns, header, strict=True))
    assert infer_kind(guessed) == ("people" if columns == PEOPLE_COLUMNS else "agencies")


def test_a_bare_name_goes_by_the_script_of_its_values() -> None:
    assert guess_mapping(["name"], [["北京某某公司"]]) == {"name_zh": "name"}
    assert guess_mapping(["name"], [["Some Firm"]]) == {"name_en": "name"}
    assert guess_mapping(["name"], [["王五"]], kind="people") == {"practitioner_name": "name"}


def test_a_business_register_needs_no_mapping_file() -> None:
    header = ["name", "uscc", "registered", "capital", "scope", "province", "city", "address"]
    assert guess_mapping(header, [["北京某某公司"]]) == {
        "name_zh": "name",
        "uscc": "uscc",
        "registered_on": "registered",
        "scope": "scope",
        "province": "province",
        "city": "city",
        "address": "address",
    }


@pytest.mark.parametrize(
    "raw", [None, [], {}, {"name_zh": 3}, {"name_zh": ""}, {"name_zh": {"value": None}}, {"x": "y"}]
)
def test_bad_mappings(raw: object) -> None:
    with pytest.raises(ColumnMappingError):
        parse_mapping(raw)


@pytest.mark.parametrize(
    ("code", "known", "slip"),
    [
        ("cn-bussiness", "cn-business", True),
        ("cn-busines", "cn-business", True),
        ("cn-buisness", "cn-business", True),
        ("cnbusiness", "cn-business", True),
        ("list-1", "list-2", False),
        ("bar-fr", "bar-it", False),
        ("cn-decoys", "cn-agencies", False),
        ("test-a", "test-b", False),
    ],
)
def test_slips_of_the_pen(code: str, known: str, slip: bool) -> None:
    assert is_slip(code, known) is slip


# ── Business scope ────────────────────────────────────────────────────────────────────────────

SERVES = [
    "商标代理。",
    "知识产权代理；版权代理",
    "专利技术的开发、专利所有权的转让",
    "代理商标注册、商标转让",
    "商标注册申请代理及法律事务咨询",
    "商标印刷；商标注册代理",
    "提供诉讼代理、法律服务",
]
MAKES = [
    "商标印刷；其他印刷品印刷",
    "商标织造。",
    "包装装潢印刷品印刷（不含出版物）",
    "生产、销售：服装辅料，商标织绣",
    "织带加工，商标布制作",
    "加工、制造：商标标识，鞋料",
    "商标设计制造，电脑软件开发",
    "销售本公司生产的丝织商标、标识",
]


@pytest.mark.parametrize("scope", SERVES)
def test_who_serves(scope: str) -> None:
    assert judge_scope(scope, "某某商标有限公司") is ScopeVerdict.SERVES


@pytest.mark.parametrize("scope", MAKES)
@pytest.mark.parametrize("name", ["某某商标有限公司", "某某知识产权代理有限公司"])
def test_who_makes(scope: str, name: str) -> None:
    """The scope decides, whatever the name says."""
    assert judge_scope(scope, name) is ScopeVerdict.MAKES


def test_a_scope_that_says_nothing_leaves_it_to_the_trade_word() -> None:
    neutral = "为总公司联络业务。"
    assert judge_scope(neutral, "某某知识产权代理有限公司成都分公司") is ScopeVerdict.UNKNOWN
    assert judge_scope(neutral, "某某商标织绣有限公司杭州办事处") is ScopeVerdict.TRADE_NAME


def test_without_a_scope_nothing_is_concluded() -> None:
    assert judge_scope("", "某某商标印刷厂") is ScopeVerdict.UNKNOWN


def test_kinds_are_inferred_where_the_register_is_silent() -> None:
    assert infer_kinds({"name_zh": "北京某某律师事务所", "country": "CN"}) == ["law-firm"]
    assert infer_kinds({"name_en": "X", "country": "FR"}) == ["overseas-firm"]
    assert infer_kinds({"name_zh": "某某", "scope": "商标代理", "cnipa_code": "11001"}) == [
        "patent-agency",
        "trademark-agency",
    ]
