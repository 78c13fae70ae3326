"""Stylesheets: the files pages link to say what their sources say, and stay light."""

import gzip
import re

from cms.stylesheets import BUNDLES, ENTRIES, SOURCES, compact_stylesheet, join_stylesheet, stale_bundles


def test_the_bundles_are_fresh() -> None:
    assert stale_bundles() == []


def test_every_component_is_in_a_bundle() -> None:
    imported = {
        name for entry in ENTRIES for name in re.findall(r'url\("([^"]+)"\)', (SOURCES / entry).read_text("utf-8"))
    }
    files = {path.relative_to(SOURCES).as_posix() for path in SOURCES.rglob("*.css")} - set(ENTRIES)
    assert files == imported


def test_bundles_import_nothing_and_are_light() -> None:
    site = (BUNDLES / "site.css").read_text("utf-8")
    assert "@import" not in site
    assert site.count("{") == site.count("}")
    assert len(site.encode()) < 64_000
    assert len(gzip.compress(site.encode())) < 14_000


def test_the_order_of_layers_comes_first() -> None:
    assert join_stylesheet("site.css").startswith("@layer reset, tokens, base, components, pages;")


def test_compacting_keeps_what_means_something() -> None:
    source = '/* why */\n.a > b:is(:hover, .c) {\n  inline-size: calc(100% - 2 * var(--x));\n  content: "a: b";\n}\n'
    assert compact_stylesheet(source) == '.a > b:is(:hover,.c){inline-size:calc(100% - 2 * var(--x));content:"a: b"}'


def test_no_component_uses_the_colour_of_conduct_records() -> None:
    """C4: cinnabar is for conduct and nothing else."""
    allowed = {"components/conduct.css", "components/tag.css", "pages/styleguide.css"}
    using = {
        path.relative_to(SOURCES).as_posix()
        for path in SOURCES.rglob("*.css")
        if "var(--conduct" in path.read_text("utf-8")
    }
    assert using == allowed
