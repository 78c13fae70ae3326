"""Names brought to a form in which they can be compared and found (D2, D3). Pure.

Registers spell one agency in several ways: brackets of both widths, traditional and simplified
characters, accents kept or lost, tails such as 有限公司 or GmbH. ``fold_name`` removes how a name is
written; ``core_name`` also what kind of body bears it and where; neither decides that two agencies
are one. ``likely_double_key`` only points an officer to what may be.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin, load_phrases_dict

from directory.taxonomies import reference

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HAN_CHARACTER = re.compile(f"[{HAN}]")
_HAN_RUN = re.compile(f"[{HAN}]+")
_SPACE_BESIDE_HAN = re.compile(rf"(?<=[{HAN}]) | (?=[{HAN}])")
_SEPARATORS = re.compile(r"[\W_]+")
_DOTTED_LETTERS = re.compile(r"(?<!\w)(?:\w[./] ?)+(?:\w(?!\w))?")
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u00b4`]")
_ACCENTS = re.compile("[\u0300-\u036f]")
#: Letters that Unicode does not take apart into a base and an accent.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})


def _words(kind: str) -> list[str]:
    """The words of one kind from ``name_words.txt``, in its order."""
    text = (Path(__file__).parent / "name_words.txt").read_text(encoding="utf-8")
    lines = [line.removeprefix(f"{kind}: ") for line in text.splitlines() if line.startswith(f"{kind}: ")]
    return [word.replace("-", " ") for line in lines for word in line.split()]


_CHINESE_FORMS = _words("chinese-form")
_CHINESE_TRADES = _words("chinese-trade")
_FOREIGN_FORMS = frozenset(_words("foreign-form"))
_FOREIGN_COMPANY = frozenset(_words("foreign-company"))
_FOREIGN_TRADES = _words("foreign-trade")
_FOREIGN_HEADS = _words("foreign-head")
_NO_SHORT_CITY = frozenset(_words("no-short-city"))
_AND = frozenset({"and", "und", "et", "y", "e"})


@dataclass(frozen=True, slots=True)
class Pinyin:
    """How a Chinese name sounds: ``beijingjijia`` and ``bjjj``; both empty without a Chinese character."""

    joined: str
    initials: str


# ── Folding ───────────────────────────────────────────────────────────────────────────────────


class _Simplified(dict[int, str]):
    """A translation table that asks OpenCC once per character.

    Character by character, not by phrase: a folded character must not depend on its neighbours.
    """

    def __init__(self) -> None:
        super().__init__()
        self._converter = OpenCC("t2s")

    def __missing__(self, point: int) -> str:
        character = chr(point)
        if _HAN_CHARACTER.match(character):
            while (simpler := self._converter.convert(character)) != character and len(simpler) == 1:
                character = simpler
        self[point] = character
        return character


@lru_cache(maxsize=1)
def _simplified() -> _Simplified:
    return _Simplified()


def simplify(text: str) -> str:
    """Traditional characters become simplified ones, each by itself."""
    return text.translate(_simplified())


@lru_cache(maxsize=20_000)
def fold_name(text: str) -> str:
    """``text`` without what only writing adds; equal folds mean equally spelled names.

    Width, case and accents go, traditional becomes simplified, "&" becomes "and", every bracket, dot
    and dash becomes a space, and no space stays beside a Chinese character. Idempotent.
    """
    if text.isascii():
        plain = text.casefold()
    else:
        wide = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
        plain = (
            unicodedata.normalize("NFKC", _ACCENTS.sub("", wide))
            .casefold()
            .translate(_LETTERS)
            .translate(_simplified())
        )
    plain = _APOSTROPHES.sub("", plain).replace("&", " and ").replace("+", " and ")
    plain = _DOTTED_LETTERS.sub(_join_letters, plain)
    plain = _SEPARATORS.sub(" ", plain).strip()
    return _SPACE_BESIDE_HAN.sub("", plain) if _HAN_CHARACTER.search(plain) else plain


def _join_letters(match: re.Match[str]) -> str:
    """S.A.R.L. and S. A. R. L. → sarl, A/S → as; a lone initial (J. Smith) stays a word."""
    return "".join(character for character in match[0] if character not in "./ ") + " "


# ── Core names ────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=1)
def _place_prefixes() -> dict[str, frozenset[str]]:
    """What may stand before a brand: a province with its cities, or a city alone."""
    prefixes: dict[str, frozenset[str]] = {}
    for province in reference.provinces():
        cities: set[str] = set()
        for place in province.places:
            short = place.removesuffix("市")
            cities.add(place)
            if not province.is_municipality and len(short) >= 2 and short not in _NO_SHORT_CITY:
                cities.add(short)
        short_province = re.sub("(维吾尔|壮族|回族)?自治区$|省$|市$", "", province.name)
        for name in (province.name, short_province):
            prefixes[name] = frozenset(cities)
        if not province.is_municipality:
            for city in cities:
                prefixes.setdefault(city, frozenset())
    for special in ("香港", "澳门", "台湾", "中国"):
        prefixes[special] = frozenset()
    return prefixes


def _longest_prefix(text: str, known: dict[str, frozenset[str]] | frozenset[str]) -> str:
    for length in range(min(len(text), 11), 1, -1):
        if text[:length] in known:
            return text[:length]
    return ""


def _without_place(folded: str) -> str:
    """Without the province and city in front; the name as it is when too little would be left."""
    prefixes = _place_prefixes()
    first = _longest_prefix(folded, prefixes)
    if not first:
        return folded
    rest = folded[len(first) :]
    rest = rest[len(_longest_prefix(rest, prefixes[first])) :]
    return rest if len(rest) >= 2 else folded


def _without_tails(text: str, tails: list[str]) -> str:
    """Cut ``tails`` off the end, again and again, as long as two characters stay."""
    cut = True
    while cut and not text.endswith("分公司"):  # a branch is not its parent
        cut = False
        for tail in tails:
            if text.endswith(tail) and len(text) - len(tail) >= 2:
                text, cut = text[: -len(tail)], True
                break
    return text


def _without_foreign_tails(words: list[str], *, trades: bool) -> list[str]:
    while len(words) > 1:
        if len(words) > 2 and words[-2] in _AND and words[-1] in _FOREIGN_COMPANY:
            words = words[:-2]
        elif words[-1] in _FOREIGN_FORMS:
            words = words[:-1]
        elif trades and (tail := next((t for t in _FOREIGN_TRADES if " ".join(words).endswith(" " + t)), None)):
            words = words[: -len(tail.split())]
        else:
            break
    return words


@lru_cache(maxsize=20_000)
def core_name(text: str) -> str:
    """What is left when legal form, trade and place are taken off: mostly the brand.

    北京集佳知识产权代理有限公司 → 集佳; Müller & Partner Patentanwälte mbB → muller. Never empty for a
    name that has a letter: a name that is all form stays as it is. Many unrelated agencies share one.
    """
    folded = fold_name(text)
    if _HAN_CHARACTER.search(folded):
        formless = _without_tails(folded, _CHINESE_FORMS)
        core = _without_tails(_without_place(formless), _CHINESE_FORMS + _CHINESE_TRADES)
        return formless if core in _CHINESE_TRADES else core
    words = _without_foreign_tails(folded.split(), trades=True)
    for head in _FOREIGN_HEADS:
        head_words = head.split()
        if len(words) > len(head_words) and words[: len(head_words)] == head_words:
            words = words[len(head_words) :]
    return " ".join(words)


@lru_cache(maxsize=20_000)
def likely_double_key(text: str) -> str:
    """Names with one key may be one agency and are shown to the officer, never merged (D2).

    Only legal form and spelling are taken off. Place and trade stay, because unrelated agencies share
    a brand word; 事务所 goes with the form, since partnerships become companies under one brand.
    """
    folded = fold_name(text)
    if not _HAN_CHARACTER.search(folded):
        return "".join(_without_foreign_tails(folded.split(), trades=False))
    bare = _without_tails(folded, [*_CHINESE_FORMS, "事务所"])
    prefix = _longest_prefix(bare, _place_prefixes())
    if prefix.endswith(("省", "市", "自治区")) and len(prefix) > 2:
        bare = re.sub("(维吾尔|壮族|回族)?自治区$|省$|市$", "", prefix) + bare[len(prefix) :]
    return bare


# ── Pinyin ────────────────────────────────────────────────────────────────────────────────────


#: pypinyin reads 朝阳 as in 朝阳产业; in names it is the district.
load_phrases_dict({"朝阳": [["cháo"], ["yáng"]]})
#: Words at which a brand ends; what follows is the same few phrases in every name and is read once.
_TRADE_STARTS = re.compile("知识产权|专利|商标|律师|代理|有限|科技|技术|事务所")


@lru_cache(maxsize=20_000)
def _read(words: str) -> tuple[str, ...]:
    return tuple(lazy_pinyin(words, style=Style.NORMAL))


def _syllables(run: str) -> tuple[str, ...]:
    """The syllables of ``run``, read apart as place, brand and trade (three times faster)."""
    place = _longest_prefix(run, _place_prefixes())
    trade = _TRADE_STARTS.search(run, len(place))
    end = trade.start() if trade else len(run)
    return _read(place) + _read(run[len(place) : end]) + _read(run[end:])


@lru_cache(maxsize=20_000)
def pinyin_of(text: str) -> Pinyin:
    """Pinyin of a Chinese name without tones (ü is ``v``), read by words: 重庆 is ``chongqing``.

    Latin letters and digits between Chinese characters stay as they are, in both forms.
    """
    folded = fold_name(text)
    if not _HAN_CHARACTER.search(folded):
        return Pinyin("", "")
    joined: list[str] = []
    initials: list[str] = []
    position = 0
    for run in _HAN_RUN.finditer(folded):
        between = folded[position : run.start()].replace(" ", "")
        syllables = _syllables(run[0])
        joined += [between, *syllables]
        initials += [between, *(syllable[0] for syllable in syllables)]
        position = run.end()
    rest = folded[position:].replace(" ", "")
    return Pinyin("".join(joined) + rest, "".join(initials) + rest)
