"""The canonical columns of rosters: their names in both languages, what headers mean them, and how a mapping is made.

A header is guessed from synonyms; what an officer chose for a register is remembered; a mapping file wins over both.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import pgettext_lazy

from directory.rosters.enums import RegisterKind
from directory.rosters.errors import ColumnMappingError

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_FOLD = re.compile(r"[\s_\-./:：*]+|[（(].*?[)）]")


@dataclass(frozen=True)
class Column:
    """A canonical column. ``header_*`` stand in the templates; ``synonyms`` are folded headers that mean it."""

    name: str
    label: Any
    header_zh: str
    header_en: str
    synonyms: tuple[str, ...] = ()
    example: str = ""


def fold_header(text: str) -> str:
    """A header without width, case, spaces, punctuation and remarks in brackets."""
    return _FOLD.sub("", unicodedata.normalize("NFKC", text).strip().casefold())


_COLUMNS = (
    Column("name_zh", gettext_lazy("Chinese name"), "中文名称", "Chinese name",
           ("机构名称", "单位名称", "企业名称", "公司名称", "机构中文名称", "代理机构名称", "专利代理机构名称", "商标代理机构名称",
            "中文名", "律所名称", "律师事务所名称", "namezh", "chinesename", "namecn"), "北京示例专利代理事务所（普通合伙）"),
    Column("name_en", gettext_lazy("English name"), "英文名称", "English name",
           ("英文名", "机构英文名称", "nameen", "englishname", "organisation", "organization", "organisationname",
            "firm", "firmname", "company", "companyname", "lawfirm", "nameoffirm", "外文名称"), "Example Patent Agency"),
    Column("short_name", gettext_lazy("Short name"), "简称", "Short name", ("机构简称", "shortname", "abbreviation"), "示例"),
    Column("former_name", gettext_lazy("Former name"), "曾用名", "Former name",
           ("原名称", "原名", "历史名称", "formername", "previousname", "formerly"), ""),
    Column("uscc", gettext_lazy("Unified social credit code"), "统一社会信用代码", "Unified social credit code",
           ("社会信用代码", "信用代码", "统一信用代码", "统一社会信用代码注册号", "creditcode", "unifiedcreditcode", "socialcreditcode",
            "注册号", "工商注册号", "营业执照号", "营业执照注册号"), "91110108MA00000000"),
    Column("cnipa_code", gettext_lazy("CNIPA agency code"), "专利代理机构代码", "CNIPA agency code",
           ("机构代码", "代理机构代码", "专利机构代码", "国知局代码", "cnipacode", "agencycode"), "11000"),
    Column("register_number", gettext_lazy("Register number"), "名录编号", "Register number",
           ("登记号", "执业许可证号", "许可证号", "备案号", "registernumber", "registrationnumber", "regno", "registrationno",
            "licenseno", "licenceno", "number", "sranumber"), ""),
    Column("country", gettext_lazy("Country"), "国家或地区", "Country",
           ("国家", "国别", "国家地区", "country", "countrycode", "nation", "jurisdiction", "法域"), "CN"),
    Column("province", gettext_lazy("Province"), "省份", "Province",
           ("省", "所在省份", "所在省", "省市", "省自治区直辖市", "province", "state", "地区"), "北京"),
    Column("city", gettext_lazy("City"), "城市", "City", ("市", "所在市", "所在城市", "地市", "city", "town", "cityname"), "北京"),
    Column("district", gettext_lazy("District"), "区县", "District",
           ("区", "县", "所在区", "所在区县", "行政区", "district", "county", "borough"), "海淀区"),
    Column("address", gettext_lazy("Address"), "地址", "Address",
           ("住所", "注册地址", "办公地址", "通讯地址", "机构地址", "详细地址", "经营场所", "住所地", "联系地址", "address",
            "registeredaddress", "postaladdress", "streetaddress", "addressline1"), "北京市海淀区示例路1号"),
    Column("registered_on", gettext_lazy("Registered on"), "成立日期", "Registered on",
           ("成立时间", "注册日期", "设立日期", "设立时间", "登记日期", "注册时间", "registered", "registeredon", "registrationdate", "founded",
            "established", "dateofregistration", "incorporated"), "2008-05-16"),
    Column("status", gettext_lazy("Status"), "状态", "Status",
           ("机构状态", "登记状态", "经营状态", "执业状态", "status"), "正常"),
    Column("kinds", gettext_lazy("Kinds"), "机构类型", "Kinds",
           ("类型", "类别", "机构类别", "业务类型", "kind", "kinds", "type", "agencykind"), "patent-agency; trademark-agency"),
    Column("phone", gettext_lazy("Telephone"), "电话", "Telephone",
           ("联系电话", "办公电话", "电话号码", "phone", "telephone", "tel", "phonenumber"), "+86 10 0000 0000"),
    Column("email", gettext_lazy("E-mail address"), "电子邮箱", "E-mail",
           ("邮箱", "电子邮件", "email", "emailaddress", "e-mail", "mail"), "office@example.com"),
    Column("website", gettext_lazy("Website"), "网址", "Website",
           ("网站", "官网", "官方网站", "主页", "website", "url", "web", "homepage", "websiteaddress"), "https://example.com"),
    Column("scope", gettext_lazy("Business scope"), "经营范围", "Business scope",
           ("业务范围", "scope", "businessscope"), "专利代理；商标代理"),
    Column("parent", gettext_lazy("Parent agency"), "总所", "Parent agency",
           ("总公司", "上级机构", "总部", "隶属机构", "所属总所", "总所名称", "总所代码", "parent", "headoffice", "parentagency"), ""),
    Column("practitioner_name", gettext_lazy("Name of the person"), "姓名", "Name of the person",
           ("代理师姓名", "代理人姓名", "专利代理师", "律师姓名", "人员姓名", "practitionername", "agentname", "attorney", "attorneyname",
            "fullname", "lawyer", "personname"), "张三"),
    Column("licence_number", gettext_lazy("Licence number"), "执业证号", "Licence number",
           ("资格证号", "执业备案号", "证书编号", "执业证书号", "代理师执业证号", "licencenumber", "licensenumber", "licence", "license",
            "registrationnumberofperson", "barnumber"), "1100012345.6"),
    Column("licence_kind", gettext_lazy("Licence"), "证照类型", "Licence",
           ("执业类别", "资格类型", "licencekind", "licensekind", "licencetype", "licensetype"), "patent-agent"),
    Column("licence_status", gettext_lazy("Licence status"), "执照状态", "Licence status",
           ("代理师状态", "人员状态", "licencestatus", "licensestatus"), "执业"),
    Column("agency", gettext_lazy("Agency"), "执业机构", "Agency",
           ("所在机构", "执业机构名称", "代理机构", "所属机构", "agency", "employer", "firmofperson", "agentfirm", "workplace"),
           "北京示例专利代理事务所（普通合伙）"),
    Column("since", pgettext_lazy("affiliation", "From"), "起始日期", "From",
           ("执业起始日期", "开始日期", "入职日期", "since", "from", "startdate", "start"), "2019-07-01"),
    Column("until", pgettext_lazy("affiliation", "Until"), "终止日期", "Until",
           ("结束日期", "离职日期", "until", "to", "enddate", "end"), ""),
    Column("grade", gettext_lazy("Grade"), "信用等级", "Grade",
           ("等级", "评价等级", "信用评价等级", "grade", "creditgrade", "rating"), "A"),
    Column("score", gettext_lazy("Score"), "信用得分", "Score", ("得分", "分数", "信用分", "score", "points"), "96"),
    Column("source_url", gettext_lazy("Source"), "来源网址", "Source", ("来源", "sourceurl", "source", "link"), ""),
)

COLUMNS: Mapping[str, Column] = {column.name: column for column in _COLUMNS}

_AGENCY_END = list(COLUMNS).index("parent") + 1
AGENCY_COLUMNS = tuple(COLUMNS)[:_AGENCY_END]
PEOPLE_COLUMNS = ("practitioner_name", "licence_number", "licence_kind", "licence_status", "agency", "since", "until")

#: Headers that say "name" and no more: the kind of register and the script of the values decide.
_BARE_NAMES = frozenset({"name", "名称", "title", "entry"})


def _synonyms() -> dict[str, str]:
    """Our own headers first, so that the templates are always understood."""
    found: dict[str, str] = {}
    for column in _COLUMNS:
        for header in (column.name, column.header_zh, column.header_en):
            found.setdefault(fold_header(header), column.name)
    for column in _COLUMNS:
        for header in column.synonyms:
            found.setdefault(fold_header(header), column.name)
    return found


_BY_HEADER = _synonyms()

Source = str | dict[str, str]


def parse_mapping(raw: object) -> dict[str, Source]:
    """Check what a mapping file holds: ``{"canonical": "column"}`` or ``{"canonical": {"value": "CN"}}``.

    Raises ``ColumnMappingError`` naming the first entry that cannot be used.
    """
    if not isinstance(raw, dict) or not raw:
        raise ColumnMappingError(_("The mapping is not a JSON object of canonical columns."))
    mapping: dict[str, Source] = {}
    for name, source in raw.items():
        if name not in COLUMNS:
            raise ColumnMappingError(
                _("%(name)s is not a canonical column. Known are: %(known)s.")
                % {"name": str(name)[:60], "known": ", ".join(COLUMNS)}
            )
        if isinstance(source, str) and source.strip():
            mapping[name] = source
        elif isinstance(source, dict) and set(source) == {"value"} and isinstance(source["value"], str | int):
            mapping[name] = {"value": str(source["value"])}
        else:
            raise ColumnMappingError(
                _('%(name)s needs a column of the file or {"value": "..."}.') % {"name": name}
            )
    return mapping


def parse_mapping_text(text: str) -> dict[str, Source]:
    """``parse_mapping`` of a JSON text."""
    try:
        raw = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ColumnMappingError(_("The mapping file is not valid JSON: %(error)s.") % {"error": error}) from error
    return parse_mapping(raw)


def guess_mapping(
    header: Sequence[str], samples: Iterable[Sequence[str]] = (), *, kind: str | None = None
) -> dict[str, Source]:
    """Which column of the file is which, by its header; the first column with a meaning takes it.

    ``kind`` is the register's, when it is known; it decides what a bare "name" or "agency" means.
    """
    sampled = [list(cells) for cells in samples]
    found: dict[str, Source] = {}
    for index, text in enumerate(header):
        folded = fold_header(text)
        name = _BY_HEADER.get(folded)
        if folded in _BARE_NAMES:
            name = _bare_name(index, sampled, kind)
        if name and name not in found:
            found[name] = text
    return _settled(found, kind)


def _bare_name(index: int, samples: list[list[str]], kind: str | None) -> str:
    if kind == RegisterKind.PEOPLE:
        return "practitioner_name"
    values = [cells[index] for cells in samples if index < len(cells) and cells[index].strip()]
    chinese = sum(1 for value in values if _HAN.search(value))
    return "name_zh" if 2 * chinese >= len(values) and chinese else "name_en"


def _settled(found: dict[str, Source], kind: str | None) -> dict[str, Source]:
    """In a list of people, a column for agencies' names means the person's agency."""
    if (kind or infer_kind(found)) == RegisterKind.PEOPLE and "agency" not in found:
        for name in ("name_zh", "name_en"):
            if name in found:
                found["agency"] = found.pop(name)
                break
    return found


def infer_kind(mapping: Mapping[str, Source]) -> str:
    """The kind of register whose columns these are: grades, people or agencies."""
    if "grade" in mapping:
        return RegisterKind.GRADES.value
    if "practitioner_name" in mapping:
        return RegisterKind.PEOPLE.value
    return RegisterKind.AGENCIES.value


def check_mapping(mapping: Mapping[str, Source], header: Sequence[str], *, kind: str) -> dict[str, int | str]:
    """Turn a mapping into ``{"canonical": index in the row, or the fixed value}``.

    Raises ``ColumnMappingError`` when the file has no such column or no column gives the line a name.
    """
    exact = {text.strip(): index for index, text in reversed(list(enumerate(header)))}
    folded = {fold_header(text): index for index, text in reversed(list(enumerate(header)))}
    places: dict[str, int | str] = {}
    for name, source in mapping.items():
        if isinstance(source, dict):
            places[name] = source["value"]
            continue
        index = exact.get(source.strip(), folded.get(fold_header(source)))
        if index is None:
            raise ColumnMappingError(
                _("The file has no column “%(column)s”. Its columns are: %(header)s.")
                % {"column": source[:60], "header": ", ".join(text[:40] for text in header[:40] if text)}
            )
        places[name] = index
    _check_names(places, kind)
    return places


def _check_names(places: Mapping[str, int | str], kind: str) -> None:
    needed = {
        RegisterKind.AGENCIES.value: {"name_zh", "name_en"},
        RegisterKind.PEOPLE.value: {"practitioner_name"},
        RegisterKind.GRADES.value: {"grade"},
    }[kind]
    if not any(isinstance(places.get(name), int) for name in needed):
        labels = ", ".join(str(COLUMNS[name].label) for name in sorted(needed))
        raise ColumnMappingError(_("No column of the file is known as: %(columns)s. Choose the columns.") % {"columns": labels})


def header_score(cells: Sequence[str]) -> int:
    """How many cells of a row are known headers; the row with the most, near the top, is the header."""
    return len({_BY_HEADER[folded] for text in cells if (folded := fold_header(text)) in _BY_HEADER}) + sum(
        1 for text in cells if fold_header(text) in _BARE_NAMES
    )
