"""Why a change of people, roles or organisations is refused; each message is for the person who tried."""

from django.utils.translation import gettext as _

from directory.errors import DirectoryError


class AccountsError(DirectoryError):
    """Anything refused by the services of accounts. ``code`` is for code and tests."""

    code = "refused"


class NotAllowedError(AccountsError):
    """The actor may not do this; pages answer like what does not exist."""

    code = "not-allowed"

    def __init__(self) -> None:
        super().__init__(_("You may not do this."))


class LastAdministratorError(AccountsError):
    """A firm or agency would be left without an administrator."""

    code = "last-administrator"

    def __init__(self) -> None:
        super().__init__(
            _("This is the last administrator. Make somebody else an administrator first; then this person can leave.")
        )


class AlreadyMemberError(AccountsError):
    """The invited address belongs to somebody who has the role."""

    code = "already-member"

    def __init__(self, email: str) -> None:
        super().__init__(_("%(email)s has this role already.") % {"email": email})


class WrongAccountError(AccountsError):
    """An invitation is opened under another address than it was sent to."""

    code = "wrong-account"

    def __init__(self, *, invited: str, signed_in: str) -> None:
        self.invited = invited
        self.signed_in = signed_in
        super().__init__(
            _("This invitation was sent to %(invited)s, but you are signed in as %(signed_in)s.")
            % {"invited": invited, "signed_in": signed_in}
        )


class InvitationClosedError(AccountsError):
    """It was accepted, withdrawn or has expired."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


class TooManyInvitationsError(AccountsError):
    """One organisation may not mail the whole world."""

    code = "too-many"

    def __init__(self, limit: int) -> None:
        super().__init__(
            _("%(limit)s invitations are waiting for an answer. Withdraw some before you invite more people.")
            % {"limit": limit}
        )


class VerificationError(AccountsError):
    """Asked for or decided at the wrong time."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)
