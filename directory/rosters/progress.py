"""Telling how far a roster is, in short transactions of their own (traps: SQLite, one writer)."""

from directory.rosters.staging import Roster, RosterProgress


def tell(roster: Roster, step: str, done: int = 0, total: int = 0) -> None:
    """Remember the step (``reading``, ``comparing``, ``applying``) and its count, for the page that waits."""
    RosterProgress.objects.update_or_create(roster=roster, defaults={"step": step, "done": done, "total": total})
