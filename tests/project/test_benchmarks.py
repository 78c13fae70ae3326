"""The benchmarks' harness measures side by side and writes the agreed rows."""

import json
import time
from pathlib import Path

import pytest

from benchmarks import harness
from benchmarks.harness import Row, at_least, at_most, compare, report, time_interleaved

FIELDS = ["what", "ours", "peer", "limit", "unit", "bar", "holds"]


def test_candidates_take_turns() -> None:
    order: list[str] = []
    time_interleaved(lambda: order.append("a"), None, lambda: order.append("b"), rounds=7, warm=0)
    assert len(order) == 14
    assert all(set(order[start : start + 2]) == {"a", "b"} for start in range(0, 14, 2))
    assert {order[start] for start in range(0, 14, 2)} == {"a", "b"}


def test_medians_ignore_one_slow_round() -> None:
    waits = iter([0.0] * 4 + [0.2] + [0.0] * 4)
    (median,) = time_interleaved(lambda: time.sleep(next(waits)), rounds=7, warm=1)
    assert median is not None
    assert median < 0.1


def test_few_rounds_are_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        time_interleaved(lambda: None, rounds=6)


def test_a_row_compares_with_its_bar() -> None:
    row = compare("sleep", ours=lambda: time.sleep(0.01), limit=lambda: None, unit="ms", at_most=9)
    assert row.ours >= 10
    assert not row.holds
    assert row.peer is None
    assert row.limit is not None
    assert row.limit < row.ours


def test_bars_hold_on_the_line() -> None:
    assert at_most("bytes", 150, bar=150, unit="KB").holds
    assert not at_most("bytes", 150.1, bar=150, unit="KB").holds
    assert at_least("events", 250, bar=250, unit="1/s").holds
    assert not at_least("events", 249.9, bar=250, unit="1/s").holds


def test_report_writes_rows_and_fails_below_a_bar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(harness, "FOLDER", tmp_path)
    good, bad = (
        Row("first page", 12.5, 40, None, "ms", 60, holds=True),
        Row("weight", 200, 1, 2, "KB", 150, holds=False),
    )
    assert report("pages", [good]) == 0
    assert report("pages", [good, bad]) == 1
    written = json.loads((tmp_path / "pages.json").read_text(encoding="utf-8"))
    assert [list(row) for row in written] == [FIELDS, FIELDS]
    assert [row["holds"] for row in written] == [True, False]
    assert "MISSED" in capsys.readouterr().out
