"""Exports and templates: formula-safe, and export → import changes nothing (D5)."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from directory.agencies.models import Agency
from directory.rosters.canonical import AGENCY_COLUMNS
from directory.rosters.cells import guard_formula
from directory.rosters.columns import guess_mapping
from directory.rosters.exports import headers, register_rows, template_notes, write_csv, write_xlsx
from directory.rosters.models import Register
from directory.rosters.reader import open_roster
from tests.directory.rosters.conftest import HEADER, agency_row
from tests.factories.directory import AgencyFactory

pytestmark = pytest.mark.django_db

NASTY = ["=1+1", "+86 10", "-2", "@SUM(A1)", "'=x", "''@x", '="1"', "a\nb", '"quoted"']


def export(code: str, form: str, language: str = "zh") -> bytes:
    columns, rows = register_rows(Register.objects.get(code=code))
    if form == "csv":
        text = io.StringIO()
        write_csv(text, headers(columns, language), rows)
        return text.getvalue().encode("utf-8-sig")
    file = io.BytesIO()
    write_xlsx(file, headers(columns, language), rows, title=code)
    return file.getvalue()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_export_then_import_changes_nothing(roster: Any, form: str, language: str) -> None:
    lines = [[*agency_row(n, 状态="经营异常" if n == 2 else ""), guard_formula(text)] for n, text in enumerate(NASTY)]
    header = [*HEADER, "简称"]
    assert roster(lines, "--apply", header=header).code == 0
    content = export("test-register", form, language)
    outcome = roster(content, "--apply", name=f"out.{form}", as_of="2026-02-28")
    assert (outcome.errors, outcome.doubtful) == ([], [])
    assert (outcome.new, outcome.changed, outcome.gone, outcome.unchanged) == (0, 0, 0, len(NASTY))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_the_directory_made_itself_comes_back_unchanged(roster: Any, form: str) -> None:
    """Agencies with listings that no roster wrote: numbers, foreign ones, unidentified ones."""
    AgencyFactory(listed=True)
    AgencyFactory(listed=True, phone="+86 10 1234", website="https://example.com/", scope="专利代理\n商标代理")
    AgencyFactory(listed=True, foreign=True)
    register = Register.objects.get()
    content = export(register.code, form)
    outcome = roster(content, "--apply", register=register.code, name=f"out.{form}", as_of="2026-02-28")
    assert outcome.errors == []
    assert outcome.changed == 0


def test_exports_run_nothing_in_a_spreadsheet(tmp_path: Path) -> None:
    text = io.StringIO()
    write_csv(text, ["a"], [[nasty] for nasty in NASTY])
    file = tmp_path / "a.csv"
    file.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
    rows = [row for sheet in open_roster(file).sheets for row in sheet.rows()]
    assert all(not row.cells[0].startswith(("=", "+", "-", "@")) for row in rows)
    book = io.BytesIO()
    write_xlsx(book, ["a"], [[nasty] for nasty in NASTY], title="x")
    assert all(cell.data_type == "s" for (cell,) in openpyxl.load_workbook(book).active.iter_rows())


@pytest.mark.parametrize("kind", ["agencies", "people", "grades"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_templates_in_both_languages(tmp_path: Path, kind: str, language: str) -> None:
    from directory.rosters.importers import importer_class

    columns = importer_class(kind).columns
    file = tmp_path / "template.xlsx"
    with file.open("wb") as target:
        write_xlsx(target, headers(columns, language), [], title="template", notes=template_notes(kind))
    sheet, _notes = open_roster(file).sheets
    (header,) = sheet.rows()
    guessed = guess_mapping(header.cells, kind=kind)
    assert set(guessed) == set(columns)


def test_every_agency_column_has_a_header_in_both_languages() -> None:
    assert len(set(headers(AGENCY_COLUMNS, "zh"))) == len(set(headers(AGENCY_COLUMNS, "en"))) == len(AGENCY_COLUMNS)
    assert Agency.objects.count() == 0
