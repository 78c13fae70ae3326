"""Reading single values: days, statuses, kinds, web addresses. Pure; each returns a value or raises ``BadValue``."""

import datetime
import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from directory.people.enums import LicenceKind, LicenceStatus
from directory.rosters.cells import narrow
from directory.rosters.enums import ListingStatus
from directory.rosters.problems import Problem

_DATE = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\d{1,2}:\d{2}.*)?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_SERIAL = re.compile(r"^\d{5}(?:\.0+)?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})[./](\d{1,2})[./](\d{4})$")
_EPOCH = datetime.date(1899, 12, 30)  # Excel's day 0, its leap-year error of 1900 included
_OLDEST = datetime.date(1800, 1, 1)
_SPLIT = re.compile(r"[;；,，、|/\n]+")


class BadValue(Exception):  # noqa: N818  it carries a problem and never reaches a user
    """A cell that cannot be read; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.code)


def read_date(column: str, text: str) -> datetime.date:
    """A day written as 2019-07-01, 2019/7/1, 2019年7月1日, 20190701, 31.12.2019 or a spreadsheet's serial number.

    Serial numbers are those of the 1900 system, from 1927 to 2173. 1/2/2019 is read as 1 February, unless the
    second number can only be a day.
    """
    plain = narrow(text).strip()
    try:
        if _SERIAL.match(plain):
            day = _EPOCH + datetime.timedelta(days=int(float(plain)))
        elif match := _DATE.match(plain) or _COMPACT.match(plain):
            day = datetime.date(int(match[1]), int(match[2]), int(match[3]))
        elif match := _DAY_FIRST.match(plain):
            first, second, year = int(match[1]), int(match[2]), int(match[3])
            day = datetime.date(year, first, second) if second > 12 else datetime.date(year, second, first)
        else:
            raise BadValue(Problem("date", column, text))
    except (ValueError, OverflowError) as error:
        raise BadValue(Problem("date", column, text)) from error
    if day < _OLDEST:
        raise BadValue(Problem("date-old", column, text))
    return day


_STATUSES = {
    "": (ListingStatus.ACTIVE, False),
    **dict.fromkeys(
        (
            "active",
            "正常",
            "在业",
            "存续",
            "开业",
            "在营",
            "执业",
            "有效",
            "存续在营开业在册",
            "在营开业",
            "在册",
            "登记成立",
            "迁入",
            "valid",
            "registered",
            "current",
            "正常执业",
            "恢复执业",
        ),
        (ListingStatus.ACTIVE, False),
    ),
    **dict.fromkeys(
        (
            "suspended",
            "暂停",
            "停业",
            "停业整顿",
            "停止执业",
            "歇业",
            "责令停止承接新业务",
            "暂停执业",
            "停止承接新业务",
        ),
        (ListingStatus.SUSPENDED, False),
    ),
    **dict.fromkeys(
        ("revoked", "吊销", "撤销", "已吊销", "吊销未注销", "吊销执业许可证", "struckoff"),
        (ListingStatus.REVOKED, False),
    ),
    **dict.fromkeys(
        ("deregistered", "注销", "已注销", "吊销已注销", "注销执业许可证", "迁出", "closed", "dissolved", "终止"),
        (ListingStatus.DEREGISTERED, False),
    ),
    **dict.fromkeys(("abnormal", "经营异常", "异常", "列入经营异常名录", "正常经营异常"), (ListingStatus.ACTIVE, True)),
}

_LICENCE_STATUSES = {
    "": LicenceStatus.ACTIVE,
    **dict.fromkeys(
        ("active", "执业", "正常", "在册", "在职", "有效", "practising", "registered", "attorney", "agent"),
        LicenceStatus.ACTIVE,
    ),
    **dict.fromkeys(("suspended", "暂停", "停止执业", "暂停执业"), LicenceStatus.SUSPENDED),
    **dict.fromkeys(("revoked", "吊销", "撤销", "已吊销"), LicenceStatus.REVOKED),
    **dict.fromkeys(("ended", "注销", "已注销", "离职", "退休", "不执业"), LicenceStatus.ENDED),
}

_LICENCE_KINDS = {
    **dict.fromkeys(("patentagent", "专利代理师", "专利代理人", "agent", "专利"), LicenceKind.PATENT_AGENT),
    **dict.fromkeys(("trademarkagent", "商标代理人", "商标代理师", "商标"), LicenceKind.TRADEMARK_AGENT),
    **dict.fromkeys(("lawyer", "律师", "attorneyatlaw", "solicitor"), LicenceKind.LAWYER),
    **dict.fromkeys(
        ("foreignattorney", "外国专利律师", "patentattorney", "trademarkattorney", "attorney"),
        LicenceKind.FOREIGN_ATTORNEY,
    ),
    **dict.fromkeys(("other", "其他", "其它"), LicenceKind.OTHER),
}

_KINDS = {
    "patent-agency": ("专利代理", "专利代理机构", "patentagency", "专利"),
    "trademark-agency": ("商标代理", "商标代理机构", "trademarkagency", "商标"),
    "law-firm": ("律师事务所", "律所", "lawfirm"),
    "operation": ("知识产权运营", "知识产权运营交易", "运营交易", "运营"),
    "valuation": ("评估", "价值评估", "资产评估", "valuation"),
    "technology-transfer": ("技术转移", "技术转移机构", "technologytransfer"),
    "finance": ("知识产权金融保险", "金融保险", "金融", "保险", "finance"),
    "consulting": ("咨询", "检索", "咨询与检索", "咨询检索", "consulting"),
    "overseas-firm": ("境外机构", "外国机构", "overseasfirm", "foreignfirm"),
    "international-organisation": ("国际组织", "internationalorganisation", "internationalorganization"),
}
_KIND_BY_WORD = {word: code for code, words in _KINDS.items() for word in (*words, code.replace("-", ""))}


def _word(text: str) -> str:
    return re.sub(r"[\s\-_()（）、,，./]+", "", narrow(text).casefold())


def read_status(text: str) -> tuple[str, bool]:
    """The status a register gives, and whether it is on the abnormal-operations list (a flag, D8)."""
    word = _word(text)
    if word in _STATUSES:
        status, abnormal = _STATUSES[word]
        return status.value, abnormal
    raise BadValue(Problem("status", "status", text))


def read_licence_status(text: str) -> str:
    """A person's licence status; an empty cell means practising."""
    if (word := _word(text)) in _LICENCE_STATUSES:
        return _LICENCE_STATUSES[word].value
    raise BadValue(Problem("status", "licence_status", text))


def read_licence_kind(text: str) -> str:
    """The kind of licence a register writes."""
    if (word := _word(text)) in _LICENCE_KINDS:
        return _LICENCE_KINDS[word].value
    raise BadValue(Problem("licence-kind", "licence_kind", text))


def read_kinds(text: str) -> list[str]:
    """Codes of D1, sorted, from codes or Chinese names separated by ``;`` and the like."""
    found: set[str] = set()
    for part in _SPLIT.split(text):
        if word := _word(part):
            if word not in _KIND_BY_WORD:
                raise BadValue(Problem("kind", "kinds", text))
            found.add(_KIND_BY_WORD[word])
    return sorted(found)


def split_names(text: str) -> list[str]:
    """Several former names in one cell."""
    return list(dict.fromkeys(part.strip() for part in re.split(r"[;；|\n]+", text) if part.strip()))


def read_email(text: str) -> str:
    """A mail address, without ``mailto:``."""
    address = narrow(text).strip().removeprefix("mailto:")
    try:
        validate_email(address)
    except ValidationError as error:
        raise BadValue(Problem("email", "email", text)) from error
    return address


def read_website(text: str, column: str = "website") -> str:
    """An http or https address; a bare host name gets ``https://``, a doubled scheme is taken off."""
    address = re.sub(r"^https?://(?=https?://)", "", narrow(text).strip().rstrip(";,，；"), flags=re.IGNORECASE)
    if "://" not in address and not address.lower().startswith(("javascript:", "data:", "mailto:")):
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError as error:
        raise BadValue(Problem("website", column, text)) from error
    if parts.scheme.lower() not in {"http", "https"} or "." not in host or re.search(r"\s|[<>\"]", address):
        raise BadValue(Problem("website", column, text))
    if len(address) > 300:
        raise BadValue(Problem("too-long", column, text, "300"))
    return address
