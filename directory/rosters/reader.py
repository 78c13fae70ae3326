"""Open a roster file, whatever it claims to be: the content decides, not the name."""

from pathlib import Path

from django.utils.translation import gettext as _

from directory.rosters import limits
from directory.rosters.csv_reader import open_csv
from directory.rosters.errors import TooLargeError, UnreadableFileError
from directory.rosters.table import Workbook
from directory.rosters.xlsx_reader import open_xlsx

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK"
_FOREIGN = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"\x7fELF", b"PAR1")


def open_roster(path: Path, *, name: str = "") -> Workbook:
    """Open ``path`` as CSV or XLSX.

    ``name`` stands for the sheet of a CSV in messages; without it the file's own.
    Raises ``UnreadableFileError`` (or ``TooLargeError``) with a sentence that says what to do.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        raise UnreadableFileError(_("The file %(name)s cannot be opened.") % {"name": path.name}) from error
    if size > limits.MAX_FILE_BYTES:
        raise TooLargeError(_("The file is larger than %(limit)s MB.") % {"limit": limits.MAX_FILE_BYTES >> 20})
    if size == 0:
        raise UnreadableFileError(
            _("The file is empty: there is not one line in it. Export it again and upload the new file.")
        )
    if head.startswith(_OLD_OFFICE):
        raise UnreadableFileError(
            _("This is an old or password-protected Office file. Save it as XLSX without a password, or as CSV.")
        )
    if head.startswith(_ZIP):
        return open_xlsx(path)
    if head.startswith(_FOREIGN):
        raise UnreadableFileError(_("This is neither a CSV nor an XLSX file."))
    return open_csv(path, name=name or path.name)
