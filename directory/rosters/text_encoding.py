"""Which encoding a text file is in: UTF-8, UTF-16 and the Chinese GB 18030 family, or a refusal.

Detection reads the whole file once in small pieces, because a file that is UTF-8 for a megabyte may stop being so.
"""

import codecs
from pathlib import Path

from django.utils.translation import gettext as _

from directory.rosters.errors import UnreadableFileError

_PIECE = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_COMMON_SHARE = 0.55  # traditional Chinese in GB 18030 has 0.62, Big5 read as GB 18030 has 0.43


def detect_encoding(path: Path) -> str:
    """Name the encoding of ``path`` as Python's codecs call it.

    A text without mark that is valid UTF-8 is UTF-8. Otherwise GB 18030 is accepted only when more than half
    of its non-ASCII characters belong to the common GB 2312 set: almost any bytes are valid GB 18030, so a Latin-1
    or Big5 file would come out as rare characters.

    Raises ``UnreadableFileError`` when no encoding fits.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return _checked(path, name)
    if wide := _utf16_without_mark(head):
        return _checked(path, wide)
    if _decodes(path, "utf-8"):
        return "utf-8"
    if _decodes(path, "gb18030") and _common_share(path) >= _COMMON_SHARE:
        return "gb18030"
    raise UnreadableFileError(
        _("The text encoding of the file is not recognised. Save it as UTF-8 (or GB 18030) and send it again.")
    )


def _utf16_without_mark(head: bytes) -> str | None:
    """UTF-16 shows itself by NUL in every second byte of the ASCII parts (commas, digits, line ends)."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    least = max(2, len(head) // 50)
    if odd >= least and odd > 10 * even:
        return "utf-16-le"
    if even >= least and even > 10 * odd:
        return "utf-16-be"
    return None


def _checked(path: Path, encoding: str) -> str:
    if not _decodes(path, encoding):
        raise UnreadableFileError(
            _("The file begins as %(encoding)s but does not go on so. Save it as UTF-8 and send it again.")
            % {"encoding": encoding.upper()}
        )
    return encoding


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except (UnicodeDecodeError, UnicodeError):
        return False
    return True


def _common_share(path: Path) -> float:
    """Share of the non-ASCII characters of the first megabyte that are in GB 2312."""
    with path.open("rb") as file:
        text = file.read(1 << 20).decode("gb18030", errors="ignore")
    wide = [character for character in text if ord(character) > 127]
    if not wide:
        return 0.0
    return sum(1 for character in wide if _in_gb2312(character)) / len(wide)


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
