"""The facts of the taxonomies as the small files in ``data`` say them; no database.

Migrations load them into tables (``loading.py``), where editors may rename; the pure modules
(``directory.classification``, ``directory.identifiers``, ``places``) read them here, so that they
work without a database and always agree with what was loaded.
"""

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"

#: One token of ``ipc_rules.txt``: a class with its subclass letters, perhaps with main groups.
_IPC_TOKEN = re.compile(r"(?P<ipc_class>[A-H]\d\d)(?P<letters>[A-Z]+)(?:/(?P<groups>\d+(?:,\d+)*))?")


@dataclass(frozen=True, slots=True)
class Term:
    """A row of a vocabulary; ``parent`` is the code above it (sector, group or region), or empty."""

    code: str
    name_zh: str
    name_en: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class IndustryView:
    """A key industry as a view over the technical fields (D9), with the IPC symbols that mark it."""

    code: str
    name_zh: str
    name_en: str
    fields: tuple[int, ...]
    marker_ipc: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JurisdictionEntry:
    """An ISO country or an ST.3 office (D10); ``other_names`` are what registers call it."""

    code: str
    alpha3: str
    region: str
    name_zh: str
    name_en: str
    other_names: tuple[str, ...]

    @property
    def is_office(self) -> bool:
        """Regional and international offices are no countries and have no three-letter code."""
        return not self.alpha3


@dataclass(frozen=True, slots=True)
class IpcRuleEntry:
    """All of a subclass (``main_group`` is ``None``) or one main group of it belongs to a field."""

    subclass: str
    main_group: int | None
    field: int

    @property
    def prefix(self) -> str:
        """As it is written: ``H04L``, or ``H04N 21/``."""
        return self.subclass if self.main_group is None else f"{self.subclass} {self.main_group}/"


@dataclass(frozen=True, slots=True)
class Province:
    """A province or municipality with the places that answer to it directly (D3)."""

    code: str
    name: str
    name_en: str
    is_municipality: bool
    places: tuple[str, ...]
    former_places: tuple[str, ...]


def _lines(filename: str) -> list[str]:
    text = (DATA / filename).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _rows(filename: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_lines(filename)))


def _terms(filename: str, parent: str = "") -> tuple[Term, ...]:
    return tuple(
        Term(row["code"], row["name_zh"], row["name_en"], row[parent] if parent else "") for row in _rows(filename)
    )


@lru_cache(maxsize=1)
def sectors() -> tuple[Term, ...]:
    """The five sectors, in WIPO's order."""
    return _terms("sectors.csv")


@lru_cache(maxsize=1)
def fields() -> tuple[Term, ...]:
    """The 35 technical fields in order; ``code`` is the number, ``parent`` the sector."""
    return tuple(Term(row["number"], row["name_zh"], row["name_en"], row["sector"]) for row in _rows("fields.csv"))


@lru_cache(maxsize=1)
def ipc_rules() -> tuple[IpcRuleEntry, ...]:
    """Every IPC rule. Raises ``ValueError`` for a line that cannot be read or a rule given twice."""
    found: dict[str, IpcRuleEntry] = {}
    for line in _lines("ipc_rules.txt"):
        number, *tokens = line.split()
        for token in tokens:
            for rule in _rules_of(token, int(number)):
                if rule.prefix in found:
                    raise ValueError(f"ipc_rules.txt gives {rule.prefix} twice")
                found[rule.prefix] = rule
    return tuple(found[prefix] for prefix in sorted(found))


def _rules_of(token: str, field: int) -> list[IpcRuleEntry]:
    match = _IPC_TOKEN.fullmatch(token)
    if match is None:
        raise ValueError(f"ipc_rules.txt: {token} is not an IPC class with subclass letters")
    subclasses = [match["ipc_class"] + letter for letter in match["letters"]]
    groups: list[int | None] = [int(group) for group in match["groups"].split(",")] if match["groups"] else [None]
    return [IpcRuleEntry(subclass, group, field) for subclass in subclasses for group in groups]


@lru_cache(maxsize=1)
def industries() -> tuple[IndustryView, ...]:
    """The eight key industries; the first field of each is its core."""
    return tuple(
        IndustryView(
            row["code"],
            row["name_zh"],
            row["name_en"],
            tuple(int(number) for number in row["fields"].split()),
            tuple(row["marker_ipc"].split("|")),
        )
        for row in _rows("industries.csv")
    )


@lru_cache(maxsize=1)
def services() -> tuple[Term, ...]:
    """Groups (no ``parent``) and service lines (D12); a group stands before its lines."""
    return _terms("services.csv", parent="parent")


@lru_cache(maxsize=1)
def regions() -> tuple[Term, ...]:
    """Parts of the world for country lists, in order."""
    return _terms("regions.csv")


@lru_cache(maxsize=1)
def jurisdictions() -> tuple[JurisdictionEntry, ...]:
    """ISO countries, then ST.3 offices."""
    return tuple(
        JurisdictionEntry(
            row["code"],
            row["alpha3"],
            row["region"],
            row["name_zh"],
            row["name_en"],
            tuple(name for name in row["other_names"].split("|") if name),
        )
        for row in _rows("jurisdictions.csv")
    )


@lru_cache(maxsize=1)
def parks() -> tuple[Term, ...]:
    """The sixteen parks; ``parent`` is the district of Beijing a park mainly lies in."""
    return _terms("parks.csv", parent="district")


@lru_cache(maxsize=1)
def kinds() -> tuple[Term, ...]:
    """Kinds of agency (D1)."""
    return _terms("kinds.csv")


@lru_cache(maxsize=1)
def languages() -> tuple[Term, ...]:
    """Working languages by BCP 47 tag."""
    return _terms("languages.csv")


@lru_cache(maxsize=1)
def provinces() -> tuple[Province, ...]:
    """Provinces and municipalities of the mainland in the order of their division codes."""
    return tuple(_province(line) for line in _lines("chinese_places.txt"))


def _province(line: str) -> Province:
    head, name_en, kind, places, former = (part.strip() for part in (line + "|").split("|")[:5])
    code, name = head.split()
    return Province(code, name, name_en, kind == "municipality", tuple(places.split()), tuple(former.split()))
