"""A snapshot older than the last one applied: it fills history and overwrites nothing (D5).

It can show that an agency stood on the register earlier than known, or bore another name then. It never ends a
listing and never changes a current value.
"""

from collections import defaultdict
from datetime import date

from directory.agencies.enums import NameKind
from directory.agencies.models import Agency, AgencyName
from directory.agencies.names import fold_name
from directory.rosters.agencies_writer import AgenciesWriter, agency_name, language_of
from directory.rosters.agency_knowledge import folded_names
from directory.rosters.enums import RowOutcome
from directory.rosters.history_dates import next_snapshot
from directory.rosters.importers import Written
from directory.rosters.models import Listing, StatusPeriod
from directory.rosters.staging import Roster, RosterRow

_COMPARED = (RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.UNCHANGED)


def compare_history(lines: list[RosterRow], roster: Roster) -> None:
    """Replace the outcome of matched lines by what they add to the past."""
    matched = [line for line in lines if line.outcome in _COMPARED and line.meant_agency is not None]
    keys = [line.agency_key for line in matched]
    stays: dict[int, list[Listing]] = defaultdict(list)
    for listing in Listing.objects.filter(register=roster.register, agency_id__in=keys):
        stays[listing.agency_id].append(listing)
    names: dict[int, set[str]] = defaultdict(set)
    for agency, folded in AgencyName.objects.filter(agency_id__in=keys).values_list("agency_id", "folded"):
        names[agency].add(folded)
    for line in matched:
        line.changes = {}
        if not any(_covers(listing, roster.as_of) for listing in stays[line.agency_key]):
            line.changes["listing"] = [None, roster.as_of.isoformat()]
        unknown = [name for name in folded_names(line.values) if name not in names[line.agency_key]]
        if unknown:
            line.changes["former_name"] = [None, [line.name]]
        line.outcome = RowOutcome.CHANGED if line.changes else RowOutcome.UNCHANGED


def _covers(listing: Listing, day: date) -> bool:
    return listing.since <= day and (listing.until is None or listing.until > day)


def write_history(lines: list[RosterRow], roster: Roster, writer: AgenciesWriter, written: Written) -> None:
    """Agencies only the past knows get a closed listing; others an earlier beginning or a former name."""
    until = next_snapshot(roster)
    writer.create([line for line in lines if line.meant_agency is None], written, until=until)
    known = [line for line in lines if line.meant_agency is not None]
    _add_stays([line for line in known if "listing" in line.changes], roster, writer, until)
    AgencyName.objects.bulk_create(
        [row for line in known if "former_name" in line.changes for row in _former_names(line, roster, until)]
    )
    public_ids = dict(Agency.objects.filter(pk__in=[line.agency_key for line in known]).values_list("pk", "public_id"))
    for line in known:
        written.agency_ids.add(line.agency_key)
        written.lines.append({"row": str(line), "agency": public_ids[line.agency_key], "history": line.changes})


def _former_names(line: RosterRow, roster: Roster, until: date) -> list[AgencyName]:
    return [
        agency_name(line.agency_key, name, language_of(name), NameKind.FORMER, since=roster.as_of, until=until)
        for name in line.changes["former_name"][1]
        if fold_name(name)
    ]


def _add_stays(lines: list[RosterRow], roster: Roster, writer: AgenciesWriter, until: date) -> None:
    """A stay that begins no later than the next snapshot begins earlier; otherwise a stay of its own."""
    following = Listing.objects.filter(
        register=roster.register,
        agency_id__in=[line.agency_key for line in lines],
        since__gt=roster.as_of,
        since__lte=until,
    )
    next_stays = {listing.agency_id: listing for listing in following.order_by("-since")}
    alone = [line for line in lines if line.agency_key not in next_stays]
    writer.open_listings(alone, until=until)
    for line in lines:
        if listing := next_stays.get(line.agency_key):
            _begin_earlier(listing, line, roster.as_of)


def _begin_earlier(listing: Listing, line: RosterRow, day: date) -> None:
    first = StatusPeriod.objects.filter(listing=listing).order_by("since").first()
    status, abnormal = line.values.get("status", "active"), bool(line.values.get("abnormal"))
    if first and (first.status, first.is_abnormal) == (status, abnormal):
        StatusPeriod.objects.filter(pk=first.pk).update(since=day)
    else:
        StatusPeriod.objects.create(
            listing=listing,
            status=status,
            is_abnormal=abnormal,
            since=day,
            until=first.since if first else listing.until,
        )
    Listing.objects.filter(pk=listing.pk).update(since=day)
