"""One line of a register of agencies against what is known: what changed. Pure.

A column changed when the register says something else than it said last *and* something else than the directory
already has. So a value an officer corrected is not fought over, and an export imported again changes nothing.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from directory.agencies.names import fold_name
from directory.rosters.agency_knowledge import KnownAgency

#: Columns whose emptiness says nothing: the register merely does not repeat it.
_KEPT_WHEN_EMPTY = frozenset(
    {"name_zh", "name_en", "short_name", "former_name", "uscc", "cn_registration", "cnipa_code", "register_number",
     "country", "kinds", "status", "parent", "registered_on"}
)  # fmt: skip
_NAMES = frozenset({"name_zh", "name_en", "short_name"})

Changes = dict[str, list[Any]]


def compared_columns(mapped: Iterable[str]) -> frozenset[str]:
    """The columns of ``values`` that a file with these canonical columns speaks of."""
    columns = set(mapped)
    if "uscc" in columns:
        columns.add("cn_registration")
    if columns & {"province", "city", "district"}:
        columns |= {"province", "city", "district"}
    return frozenset(columns | {"status", "abnormal", "country"})


def agency_changes(
    values: Mapping[str, Any], *, said: Mapping[str, Any], known: KnownAgency, columns: Iterable[str]
) -> Changes:
    """``{"column": [before, after]}``. ``said`` is what the register said last; empty means: nothing recorded."""
    changes: Changes = {}
    for column in sorted(columns):
        new, old, current = values.get(column), said.get(column), known.facts.get(column)
        if not new and (column in _KEPT_WHEN_EMPTY or not (old or (not said and current))):
            continue
        if same_value(column, new, old) or _agrees(column, new, current, known):
            continue
        changes[column] = [current if current is not None else old, new]
    return changes


def same_value(column: str, new: Any, old: Any) -> bool:
    """Whether two values of a column mean the same; names do when only their writing differs."""
    if column in _NAMES and new and old:
        return fold_name(new) == fold_name(old)
    if isinstance(new, list) and isinstance(old, list):
        return sorted(new) == sorted(old)
    return (new or None) == (old or None)


def _agrees(column: str, new: Any, current: Any, known: KnownAgency) -> bool:
    if column == "former_name":
        return all(fold_name(name) in known.names for name in new)
    if column == "parent":
        return bool({new, fold_name(new)} & known.parent_words)
    return same_value(column, new, current)
