"""Text as documents hold it and queries ask for it."""

import pytest

from search.text import LONGEST_QUERY, MOST_WORDS, lines, read_query, sounds_of


def words(typed: str) -> list[str]:
    return [word.text for word in read_query(typed).words]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("集佳", ["集佳"]),
        ("集佳知识产权代理有限公司", ["集佳"]),
        ("集佳 知识产权", ["集佳"]),
        ("集佳　北京", ["集佳", "北京"]),
        ("ＪＩＪＩＡ", ["jijia"]),
        ("專利 衡嵐", ["衡岚"]),
        ("Müller & Partner", ["muller", "partner"]),
        ("知识产权", ["知识产权"]),
        ("patent law", ["patent", "law"]),
        ("", []),
        ("（）——", []),
    ],
)
def test_words_without_the_trade(typed: str, expected: list[str]):
    """Words of the trade weigh little: they are asked for only when nothing else is typed."""
    assert words(typed) == expected


def test_a_query_of_signs_alone_is_empty():
    assert not read_query("!!! ...")
    assert read_query("a")


def test_endless_queries_are_cut():
    query = read_query("岚 " * 5_000)
    assert len(query.folded) <= LONGEST_QUERY
    assert len(read_query(" ".join(f"w{number}" for number in range(60))).words) == MOST_WORDS


def test_lines_keep_each_part_once_between_breaks():
    assert lines(["a", "", "b", "a"]) == "\na\nb\n"
    assert lines([""]) == ""


def test_sounds_hold_brand_and_whole_name():
    sounds = sounds_of(["北京集佳知识产权代理有限公司"], ["集佳"])
    assert sounds.startswith("\njijia\njj\n")
    assert "\nbeijingjijia" in sounds
    assert sounds_of(["World Partners"], ["world"]) == ""
