"""Working days of mainland China."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory import calendar

#: Within the years every release of the package since 2026 knows.
published_days = st.dates(date(2005, 1, 3), date(2026, 10, 1))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 10, 1), False),  # National Day
        (date(2026, 10, 10), True),  # a Saturday worked for the holiday
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 2, 17), False),  # Spring Festival
        (date(2024, 2, 18), True),  # a Sunday worked for the holiday
    ],
)
def test_holidays_and_worked_weekends(day: date, works: bool) -> None:
    assert calendar.is_working_day(day) is works


def test_the_day_of_the_event_does_not_count() -> None:
    assert calendar.add_working_days(date(2026, 9, 30), 1) == calendar.WorkingDate(date(2026, 10, 8), False)
    assert calendar.add_working_days(date(2026, 11, 20), 5).day == date(2026, 11, 27)
    assert calendar.add_working_days(date(2026, 10, 3), 0).day == date(2026, 10, 8)
    assert calendar.add_working_days(date(2026, 11, 20), 0).day == date(2026, 11, 20)


def test_a_clock_runs_forwards() -> None:
    with pytest.raises(ValueError, match="negative"):
        calendar.add_working_days(date(2026, 1, 5), -1)


def test_an_unpublished_year_is_provisional() -> None:
    """Judged by the week alone, and said so."""
    monday = date(2099, 1, 5)
    assert not calendar.is_published(monday)
    assert calendar.is_working_day(monday)
    assert not calendar.is_working_day(monday - timedelta(days=1))
    assert calendar.add_working_days(monday, 5) == calendar.WorkingDate(date(2099, 1, 12), True)
    assert calendar.working_days_between(monday, date(2099, 1, 12)) == calendar.WorkingDayCount(5, True)
    assert not calendar.add_working_days(date(2026, 11, 20), 5).is_provisional


def test_a_deadline_ends_at_midnight_in_shanghai() -> None:
    deadline = calendar.WorkingDate(date(2026, 11, 27), False).deadline
    assert deadline == datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
    assert calendar.shanghai_day(deadline - timedelta(microseconds=1)) == date(2026, 11, 27)
    assert calendar.shanghai_day(deadline) == date(2026, 11, 28)


@given(published_days, st.integers(1, 60))
def test_adding_and_counting_agree(start: date, count: int) -> None:
    end = calendar.add_working_days(start, count).day
    assert calendar.is_working_day(end)
    assert calendar.working_days_between(start, end).count == count
    assert calendar.working_days_between(end, start).count == -count


@given(published_days, st.integers(0, 30), st.integers(0, 30))
def test_adding_in_two_steps_is_adding_once(start: date, first: int, second: int) -> None:
    middle = calendar.add_working_days(start, first + 1).day
    assert calendar.add_working_days(middle, second).day == calendar.add_working_days(start, first + 1 + second).day
