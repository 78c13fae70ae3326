"""What a register writes as a place, brought to one form (D3, D10). Pure.

The registered place decides, not the name. Registers write 上海 / 嘉定 for province and "city", which
is a district of the municipality, or 浙江 / 杭州 without 省 and 市; foreign ones write a country by
any of its names.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from directory.errors import UnknownPlaceError
from directory.taxonomies import reference
from directory.taxonomies.reference import Province

#: Endings a register leaves out; the longest that fits goes first.
_PROVINCE_ENDINGS = ("维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "省", "市")
_PLACE_ENDING = re.compile(
    r"(?:土家族苗族|苗族土家族|苗族侗族|布依族苗族|傣族景颇族|哈尼族彝族|黎族苗族|柯尔克孜|朝鲜族|土家族|苗族|彝族|藏族羌族"
    r"|藏族|回族|蒙古族藏族|蒙古族|蒙古|哈萨克|白族|傣族|傈僳族|壮族苗族|黎族)*(?:自治州|自治县|新区|林区|地区|盟|市|区|县|州)$"
)


@dataclass(frozen=True, slots=True)
class ChinesePlace:
    """A place on the mainland in its full form; what is not known stays empty."""

    province: str
    city: str
    district: str


def _without_ending(name: str) -> str:
    """海淀区 → 海淀, 延边朝鲜族自治州 → 延边; a name of one character keeps its ending (忠县)."""
    short = _PLACE_ENDING.sub("", name)
    return short if len(short) >= 2 else name


def _short_province(name: str) -> str:
    for ending in _PROVINCE_ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name[: -len(ending)]
    return name


@lru_cache(maxsize=1)
def _provinces() -> dict[str, Province]:
    found: dict[str, Province] = {}
    for province in reference.provinces():
        for name in (province.name, _short_province(province.name), province.name_en.casefold()):
            found[name] = province
    return found


@lru_cache(maxsize=1)
def _places() -> dict[tuple[str, str], str]:
    """(province, written name) → full name, for full and short ways of writing."""
    found: dict[tuple[str, str], str] = {}
    for province in reference.provinces():
        for place in (*province.former_places, *province.places):
            found[province.name, _without_ending(place)] = place
            found[province.name, place] = place
    return found


@lru_cache(maxsize=1)
def _provinces_by_city() -> dict[str, Province]:
    """The province of a city's name, full or short; names of several (朝阳) and districts are left out."""
    found: dict[str, Province | None] = {}
    for province in reference.provinces():
        cities = (province.name,) if province.is_municipality else province.places
        for city in {name for full in cities for name in (full, _without_ending(full))}:
            found[city] = None if city in found else province
    for province in reference.provinces():
        if province.is_municipality:
            for district in province.places:
                for name in {district, _without_ending(district)}:
                    if found.get(name) is not province:
                        found[name] = None if name in found else province
    return {name: province for name, province in found.items() if province}


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "").strip()


def find_province(text: str) -> Province:
    """The province written as 浙江, 浙江省 or Zhejiang. Raises ``UnknownPlaceError``."""
    tidy = _tidy(text)
    province = _provinces().get(tidy) or _provinces().get(_short_province(tidy)) or _provinces().get(tidy.casefold())
    if province is None:
        message = _("“%(value)s” is no province of the mainland of China; write 浙江 or 浙江省, for example.")
        raise UnknownPlaceError(message % {"value": text[:40]}, value=text)
    return province


def find_province_of_city(city: str) -> Province | None:
    """The one province that has a city (or municipal district) of this name; ``None`` when several or none do."""
    tidy = _tidy(city)
    return _provinces_by_city().get(tidy) or _provinces_by_city().get(_without_ending(tidy))


def resolve_chinese_place(province: str, city: str = "", district: str = "") -> ChinesePlace:
    """Bring a register's place to full names, with a municipality as its own city (D3).

    上海 / 嘉定 becomes 上海市 / 上海市 / 嘉定区. Cities and districts that the reference does not know
    (new ones, county-level ones) stay as written. Without a province the city's name decides when it
    is unique. Raises ``UnknownPlaceError`` when the province cannot be told.
    """
    city, district = _tidy(city), _tidy(district)
    if _tidy(province):
        found = find_province(province)
    else:
        by_city = find_province_of_city(city)
        if by_city is None:
            message = _("“%(value)s” does not say its province; fill in the province.")
            raise UnknownPlaceError(message % {"value": city[:40]}, value=city)
        found = by_city
    if not found.is_municipality:
        return ChinesePlace(found.name, _full_name(found, city), district)
    if city in {"", found.name, _short_province(found.name), "市辖区", "县"}:
        return ChinesePlace(found.name, found.name, _full_name(found, district))
    return ChinesePlace(found.name, found.name, _full_name(found, city))


def _full_name(province: Province, place: str) -> str:
    known = _places()
    return known.get((province.name, place)) or known.get((province.name, _without_ending(place))) or place


# ── Countries ─────────────────────────────────────────────────────────────────────────────────


def _jurisdiction_key(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in plain if character.isalnum())


@lru_cache(maxsize=1)
def _jurisdictions() -> dict[str, str]:
    found: dict[str, str] = {"uk": "GB"}
    for entry in reference.jurisdictions():
        for name in (entry.code, entry.alpha3, entry.name_zh, entry.name_en, *entry.other_names):
            if name:
                found.setdefault(_jurisdiction_key(name), entry.code)
    return found


def find_jurisdiction(text: str) -> str:
    """The code of the country or office that ``text`` names in Chinese or English, or by a code.

    Raises ``UnknownPlaceError``.
    """
    code = _jurisdictions().get(_jurisdiction_key(text))
    if code is None:
        message = _("“%(value)s” is no country or office we know; write its ISO code, for example DE.")
        raise UnknownPlaceError(message % {"value": text[:40]}, value=text)
    return code
