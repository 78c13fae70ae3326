"""What the services of vetting refuse, with a message for the user."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from directory.errors import DirectoryError


class VettingError(DirectoryError):
    """Any refusal of a vetting service."""


class RecusedError(VettingError):
    """The matchmaker has a stake in the agency (D0)."""

    def __init__(self) -> None:
        super().__init__(_("You have or had a stake in this agency, so a colleague must do this."))


class WrongAssociationError(VettingError):
    """The user is not a matchmaker of the file's association."""

    def __init__(self) -> None:
        super().__init__(_("Only matchmakers of the file's association may do this."))


class VettingFileExistsError(VettingError):
    """The association already keeps a file about this agency and jurisdiction."""

    def __init__(self) -> None:
        super().__init__(_("Your association already keeps a file about this agency for this jurisdiction."))


class NotReadyError(VettingError):
    """Requirements are not met; ``labels`` names them."""

    def __init__(self, labels: Iterable[str]) -> None:
        self.labels = tuple(labels)
        super().__init__(_("Not ready: %(requirements)s.") % {"requirements": ", ".join(self.labels)})


class DateRefusedError(VettingError):
    """A date lies outside what the rules allow."""


class NotInPoolError(VettingError):
    """The agency is not in the pool by this file."""

    def __init__(self) -> None:
        super().__init__(_("The agency is not in the pool by this file."))
