"""Who may read and keep vetting files (D0, section 10)."""

from directory.accounts.enums import Role
from directory.accounts.permissions import Person, associations_of, has_interest, has_staff_role
from directory.models import Agency, Association
from matchmaking.vetting.errors import RecusedError, WrongAssociationError
from matchmaking.vetting.models import VettingFile


def can_read_files(user: Person) -> bool:
    """Matchmakers read their association's files, auditors all."""
    return has_staff_role(user, Role.MATCHMAKER, Role.AUDITOR)


def can_keep_files(user: Person) -> bool:
    """Matchmakers of any association."""
    return has_staff_role(user, Role.MATCHMAKER)


def can_keep_file(user: Person, file: VettingFile) -> bool:
    """A matchmaker of the file's association without a stake in the agency."""
    return file.association_id in associations_of(user, Role.MATCHMAKER) and not has_interest(user, file.agency)


def check_can_vet(user: Person, association: Association, agency: Agency) -> None:
    """Raises ``WrongAssociationError`` or ``RecusedError``."""
    if association.pk not in associations_of(user, Role.MATCHMAKER):
        raise WrongAssociationError
    if has_interest(user, agency):
        raise RecusedError
