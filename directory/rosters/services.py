"""A roster's way into staging: register, file, columns, reading, comparing, decisions (D5).

Reading and comparing write only staging tables, in small batches. The directory is written by ``applying``.
"""

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.accounts.models import User
from directory.rosters import agencies_importer, limits, people_importer  # noqa: F401  they register themselves
from directory.rosters.batching import batches
from directory.rosters.columns import Source, check_mapping, guess_mapping
from directory.rosters.enums import CLOSED_STATES, Decision, DoubtfulChoice, ErrorsChoice, RosterState, RowOutcome
from directory.rosters.errors import NotReadyError, RosterError, TooLargeError
from directory.rosters.importers import Importer, importer_class, importer_for
from directory.rosters.layout import Layout, find_tables
from directory.rosters.models import ColumnMapping, Register
from directory.rosters.progress import tell
from directory.rosters.querysets import RosterRowQuerySet
from directory.rosters.reader import open_roster
from directory.rosters.staging import Roster, RosterFile, RosterRow
from directory.rosters.table import Row

# ── Beginning ─────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def start_roster(
    *,
    register: Register,
    as_of: date,
    file_name: str,
    actor: User | None = None,
    content: bytes | None = None,
    doubtful: str = DoubtfulChoice.SKIP,
    errors: str = ErrorsChoice.REFUSE,
) -> Roster:
    """A roster that waits for its columns. ``content`` keeps the file for a background task; a command has a path."""
    roster = Roster(
        register=register,
        as_of=as_of,
        file_name=file_name[:255],
        created_by=actor,
        doubtful_choice=doubtful,
        errors_choice=errors,
        file_digest=hashlib.sha256(content).hexdigest() if content is not None else "",
    )
    roster.full_clean()
    roster.save()
    if content is not None:
        RosterFile.objects.create(roster=roster, content=content)
    return roster


def propose_mapping(register: Register | None, layout: Layout, *, kind: str | None = None) -> dict[str, Source]:
    """The columns as remembered for the register, as far as the file has them; the rest guessed from the header."""
    guessed = guess_mapping(layout.header, layout.samples, kind=kind or (register.kind if register else None))
    remembered = ColumnMapping.objects.filter(register=register).first() if register else None
    if remembered is None:
        return guessed
    header = {text.strip() for text in layout.header}
    usable = {
        name: source for name, source in remembered.columns.items() if isinstance(source, dict) or source in header
    }
    taken = {source for source in usable.values() if isinstance(source, str)}
    rest = {name: source for name, source in guessed.items() if name not in usable and source not in taken}
    return usable | rest


def file_of(roster: Roster) -> Path:
    """The roster's kept file as a path in the temporary folder; the caller unlinks it.

    Raises ``NotReadyError`` when the file was dropped after applying.
    """
    kept = RosterFile.objects.filter(roster=roster).first()
    if kept is None:
        raise NotReadyError(_("The file of this roster is no longer kept. Send it again."))
    with tempfile.NamedTemporaryFile(suffix=".roster", delete=False) as file:
        file.write(bytes(kept.content))
        return Path(file.name)


# ── Reading ───────────────────────────────────────────────────────────────────────────────────


def read_roster(*, roster: Roster, path: Path, mapping: Mapping[str, Source] | None = None) -> Roster:
    """Read, check and compare every line into staging; the roster is then ready to be looked at.

    Without ``mapping`` the columns are proposed. Raises ``RosterError`` when the file cannot be read; what was staged
    until then is removed and the roster is marked as refused.
    """
    try:
        _stage(roster, path, mapping)
    except RosterError as error:
        refuse_roster(roster=roster, message=str(error))
        raise
    return roster


def _stage(roster: Roster, path: Path, mapping: Mapping[str, Source] | None) -> None:
    Roster.objects.filter(pk=roster.pk).update(state=RosterState.READING, message="")
    clear_lines(roster)
    tell(roster, "reading")
    book = open_roster(path, name=roster.file_name)
    layouts = find_tables(book, mapping)
    chosen = dict(mapping) if mapping else propose_mapping(roster.register, layouts[0])
    places = check_mapping(chosen, layouts[0].header, kind=roster.register.kind)
    used = {place for place in places.values() if isinstance(place, int)}
    roster.columns = chosen
    roster.unused_columns = [text[:100] for index, text in enumerate(layouts[0].header) if text and index not in used]
    roster.notes = [{"code": note.code, "subject": note.subject[:200]} for note in book.notes]
    roster.is_history = is_older_than_last(roster)
    importer = importer_for(roster)
    _stage_lines(roster, importer, layouts, places)
    _finish_comparison(roster, importer)


def _stage_lines(roster: Roster, importer: Importer, layouts: list[Layout], places: Mapping[str, int | str]) -> None:
    total = sum(layout.sheet.count() for layout in layouts)
    _check_rows(total - len(layouts))
    count = 0
    for batch in batches(_data_rows(layouts), limits.STAGING_BATCH):
        count += len(batch)
        _check_rows(count)
        lines = [_line(roster, importer, sheet, row, places) for sheet, row in batch]
        importer.compare(lines)
        RosterRow.objects.bulk_create(lines, batch_size=500)
        tell(roster, "reading", count, max(total, count) if total else 0)


def _check_rows(count: int) -> None:
    if count > limits.MAX_ROWS:
        raise TooLargeError(
            _("The file has more than %(limit)s rows. Split it by province, for example.")
            % {"limit": f"{limits.MAX_ROWS:,}"}
        )


def _data_rows(layouts: list[Layout]) -> Iterator[tuple[str, Row]]:
    for layout in layouts:
        for row in layout.sheet.rows():
            if row.number > layout.header_row and any(text.strip() for text in row.cells):
                yield layout.sheet.name, row


def _line(roster: Roster, importer: Importer, sheet: str, row: Row, places: Mapping[str, int | str]) -> RosterRow:
    checked = importer.check(row, places)
    line = RosterRow(
        roster=roster,
        sheet=sheet[:255],
        number=row.number,
        values=checked.values,
        problems=[problem.as_json() for problem in checked.problems],
        doubts=[doubt.as_json() for doubt in checked.doubts],
    )
    importer.identify(line)
    return line


# ── Comparing ─────────────────────────────────────────────────────────────────────────────────


def is_older_than_last(roster: Roster) -> bool:
    """Whether a later snapshot of the register was applied before (D5)."""
    return Roster.objects.applied().filter(register=roster.register, as_of__gt=roster.as_of).exists()


def compare_again(*, roster: Roster) -> None:
    """Compare the staged lines with the directory as it is now; another roster may have been applied meanwhile.

    Decisions stay.
    """
    roster.rows.filter(outcome=RowOutcome.GONE).delete()
    roster.is_history = is_older_than_last(roster)
    importer = importer_for(roster)
    lines = roster.rows.order_by("pk").iterator(chunk_size=limits.STAGING_BATCH)
    for batch in batches(lines, limits.STAGING_BATCH):
        importer.compare(batch)
        RosterRow.objects.bulk_create(
            batch,
            batch_size=500,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=[
                "outcome",
                "changes",
                "doubts",
                "problems",
                "is_doubtful",
                "agency",
                "practitioner",
                "subject",
            ],
        )
    _finish_comparison(roster, importer)


def _finish_comparison(roster: Roster, importer: Importer) -> None:
    importer.finish()
    if not roster.is_history:
        for batch in batches(importer.gone(), limits.STAGING_BATCH):
            RosterRow.objects.bulk_create(batch, batch_size=500)
    roster.state = RosterState.READY
    roster.compared_at = timezone.now()
    roster.counts = count_lines(roster) | {"listed": importer.listed()}
    roster.save()


def count_lines(roster: Roster) -> dict[str, int]:
    """Lines by what would happen to them with the choices made so far."""
    taken = lines_to_write(roster)
    count = {outcome: roster.rows.filter(outcome=outcome).count() for outcome in ("unchanged", "repeated", "gone")}
    return count | {
        "rows": roster.rows.lines().count(),
        "new": taken.filter(outcome=RowOutcome.NEW).count(),
        "changed": taken.filter(outcome=RowOutcome.CHANGED).count(),
        "doubtful": roster.rows.doubtful().count(),
        "undecided": roster.rows.doubtful().filter(decision="").count(),
        "errors": roster.rows.with_errors().count(),
    }


def lines_to_write(roster: Roster) -> RosterRowQuerySet:
    """New and changed lines that are not in doubt, or that an officer (or the chosen default) accepted."""
    return roster.rows.to_write(accept_undecided=roster.doubtful_choice == DoubtfulChoice.ACCEPT)


# ── Decisions ─────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def decide_lines(*, roster: Roster, decisions: Mapping[int, str]) -> None:
    """An officer's word on doubtful lines, by the line's key; an empty word takes a decision back.

    Raises ``NotReadyError`` when the roster no longer waits for decisions.
    """
    locked = Roster.objects.select_for_update(of=("self",)).select_related("register").get(pk=roster.pk)
    if locked.state != RosterState.READY:
        raise NotReadyError(_("This roster no longer waits for decisions."))
    lines = list(locked.rows.doubtful().filter(pk__in=decisions))
    for line in lines:
        line.decision = decisions[line.pk] if decisions[line.pk] in Decision.values else ""
        if line.decision == Decision.SAME and line.agency_id is None:
            line.decision = ""
    RosterRow.objects.bulk_update(lines, ["decision"], batch_size=200)
    locked.counts = locked.counts | count_lines(locked)
    locked.save(update_fields=["counts"])
    roster.counts = locked.counts


@transaction.atomic
def choose_handling(*, roster: Roster, doubtful: str, errors: str, confirm_gone: bool = False) -> None:
    """What happens to undecided doubtful lines, to lines with errors, and to many that are gone."""
    roster.doubtful_choice = DoubtfulChoice(doubtful)
    roster.errors_choice = ErrorsChoice(errors)
    roster.is_gone_confirmed = confirm_gone
    roster.counts = roster.counts | count_lines(roster)
    roster.save(update_fields=["doubtful_choice", "errors_choice", "is_gone_confirmed", "counts"])


# ── Ending ────────────────────────────────────────────────────────────────────────────────────


def clear_lines(roster: Roster) -> None:
    """Remove the staged lines in one statement; nothing refers to them."""
    RosterRow.objects.filter(roster=roster)._raw_delete(using="default")


@transaction.atomic
def refuse_roster(*, roster: Roster, message: str) -> None:
    """Mark a roster as refused with the reason; its staged lines and file go."""
    clear_lines(roster)
    RosterFile.objects.filter(roster=roster).delete()
    roster.state = RosterState.FAILED
    roster.message = message[:2_000]
    roster.save(update_fields=["state", "message"])


@transaction.atomic
def discard_roster(*, roster: Roster) -> None:
    """An officer gives a roster up. Nothing of it was written. Idempotent."""
    if roster.state in CLOSED_STATES:
        return
    clear_lines(roster)
    RosterFile.objects.filter(roster=roster).delete()
    roster.state = RosterState.DISCARDED
    roster.save(update_fields=["state"])


def remember_columns(roster: Roster) -> None:
    """Keep the columns for the register's next file."""
    ColumnMapping.objects.update_or_create(register=roster.register, defaults={"columns": roster.columns})


def check_kind(kind: str) -> None:
    """Raises ``RosterError`` when no importer knows this kind of register."""
    importer_class(kind)
