"""Official grades: imported by the roster machinery, read-only, people as counts (G1, G2)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from directory.people.models import Practitioner
from ratings.credit.importer import read_grade
from ratings.credit.models import Grade, GradeScheme
from ratings.credit.profile import barred_by_grade, grades_of, read_official_grades
from tests.directory.rosters.conftest import roster  # noqa: F401  the fixture
from tests.factories.directory import AgencyFactory, PractitionerFactory

pytestmark = pytest.mark.django_db

NAME = "北京示衡知识产权代理有限公司"
HEADER = ["机构名称", "信用等级", "得分"]


@pytest.fixture
def agency() -> Any:
    return AgencyFactory(name_zh=NAME, name_en="")


@pytest.mark.parametrize(
    ("text", "grade"),
    [("A+", "A+"), ("ａ＋", "A+"), ("A级", "A"), ("b 级", "B"), ("C等", "C"), ("D", "D"), ("E", None), ("", None)],
)
def test_grades_are_read(text: str, grade: str | None) -> None:
    assert read_grade(text) == grade


def test_a_list_of_grades(roster: Any, agency: Any) -> None:  # noqa: F811
    outcome = roster([[NAME, "A", "95.5"]], "--apply", header=HEADER, register="patent-grades")
    assert (outcome.code, outcome.new, outcome.register["kind"]) == (0, 1, "grades")
    grade = Grade.objects.get()
    assert (grade.agency, grade.value, grade.score, grade.as_of) == (agency, "A", Decimal("95.50"), date(2026, 1, 31))
    assert GradeScheme.objects.get().code == "patent-grades"
    again = roster([[NAME, "A", "95.5"]], "--apply", header=HEADER, register="patent-grades", as_of="2026-02-28")
    assert (again.unchanged, again.changed) == (1, 0)


def test_a_new_grade_ends_the_old_one(roster: Any, agency: Any) -> None:  # noqa: F811
    roster([[NAME, "A", ""]], "--apply", header=HEADER, register="patent-grades")
    outcome = roster([[NAME, "D", ""]], "--apply", header=HEADER, register="patent-grades", as_of="2026-06-30")
    assert outcome.changed == 1
    assert Grade.objects.current(date(2026, 6, 29)).get().value == "A"
    assert Grade.objects.current(date(2026, 6, 30)).get().value == "D"
    assert barred_by_grade([agency.pk], date(2026, 6, 30)) == {agency.pk}
    assert barred_by_grade([agency.pk], date(2026, 6, 29)) == frozenset()
    shown = read_official_grades(agency, date(2026, 7, 1))
    assert shown.current is not None
    assert shown.current.grade == "D"
    assert "A" in shown.current.former
    assert [row.grade for row in shown.ended] == ["A"]


def test_who_leaves_the_list_has_no_grade(roster: Any) -> None:  # noqa: F811
    names = [f"北京示衡{n:02d}知识产权代理有限公司" for n in range(11)]
    for name in names:
        AgencyFactory(name_zh=name, name_en="")
    roster([[name, "A", ""] for name in names], "--apply", header=HEADER, register="patent-grades")
    outcome = roster(
        [[name, "A", ""] for name in names[:10]], "--apply", header=HEADER, register="patent-grades", as_of="2026-06-30"
    )
    assert outcome.gone == 1
    assert Grade.objects.current(date(2026, 7, 1)).count() == 10


def test_an_older_list_does_not_replace_the_grade(roster: Any, agency: Any) -> None:  # noqa: F811
    """D5."""
    roster([[NAME, "B", ""]], "--apply", header=HEADER, register="patent-grades", as_of="2026-06-30")
    roster([[NAME, "A", ""]], "--apply", header=HEADER, register="patent-grades", as_of="2025-06-30")
    assert Grade.objects.current(date(2026, 7, 1)).get().value == "B"
    old = Grade.objects.current(date(2025, 12, 1)).get()
    assert (old.value, old.until) == ("A", date(2026, 6, 30))


def test_whom_nobody_knows_is_an_error(roster: Any) -> None:  # noqa: F811
    outcome = roster([["没有这家", "A", ""]], header=HEADER, register="patent-grades")
    assert (outcome.code, len(outcome.errors)) == (1, 1)


@pytest.mark.parametrize("row", [[NAME, "E", ""], [NAME, "", ""], [NAME, "A", "many"], [NAME, "A", "-1"]])
def test_bad_grades_and_scores(roster: Any, agency: Any, row: list[str]) -> None:  # noqa: F811
    assert roster([row], header=HEADER, register="patent-grades").code == 1


def test_grades_of_people_are_counts(roster: Any, agency: Any) -> None:  # noqa: F811
    """G1: nobody is named."""
    people = [PractitionerFactory(agency=agency) for _n in range(3)]
    rows = [[person.name, person.licence_number, grade] for person, grade in zip(people, ("A", "A", "B"), strict=True)]
    outcome = roster(rows, "--apply", header=["姓名", "执业证号", "信用等级"], register="agent-grades")
    assert outcome.new == 3
    shown = read_official_grades(agency, date(2026, 2, 1))
    assert shown.current is None
    assert [(row.grade, row.people) for row in shown.people] == [("A", 2), ("B", 1)]
    assert all(person.name not in str(shown) for person in Practitioner.objects.all())


def test_cards_ask_once(agency: Any, django_assert_num_queries: Any, roster: Any) -> None:  # noqa: F811
    roster([[NAME, "A", ""]], "--apply", header=HEADER, register="patent-grades")
    others = [AgencyFactory().pk for _n in range(3)]
    with django_assert_num_queries(1):
        assert list(grades_of([agency.pk, *others], date(2026, 2, 1))) == [agency.pk]


def _scheme() -> GradeScheme:
    from directory.rosters.models import Register

    register = Register.objects.create(code="g", name_zh="g", name_en="g", kind="grades")
    return GradeScheme.objects.create(code="g", name_zh="g", name_en="g", register=register)


def test_constraints(agency: Any) -> None:
    scheme, day = _scheme(), date(2026, 1, 1)
    person = PractitionerFactory(agency=agency)
    Grade.objects.create(scheme=scheme, agency=agency, value="A", as_of=day)
    Grade.objects.create(scheme=scheme, practitioner=person, value="A", as_of=day)
    broken: list[dict[str, Any]] = [
        {},
        {"agency": agency, "practitioner": person, "until": day},
        {"agency": agency, "until": date(2025, 1, 1)},
        {"agency": agency},
        {"practitioner": person},
    ]
    for values in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            Grade.objects.create(scheme=scheme, value="A", as_of=day, **values)
