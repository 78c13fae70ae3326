"""Working days of mainland China, on which every clock of the rules runs (C5, C6, M6). Pure.

The State Council publishes each year's holidays and the weekends worked for them in the autumn
before; ``chinesecalendar`` carries them. A day of a year that is not published yet is judged by the
week alone, and whatever was counted over such days says that it is provisional.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import chinese_calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingDate:
    """A day found by counting working days; ``is_provisional`` when some year's holidays are not published."""

    day: date
    is_provisional: bool

    @property
    def deadline(self) -> datetime:
        """The moment the day ends: 24:00 in Shanghai, written as 00:00 of the next day."""
        return end_of_day(self.day)


@dataclass(frozen=True, slots=True)
class WorkingDayCount:
    """How many working days lie between two days."""

    count: int
    is_provisional: bool


def is_published(day: date) -> bool:
    """Whether the holidays of the day's year are known."""
    return _holiday(day) is not None


@lru_cache(maxsize=20_000)
def _holiday(day: date) -> bool | None:
    """Holiday or free weekend; ``None`` when the year is not published."""
    try:
        return bool(chinese_calendar.is_holiday(day))
    except NotImplementedError:
        return None


def is_working_day(day: date) -> bool:
    """Whether offices work on ``day``: worked weekends count, holidays do not.

    For a year that is not published, Monday to Friday.
    """
    holiday = _holiday(day)
    return day.weekday() < SATURDAY if holiday is None else not holiday


def add_working_days(start: date, count: int) -> WorkingDate:
    """The ``count``-th working day after ``start``; the day of the event does not count.

    With ``count`` 0 the start itself, or the next working day when nobody works on it. Raises
    ``ValueError`` for a negative count.
    """
    if count < 0:
        raise ValueError("A clock runs forwards: count must not be negative.")
    day, left, provisional = start, count, not is_published(start)
    while left or not is_working_day(day):
        day += timedelta(days=1)
        provisional = provisional or not is_published(day)
        if left and is_working_day(day):
            left -= 1
    return WorkingDate(day, provisional)


def working_days_between(start: date, end: date) -> WorkingDayCount:
    """Working days after ``start`` up to and including ``end``; negative when ``end`` lies before.

    The inverse of ``add_working_days``: ``working_days_between(d, add_working_days(d, n).day)`` is ``n``.
    """
    if end < start:
        backwards = working_days_between(end, start)
        return WorkingDayCount(-backwards.count, backwards.is_provisional)
    days = [start + timedelta(days=offset) for offset in range(1, (end - start).days + 1)]
    provisional = any(not is_published(day) for day in (start, *days))
    return WorkingDayCount(sum(is_working_day(day) for day in days), provisional)


def end_of_day(day: date) -> datetime:
    """24:00 of ``day`` in Shanghai, as the aware 00:00 of the next day."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=SHANGHAI)


def shanghai_day(moment: datetime) -> date:
    """The calendar day in Shanghai on which an aware ``moment`` falls."""
    return moment.astimezone(SHANGHAI).date()
