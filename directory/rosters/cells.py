"""One cell: plain text from whatever a spreadsheet holds, and the reversible guard against formulas.

A text that begins with one of ``= + - @`` is run as a formula when a spreadsheet opens a CSV. An export therefore
puts an apostrophe before it; the reader takes exactly one away again, so that export and import agree.
"""

import datetime
import re
import unicodedata

_LEADS = "=+-@\t\r"
_RISKY = re.compile(rf"^'*[{re.escape(_LEADS)}]")
_GUARDED = re.compile(rf"^'+[{re.escape(_LEADS)}]")
_QUOTED_FORMULA = re.compile(r'^="([^"]*)"$')
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile(r"[ \t\u00a0\u3000]+")
_EMPTY = frozenset(
    {"", "n/a", "na", "-", "--", "—", "——", "/", "\\", "无", "暂无", "空", "null", "none", "nil", "#n/a"}
)


def guard_formula(text: str) -> str:
    """``text`` as it may stand in an exported cell. ``unguard_formula`` takes it back."""
    return f"'{text}" if _RISKY.match(text) else text


def unguard_formula(text: str) -> str:
    """Take back what ``guard_formula`` added; anything else stays as it is."""
    return text[1:] if _GUARDED.match(text) else text


def is_formula(text: str) -> bool:
    """Whether a raw cell would be run by a spreadsheet. A signed number or phone (``+86 10``) would not harm."""
    return text.startswith(("=", "@")) and not _QUOTED_FORMULA.match(text)


def text_of(value: object) -> str:
    """The plain text of a spreadsheet value: dates as ISO, whole floats without ``.0``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(sep=" ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def clean_text(text: str) -> str:
    """``text`` without control and direction characters, runs of spaces as one, composed (NFC), trimmed.

    A ``="00123"`` that spreadsheets write to keep leading zeros becomes ``00123``.
    """
    if match := _QUOTED_FORMULA.match(text.strip()):
        text = match.group(1)
    text = unicodedata.normalize("NFC", _CONTROLS.sub("", text))
    return _SPACES.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def is_empty(text: str) -> bool:
    """Whether a cell says "nothing here" in one of the usual ways."""
    return text.strip().casefold() in _EMPTY


def narrow(text: str) -> str:
    """Full-width letters, digits and punctuation as their ordinary forms (NFKC)."""
    return unicodedata.normalize("NFKC", text)
