"""Places as registers write them (D3) and countries by any of their names (D10)."""

import pytest

from directory.errors import UnknownPlaceError
from directory.taxonomies import places, reference
from directory.taxonomies.places import ChinesePlace, find_jurisdiction, resolve_chinese_place


@pytest.mark.parametrize(
    ("written", "place"),
    [
        (("上海", "嘉定"), ChinesePlace("上海市", "上海市", "嘉定区")),
        (("上海市", "上海市", "浦东"), ChinesePlace("上海市", "上海市", "浦东新区")),
        (("北京", "市辖区", "海淀区"), ChinesePlace("北京市", "北京市", "海淀区")),
        (("重庆", "渝中"), ChinesePlace("重庆市", "重庆市", "渝中区")),
        (("上海", "闸北"), ChinesePlace("上海市", "上海市", "闸北区")),
        (("浙江", "杭州", "西湖区"), ChinesePlace("浙江省", "杭州市", "西湖区")),
        (("新疆", "巴音郭楞"), ChinesePlace("新疆维吾尔自治区", "巴音郭楞蒙古自治州", "")),
        (("吉林", "延边州"), ChinesePlace("吉林省", "延边朝鲜族自治州", "")),
        (("湖北", "仙桃"), ChinesePlace("湖北省", "仙桃市", "")),
        (("浙江", "某新城"), ChinesePlace("浙江省", "某新城", "")),
        (("", "杭州"), ChinesePlace("浙江省", "杭州市", "")),
        (("", "浦东"), ChinesePlace("上海市", "上海市", "浦东新区")),
        (("Zhejiang", "杭州市"), ChinesePlace("浙江省", "杭州市", "")),
        (("吉林", "吉林"), ChinesePlace("吉林省", "吉林市", "")),
    ],
)
def test_chinese_places(written: tuple[str, ...], place: ChinesePlace) -> None:
    """D3: for the four municipalities a district answers to the city."""
    assert resolve_chinese_place(*written) == place


@pytest.mark.parametrize("written", [("1", "200(万美元)"), ("", "朝阳"), ("", ""), ("德国", "柏林")])
def test_unknown_provinces_are_refused(written: tuple[str, str]) -> None:
    """朝阳 is a district of Beijing and a city of Liaoning: it does not say its province."""
    with pytest.raises(UnknownPlaceError):
        resolve_chinese_place(*written)


def test_every_place_of_the_reference_resolves_to_itself() -> None:
    for province in reference.provinces():
        for place in province.places:
            found = resolve_chinese_place(province.name, place)
            assert found.province == province.name
            assert place in (found.city, found.district)
            assert (found.city == province.name) is province.is_municipality
            assert resolve_chinese_place(found.province, found.city, found.district) == found


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("france", "FR"),
        ("法国", "FR"),
        ("USA", "US"),
        ("United States of America", "US"),
        ("Côte d’Ivoire", "CI"),
        ("cote d'ivoire", "CI"),
        ("uk", "GB"),
        ("香港", "HK"),
        ("Hong Kong", "HK"),
        ("Taiwan", "TW"),
        ("Korea", "KR"),
        ("EPO", "EP"),
        ("Türkiye", "TR"),
        ("turkey", "TR"),
    ],
)
def test_countries_by_name(written: str, code: str) -> None:
    """D10."""
    assert find_jurisdiction(written) == code


def test_every_name_of_a_jurisdiction_leads_to_it() -> None:
    for entry in reference.jurisdictions():
        for name in (entry.code, entry.alpha3, entry.name_zh, entry.name_en, *entry.other_names):
            if name:
                assert find_jurisdiction(name) == entry.code


def test_unknown_countries_are_refused() -> None:
    with pytest.raises(UnknownPlaceError, match="Atlantis"):
        find_jurisdiction("Atlantis")


def test_a_city_that_only_one_province_has() -> None:
    found = places.find_province_of_city("苏州")
    assert found is not None
    assert found.name == "江苏省"
    assert places.find_province_of_city("朝阳") is None
