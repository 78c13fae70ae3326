"""From IPC symbols to technical fields and industries (D9). Pure; the rules come from a file.

The longest rule wins: ``H04N 1/`` says telecommunications although ``H04N`` is audio-visual
technology. A case with several symbols gives each distinct symbol one equal share; what no rule
knows is named, never guessed and never an error.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from directory.taxonomies import reference

#: ``H04L``, ``H04L 9/32``, ``H04N 21/``, ``H04N21``; then perhaps a version and a level, which say nothing here.
_WRITTEN = re.compile(
    r"(?P<subclass>[A-H][0-9]{2}[A-Z])"
    r"(?:[\s-]*(?P<group>[0-9]{1,4})(?:\s*/\s*(?P<subgroup>[0-9]{1,6})?)?)?"
    r"(?P<rest>(?:\s*[(\[].*|\s+(?:19|20)[0-9.]{4}.*)?)"
)
#: WIPO ST.8's padded form: main group in four digits, subgroup in six, then perhaps the version and so on.
_PADDED = re.compile(
    r"(?P<subclass>[A-H][0-9]{2}[A-Z])(?P<group>[0-9]{4})(?P<subgroup>[0-9]{6})(?P<rest>(?:\s*[(\[].*|\s+(?:19|20)[0-9.]{4}.*)?)"
)


@dataclass(frozen=True, slots=True)
class IpcSymbol:
    """A symbol that was understood; ``main_group`` is ``None`` when only the subclass was given."""

    subclass: str
    main_group: int | None = None
    subgroup: str = ""

    def __str__(self) -> str:
        if self.main_group is None:
            return self.subclass
        return f"{self.subclass} {self.main_group}/{self.subgroup}"


@dataclass(frozen=True, slots=True)
class FieldShares:
    """How one case divides over the technical fields.

    ``shares`` maps field numbers to shares that sum to 1 over the mapped symbols (empty when none
    was mapped); ``unmapped`` holds the other symbols as they were given, each once.
    """

    shares: dict[int, float]
    unmapped: tuple[str, ...]


@lru_cache(maxsize=100_000)
def parse_ipc(text: str) -> IpcSymbol | None:
    """The symbol that ``text`` writes, in any usual way of writing, or ``None``.

    Understood are ``H04L 9/32``, ``h04l9/32``, full-width characters, ``H04L 9/32 (2006.01)``, the
    padded ``H04L0009320000`` of WIPO ST.8, a main group alone (``H04N 21/``) and a subclass alone.
    """
    tidy = unicodedata.normalize("NFKC", text).strip().upper()
    match = _PADDED.fullmatch(tidy) or _WRITTEN.fullmatch(tidy)
    if match is None:
        return None
    if match["group"] is None:
        return IpcSymbol(match["subclass"])
    subgroup = match["subgroup"] or ""
    # The padding zeros stand on the right of a subgroup, of which two digits are always written.
    subgroup = (subgroup[:2] + subgroup[2:].rstrip("0")) if len(subgroup) > 2 else subgroup
    return IpcSymbol(match["subclass"], int(match["group"]), subgroup)


@lru_cache(maxsize=1)
def _field_by_rule() -> dict[tuple[str, int | None], int]:
    return {(rule.subclass, rule.main_group): rule.field for rule in reference.ipc_rules()}


def field_for_symbol(symbol: IpcSymbol) -> int | None:
    """The field of one symbol by the longest rule, or ``None`` when no rule knows it."""
    rules = _field_by_rule()
    exact = rules.get((symbol.subclass, symbol.main_group))
    return exact if exact is not None else rules.get((symbol.subclass, None))


def fields_for_ipc(symbols: Iterable[str]) -> FieldShares:
    """Divide a case with these IPC ``symbols`` over the technical fields (D9).

    Each distinct symbol counts once and equally, however it is written; blank ones are passed over.
    """
    fields: Counter[int] = Counter()
    unmapped: dict[str, str] = {}
    seen: set[IpcSymbol] = set()
    for given in (symbols,) if isinstance(symbols, str) else symbols:
        text = given.strip()
        if not text:
            continue
        symbol = parse_ipc(text)
        field = field_for_symbol(symbol) if symbol else None
        if symbol is None or field is None:
            unmapped.setdefault(str(symbol or text), text)
        elif symbol not in seen:
            seen.add(symbol)
            fields[field] += 1
    return FieldShares({field: count / len(seen) for field, count in sorted(fields.items())}, tuple(unmapped.values()))


def industries_for_fields(fields: Iterable[int]) -> tuple[str, ...]:
    """Codes of the industries that look at any of ``fields``, the most shared ones first.

    An industry is a view (D9): it has no rules of its own, so one field may belong to several.
    """
    wanted = set(fields)
    shared = [(len(wanted & set(industry.fields)), industry.code) for industry in reference.industries()]
    return tuple(code for count, code in sorted(shared, key=lambda pair: -pair[0]) if count)


def fields_of_industry(code: str) -> tuple[int, ...]:
    """Fields an industry looks at, its core first. Raises ``KeyError`` for an unknown industry."""
    return {industry.code: industry.fields for industry in reference.industries()}[code]
