"""Components and the style guide: every one is documented, drawn in both languages and fit for a strict policy."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from cms.icons import ICONS
from cms.styleguide.samples import components
from cms.styleguide.views import COMPONENTS, draw_component
from tests.cms.markup import check_html

PARTS = {"brand", "field_error", "facet_option", "form_errors", "host_words"}
"""Pieces that stand inside other components and have no sample of their own."""


def test_every_component_stands_in_the_guide() -> None:
    files = {path.stem for path in COMPONENTS.glob("*.html")}
    assert files - PARTS == {component.name for component in components()}


@pytest.mark.parametrize("path", sorted(COMPONENTS.glob("*.html")), ids=lambda path: path.stem)
def test_every_component_says_its_parameters(path: Path) -> None:
    assert re.match(r"{% comment %}.{20,}?{% endcomment %}", path.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_sample_is_sound(language: str) -> None:
    with override(language):
        for component in components():
            for sample in draw_component(component).samples:
                assert sample.html.strip(), component.name
                assert "{{" not in sample.html
                check_html(sample.html)


@pytest.mark.parametrize("name", sorted(ICONS))
def test_icons_are_drawings_without_words(name: str) -> None:
    assert re.fullmatch(r'(<(path|circle) [a-z0-9" .=A-Z-]+/>)+', ICONS[name])


def test_a_tier_is_named_not_only_coloured() -> None:
    with override("en"):
        tier = render_to_string("cms/components/tier_badge.html", {"tier": 2, "preliminary": True})
        none = render_to_string("cms/components/tier_badge.html", {"insufficient": True})
    assert "Tier 2 · preliminary" in tier
    assert tier.count('class="on"') == 2
    assert "Insufficient evidence" in none
    assert "on" not in re.findall(r'class="(\w+)"', none)


def test_a_plot_tells_its_numbers_in_words() -> None:
    with override("en"):
        html = render_to_string(
            "cms/components/interval_plot.html", {"low": 60.7, "high": 66.1, "score": 63.4, "tier_words": "tier 1"}
        )
    assert 'aria-label="Score 63.4, 80% interval 60.7–66.1, tier 1"' in html
    assert 'cx="71%"' in html


def test_values_are_escaped() -> None:
    html = render_to_string("cms/components/notice.html", {"text": "<script>alert(1)</script>", "items": ["<b>"]})
    assert "<script>" not in html
    assert "&lt;b&gt;" in html


def test_three_truths_say_plainly_that_nothing_is_published() -> None:
    """D6, G2: silence is not a bad mark."""
    with override("en"):
        html = render_to_string("cms/components/truths.html", {})
    assert html.count("Nothing is published yet.") == 2
    assert "no grade is not a bad grade" in html


def test_the_ledger_shows_gains_filled_and_losses_hollow() -> None:
    """E8."""
    lines = [{"name": "a", "points": 5.5}, {"name": "b", "points": -0.6}]
    html = render_to_string("cms/components/ledger.html", {"lines": lines, "total": 54.9})
    assert html.count('class="fall__minus"') == 1
    assert "\u22120.6" in html
    assert "54.9" in html
