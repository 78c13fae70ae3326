"""Drawings: everything on one scale, nothing outside it, and ledgers that arrive at their score."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.drawing import draw_axis, draw_interval, draw_ledger, draw_places, place_on_scale, share_percent


def percent(text: str) -> float:
    assert text.endswith("%")
    return float(text[:-1])


@pytest.mark.parametrize(
    ("value", "x"), [(35, "0%"), (75, "100%"), (55, "50%"), (63.4, "71%"), (65.1, "75.25%"), (20, "0%"), (90, "100%")]
)
def test_a_score_has_one_place_on_the_scale_of_35_to_75(value: float, x: str) -> None:
    assert place_on_scale(value) == x


def test_an_interval_without_score_has_no_dot() -> None:
    assert draw_interval(44, 60).dot is None
    assert draw_interval(60.7, 66.1, 63.4).dot == "71%"


@given(st.floats(-20, 120), st.floats(-20, 120), st.floats(-20, 120))
def test_no_drawing_leaves_its_frame(low: float, high: float, score: float) -> None:
    plot = draw_interval(low, high, score)
    assert plot.dot is not None
    assert all(0 <= percent(x) <= 100 for x in (plot.low, plot.high, plot.dot, *plot.cuts))


def test_the_axis_names_the_tiers_at_their_cuts() -> None:
    assert {tick.label: tick.word_tier for tick in draw_axis() if tick.word_tier} == {"50": 3, "55": 2, "60": 1}
    assert len({tick.x for tick in draw_axis()}) == len(draw_axis())


@given(st.lists(st.floats(-8, 8).map(lambda step: round(step, 1)), min_size=1, max_size=12))
def test_each_line_of_a_ledger_starts_where_the_last_one_ended(steps: list[float]) -> None:
    """E8: the steps lead from the peers' mean to the score."""
    drawn = draw_ledger(steps)
    position = percent(drawn.start)
    for bar in drawn.bars:
        start, end = sorted((position, percent(bar.end)))
        assert percent(bar.x) == pytest.approx(start, abs=0.02)
        assert percent(bar.width) == pytest.approx(end - start, abs=0.03)
        position = percent(bar.end)
    assert position == pytest.approx(percent(drawn.end), abs=0.02)


@given(st.integers(0, 14))
def test_ten_places_show_what_is_found_and_what_is_still_wanted(found: int) -> None:
    """M4: fewer than five is said, never padded."""
    states = [place.state for place in draw_places(found)]
    assert len(states) == 10
    assert states.count("on") == min(found, 10)
    assert states.count("short") == max(0, 5 - found)


def test_a_share_of_nothing_is_nothing() -> None:
    assert share_percent(3, 0) == "0%"
    assert share_percent(33, 40) == "82.5%"
