"""Importing rosters: 10,000 lines new, again and one shorter; 40,000 lines; 200,000 refused; memory.

*Peer* is the plain way: one validated ``save()`` per line, agency alone. *Limit* is reading the file with ``csv`` and
one ``executemany`` of bare SQL. Times include preview and apply; memory is the growth of the process's peak.
"""

import csv
import os
import random
import resource
import sys
import tempfile
import time
from datetime import date
from itertools import islice
from pathlib import Path

from benchmarks.harness import Row, at_most, report, use_own_database

LINES = 10_000
PEER_LINES = 250  # the rest is scaled: thousands take minutes
MANY = 40_000
TOO_MANY = 200_000
SYLLABLES = "澄砚琅珂溯霁岚翊泓璟栩柠钧衡煦昕垚沐澜屿蕴笙璇曜岑湛铎骁桓璞"
HEADER = ("机构名称", "统一社会信用代码", "省份", "城市", "住所", "成立日期", "状态", "电话", "网址", "经营范围")
PLACES = (("北京", "海淀"), ("上海", "嘉定"), ("浙江", "杭州"), ("广东", "深圳"), ("四川", "成都"))


def write_roster(path: Path, lines: int, *, first: int = 10_000_000) -> Path:
    """A CSV of made-up agencies with valid credit codes."""
    from directory.identifiers import build_credit_code

    draw = random.Random(first)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(lines):
            province, city = draw.choice(PLACES)
            name = "".join(draw.choice(SYLLABLES) for _syllable in range(4))
            writer.writerow(
                [
                    f"{province}{name}知识产权代理有限公司",
                    build_credit_code("110108", f"{first + number:08d}"),
                    province,
                    city,
                    f"{city}示例路{number}号",
                    f"2015-06-{number % 28 + 1:02d}",
                    "正常",
                    f"010-{number:08d}",
                    f"https://a{number}.example.com",
                    "专利代理；商标代理；知识产权咨询",
                ]
            )
    return path


def peak() -> float:
    """The process's peak memory in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(path: Path, register: str, day: date) -> tuple[float, dict[str, object]]:
    """Seconds of preview and apply, and the report."""
    from directory.rosters.command import ImportOptions, run_import

    began = time.perf_counter()
    result = run_import(ImportOptions(path=path, register=register, as_of=day, apply=True, is_new_register=True))
    return time.perf_counter() - began, result.report.as_json()


def save_one_by_one(path: Path) -> float:
    """The peer on a part of the file, rolled back; seconds for the whole."""
    from django.db import transaction

    from directory.agencies.models import Agency
    from directory.taxonomies.models import Jurisdiction

    began = time.perf_counter()
    with transaction.atomic(), path.open(encoding="utf-8", newline="") as file:
        china = Jurisdiction.objects.get(code="CN")
        for line in islice(csv.DictReader(file), PEER_LINES):
            agency = Agency(name_zh=line["机构名称"], jurisdiction=china, city=line["城市"], address=line["住所"])
            agency.full_clean()
            agency.save()
        transaction.set_rollback(True)
    return (time.perf_counter() - began) * LINES / PEER_LINES


def write_bare(path: Path) -> float:
    """The limit, rolled back."""
    from django.db import connection, transaction

    began = time.perf_counter()
    with transaction.atomic(), path.open(encoding="utf-8", newline="") as file, connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE bare (a, b, c, d, e, f, g, h, i, j)")
        rows = list(csv.reader(file))[1:]
        cursor.executemany("INSERT INTO bare VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)", rows)
        transaction.set_rollback(True)
    return time.perf_counter() - began


def measure(folder: Path) -> list[Row]:
    """Every row of the report."""
    file = write_roster(folder / "roster.csv", LINES)
    peer, limit = save_one_by_one(file), write_bare(file)
    before = peak()
    first, _new = run(file, "bench", date(2026, 1, 31))
    grown = peak() - before
    again, same = run(file, "bench", date(2026, 2, 28))
    write_roster(folder / "shorter.csv", LINES - 1)
    shorter, ended = run(folder / "shorter.csv", "bench", date(2026, 3, 31))
    rows = [
        at_most("10,000 lines, preview and apply", first, bar=15, unit="s", peer=peer, limit=limit),
        at_most("10,000 lines, growth of memory", grown, bar=150, unit="MB"),
        at_most("the same file again", again, bar=15, unit="s"),
        at_most("changes by the same file", float(str(same["new"])) + float(str(same["changed"])), bar=0, unit="lines"),
        at_most("one line shorter", shorter, bar=15, unit="s"),
        at_most("listings it ends beyond the one", abs(float(str(ended["gone"])) - 1), bar=0, unit="lines"),
    ]
    return [*rows, *measure_large(folder)]


def measure_large(folder: Path) -> list[Row]:
    """The largest roster taken, and one that is too large."""
    many = write_roster(folder / "many.csv", MANY, first=30_000_000)
    before = peak()
    seconds, report_many = run(many, "bench-many", date(2026, 1, 31))
    too_many = write_roster(folder / "too-many.csv", TOO_MANY, first=50_000_000)
    refused, report_refused = run(too_many, "bench-refused", date(2026, 1, 31))
    doubtful = report_many["doubtful"]
    assert isinstance(doubtful, list)  # equal made-up names are asked about
    missing = (
        MANY - float(str(report_many["new"])) - len(doubtful) + (0 if "40,000" in str(report_refused["message"]) else 1)
    )
    return [
        at_most("40,000 lines, preview and apply", seconds, bar=240, unit="s"),
        at_most("40,000 lines, growth of memory", peak() - before, bar=320, unit="MB"),
        at_most("40,000 lines, peak of memory", peak(), bar=500, unit="MB"),
        at_most("200,000 lines refused, limit named", refused, bar=240, unit="s"),
        at_most("lines lost, or limit not named", missing, bar=0, unit="lines"),
    ]


def main() -> int:
    """Measure in a database of its own."""
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    use_own_database("rosters", keep=False)
    with tempfile.TemporaryDirectory() as folder:
        return report("rosters", measure(Path(folder)))


if __name__ == "__main__":
    sys.exit(main())
