"""Folding, cores, keys of likely doubles and pinyin of names (D2)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.agencies.names import core_name, fold_name, likely_double_key, pinyin_of, simplify

han = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
name_texts = st.text(st.one_of(han, st.characters(), st.sampled_from("（）()．.·&＆ -－éÅøß'’")), max_size=30)


@pytest.mark.parametrize(
    "written",
    [
        "北京澄衡知识产权代理有限公司（普通合伙）",
        "北京澄衡知识产权代理有限公司(普通合伙)",
        "北京澄衡知識產權代理有限公司（普通合夥）",
        " 北京 澄衡知识产权代理有限公司 【普通合伙】",
    ],
)
def test_writing_does_not_tell_names_apart(written: str) -> None:
    """D2: bracket width, traditional and simplified, spaces."""
    assert fold_name(written) == "北京澄衡知识产权代理有限公司普通合伙"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Müller & Søn A/S", "muller and son as"),
        ("O’BRIEN  I.P., Ltd.", "obrien ip ltd"),
        ("Ｇｎｏｍｏｎ Patent", "gnomon patent"),
        ("S.A.R.L. Étoile", "sarl etoile"),
        ("S. A. R. L. Etoile", "sarl etoile"),
        ("J. Smith", "j smith"),
        ("Łukasz Żółć sp. z o.o.", "lukasz zolc sp z oo"),
        ("STRAẞE", "strasse"),
        ("北京 ABC 知识产权", "北京abc知识产权"),
    ],
)
def test_folded_forms(written: str, folded: str) -> None:
    assert fold_name(written) == folded


@given(name_texts)
def test_folding_is_idempotent(text: str) -> None:
    assert fold_name(fold_name(text)) == fold_name(text)


@given(name_texts)
def test_brackets_and_width_never_matter(text: str) -> None:
    wide = text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert fold_name(f"({wide})") == fold_name(f"（{text}）")


@given(st.text(han, max_size=20))
def test_simplifying_is_idempotent_and_keeps_length(text: str) -> None:
    assert simplify(simplify(text)) == simplify(text)
    assert len(simplify(text)) == len(text)


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("北京澄衡知识产权代理有限公司", "澄衡"),
        ("北京市澄衡律师事务所", "澄衡"),
        ("澄衡律师事务所（特殊普通合伙）", "澄衡"),
        ("浙江杭州澄衡专利事务所", "澄衡"),
        ("長沙澄衡專利商標代理有限責任公司", "澄衡"),
        ("内蒙古自治区呼和浩特市澄衡专利事务所", "澄衡"),
        ("北京东方澄衡知识产权代理有限公司", "东方澄衡"),
        ("北京专利代理有限公司", "北京专利代理"),
        ("澄衡知识产权代理有限公司西安分公司", "澄衡知识产权代理有限公司西安分公司"),
        ("Gnomon & Partner Patentanwälte mbB", "gnomon"),
        ("Gnomon LLP", "gnomon"),
        ("Studio Legale Gnomon S.p.A.", "gnomon"),
        ("Cabinet Étienne GNOMON", "etienne gnomon"),
        ("Gnomon & Beam, Attorneys at Law", "gnomon and beam"),
        ("GmbH", "gmbh"),
    ],
)
def test_cores(name: str, core: str) -> None:
    assert core_name(name) == core


@given(name_texts)
def test_a_core_is_part_of_the_fold_and_never_empty_without_reason(text: str) -> None:
    assert core_name(text) in fold_name(text)
    assert bool(core_name(text)) == bool(fold_name(text))


@pytest.mark.parametrize(
    "double",
    [
        "北京澄衡专利代理事务所（普通合伙）",
        "北京澄衡专利代理事务所(特殊普通合伙)",
        "北京市澄衡专利代理有限公司",
        "北京澄衡專利代理有限責任公司",
    ],
)
def test_likely_doubles_share_a_key(double: str) -> None:
    """D2: tails, bracket width, traditional and simplified."""
    assert likely_double_key(double) == likely_double_key("北京澄衡专利代理有限公司")


@pytest.mark.parametrize(
    "other",
    [
        "上海澄衡专利代理有限公司",
        "北京澄衡商标代理有限公司",
        "北京澄衡专利代理有限公司上海分公司",
        "北京澄横专利代理有限公司",
    ],
)
def test_unrelated_names_do_not(other: str) -> None:
    """A brand word is shared by unrelated firms; a branch is not its parent."""
    assert likely_double_key(other) != likely_double_key("北京澄衡专利代理有限公司")


def test_foreign_doubles() -> None:
    assert likely_double_key("Gnomon Patents GmbH & Co. KG") == likely_double_key("GNOMON PATENTS, GmbH")
    assert likely_double_key("Gnomon Patents") != likely_double_key("Gnomon Trade Marks")


@pytest.mark.parametrize(
    ("name", "joined", "initials"),
    [
        ("重庆长安银行", "chongqingchanganyinhang", "cqcayh"),
        ("长沙", "changsha", "cs"),
        ("北京朝阳", "beijingchaoyang", "bjcy"),
        ("六安", "luan", "la"),
        ("重慶", "chongqing", "cq"),
        ("吕氏", "lvshi", "ls"),
        ("北京ABC知识产权", "beijingabczhishichanquan", "bjabczscq"),
        ("Gnomon LLP", "", ""),
    ],
)
def test_pinyin_reads_by_words(name: str, joined: str, initials: str) -> None:
    pinyin = pinyin_of(name)
    assert (pinyin.joined, pinyin.initials) == (joined, initials)


@given(name_texts)
def test_names_of_any_kind_raise_nothing(text: str) -> None:
    pinyin = pinyin_of(text)
    assert len(pinyin.initials) <= len(pinyin.joined)
    assert likely_double_key(text) == likely_double_key(fold_name(text))


def test_ten_thousand_names_take_seconds() -> None:
    """100,000 names in under 30 s; a tenth of them here, with room for a busy machine."""
    names = [
        f"北京{chr(0x4E00 + number % 5000)}{chr(0x5E00 + number % 4999)}知识产权代理有限公司"
        for number in range(10_000)
    ]
    start = time.process_time()
    for name in names:
        fold_name(name), core_name(name), likely_double_key(name), pinyin_of(name)
    assert time.process_time() - start < 6
