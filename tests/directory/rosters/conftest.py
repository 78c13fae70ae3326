"""Rosters for tests: made-up agencies with valid numbers, written as CSV or XLSX."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command

from directory.identifiers import build_credit_code

HEADER = ["机构名称", "统一社会信用代码", "省份", "城市", "住所", "成立日期", "状态", "经营范围"]
SYLLABLES = "澄砚琅珂溯霁岚翊泓璟栩柠钧衡煦昕垚沐澜屿"


def credit_code(number: int) -> str:
    return build_credit_code("110108", f"{number:08d}")


def agency_row(number: int, **changes: str) -> list[str]:
    name = SYLLABLES[number % 20] + SYLLABLES[number // 20 % 20] + SYLLABLES[number // 400 % 20]
    values = {
        "机构名称": f"北京{name}知识产权代理有限公司",
        "统一社会信用代码": credit_code(10_000_000 + number),
        "省份": "北京",
        "城市": "海淀",
        "住所": f"海淀区示例路{number}号",
        "成立日期": "2015-06-01",
        "状态": "正常",
        "经营范围": "专利代理；商标代理",
    }
    return list((values | changes).values())


def agency_rows(count: int, first: int = 0) -> list[list[str]]:
    return [agency_row(number) for number in range(first, first + count)]


def csv_bytes(rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER, encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode(encoding)


def xlsx_bytes(sheets: dict[str, list[list[Any]]], hidden: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title in hidden:
            sheet.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@dataclass
class Outcome:
    """What the command printed as JSON, and its exit code."""

    code: int
    report: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        return self.report[name]


@pytest.fixture
def roster(tmp_path: Path) -> Callable[..., Outcome]:
    """``roster(bytes or rows, ...)`` runs ``import_roster --json`` and gives exit code and report."""

    def run(
        content: bytes | Sequence[Sequence[str]],
        *options: str,
        register: str = "test-register",
        as_of: str = "2026-01-31",
        header: Sequence[str] = HEADER,
        columns: dict[str, Any] | None = None,
        name: str = "roster.csv",
    ) -> Outcome:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else csv_bytes(content, header))
        arguments = ["--register", register, "--as-of", as_of, "--json", *options]
        if columns is not None:
            mapping = tmp_path / "mapping.json"
            mapping.write_text(json.dumps(columns), encoding="utf-8")
            arguments += ["--columns", str(mapping)]
        out = io.StringIO()
        code = 0
        try:
            call_command("import_roster", str(path), *arguments, stdout=out)
        except SystemExit as stop:
            code = int(stop.code or 0)
        return Outcome(code, json.loads(out.getvalue()))

    return run
