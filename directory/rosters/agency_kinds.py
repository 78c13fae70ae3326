"""What kind of agency a line is (D1), where the register has no column for it. Pure.

Register names follow rules in China: a law firm must be called 律师事务所, a patent agency's number comes from CNIPA.
Everything else is read from the business scope, then from the name.
"""

import re
from collections.abc import Mapping
from typing import Any

_PATENT = re.compile(r"专利代理(?!信息)|代理专利|专利申请(?:事务)?代理|专利事务")
_TRADEMARK = re.compile(r"商标[^，,;；。]{0,8}代理|代理[^，,;；。]{0,8}商标|商标事务|商标注册")
_VALUATION = re.compile(r"(?:无形资产|知识产权|专利|商标)[^，,;；。]{0,6}评估")
_OPERATION = re.compile(r"知识产权运营|知识产权交易|(?:专利|商标)[^，,;；。]{0,4}转让")
_INTELLECTUAL = re.compile(r"知识产权|专利|商标")


def infer_kinds(values: Mapping[str, Any]) -> list[str]:
    """Codes of kinds, sorted; empty when nothing speaks for one."""
    if values.get("country", "CN") != "CN":
        return ["overseas-firm"]
    name, scope = values.get("name_zh", ""), values.get("scope", "")
    found: set[str] = set()
    if "律师事务所" in name:
        found.add("law-firm")
    if values.get("cnipa_code") or _PATENT.search(scope) or re.search(r"专利(?:商标)?(?:代理|事务)", name):
        found.add("patent-agency")
    if _TRADEMARK.search(scope) or re.search(r"商标(?:专利)?(?:代理|事务)", name):
        found.add("trademark-agency")
    if _VALUATION.search(scope):
        found.add("valuation")
    if _OPERATION.search(scope):
        found.add("operation")
    if not found and _INTELLECTUAL.search(name + scope):
        found.add("consulting")
    return sorted(found)
