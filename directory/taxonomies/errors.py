"""Refusals about the shared vocabularies."""

from directory.errors import DirectoryError


class FixedNameError(DirectoryError):
    """A name that a rule fixes and no editor may change (D10)."""
