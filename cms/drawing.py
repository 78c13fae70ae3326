"""Coordinates of the drawings, as strings ready for SVG attributes.

Every drawing is an SVG without a view box: x positions and widths are percentages, heights belong
to the stylesheet. So it stretches with its column, its text never scales, and no inline style is
needed, which a strict content security policy would refuse.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

SCALE_START, SCALE_END = 35.0, 75.0
"""The one T scale of cards, profiles, comparisons and matches (mean 50, deviation 10)."""

DEFAULT_CUTS = (50.0, 55.0, 60.0)
"""Scores at which tiers 3, 2 and 1 begin (E7's defaults)."""


def write_percent(share: float) -> str:
    """``0.7525`` → ``75.25%``, clipped to the drawing and without needless zeros."""
    return f"{min(100.0, max(0.0, share * 100)):.2f}".rstrip("0").rstrip(".") + "%"


def place_on_scale(value: float, start: float = SCALE_START, end: float = SCALE_END) -> str:
    """The x of ``value`` on a scale from ``start`` to ``end``."""
    return write_percent((value - start) / (end - start))


@dataclass(frozen=True)
class IntervalPlot:
    """One beam: where its bar starts and ends, where its dot sits (``None`` without a score)."""

    low: str
    high: str
    dot: str | None
    cuts: tuple[str, ...]


def draw_interval(
    low: float, high: float, score: float | None = None, cuts: Sequence[float] = DEFAULT_CUTS
) -> IntervalPlot:
    """An 80 % interval with its score; without a score the evidence is insufficient."""
    return IntervalPlot(
        low=place_on_scale(low),
        high=place_on_scale(high),
        dot=None if score is None else place_on_scale(score),
        cuts=tuple(place_on_scale(cut) for cut in cuts),
    )


@dataclass(frozen=True)
class AxisTick:
    """One graduation; ``word_tier`` names the tier that begins there (0: none)."""

    x: str
    label: str = ""
    word_tier: int = 0
    tall: bool = False


def draw_axis(cuts: Sequence[float] = DEFAULT_CUTS) -> list[AxisTick]:
    """Ticks every two points, labels at the tens and at the cuts, which name their tier (3, 2, 1)."""
    named = {cut: len(cuts) - place for place, cut in enumerate(sorted(cuts))}
    labelled = {40.0, 70.0, *named}
    values = sorted({*(float(value) for value in range(36, 75, 2)), *labelled})
    return [
        AxisTick(
            x=place_on_scale(value),
            label=f"{value:g}" if value in labelled else "",
            word_tier=named.get(value, 0),
            tall=value in labelled,
        )
        for value in values
    ]


@dataclass(frozen=True)
class LedgerBar:
    """One line of a ledger: a step from where the last one ended."""

    x: str
    width: str
    end: str
    gain: bool


@dataclass(frozen=True)
class LedgerDrawing:
    """The whole path with its frame."""

    start: str
    bars: tuple[LedgerBar, ...]
    end: str
    cuts: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]


def draw_ledger(steps: Sequence[float], start: float = 50.0) -> LedgerDrawing:
    """The path from ``start`` through every step, on a scale of its own: the path ± 2 points."""
    path = list(accumulate(steps, initial=start))
    low, high = min(path) - 2, max(path) + 2
    bars = tuple(
        LedgerBar(
            x=place_on_scale(min(before, after), low, high),
            width=write_percent(abs(after - before) / (high - low)),
            end=place_on_scale(after, low, high),
            gain=after >= before,
        )
        for before, after in pairwise(path)
    )
    marks = [mark for mark in range(0, 105, 5) if low <= mark <= high]
    return LedgerDrawing(
        start=place_on_scale(start, low, high),
        bars=bars,
        end=place_on_scale(path[-1], low, high),
        cuts=tuple(place_on_scale(cut, low, high) for cut in DEFAULT_CUTS if low <= cut <= high),
        labels=tuple((place_on_scale(mark, low, high), str(mark)) for mark in marks),
    )


@dataclass(frozen=True)
class Place:
    """One place on the beam of ten."""

    x: str
    state: str


def draw_places(found: int, wanted: int = 5, most: int = 10) -> list[Place]:
    """Ten places on a beam (208 units wide): ``on`` found, ``short`` still wanted, ``off`` free."""

    def state(place: int) -> str:
        if place < found:
            return "on"
        return "short" if place < wanted else "off"

    return [Place(x=f"{10 + place * 20.8:.1f}", state=state(place)) for place in range(most)]


def share_percent(part: float, whole: float) -> str:
    """``part`` of ``whole`` as a width; nothing when the whole is nothing."""
    return write_percent(part / whole) if whole else "0%"
