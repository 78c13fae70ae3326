"""IPC symbols, technical fields and industries (D9)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory import classification
from directory.classification import fields_for_ipc, parse_ipc
from directory.taxonomies import reference

known_symbols = st.sampled_from([rule.prefix + ("00" if rule.main_group else "") for rule in reference.ipc_rules()])


@pytest.mark.parametrize(
    ("symbol", "field"),
    [
        ("H04N 1/00", 3),
        ("H04N 21/472", 4),
        ("H04N 5/76", 2),
        ("H04N", 2),
        ("G01N 33/48", 11),
        ("G01N 21/00", 10),
        ("G01N", 10),
        ("A61K 8/02", 14),
        ("A61K 31/00", 16),
        ("C13B 10/00", 18),
        ("C13B 5/02", 29),
        ("B01D 53/22", 24),
        ("B01D 61/00", 23),
        ("E01F 8/00", 24),
        ("E01F 15/02", 35),
        ("G06V 10/82", 6),
        ("H10K 50/00", 8),
        ("H04L 9/32", 4),
    ],
)
def test_the_longest_rule_wins(symbol: str, field: int) -> None:
    """D9."""
    assert fields_for_ipc([symbol]) == classification.FieldShares({field: 1.0}, ())


@pytest.mark.parametrize(
    "written",
    [
        "H04L 9/32",
        "h04l9/32",
        "H04L0009320000",
        "H04L   9/32",
        "H04L 9/32 (2006.01)",
        "H04L9/32(2006.01)I",
        "H04L   9/32        20060101AFI20051008RMEP",
        "Ｈ０４Ｌ　９／３２",
        "H04L0009/32",
        "H04L-9/32",
        " H04L 9/320000 ",
    ],
)
def test_every_usual_way_of_writing_is_one_symbol(written: str) -> None:
    assert str(parse_ipc(written)) == "H04L 9/32"
    assert fields_for_ipc([written, "H04L 9/32", "H01L 21/00"]).shares == {4: 0.5, 8: 0.5}


@pytest.mark.parametrize(
    "unknown",
    [
        "H04",
        "H",
        "A61K",
        "C13B",
        "Y02E 10/50",
        "Z99Z 1/00",
        "H4N 21/",
        "A61K 999/00",
        "H04L 9/32x",
        "专利",
        "H04L 9/32;H01L",
    ],
)
def test_unknown_symbols_are_named_and_never_errors(unknown: str) -> None:
    """D9: unknown symbols go to "unmapped"."""
    assert fields_for_ipc([unknown]) == classification.FieldShares({}, (unknown,))
    assert fields_for_ipc([unknown, "H04L 9/32", unknown]) == classification.FieldShares({4: 1.0}, (unknown,))


def test_shares_count_each_distinct_symbol_once() -> None:
    """D9: a case with several symbols gives each field its share."""
    shares = fields_for_ipc(["H04L 9/32", "H04L 9/08", "H01L 21/00", "", "  ", "H01L0021000000"]).shares
    assert shares == {4: 2 / 3, 8: 1 / 3}


def test_one_string_is_one_symbol() -> None:
    assert fields_for_ipc("H04L 9/32").shares == {4: 1.0}


def test_nothing_gives_nothing() -> None:
    assert fields_for_ipc([]) == classification.FieldShares({}, ())


@given(st.lists(st.one_of(known_symbols, st.text(max_size=20)), max_size=20))
def test_shares_sum_to_one_or_there_are_none(symbols: list[str]) -> None:
    result = fields_for_ipc(symbols)
    assert all(1 <= field <= 35 and share > 0 for field, share in result.shares.items())
    assert math.isclose(math.fsum(result.shares.values()), 1.0, abs_tol=1e-12) or not result.shares
    assert set(result.unmapped) <= {symbol.strip() for symbol in symbols}
    assert fields_for_ipc(reversed(symbols)).shares == result.shares


@given(known_symbols, st.sampled_from(["{}", " {} ", "{} (2006.01)"]))
def test_every_rule_answers_its_own_field(symbol: str, shape: str) -> None:
    by_prefix = {rule.prefix: rule.field for rule in reference.ipc_rules()}
    prefix = symbol.removesuffix("00") if "/" in symbol else symbol
    assert fields_for_ipc([shape.format(symbol)]).shares == {by_prefix[prefix]: 1.0}


def test_the_rules_cover_all_fields_and_split_six_subclasses() -> None:
    rules = reference.ipc_rules()
    assert {rule.field for rule in rules} == set(range(1, 36))
    fields_of: dict[str, set[int]] = {}
    for rule in rules:
        fields_of.setdefault(rule.subclass, set()).add(rule.field)
    assert {name for name, fields in fields_of.items() if len(fields) > 1} == {
        "H04N",
        "G01N",
        "A61K",
        "C13B",
        "B01D",
        "E01F",
    }
    assert len(fields_of) == 662


def test_industries_are_views_over_fields() -> None:
    """D9: eight industries."""
    assert len(reference.industries()) == 8
    assert classification.industries_for_fields([8]) == ("integrated-circuits",)
    assert classification.industries_for_fields([15, 16, 12])[0] == "biomedicine"
    assert set(classification.industries_for_fields([12])) == {"artificial-intelligence", "smart-manufacturing"}
    assert classification.industries_for_fields([35]) == ()
    assert classification.fields_of_industry("artificial-intelligence") == (6, 7, 12)
    with pytest.raises(KeyError):
        classification.fields_of_industry("alchemy")
