"""Whether a company serves intellectual property or only looks so by its name. Pure.

Label printers and weavers carry 商标 (trade mark) in their names. The registered business scope (经营范围) tells them
apart: agencies *act for* trade marks and patents, printers and weavers *make* labels. A scope that says neither (a
branch that "keeps contact for its head office") proves nothing; then the trade word in the company's name decides.
"""

import re
import unicodedata
from enum import Enum

_CLAUSE_ENDS = r"，,;；。\n"
_SERVICE = re.compile(
    rf"知识产权|专利(?!产品)|版权|著作权|集成电路布图"
    rf"|商标[^{_CLAUSE_ENDS}印织]{{0,14}}(?:代理|咨询|转让|注册|事务|服务|法律|查询|策划|许可|续展|异议|评估|维权|检索|诉讼)"
    rf"|代理[^{_CLAUSE_ENDS}印织]{{0,10}}商标(?!.{{0,4}}[印织])"
    rf"|律师|诉讼代理|法律服务|法律事务|技术转移|技术成果转化|无形资产评估"
)
_MAKING = re.compile(
    r"印刷|印制|印务|印花|彩印|胶印|丝印|烫金|装订|制版|制造|生产|加工|织造|织带|织唛|织绣|编织|刺绣|纺织|针织|织物|丝织"
    r"|服装|服饰|辅料|吊牌|标签|花边|纽扣|钮扣|拉链|皮革|塑料|不干胶|包装|纸箱|纸制品|油墨|五金|种植|收购|制衣|产销"
)
_TRADE_NAME = re.compile(
    r"印刷|印务|印制|印铁|印花|彩印|制版|制标|标识|织造|织带|织唛|织绣|机织|编织|纺织|丝织|标带|商标带|标牌|辅料|不干胶|材料"
    r"|包装|装潢|装璜|服饰|吊牌|标签|贴标|电脑商标|商标厂|商标制|商标实业|厂$|厂[（(]|工贸"
)


class ScopeVerdict(Enum):
    """What a business scope, with the name beside it, says of a company."""

    SERVES = "serves"
    UNKNOWN = "unknown"
    MAKES = "scope"
    TRADE_NAME = "name-trade"


def judge_scope(scope: str, name: str = "") -> ScopeVerdict:
    """Judge a company by its business scope; by the trade word in its ``name`` only when the scope says nothing.

    Without any scope (most registers of agencies carry none) nothing is concluded.
    """
    text = _flat(scope)
    if not text:
        return ScopeVerdict.UNKNOWN
    if _SERVICE.search(text):
        return ScopeVerdict.SERVES
    if _TRADE_NAME.search(_flat(name)):
        return ScopeVerdict.MAKES if _MAKING.search(text) else ScopeVerdict.TRADE_NAME
    return ScopeVerdict.MAKES if _MAKING.search(text) else ScopeVerdict.UNKNOWN


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
