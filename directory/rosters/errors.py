"""What can stop a roster, each with a message for the person who sent the file."""

from django.utils.translation import gettext as _


class RosterError(Exception):
    """A roster cannot go on. ``str(error)`` is a sentence for the user."""


class UnreadableFileError(RosterError):
    """The file as a whole cannot be read: wrong kind, encoding, size or structure."""


class TooLargeError(UnreadableFileError):
    """The file breaks a limit; the message names the limit."""


class ColumnMappingError(RosterError):
    """The columns do not fit: unknown canonical name, a column the file does not have, no name column."""


class UnknownRegisterError(RosterError):
    """No register has this code, but one comes close: probably a slip of the pen."""

    def __init__(self, code: str, suggestions: list[str]) -> None:
        self.suggestions = suggestions
        super().__init__(
            _("There is no register %(code)s. Did you mean %(known)s?")
            % {"code": code, "known": ", ".join(suggestions)}
        )


class NotReadyError(RosterError):
    """The roster is not in a state that allows the step: still being read, or already applied."""


class RefusedRowsError(RosterError):
    """Rows have errors and the officer did not choose to leave them out."""


class GoneNeedsConfirmationError(RosterError):
    """More of the register would end than is usual; an officer has to confirm it (D5)."""

    def __init__(self, *, gone: int, listed: int) -> None:
        self.gone = gone
        self.listed = listed
        super().__init__(
            _("%(gone)s of %(listed)s entries would leave the register, more than one in ten. Confirm it to go on.")
            % {"gone": gone, "listed": listed}
        )
