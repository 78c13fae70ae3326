"""Registers of people: who joined, left and moved (D4)."""

from datetime import date
from typing import Any

import pytest

from directory.people.models import Affiliation, Practitioner
from directory.rosters.models import PractitionerListing
from tests.factories.directory import AgencyFactory

pytestmark = pytest.mark.django_db

HEADER = ["姓名", "执业证号", "执业机构"]
ONE, TWO = "北京示衡知识产权代理有限公司", "上海另衡专利事务所（普通合伙）"


@pytest.fixture
def firms() -> dict[str, Any]:
    return {name: AgencyFactory(name_zh=name, name_en="") for name in (ONE, TWO)}


def test_a_list_with_a_name_column_is_one_of_people(roster: Any, firms: dict[str, Any]) -> None:
    outcome = roster([["王甲", "1100001", ONE]], "--apply", header=HEADER)
    assert outcome.register["kind"] == "people"
    person = Practitioner.objects.get()
    assert (person.name, person.licence_number, person.register.code) == ("王甲", "1100001", "test-register")
    affiliation = Affiliation.objects.get()
    assert (affiliation.agency, affiliation.since, affiliation.until) == (firms[ONE], date(2026, 1, 31), None)


def test_joined_left_and_moved(roster: Any, firms: dict[str, Any]) -> None:
    people = [[f"人{n}", f"11000{n:02d}", ONE] for n in range(12)]
    roster(people, "--apply", header=HEADER)
    next_list = [*people[1:11], ["人11", "1100011", TWO], ["新人", "1100099", TWO]]
    outcome = roster(next_list, "--apply", header=HEADER, as_of="2026-06-30")
    assert (outcome.new, outcome.changed, outcome.gone, outcome.unchanged) == (1, 1, 1, 10)
    gone = Practitioner.objects.get(licence_number="1100000")
    assert gone.affiliations.get().until == date(2026, 6, 30)
    assert PractitionerListing.objects.get(practitioner=gone).until == date(2026, 6, 30)
    moved = Practitioner.objects.get(licence_number="1100011")
    assert list(moved.affiliations.order_by("since").values_list("agency", "since", "until")) == [
        (firms[ONE].pk, date(2026, 1, 31), date(2026, 6, 30)),
        (firms[TWO].pk, date(2026, 6, 30), None),
    ]


def test_the_same_list_twice_changes_nothing(roster: Any, firms: dict[str, Any]) -> None:
    people = [["王甲", "1100001", ONE], ["李乙", "1100002", "不认识的所"]]
    roster(people, "--apply", header=HEADER)
    again = roster(people, "--apply", header=HEADER, as_of="2026-02-28")
    assert (again.new, again.changed, again.unchanged, again.gone) == (0, 0, 2, 0)
    assert Affiliation.objects.count() == 2


def test_a_firm_nobody_knows_stays_text_until_it_is_known(roster: Any) -> None:
    roster([["王甲", "1100001", ONE]], "--apply", header=HEADER)
    affiliation = Affiliation.objects.get()
    assert (affiliation.agency, affiliation.agency_text) == (None, ONE)
    agency = AgencyFactory(name_zh=ONE, name_en="")
    roster([["王甲", "1100001", ONE]], "--apply", header=HEADER, as_of="2026-02-28")
    affiliation.refresh_from_db()
    assert affiliation.agency == agency


def test_another_spelling_of_the_firm_is_no_move(roster: Any, firms: dict[str, Any]) -> None:
    roster([["王甲", "1100001", TWO]], "--apply", header=HEADER)
    outcome = roster(
        [["王甲", "1100001", "上海另衡专利事务所(普通合伙)"]], "--apply", header=HEADER, as_of="2026-02-28"
    )
    assert (outcome.changed, outcome.unchanged) == (0, 1)
    assert Affiliation.objects.count() == 1


def test_without_numbers_the_name_identifies_within_the_register(roster: Any, firms: dict[str, Any]) -> None:
    header = ["姓名", "执业机构"]
    roster([["王甲", ONE], ["李乙", ONE]], "--apply", header=header)
    outcome = roster([["王甲", TWO], ["李乙", ONE]], "--apply", header=header, as_of="2026-02-28")
    assert (outcome.changed, outcome.unchanged, outcome.new) == (1, 1, 0)


def test_namesakes_without_numbers_are_all_doubtful(roster: Any, firms: dict[str, Any]) -> None:
    outcome = roster([["王甲", ONE], ["李乙", ONE], ["王甲", TWO]], "--apply", header=["姓名", "执业机构"])
    assert [doubt["row"] for doubt in outcome.doubtful] == [2, 4]
    assert outcome.new == 1
    assert Practitioner.objects.get().name == "李乙"


def test_one_licence_at_two_agencies_is_flagged(roster: Any, firms: dict[str, Any]) -> None:
    """D4: a Chinese patent agent works in one agency only."""
    outcome = roster([["王甲", "1100001", ONE], ["王甲", "1100001", TWO]], header=HEADER)
    assert [doubt["row"] for doubt in outcome.doubtful] == [3]


def test_one_licence_of_two_names_is_an_error(roster: Any) -> None:
    outcome = roster([["王甲", "1100001", ONE], ["李乙", "1100001", ONE]], header=HEADER)
    assert (outcome.code, outcome.errors[0]["row"]) == (1, 3)


def test_dates_of_the_register_are_kept(roster: Any, firms: dict[str, Any]) -> None:
    header = [*HEADER, "起始日期", "终止日期"]
    roster([["王甲", "1100001", ONE, "2019-07-01", ""]], "--apply", header=header)
    assert Affiliation.objects.get().since == date(2019, 7, 1)
    wrong = roster([["王甲", "1100001", ONE, "2019-07-01", "2018-01-01"]], header=header, as_of="2026-02-28")
    assert wrong.errors[0]["column"] == "终止日期"


def test_a_move_with_a_day_leaves_no_overlap(roster: Any, firms: dict[str, Any]) -> None:
    header = [*HEADER, "起始日期"]
    roster([["王甲", "1100001", ONE, "2019-07-01"]], "--apply", header=header)
    roster([["王甲", "1100001", TWO, "2026-02-10"]], "--apply", header=header, as_of="2026-02-28")
    old, new = Affiliation.objects.order_by("since")
    assert (old.until, new.since) == (date(2026, 2, 10), date(2026, 2, 10))


def test_an_older_list_adds_the_past_only(roster: Any, firms: dict[str, Any]) -> None:
    """D5."""
    roster([["王甲", "1100001", ONE]], "--apply", header=HEADER, as_of="2026-06-30")
    outcome = roster([["王甲", "1100001", TWO], ["李乙", "1100002", TWO]], "--apply", header=HEADER, as_of="2025-06-30")
    assert outcome.gone == 0
    assert Affiliation.objects.get(practitioner__licence_number="1100001", until=None).agency == firms[ONE]
    past = Affiliation.objects.get(practitioner__licence_number="1100002")
    assert (past.since, past.until) == (date(2025, 6, 30), date(2026, 6, 30))
