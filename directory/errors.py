"""Typed errors of the directory that any of its parts may raise; each has a message for the user."""


class DirectoryError(Exception):
    """A refusal the user can understand; ``str()`` of it is shown as it stands."""


class IdentifierError(DirectoryError):
    """A number or code that its scheme refuses.

    The message names the value as it was read and the way out; ``scheme`` and ``value`` are for code.
    """

    def __init__(self, message: str, *, scheme: str, value: str) -> None:
        super().__init__(message)
        self.scheme = scheme
        self.value = value


class UnknownPlaceError(DirectoryError):
    """A country, office, province or city that the reference files do not know."""

    def __init__(self, message: str, *, value: str) -> None:
        super().__init__(message)
        self.value = value
