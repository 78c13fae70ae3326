"""Times, compares and writes down: rows ``what, ours, peer, limit, unit, bar, holds``.

*Peer* is a known way of doing the same, *limit* what the machine would allow at best; both run interleaved with ours,
round by round, so that a busy machine slows all three. Figures are medians.
"""

import json
import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "bench"
LEAST_ROUNDS = 7
UNITS = {"s": 1.0, "ms": 1e3, "µs": 1e6}
"""Units of time and how many of each make a second."""


@dataclass(frozen=True)
class Row:
    """One measured line. ``peer`` and ``limit`` are None where there is nothing fair to put beside ours."""

    what: str
    ours: float
    peer: float | None
    limit: float | None
    unit: str
    bar: float
    holds: bool


def at_most(
    what: str, ours: float, *, bar: float, unit: str, peer: float | None = None, limit: float | None = None
) -> Row:
    """A row that holds when ours is no greater than the bar: times, bytes."""
    return Row(what, ours, peer, limit, unit, bar, ours <= bar)


def at_least(
    what: str, ours: float, *, bar: float, unit: str, peer: float | None = None, limit: float | None = None
) -> Row:
    """A row that holds when ours is no smaller than the bar: throughput, hits."""
    return Row(what, ours, peer, limit, unit, bar, ours >= bar)


def time_interleaved(
    *candidates: Callable[[], object] | None, rounds: int = LEAST_ROUNDS, warm: int = 1
) -> list[float | None]:
    """Median seconds of each candidate over ``rounds`` rounds in which each runs once, in turn.

    ``None`` among the candidates gives None. The order turns each round, so that none always runs in another's wake.

    Raises ``ValueError`` for fewer than seven rounds: a median of less says little on a shared machine.
    """
    if rounds < LEAST_ROUNDS:
        raise ValueError(f"{rounds} rounds are too few, take {LEAST_ROUNDS} or more")
    times: dict[int, list[float]] = {place: [] for place, run in enumerate(candidates) if run is not None}
    places = list(times)
    for turn in range(-warm, rounds):
        for step in range(len(places)):
            place = places[(turn + step) % len(places)]
            run = candidates[place]
            assert run is not None
            began = time.perf_counter()
            run()
            if turn >= 0:
                times[place].append(time.perf_counter() - began)
    return [statistics.median(times[place]) if place in times else None for place in range(len(candidates))]


def compare(
    what: str,
    *,
    ours: Callable[[], object],
    at_most: float,
    peer: Callable[[], object] | None = None,
    limit: Callable[[], object] | None = None,
    unit: str = "ms",
    rounds: int = LEAST_ROUNDS,
) -> Row:
    """Time ours, the peer and the limit interleaved; the row holds when ours takes at most ``at_most`` units."""
    factor = UNITS[unit]
    mine, other, best = (
        None if seconds is None else seconds * factor for seconds in time_interleaved(ours, peer, limit, rounds=rounds)
    )
    assert mine is not None
    return Row(what, mine, other, best, unit, at_most, mine <= at_most)


def report(name: str, rows: Sequence[Row]) -> int:
    """Write ``build/bench/NAME.json``, print the table; returns the exit code, 1 when a bar is missed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2)
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    print(render(name, rows))
    return 0 if all(row.holds for row in rows) else 1


def render(name: str, rows: Sequence[Row]) -> str:
    """The rows as a table of text."""
    width = max([len(row.what) for row in rows] + [len(name)])
    head = f"{name:<{width}}  {'ours':>11} {'peer':>11} {'limit':>11} {'bar':>11}  unit"
    lines = [
        f"{row.what:<{width}}  {_figure(row.ours)} {_figure(row.peer)} {_figure(row.limit)} {_figure(row.bar)}  "
        f"{row.unit:<9} {'holds' if row.holds else 'MISSED'}"
        for row in rows
    ]
    return "\n".join([head, "─" * len(head), *lines])


def _figure(value: float | None) -> str:
    if value is None:
        return f"{'–':>11}"
    return f"{value:>11,.0f}" if abs(value) >= 100 else f"{value:>11,.2f}"


def use_own_database(name: str, *, keep: bool = True) -> Path:
    """Set Django up on ``build/bench/NAME.sqlite3`` and migrate it; call before any model is imported.

    With ``keep`` a database of an earlier run is used again. Debugging is off, as in production.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.sqlite3"
    if not keep:
        for leftover in FOLDER.glob(f"{name}.sqlite3*"):
            leftover.unlink()
    os.environ["DATABASE_URL"] = f"sqlite:///{path}"
    os.environ["MEDIA_ROOT"] = str(FOLDER / f"{name}-media")
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.development"
    os.environ["DEBUG"] = "0"
    import django

    django.setup()
    from config.preparation import prepare

    prepare(tell=lambda line: print(line, flush=True))
    return path
