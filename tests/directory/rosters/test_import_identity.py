"""Which agency a line of a register speaks of: numbers, names, places, parents (D2, D3)."""

from typing import Any

import pytest

from directory.agencies.models import Agency, Identifier
from directory.rosters.models import Listing
from tests.directory.rosters.conftest import HEADER, agency_row, agency_rows, credit_code

pytestmark = pytest.mark.django_db


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
    roster(agency_rows(2), "--apply")
    outcome = roster(agency_rows(2), "--apply", register="second-register")
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
