"""A line of a file becomes canonical values, errors by cell, and doubts (D5). No database.

What every register kind shares stands here: taking the cells by the mapping, refusing formulas, dates, places,
identifiers. The importers (``agencies_importer``, ``people_importer``, and those that plug in from above) say which
columns matter and add their own rules.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from directory import identifiers
from directory.errors import IdentifierError, UnknownPlaceError
from directory.rosters import values as reading
from directory.rosters.business_scope import ScopeVerdict, judge_scope
from directory.rosters.cells import clean_text, is_empty, narrow, unguard_formula
from directory.rosters.problems import Problem
from directory.rosters.table import Row
from directory.rosters.values import BadValue
from directory.taxonomies import places

LENGTHS = {
    "name_zh": 300,
    "name_en": 300,
    "short_name": 100,
    "address": 500,
    "phone": 100,
    "scope": 20_000,
    "parent": 300,
    "practitioner_name": 200,
    "agency": 300,
    "licence_number": 60,
    "email": 254,
    "city": 100,
    "district": 100,
    "province": 60,
}
_REGIONS = {"香港": "HK", "澳门": "MO", "台湾": "TW"}


@dataclass(frozen=True)
class LineContext:
    """What a line cannot say by itself: the day of the snapshot, and the register's country as the default."""

    as_of: datetime.date
    country: str = ""


@dataclass
class CheckedLine:
    """A line after checking. ``values`` holds only what could be read."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)

    def read(self, column: str, text: str, reader: Callable[[str], Any]) -> None:
        """Put ``reader(text)`` under ``column``; an empty cell stays out, a bad one is a problem."""
        if not text:
            return
        try:
            self.values[column] = reader(text)
        except BadValue as error:
            self.problems.append(error.problem)
        except IdentifierError as error:
            self.problems.append(Problem("number", column, text, str(error)))


def take_cells(row: Row, mapping: Mapping[str, int | str], line: CheckedLine) -> dict[str, str]:
    """The mapped cells as clean text. A formula is an error: what it would show is not in the file."""
    texts: dict[str, str] = {}
    for name, place in mapping.items():
        if isinstance(place, str):
            texts[name] = clean_text(place)
            continue
        raw = row.cells[place] if place < len(row.cells) else ""
        if place in row.formulas:
            line.problems.append(Problem("formula", name, raw))
            continue
        text = clean_text(unguard_formula(raw.strip()))
        texts[name] = "" if is_empty(text) else text
        if len(text) > LENGTHS.get(name, 2_000):
            line.problems.append(Problem("too-long", name, text, str(LENGTHS.get(name, 2_000))))
            texts[name] = ""
    return texts


def check_agency_line(row: Row, mapping: Mapping[str, int | str], context: LineContext) -> CheckedLine:
    """Check a line of a register of agencies (D2, D3, D8)."""
    line = CheckedLine()
    texts = take_cells(row, mapping, line)
    check_identity(line, texts)
    check_place(line, texts, context)
    check_dates(line, texts, context)
    for name in ("short_name", "address", "phone", "scope", "parent"):
        if texts.get(name):
            line.values[name] = texts[name]
    line.read("former_name", texts.get("former_name", ""), reading.split_names)
    line.read("kinds", texts.get("kinds", ""), reading.read_kinds)
    line.read("email", texts.get("email", ""), reading.read_email)
    line.read("website", texts.get("website", ""), reading.read_website)
    _check_status(line, texts.get("status", ""))
    _doubt_scope(line)
    return line


def check_identity(line: CheckedLine, texts: Mapping[str, str]) -> None:
    """Names and numbers of an agency: a 15-digit number in the credit-code column is the old registration."""
    for name in ("name_zh", "name_en"):
        if texts.get(name):
            line.values[name] = " ".join(texts[name].split())
    if not line.values.keys() & {"name_zh", "name_en"}:
        column = "name_zh" if "name_zh" in texts or "name_en" not in texts else "name_en"
        if not any(problem.column in {"name_zh", "name_en"} for problem in line.problems):
            line.problems.append(Problem("name-missing", column))
    if text := texts.get("uscc", "").lstrip("'"):
        try:
            scheme, number = identifiers.recognise_chinese_number(text)
            line.values["uscc" if scheme == "uscc" else "cn_registration"] = number
        except IdentifierError as error:
            line.problems.append(Problem("number", "uscc", text, str(error)))
    line.read("cnipa_code", texts.get("cnipa_code", "").lstrip("'"), identifiers.normalise_cnipa_code)
    line.read("register_number", texts.get("register_number", "").lstrip("'"), identifiers.normalise_register_number)


def check_place(line: CheckedLine, texts: Mapping[str, str], context: LineContext) -> None:
    """The registered place from the register's own columns, never from the name (D3).

    A place the reference does not know is a doubt, not an error: it may be new, or the line's cells have slipped.
    """
    country = texts.get("country", "")
    if country:
        try:
            line.values["country"] = identifiers.normalise_country_code(places.find_jurisdiction(country))
        except (UnknownPlaceError, IdentifierError) as error:
            line.problems.append(Problem("place", "country", country, str(error)))
    else:
        implied = _implied_country(line, texts, context)
        if implied:
            line.values["country"] = implied
        else:
            line.problems.append(Problem("country-missing", "country"))
    for name in ("province", "city", "district"):
        if texts.get(name):
            line.values[name] = texts[name]
    if line.values.get("country") == "CN" and line.values.keys() & {"province", "city"}:
        _resolve_chinese(line)


def _implied_country(line: CheckedLine, texts: Mapping[str, str], context: LineContext) -> str:
    for word, code in _REGIONS.items():
        if texts.get("province", "").startswith(word):
            return code
    if line.values.keys() & {"uscc", "cn_registration", "cnipa_code"}:
        return "CN"
    return context.country or ("CN" if line.values.get("name_zh") or texts.get("province") else "")


def _resolve_chinese(line: CheckedLine) -> None:
    written = {name: line.values.get(name, "") for name in ("province", "city", "district")}
    try:
        place = places.resolve_chinese_place(**written)
    except UnknownPlaceError as error:
        column = "province" if written["province"] else "city"
        line.doubts.append(Problem("place", column, written[column], str(error)))
        return
    resolved = {"province": place.province, "city": place.city, "district": place.district}
    line.values.update({name: text for name, text in resolved.items() if text})


def check_dates(line: CheckedLine, texts: Mapping[str, str], context: LineContext) -> None:
    """Days are stored as ISO text, because staging is JSON. Registration cannot be later than the snapshot."""
    for name in ("registered_on", "since", "until"):
        text = texts.get(name, "")
        if not text:
            continue
        try:
            day = reading.read_date(name, text)
        except BadValue as error:
            line.problems.append(error.problem)
            continue
        if day > context.as_of and name != "until":
            line.problems.append(Problem("date-future", name, text, context.as_of.isoformat()))
        else:
            line.values[name] = day.isoformat()
    since, until = line.values.get("since"), line.values.get("until")
    if since and until and until < since:
        line.problems.append(Problem("date-order", "until", texts["until"]))


def _check_status(line: CheckedLine, text: str) -> None:
    try:
        status, abnormal = reading.read_status(text)
    except BadValue as error:
        line.problems.append(error.problem)
        return
    line.values["status"] = status
    if abnormal:
        line.values["abnormal"] = True


def _doubt_scope(line: CheckedLine) -> None:
    scope = line.values.get("scope", "")
    verdict = judge_scope(scope, line.values.get("name_zh", ""))
    if verdict in {ScopeVerdict.MAKES, ScopeVerdict.TRADE_NAME}:
        line.doubts.append(Problem(verdict.value, "scope", scope))


def check_person_line(row: Row, mapping: Mapping[str, int | str], context: LineContext) -> CheckedLine:
    """Check a line of a register of people (D4)."""
    line = CheckedLine()
    texts = take_cells(row, mapping, line)
    name = " ".join(texts.get("practitioner_name", "").split())
    if name:
        line.values["practitioner_name"] = name
    elif not any(problem.column == "practitioner_name" for problem in line.problems):
        line.problems.append(Problem("name-missing", "practitioner_name"))
    number = narrow(texts.get("licence_number", "")).lstrip("'").replace(" ", "").upper()
    if number:
        line.values["licence_number"] = number
    if texts.get("agency"):
        line.values["agency"] = texts["agency"]
    line.read("licence_kind", texts.get("licence_kind", ""), reading.read_licence_kind)
    try:
        line.values["licence_status"] = reading.read_licence_status(texts.get("licence_status", ""))
    except BadValue as error:
        line.problems.append(error.problem)
    check_dates(line, texts, context)
    return line
