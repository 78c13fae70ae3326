"""Runs every ``bench_*.py`` in its own process and sums up: ``python -m benchmarks [NAME ...]``."""

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.harness import FOLDER

HERE = Path(__file__).resolve().parent


def main(wanted: list[str]) -> int:
    """Run the wanted modules, or all; 1 when one fails or misses a bar."""
    names = [path.stem for path in sorted(HERE.glob("bench_*.py"))]
    unknown = set(wanted) - {name.removeprefix("bench_") for name in names}
    if unknown:
        print(f"No such benchmark: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    failed = []
    for name in names:
        if wanted and name.removeprefix("bench_") not in wanted:
            continue
        print(f"\n{name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode:
            failed.append(name)
    print(f"\n{_missed()}")
    if failed:
        print(f"Failed or below a bar: {', '.join(failed)}")
    return 1 if failed else 0


def _missed() -> str:
    rows = [
        (path.stem, row)
        for path in sorted(FOLDER.glob("*.json"))
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]
    missed = [f"  {name}: {row['what']}" for name, row in rows if not row["holds"]]
    return "\n".join([f"{len(rows)} rows in {FOLDER.name}, {len(missed)} below their bar", *missed])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
