"""The canonical columns of rosters: their names in both languages, what headers mean them, and how a mapping is made.

A header is guessed from synonyms; what an officer chose for a register is remembered; a mapping file wins over both.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from directory.rosters.canonical import COLUMNS
from directory.rosters.enums import RegisterKind
from directory.rosters.errors import ColumnMappingError

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_FOLD = re.compile(r"[\s_\-./:：*]+|[（(].*?[)）]")


def fold_header(text: str) -> str:
    """A header without width, case, spaces, punctuation and remarks in brackets."""
    return _FOLD.sub("", unicodedata.normalize("NFKC", text).strip().casefold())


#: Headers that say "name" and no more: the kind of register and the script of the values decide.
_BARE_NAMES = frozenset({"name", "名称", "title", "entry"})


def _synonyms() -> dict[str, str]:
    """Our own headers first, so that the templates are always understood."""
    found: dict[str, str] = {}
    for column in COLUMNS.values():
        for header in (column.name, column.header_zh, column.header_en):
            found.setdefault(fold_header(header), column.name)
    for column in COLUMNS.values():
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
            raise ColumnMappingError(_('%(name)s needs a column of the file or {"value": "..."}.') % {"name": name})
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
        raise ColumnMappingError(
            _("No column of the file is known as: %(columns)s. Choose the columns.") % {"columns": labels}
        )


def header_score(cells: Sequence[str]) -> int:
    """How many cells of a row are known headers; the row with the most, near the top, is the header."""
    return len({_BY_HEADER[folded] for text in cells if (folded := fold_header(text)) in _BY_HEADER}) + sum(
        1 for text in cells if fold_header(text) in _BARE_NAMES
    )
