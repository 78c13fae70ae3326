"""Grade lists come in by the machinery of rosters (G1): this kind of register plugs itself in from above.

A line names an agency (credit code, CNIPA code, name) or a person (licence number, or name and agency) and a grade.
Only what the directory already knows is graded; nobody is created by a grade.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django.utils.functional import cached_property

from directory.agencies.names import fold_name
from directory.people.models import Practitioner
from directory.rosters.affiliations import resolve_agencies
from directory.rosters.agency_knowledge import number_keys, read_knowledge
from directory.rosters.cells import narrow
from directory.rosters.enums import RegisterKind, RowOutcome
from directory.rosters.importers import Importer, Written
from directory.rosters.problems import Problem
from directory.rosters.staging import RosterRow
from directory.rosters.table import Row
from directory.rosters.validation import CheckedLine, check_identity, take_cells
from directory.rosters.values import read_website
from ratings.credit.enums import GradeSubject, GradeValue
from ratings.credit.models import Grade, GradeScheme

_GRADES = {value.replace("+", "PLUS"): value for value in GradeValue.values}


def read_grade(text: str) -> str | None:
    """A+, A, B, C or D from the ways lists write them (``a+``, ``Ａ级``, ``A＋``); ``None`` when it is none."""
    word = narrow(text).upper().strip().removesuffix("级").removesuffix("等").strip().replace("+", "PLUS")
    return _GRADES.get(word)


class GradesImporter(Importer):
    """See ``Importer``. The register's scheme says whether agencies or people are graded."""

    kind: ClassVar[str] = RegisterKind.GRADES.value
    columns: ClassVar[tuple[str, ...]] = (
        "name_zh",
        "name_en",
        "uscc",
        "cnipa_code",
        "practitioner_name",
        "licence_number",
        "agency",
        "grade",
        "score",
        "source_url",
    )

    def __init__(self, roster: Any, mapped: Any) -> None:
        super().__init__(roster, mapped)
        self._first: dict[str, tuple[str, dict[str, Any]]] = {}
        self._seen: set[int] = set()

    @property
    def grades_people(self) -> bool:
        return bool(self.mapped & {"practitioner_name", "licence_number"})

    # ── Lines ─────────────────────────────────────────────────────────────────────────────────

    def check(self, row: Row, mapping: Mapping[str, int | str]) -> CheckedLine:
        line = CheckedLine()
        texts = take_cells(row, mapping, line)
        if self.grades_people:
            self._check_person(line, texts)
        else:
            check_identity(line, texts)
            if line.values.keys() & {"uscc", "cnipa_code", "cn_registration"}:
                line.problems = [problem for problem in line.problems if problem.code != "name-missing"]
        self._check_grade(line, texts)
        if texts.get("source_url"):
            line.read("source_url", texts["source_url"], lambda text: read_website(text, "source_url"))
        return line

    @staticmethod
    def _check_person(line: CheckedLine, texts: Mapping[str, str]) -> None:
        for column in ("practitioner_name", "agency"):
            if texts.get(column):
                line.values[column] = " ".join(texts[column].split())
        number = narrow(texts.get("licence_number", "")).lstrip("'").replace(" ", "").upper()
        if number:
            line.values["licence_number"] = number
        if not line.values.keys() & {"practitioner_name", "licence_number"}:
            line.problems.append(Problem("name-missing", "practitioner_name"))

    @staticmethod
    def _check_grade(line: CheckedLine, texts: Mapping[str, str]) -> None:
        grade = read_grade(texts.get("grade", ""))
        if grade is None:
            line.problems.append(Problem("grade", "grade", texts.get("grade", "")))
        else:
            line.values["grade"] = grade
        if text := narrow(texts.get("score", "")):
            try:
                score = Decimal(text).quantize(Decimal("0.01"))
                if not 0 <= score < 10_000:
                    raise InvalidOperation
                line.values["score"] = str(score)
            except InvalidOperation:
                line.problems.append(Problem("score", "score", text))

    def identify(self, line: RosterRow) -> None:
        values = line.values
        line.name = str(values.get("practitioner_name") or values.get("name_zh") or values.get("name_en") or "")[:300]
        if self.grades_people:
            number = values.get("licence_number")
            key = (
                f"licence:{number}"
                if number
                else f"person:{fold_name(line.name)}:{fold_name(values.get('agency', ''))}"
            )
        else:
            keys = number_keys(values, self.register.code)
            key = f"{keys[0][0]}:{keys[0][2]}" if keys else f"name:{fold_name(line.name)}"
        line.identity = key[:64]
        place, earlier = self._first.setdefault(line.identity, (str(line), values))
        if place == str(line):
            return
        if earlier == values:
            line.outcome = RowOutcome.REPEATED
        else:
            line.problems.append(Problem("repeated-number", "grade", str(values.get("grade", "")), place).as_json())

    # ── Whom it is about ──────────────────────────────────────────────────────────────────────

    def compare(self, lines: list[RosterRow]) -> None:
        if self.grades_people:
            self._find_people(lines)
        else:
            self._find_agencies(lines)
        current = self._current(lines)
        for line in lines:
            subject = self._subject(line)
            if subject:
                self._seen.add(subject)
            if line.outcome == RowOutcome.REPEATED:
                continue
            if line.problems or subject is None:
                if not line.problems:
                    line.problems.append(Problem("subject-missing", "", line.name).as_json())
                line.outcome = RowOutcome.ERROR
                continue
            self._compare_grade(line, current.get(subject))

    def _subject(self, line: RosterRow) -> int | None:
        return line.practitioner_id if self.grades_people else line.agency_id

    def _find_agencies(self, lines: list[RosterRow]) -> None:
        knowledge = read_knowledge(lines, self.register)
        for line in lines:
            keys = number_keys(line.values, self.register.code)
            found = {knowledge.by_number[key] for key in keys if key in knowledge.by_number}
            if not found and not keys:
                found = set(knowledge.by_name.get(fold_name(line.name), ()))
            if len(found) > 1:
                line.problems.append(Problem("two-agencies", "", line.name, knowledge.labels(found)).as_json())
            line.agency_id = next(iter(found)) if len(found) == 1 else None

    def _find_people(self, lines: list[RosterRow]) -> None:
        numbers = {line.values["licence_number"] for line in lines if line.values.get("licence_number")}
        by_number = dict(Practitioner.objects.filter(licence_number__in=numbers).values_list("licence_number", "pk"))
        names = {fold_name(line.name) for line in lines if not line.values.get("licence_number")}
        by_name: dict[str, set[tuple[int, int | None]]] = {}
        people = Practitioner.objects.filter(folded_name__in=names, affiliations__until__isnull=True)
        for folded, key, agency in people.values_list("folded_name", "pk", "affiliations__agency_id"):
            by_name.setdefault(folded, set()).add((key, agency))
        firms = resolve_agencies(line.values.get("agency", "") for line in lines)
        for line in lines:
            if number := line.values.get("licence_number"):
                line.practitioner_id = by_number.get(number)
                continue
            firm = firms.get(line.values.get("agency", ""))
            found = {key for key, agency in by_name.get(fold_name(line.name), ()) if firm is None or agency == firm}
            line.practitioner_id = next(iter(found)) if len(found) == 1 else None

    def _current(self, lines: list[RosterRow]) -> dict[int, Grade]:
        """The grade in force on the snapshot's date, by agency or person."""
        column = "practitioner_id" if self.grades_people else "agency_id"
        keys = [self._subject(line) for line in lines]
        rows = Grade.objects.current(self.roster.as_of).filter(
            scheme__register=self.register, **{f"{column}__in": keys}
        )
        return {getattr(grade, column): grade for grade in rows}

    def _compare_grade(self, line: RosterRow, known: Grade | None) -> None:
        line.changes = {}
        line.subject = known.pk if known else None
        if known is None:
            line.outcome = RowOutcome.NEW
            return
        score = str(known.score) if known.score is not None else None
        for column, old in (("grade", known.value), ("score", score)):
            new = line.values.get(column)
            if new and new != old:
                line.changes[column] = [old, new]
        if self.roster.is_history:
            line.changes = {}
        line.outcome = RowOutcome.CHANGED if line.changes else RowOutcome.UNCHANGED

    def gone(self) -> Iterator[RosterRow]:
        rows = self._open().select_related("agency", "practitioner").order_by("pk")
        for grade in rows.iterator(chunk_size=2_000):
            subject = grade.practitioner_id if self.grades_people else grade.agency_id
            if subject not in self._seen:
                yield RosterRow(
                    roster=self.roster,
                    outcome=RowOutcome.GONE,
                    name=str(grade.agency or grade.practitioner),
                    agency_id=grade.agency_id,
                    practitioner_id=grade.practitioner_id,
                    subject=grade.pk,
                )

    def _open(self) -> Any:
        return Grade.objects.filter(scheme__register=self.register, until__isnull=True)

    def listed(self) -> int:
        return int(self._open().count())

    # ── Writing ───────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _scheme(self) -> GradeScheme:
        """The register's scheme; a new register of grades opens one of its own name."""
        subject = GradeSubject.PEOPLE if self.grades_people else GradeSubject.AGENCIES
        scheme, _created = GradeScheme.objects.get_or_create(
            register=self.register,
            defaults={
                "code": self.register.code,
                "name_zh": self.register.name_zh,
                "name_en": self.register.name_en,
                "subject": subject,
                "source_url": self.register.website,
            },
        )
        return scheme

    def write(self, lines: list[RosterRow], written: Written) -> None:
        """A new grade ends the one before it on the snapshot's date; an older list's ends where a later begins."""
        replaced = [line.subject for line in lines if line.subject]
        Grade.objects.filter(pk__in=replaced, as_of=self.roster.as_of).delete()  # a corrected list of the same day
        Grade.objects.filter(pk__in=replaced).update(until=self.roster.as_of)
        ends = self._later_grades(lines) if self.roster.is_history else {}
        Grade.objects.bulk_create([self._grade(line, ends) for line in lines], batch_size=500)
        for line in lines:
            if line.agency_id:
                written.agency_ids.add(line.agency_id)
            written.lines.append(
                {"row": str(line), "subject": self._subject(line), "grade": line.values, "changes": line.changes}
            )

    def _grade(self, line: RosterRow, ends: Mapping[int, date]) -> Grade:
        values = line.values
        return Grade(
            scheme=self._scheme,
            agency_id=None if self.grades_people else line.agency_id,
            practitioner_id=line.practitioner_id if self.grades_people else None,
            value=values["grade"],
            score=Decimal(values["score"]) if values.get("score") else None,
            as_of=self.roster.as_of,
            until=ends.get(self._subject(line) or 0),
            source_url=values.get("source_url", self._scheme.source_url),
        )

    def _later_grades(self, lines: list[RosterRow]) -> dict[int, date]:
        column = "practitioner_id" if self.grades_people else "agency_id"
        keys = [self._subject(line) for line in lines]
        rows = Grade.objects.filter(scheme=self._scheme, as_of__gt=self.roster.as_of, **{f"{column}__in": keys})
        return {getattr(grade, column): grade.as_of for grade in rows.order_by("-as_of")}

    def end(self, lines: list[RosterRow], written: Written) -> None:
        """Who is no longer on the list has no grade from the snapshot's date on."""
        Grade.objects.filter(pk__in=[line.subject for line in lines]).update(until=self.roster.as_of)
        written.agency_ids.update(line.agency_id for line in lines if line.agency_id)
        written.lines += [{"subject": self._subject(line), "gone": line.name} for line in lines]
