"""Where an old snapshot stands between those already applied."""

from datetime import date

from directory.rosters.staging import Roster


def next_snapshot(roster: Roster) -> date:
    """The date of the snapshot that follows in time; what an old one says holds until then at most."""
    later = Roster.objects.applied().filter(register=roster.register, as_of__gt=roster.as_of)
    following = later.order_by("as_of").values_list("as_of", flat=True).first()
    return following or roster.as_of
