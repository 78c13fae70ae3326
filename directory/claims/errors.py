"""Why an act on a claim or a verification is refused; each message is for the person who tried."""

from django.utils.translation import gettext as _

from directory.errors import DirectoryError


class ClaimError(DirectoryError):
    """Anything refused by the services of claims. ``code`` is for code and tests."""

    code = "refused"


class NotYoursError(ClaimError):
    """The actor may not do this; pages answer like what does not exist."""

    code = "not-yours"

    def __init__(self) -> None:
        super().__init__(_("You may not do this."))


class RecusedError(ClaimError):
    """The officer has a stake in the agency, or is the applicant (D0)."""

    code = "recused"

    def __init__(self) -> None:
        super().__init__(
            _("You have, or had within three years, a stake in this agency. Another officer has to decide.")
        )


class NotClaimableError(ClaimError):
    """The agency was merged into another."""

    code = "not-claimable"

    def __init__(self) -> None:
        super().__init__(_("This entry was merged into another agency. Claim that one instead."))


class AlreadyAdministratorError(ClaimError):
    """The applicant keeps this profile already."""

    code = "already-administrator"

    def __init__(self) -> None:
        super().__init__(_("You are an administrator of this agency already."))


class ClosedError(ClaimError):
    """It was decided or withdrawn before; ``state`` says how."""

    code = "closed"

    def __init__(self, state: str) -> None:
        super().__init__(_("This has been closed already: %(state)s. Reload the page.") % {"state": state})


class NotClaimedError(ClaimError):
    """Only a claimed agency can be verified (D6)."""

    code = "not-claimed"

    def __init__(self) -> None:
        super().__init__(_("Only a claimed agency can be verified."))


class NoDocumentError(ClaimError):
    """There is nothing an officer could check."""

    code = "no-document"

    def __init__(self) -> None:
        super().__init__(_("Add at least one document."))
