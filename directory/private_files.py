"""Uploaded proofs: stored apart from public media, checked by content, handed out by views with a permission.

Nothing here has an address of its own. A view that may show a document answers with ``send_private_file``.
"""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.db.models.fields.files import FieldFile
from django.http import FileResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

MAX_BYTES = 10 * 1024 * 1024
#: First bytes of each kind that is taken, with its ending and media type.
SIGNATURES: tuple[tuple[bytes, tuple[str, ...], str], ...] = (
    (b"%PDF-", (".pdf",), "application/pdf"),
    (b"\xff\xd8\xff", (".jpg", ".jpeg"), "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", (".png",), "image/png"),
)


def private_storage() -> Storage:
    """The storage outside the public media folder; pass this function as ``storage=`` of a ``FileField``."""
    return storages["private"]


def media_type_of(file: "File[bytes]") -> str | None:
    """The media type by the file's first bytes, or ``None`` when it is none of the kinds taken."""
    position = file.tell() if file.seekable() else 0
    file.seek(0)
    head = file.read(16)
    file.seek(position)
    return next((media for signature, _endings, media in SIGNATURES if head.startswith(signature)), None)


def validate_proof(file: "File[bytes]") -> None:
    """Refuse what is no PDF, JPEG or PNG by content and name, or is larger than 10 MB.

    Raises ``ValidationError`` that names the file, what was read and the way out.
    """
    name = PurePath(file.name or "").name
    if file.size > MAX_BYTES:
        raise ValidationError(
            _("“%(name)s” has %(size)s MB; at most 10 MB are taken. Scan it at a lower resolution or split it."),
            params={"name": name, "size": f"{file.size / 1024 / 1024:.1f}"},
        )
    media = media_type_of(file)
    ending = PurePath(name).suffix.lower()
    if media is None or ending not in next(endings for _s, endings, kind in SIGNATURES if kind == media):
        raise ValidationError(
            _("“%(name)s” is not a PDF, JPEG or PNG file. Save the document in one of these and choose it again."),
            params={"name": name},
        )


def send_private_file(file: FieldFile) -> FileResponse:
    """Hand a private document to somebody a view has allowed: as a download, never cached or sniffed."""
    media = media_type_of(file) or "application/octet-stream"
    stem, ending = PurePath(file.name or "document").stem, PurePath(file.name or "").suffix
    response = FileResponse(
        file.open("rb"), as_attachment=True, filename=f"{slugify(stem) or 'document'}{ending}", content_type=media
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
