"""Storing proofs, and clearing away files whose row was rolled back."""

from collections.abc import Sequence
from typing import Any

from django.core.files.base import File
from django.db import transaction

from directory.accounts.models import User
from directory.claims.models import Claim, ClaimDocument, Proof, Verification, VerificationDocument

#: More than a claim needs; the form says so before the upload.
MOST_DOCUMENTS = 5


def add_documents(*, owner: Claim | Verification, files: Sequence["File[Any]"], uploaded_by: User) -> list[str]:
    """Store ``files`` as proofs of ``owner`` and return their names. The caller holds the transaction.

    Each is checked by content (``validate_proof``). Raises ``ValidationError`` for the first one that is not taken;
    what was written before it is removed from the storage.
    """
    written: list[Proof] = []
    try:
        for file in files:
            document: Proof
            if isinstance(owner, Claim):
                document = ClaimDocument(claim=owner)
            else:
                document = VerificationDocument(verification=owner)
            document.file, document.name, document.uploaded_by = file, _plain_name(file), uploaded_by
            document.full_clean()
            document.save()
            written.append(document)
        transaction.on_commit(written.clear)  # from here on they belong to the row
    except Exception:
        for document in written:
            document.file.delete(save=False)
        raise
    return [document.name for document in written]


def _plain_name(file: "File[Any]") -> str:
    """The uploaded name without folders and control characters, at most 200 characters, its ending kept."""
    name = "".join(
        letter for letter in (file.name or "document").replace("\\", "/").rsplit("/", 1)[-1] if letter.isprintable()
    )
    return name if len(name) <= 200 else name[:150] + name[-50:]
