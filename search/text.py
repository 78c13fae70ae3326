"""Text as documents hold it and queries ask for it; prepared once, for every engine. Pure.

Folding, brands and pinyin are the directory's (``directory.agencies.names``).
"""

import re
from dataclasses import dataclass

from directory.agencies.names import HAN, core_name, fold_name, pinyin_of

_TRADE = """
知识产权 专利商标 专利 商标 代理 事务所 律师 律师事务所 有限公司 公司 代理有限公司 代理事务所 普通合伙 特殊普通合伙
有限责任公司 服务 咨询 集团
intellectual property ip patent patents trademark trademarks trade mark attorneys attorney law firm office offices
agency agents co ltd llp llc inc gmbh and the of
"""
#: Words of the trade say little about which agency is meant; they are asked for only when nothing else is.
WEAK_WORDS = frozenset(_TRADE.split())
#: A query longer than this is cut; no name is.
LONGEST_QUERY = 200
#: More words than these do not make a query more precise, only slower.
MOST_WORDS = 12

_RUNS = re.compile(f"[{HAN}]+|[^{HAN}\\s]+")
_IS_HAN = re.compile(f"[{HAN}]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a query; Latin letters may also be the beginning of pinyin or initials."""

    text: str
    is_han: bool


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, understood as text. ``words`` must all be found; ``brand`` ranks."""

    typed: str
    folded: str
    brand: str
    joined: str
    words: tuple[Word, ...]

    def __bool__(self) -> bool:
        return bool(self.folded)


def lines(parts: list[str]) -> str:
    """Parts as lines with a break before the first and after the last; empty and repeated ones go."""
    kept = list(dict.fromkeys(part for part in parts if part))
    return "\n" + "\n".join(kept) + "\n" if kept else ""


def sounds_of(names: list[str], brands: list[str]) -> str:
    """Lines of pinyin and initials, whole names and brands."""
    found: list[str] = []
    for name in dict.fromkeys([*brands, *names]):
        pinyin = pinyin_of(name)
        found += [pinyin.joined, pinyin.initials]
    return lines(found)


def read_query(typed: str) -> Query:
    """Fold what was typed and cut it into words, the trade's words last resort."""
    folded = fold_name(typed[:LONGEST_QUERY])
    brand = core_name(folded) if folded else ""
    runs = [run for chunk in typed[:LONGEST_QUERY].split() for run in _RUNS.findall(fold_name(chunk))]
    strong = [Word(run, bool(_IS_HAN.match(run))) for run in _without_weak(runs, brand)]
    if not strong:
        strong = [Word(run, bool(_IS_HAN.match(run))) for run in runs]
    joined = folded.replace(" ", "")
    return Query(typed, folded, brand, joined, tuple(dict.fromkeys(strong))[:MOST_WORDS])


def _without_weak(runs: list[str], brand: str) -> list[str]:
    """The runs that say something; a run that ends in the trade keeps its place and brand."""
    kept: list[str] = []
    for run in runs:
        if run in WEAK_WORDS:
            continue
        if _IS_HAN.match(run):
            bare = _cut_tails(run)
            kept += [bare] if bare else []
        else:
            kept.append(run)
    return kept or ([brand] if brand and brand not in WEAK_WORDS and len(runs) == 1 else [])


_TAILS = sorted((word for word in WEAK_WORDS if _IS_HAN.match(word)), key=len, reverse=True)


def _cut_tails(run: str) -> str:
    """Take the trade's words off the end, all of them when nothing else is there."""
    cut = True
    while cut and run:
        cut = False
        for tail in _TAILS:
            if run.endswith(tail):
                run, cut = run[: -len(tail)], True
                break
    return run
