"""Who may see and change briefs (M3): the people of the firm that wrote it, nobody else."""

from directory.accounts.permissions import Person, can_work_for_firm
from matchmaking.briefs.models import Brief
from matchmaking.briefs.querysets import firm_ids_of


def can_see_brief(user: Person, brief: Brief) -> bool:
    """Members and administrators of the owner firm."""
    return can_work_for_firm(user, brief.firm)


def can_write_briefs(user: Person) -> bool:
    """Whoever works for a firm today; others may fill in the form but not have it paired."""
    return bool(firm_ids_of(user))
