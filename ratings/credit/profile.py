"""The official grade as a profile shows it: one of the three truths, with scheme, date and source (G1, G2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from directory.models import Agency
from ratings.credit.enums import BARRING_GRADES
from ratings.credit.models import Grade, GradeScheme


@dataclass(frozen=True)
class OfficialGrade:
    """One authority's grade of an agency. ``score`` and ``former`` are sentences, empty when there is nothing."""

    scheme: str
    grade: str
    score: str
    date: date
    source_url: str
    former: str = ""


@dataclass(frozen=True)
class EndedGrade:
    """A grade that was replaced or withdrawn."""

    scheme: str
    grade: str
    since: date
    until: date


@dataclass(frozen=True)
class PeopleGrades:
    """How many of the agency's people hold a grade; nobody is named (G1)."""

    scheme: str
    grade: str
    people: int


@dataclass(frozen=True)
class OfficialGrades:
    """What the profile shows: the grade in force of every scheme, earlier ones, and counts of people's grades."""

    grades: tuple[OfficialGrade, ...] = ()
    ended: tuple[EndedGrade, ...] = ()
    people: tuple[PeopleGrades, ...] = ()

    @property
    def current(self) -> OfficialGrade | None:
        """The first scheme's grade: the one that stands beside the other two truths."""
        return self.grades[0] if self.grades else None

    @property
    def others(self) -> tuple[OfficialGrade, ...]:
        """Grades of further schemes, such as that of trade mark agencies."""
        return self.grades[1:]


def read_official_grades(agency: Agency, day: date) -> OfficialGrades:
    """Two queries, and one more when people of the agency are graded."""
    rows = list(Grade.objects.of_agencies([agency.pk]).filter(as_of__lte=day).order_by("scheme__code", "-as_of"))
    ended = [row for row in rows if row.until is not None and row.until <= day]
    in_force = [row for row in rows if row not in ended]
    people = list(Grade.objects.current(day).of_people_in(agency.pk, day).counts())
    schemes = {scheme.pk: str(scheme) for scheme in GradeScheme.objects.all()} if people else {}
    return OfficialGrades(
        grades=tuple(_official(row, ended) for row in in_force),
        ended=tuple(EndedGrade(str(row.scheme), row.value, row.as_of, row.until) for row in ended if row.until),
        people=tuple(PeopleGrades(schemes[row["scheme_id"]], row["value"], row["people"]) for row in people),
    )


def _official(row: Grade, ended: list[Grade]) -> OfficialGrade:
    before = next((old for old in ended if old.scheme_id == row.scheme_id), None)
    former = _("%(grade)s until %(date)s") % {"grade": before.value, "date": before.until} if before else ""
    score = _("Score %(score)s") % {"score": f"{row.score.normalize():f}"} if row.score is not None else ""
    return OfficialGrade(str(row.scheme), row.value, score, row.as_of, row.source_url, former)


def grades_of(agency_ids: Iterable[int], day: date) -> dict[int, tuple[OfficialGrade, ...]]:
    """Grades in force of many agencies for a page of cards: one query."""
    found: dict[int, list[OfficialGrade]] = {}
    for row in Grade.objects.current(day).of_agencies(agency_ids).order_by("agency_id", "scheme__code"):
        found.setdefault(row.agency_id or 0, []).append(_official(row, []))
    return {agency: tuple(grades) for agency, grades in found.items()}


def barred_by_grade(agency_ids: Iterable[int], day: date) -> frozenset[int]:
    """Agencies whose official grade on ``day`` keeps them from being recommended (M1: not D)."""
    rows = Grade.objects.current(day).filter(agency_id__in=list(agency_ids), value__in=BARRING_GRADES)
    return frozenset(rows.values_list("agency_id", flat=True))
