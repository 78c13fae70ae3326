"""Background entry points of rosters. A killed worker's task starts again: both begin anew or find their work done."""

from django_tasks import task

from directory.rosters import background


@task(backend="jobs")
def read_roster_task(roster_id: int) -> None:
    """Read, check and compare a roster's file."""
    background.read_kept_file(roster_id)


@task(backend="jobs")
def apply_roster_task(roster_id: int, user_id: int | None) -> None:
    """Write a roster into the directory."""
    background.apply_kept_roster(roster_id, user_id)
