"""Reading files: encodings, spreadsheets, and everything hostile (D5)."""

import datetime as dt
import io
import resource
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.rosters import limits
from directory.rosters.cells import clean_text, guard_formula, is_formula, text_of, unguard_formula
from directory.rosters.errors import TooLargeError, UnreadableFileError
from directory.rosters.reader import open_roster
from directory.rosters.table import Row
from tests.directory.rosters.conftest import HEADER, agency_row, csv_bytes, xlsx_bytes


def read(path: Path, content: bytes, name: str = "file") -> list[Row]:
    file = path / name
    file.write_bytes(content)
    book = open_roster(file)
    return [row for sheet in book.sheets for row in sheet.rows()]


def cells(path: Path, content: bytes) -> list[list[str]]:
    return [row.cells for row in read(path, content)]


# ── Encodings ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_are_found_out(tmp_path: Path, encoding: str) -> None:
    assert cells(tmp_path, csv_bytes([agency_row(1)], encoding=encoding)) == [HEADER, agency_row(1)]


def test_rare_characters_of_gb18030(tmp_path: Path) -> None:
    row = agency_row(1, 机构名称="北京㐀琂镕知识产权代理有限公司")
    assert cells(tmp_path, csv_bytes([row], encoding="gb18030"))[1] == row


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_other_encodings_are_refused_rather_than_guessed(tmp_path: Path, encoding: str) -> None:
    content = "name,city\nMüller & Söhne,Köln\nÉtude,Besançon\nGarçon,Orléans\n".encode(encoding)
    with pytest.raises(UnreadableFileError, match="UTF-8"):
        read(tmp_path, content)


def test_traditional_big5_is_refused(tmp_path: Path) -> None:
    content = ("名稱,地址\n" + "北京璞序知識產權事務所,臺灣臺北市\n" * 20).encode("big5")
    with pytest.raises(UnreadableFileError):
        read(tmp_path, content)


def test_a_file_that_stops_being_utf8_late(tmp_path: Path) -> None:
    content = csv_bytes([agency_row(n) for n in range(300)]) * 8 + b"\xff\xfe\x00\x9c\xff\n"
    with pytest.raises(UnreadableFileError):
        read(tmp_path, content)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators(tmp_path: Path, separator: str) -> None:
    assert cells(tmp_path, f"a{separator}b\n1{separator}2\n".encode()) == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_and_breaks_inside_cells(tmp_path: Path, ending: str) -> None:
    rows = read(tmp_path, f'a,b{ending}"x{ending}y",2{ending}3,4{ending}'.encode())
    assert [row.cells[1] for row in rows] == ["b", "2", "4"]


# ── Hostile text files ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a,b\n1,\x00\n",
        b'a,b\n1,"never closed\n2,3\n',
        b'a,b\n1,"bad"quote\n',
        b"a,b\n1," + b"x" * 1_000_000 + b"\n",
        b'a,b\n1,"' + b"x,\n" * 50_000,
        b"a,b\n" + b",".join([b"1"] * 5_000) + b"\n",
        b"%PDF-1.7 something",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old office",
        b"PK\x03\x04 not really a zip",
        b"\x1f\x8b\x08gzip",
        bytes(range(256)) * 10,
    ],
    ids=[
        "empty",
        "nul",
        "unclosed",
        "misplaced",
        "million",
        "unclosed-long",
        "wide",
        "pdf",
        "xls",
        "zip",
        "gzip",
        "binary",
    ],
)
def test_hostile_files_end_in_a_clear_refusal(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        read(tmp_path, content)
    assert len(str(refusal.value)) > 15


def test_the_line_of_the_damage_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="3"):
        read(tmp_path, b'a,b\n1,2\n3,"open\n4,5\n')


def test_a_file_beyond_the_size_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 10)
    with pytest.raises(TooLargeError):
        read(tmp_path, b"a,b\n1,2\n3,4\n")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """No trace, whatever comes."""
    path = tmp_path_factory.mktemp("bytes")
    try:
        rows = read(path, content)
    except UnreadableFileError as refusal:
        assert str(refusal)
    else:
        assert all(isinstance(text, str) for row in rows for text in row.cells)


@given(
    st.lists(st.lists(st.text(st.characters(blacklist_categories=("Cs", "Cc"))), min_size=2, max_size=4), min_size=1)
)
def test_what_csv_wrote_is_read(tmp_path_factory: pytest.TempPathFactory, table: list[list[str]]) -> None:
    table = [["甲", "乙"], *table]
    path = tmp_path_factory.mktemp("tables")
    found = cells(path, csv_bytes(table[1:], table[0], "utf-8-sig"))
    assert found == [row for row in table if any(row)]


# ── Spreadsheets ──────────────────────────────────────────────────────────────────────────────


def test_types_become_plain_text(tmp_path: Path) -> None:
    moment = dt.datetime(2019, 7, 1, 8, 30)  # noqa: DTZ001  spreadsheets know no zones
    values = ["文", 12, 12.0, 1.5, True, dt.date(2019, 7, 1), moment, None, "末"]
    (row,) = cells(tmp_path, xlsx_bytes({"a": [values]}))
    assert row == ["文", "12", "12", "1.5", "TRUE", "2019-07-01", "2019-07-01 08:30:00", "", "末"]


def test_hidden_sheets_are_named_and_left_aside(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(xlsx_bytes({"看得见": [["a"]], "隐藏": [["b"]]}, hidden=["隐藏"]))
    book = open_roster(file)
    assert [sheet.name for sheet in book.sheets] == ["看得见"]
    assert [(note.code, note.subject) for note in book.notes] == [("hidden-sheet", "隐藏")]


def test_formulas_are_marked(tmp_path: Path) -> None:
    (row,) = read(tmp_path, xlsx_bytes({"a": [["=1+1", "x", '=HYPERLINK("http://x")']]}))
    assert row.formulas == {0, 2}


def test_merged_cells_stand_for_all_their_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["省", "名"], ["北京", "甲"], ["", "乙"], ["", "丙"], ["上海", "丁"]):
        book.active.append(row)
    book.active.merge_cells("A2:A4")
    file = io.BytesIO()
    book.save(file)
    assert cells(tmp_path, file.getvalue()) == [
        ["省", "名"],
        ["北京", "甲"],
        ["北京", "乙"],
        ["北京", "丙"],
        ["上海", "丁"],
    ]


def test_row_numbers_are_those_of_the_spreadsheet(tmp_path: Path) -> None:
    rows = read(tmp_path, xlsx_bytes({"a": [["题"], [], [], ["头"], [], ["值"]]}))
    assert [row.number for row in rows] == [1, 4, 6]


def _replace_part(content: bytes, part: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, data)
    return out.getvalue()


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = _replace_part(xlsx_bytes({"a": [["x"]]}), "xl/worksheets/sheet1.xml", b"0" * (limits.MAX_UNPACKED_BYTES + 1))
    assert len(bomb) < 2_000_000
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    with pytest.raises(TooLargeError, match="MB"):
        read(tmp_path, bomb)
    assert time.monotonic() - start < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_a_bomb_of_shared_strings_is_refused(tmp_path: Path) -> None:
    bomb = _replace_part(xlsx_bytes({"a": [["x"]]}), "xl/sharedStrings.xml", b"0" * (limits.MAX_STRINGS_BYTES + 1))
    with pytest.raises(TooLargeError):
        read(tmp_path, bomb)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    """Billion laughs."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row></sheetData></worksheet>'
    )
    with pytest.raises(UnreadableFileError):
        read(tmp_path, _replace_part(xlsx_bytes({"a": [["x"]]}), "xl/worksheets/sheet1.xml", xml.encode()))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
def test_damaged_parts_are_refused(tmp_path: Path, part: str) -> None:
    with pytest.raises(UnreadableFileError):
        read(tmp_path, _replace_part(xlsx_bytes({"a": [["x"]]}), part, b"<not closed"))


def test_a_cut_off_file_is_refused(tmp_path: Path) -> None:
    content = xlsx_bytes({"a": [["x"] * 50] * 50})
    with pytest.raises(UnreadableFileError):
        read(tmp_path, content[: len(content) // 2])


def test_a_million_characters_in_a_spreadsheet(tmp_path: Path) -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        f'<c r="A1" t="inlineStr"><is><t>{"x" * 1_000_000}</t></is></c></row></sheetData></worksheet>'
    )
    with pytest.raises(TooLargeError, match="32767"):
        read(tmp_path, _replace_part(xlsx_bytes({"a": [["x"]]}), "xl/worksheets/sheet1.xml", sheet.encode()))


def test_a_cell_at_the_far_end_costs_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "名"
    book.active["XFD2"] = "x"
    book.active["A1048576"] = "末"
    file = io.BytesIO()
    book.save(file)
    start = time.monotonic()
    assert [row.number for row in read(tmp_path, file.getvalue())] == [1, 1048576]
    assert time.monotonic() - start < 30


# ── Cells ─────────────────────────────────────────────────────────────────────────────────────


@given(st.text())
def test_the_guard_is_taken_back(text: str) -> None:
    """Exports are formula-safe and come back as they were."""
    guarded = guard_formula(text)
    assert unguard_formula(guarded) == text
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_what_a_spreadsheet_would_run(text: str) -> None:
    assert is_formula(text)


@pytest.mark.parametrize("text", ["+86 10 1234", "-5", "'=1", '="00123"', "a=b", ""])
def test_what_it_would_not(text: str) -> None:
    assert not is_formula(text)


def test_cleaning() -> None:
    assert clean_text('="00123"') == "00123"
    assert clean_text(" a\u200b\u202eb\u00a0\u3000 c ") == "ab c"
    assert clean_text("a\x00b") == "ab"
    assert text_of(1e20) == "1e+20"


def test_numbers_of_a_workbook_keep_no_point(tmp_path: Path) -> None:
    assert cells(tmp_path, xlsx_bytes({"a": [[11127.0]]})) == [["11127"]]
