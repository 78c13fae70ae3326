"""Words the demo world is made of. Everything is invented: no real agency or person is meant.

Chinese brands join a rare first and a second character; foreign ones join syllables of no language.
"""

from dataclasses import dataclass

FIRST_CHARACTERS = "昴霁砚穗岑沅榆澈垚翊桤棠崟澔筠缙珩琬溯渌峤苕筱菡泠曜谌郗"
SECOND_CHARACTERS = "桥衡岫舟砺渡篱穹岸柯钧榫枢垣棹矩弦槎梁圭埠泓"
THIRD_CHARACTERS = "远源明诚谨朴和齐安博朗清正方"

FAMILY_NAMES = "谌郗亓仉逄佘麴璩乜牟瞿阚厍邸麦蔺"
GIVEN_CHARACTERS = "知衡砚舟澄远霁明筠安棠溪岚予泽宁"

SYLLABLES_FIRST = ("Bren", "Oska", "Tal", "Ver", "Lun", "Mar", "Kel", "Dor", "Fen", "Hav", "Ros", "Sol", "Win", "Eld")
SYLLABLES_SECOND = ("vald", "ren", "mir", "dane", "holt", "quist", "nora", "lind", "sberg", "tano", "rique", "more")


@dataclass(frozen=True)
class Country:
    """Where foreign demo agencies sit and how they call themselves.

    ``forms`` are name patterns with ``{a}`` and ``{b}`` for invented surnames.
    """

    code: str
    zh: str
    cities: tuple[str, ...]
    forms: tuple[str, ...]
    languages: tuple[str, ...]
    office: str = ""


#: Thirteen jurisdictions beside China itself.
COUNTRIES: tuple[Country, ...] = (
    Country("US", "美国", ("New York", "San Jose", "Boston", "Austin"), ("{a} & {b} LLP", "{a} IP Law PLLC"), ("en",)),
    Country(
        "DE",
        "德国",
        ("München", "Berlin", "Düsseldorf", "Hamburg"),
        ("{a} {b} Patentanwälte PartG mbB", "{a} & Partner Patentanwälte"),
        ("de", "en"),
        "EP",
    ),
    Country("FR", "法国", ("Paris", "Lyon", "Grenoble"), ("Cabinet {a}", "{a} & {b} SELARL"), ("fr", "en"), "EP"),
    Country("GB", "英国", ("London", "Cambridge", "Manchester"), ("{a} {b} LLP", "{a} IP Ltd"), ("en",), "EP"),
    Country("IT", "意大利", ("Milano", "Roma", "Torino"), ("Studio {a}", "{a} & {b} S.r.l."), ("it", "en"), "EP"),
    Country(
        "ES", "西班牙", ("Madrid", "Barcelona", "Valencia"), ("{a} Propiedad Industrial S.L.",), ("es", "en"), "EP"
    ),
    Country("JP", "日本", ("Tokyo", "Osaka", "Nagoya"), ("{a} International Patent Office",), ("ja", "en")),
    Country("KR", "韩国", ("Seoul", "Daejeon"), ("{a} Patent & Law Firm",), ("ko", "en")),
    Country(
        "IN", "印度", ("New Delhi", "Bengaluru", "Mumbai"), ("{a} & {b} Advocates", "{a} IP Associates"), ("en", "hi")
    ),
    Country("SG", "新加坡", ("Singapore",), ("{a} {b} IP Pte. Ltd.",), ("en", "zh")),
    Country("TH", "泰国", ("Bangkok", "Chiang Mai"), ("{a} Intellectual Property Co., Ltd.",), ("th", "en")),
    Country("VN", "越南", ("Hanoi", "Ho Chi Minh City"), ("{a} IP Law Firm",), ("vi", "en")),
    Country("HK", "中国香港", ("Hong Kong",), ("{a} {b} Patent Agency Limited",), ("zh", "en", "yue")),
)

#: (province, city, districts, weight): where domestic demo agencies sit. Names as registers shorten them.
PLACES: tuple[tuple[str, str, tuple[str, ...], int], ...] = (
    ("北京", "北京", ("海淀", "朝阳", "西城", "丰台", "大兴", "昌平", "石景山"), 36),
    ("上海", "上海", ("浦东", "徐汇", "嘉定", "闵行"), 12),
    ("广东", "深圳", ("南山区", "福田区"), 12),
    ("广东", "广州", ("天河区", "黄埔区"), 8),
    ("江苏", "苏州", ("工业园区", "高新区"), 6),
    ("江苏", "南京", ("江宁区", "玄武区"), 6),
    ("浙江", "杭州", ("滨江区", "余杭区"), 6),
    ("湖北", "武汉", ("洪山区", "江夏区"), 5),
    ("四川", "成都", ("高新区", "武侯区"), 5),
    ("陕西", "西安", ("雁塔区", "高新区"), 4),
    ("重庆", "重庆", ("渝北", "北碚"), 3),
    ("湖南", "长沙", ("岳麓区", "开福区"), 3),
    ("天津", "天津", ("滨海新区", "南开区"), 3),
    ("山东", "青岛", ("崂山区", "黄岛区"), 3),
    ("辽宁", "沈阳", ("和平区", "浑南区"), 2),
)

#: Legal tail, kind codes, English tail, weight.
DOMESTIC_FORMS: tuple[tuple[str, tuple[str, ...], str, int], ...] = (
    ("专利代理事务所（普通合伙）", ("patent-agency",), "Patent Attorneys", 30),
    ("知识产权代理有限公司", ("patent-agency", "trademark-agency"), "IP Agency", 30),
    ("专利代理事务所（特殊普通合伙）", ("patent-agency",), "Patent", 8),
    ("律师事务所", ("law-firm", "trademark-agency"), "Law Offices", 12),
    ("商标事务所有限公司", ("trademark-agency",), "Trade Marks", 6),
    ("知识产权运营有限公司", ("operation", "finance"), "IP Operations", 5),
    ("知识产权咨询有限公司", ("consulting",), "IP Research", 5),
    ("资产评估有限公司", ("valuation",), "Valuation", 2),
    ("技术转移中心有限公司", ("technology-transfer",), "Technology Transfer", 2),
)

#: Services usual for a kind of agency, most usual first.
KIND_SERVICES: dict[str, tuple[str, ...]] = {
    "patent-agency": ("drafting", "oa-response", "reexamination", "invalidation", "overseas-filing", "fto", "design"),
    "trademark-agency": ("trademark", "design", "customs", "invalidation"),
    "law-firm": ("litigation", "invalidation", "customs", "trademark", "transactions"),
    "operation": ("transactions", "valuation", "landscape"),
    "valuation": ("valuation",),
    "technology-transfer": ("transactions", "landscape"),
    "finance": ("valuation", "transactions"),
    "consulting": ("fto", "landscape"),
    "overseas-firm": ("drafting", "oa-response", "litigation", "invalidation", "fto", "trademark", "overseas-filing"),
}

SUMMARY_ZH = (
    "演示机构，纯属虚构。主要办理{fields}方面的{services}，{people}名代理师，服务法域含{places}。",
    "演示机构，纯属虚构。自{year}年起办理{services}，案件集中在{fields}，可办{places}业务。",
)
SUMMARY_EN = (
    "A fictional agency. It handles {services} in {fields}, with {people} practitioners, for {places}.",
    "A fictional agency. Since {year} it has handled {services}, mostly in {fields}, for {places}.",
)
