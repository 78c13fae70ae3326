"""The one transaction in which a roster becomes true (D5): all of it, or nothing.

Set-based from staging and short; the audit event is its last write (architecture, section 7).
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.accounts.models import User
from directory.audit.services import record_event
from directory.rosters import limits
from directory.rosters.batching import batches
from directory.rosters.enums import ErrorsChoice, RosterState, RowOutcome
from directory.rosters.errors import GoneNeedsConfirmationError, NotReadyError, RefusedRowsError, RosterError
from directory.rosters.importers import Written, importer_for
from directory.rosters.models import Register
from directory.rosters.progress import tell
from directory.rosters.services import clear_lines, compare_again, count_lines, lines_to_write, remember_columns
from directory.rosters.staging import Roster, RosterFile, RosterRow
from directory.signals import send_agencies_changed

_BATCH = 500


def check_apply(roster: Roster) -> None:
    """Refuse a roster that may not be applied, with the reason.

    Raises ``NotReadyError``, ``RefusedRowsError`` or ``GoneNeedsConfirmationError``.
    """
    if roster.state not in {RosterState.READY, RosterState.APPLYING}:
        raise NotReadyError(_("This roster is not ready to be applied."))
    counts = roster.counts
    if counts.get("errors") and roster.errors_choice == ErrorsChoice.REFUSE:
        raise RefusedRowsError(
            _("%(count)s lines have errors. Correct them in the file, or choose to take the good lines.")
            % {"count": counts["errors"]}
        )
    gone, listed = counts.get("gone", 0), counts.get("listed", 0)
    if gone > limits.GONE_SHARE * listed and not roster.is_gone_confirmed:
        raise GoneNeedsConfirmationError(gone=gone, listed=listed)


def apply_roster(*, roster: Roster, actor: User | None = None) -> Roster:
    """Write a roster into the directory. Pressed twice, it applies once.

    Raises ``RosterError`` (see ``check_apply``); then nothing was written and the roster waits as before.
    """
    roster.refresh_from_db()
    if roster.state == RosterState.APPLIED:
        return roster
    if _is_stale(roster):
        tell(roster, "comparing")
        compare_again(roster=roster)
        raise NotReadyError(
            _("Another roster was applied meanwhile, so this one was compared again. Look at the preview and apply it.")
        )
    check_apply(roster)
    Roster.objects.filter(pk=roster.pk).update(state=RosterState.APPLYING)
    tell(roster, "applying", 0, lines_to_write(roster).count())
    try:
        _apply(roster, actor)
    except RosterError:
        Roster.objects.filter(pk=roster.pk).update(state=RosterState.READY)
        raise
    roster.refresh_from_db()
    return roster


def _is_stale(roster: Roster) -> bool:
    """Whether something was applied since the comparison; what the officer saw may no longer be so."""
    newer = Roster.objects.applied().exclude(pk=roster.pk)
    return roster.compared_at is None or newer.filter(applied_at__gte=roster.compared_at).exists()


@transaction.atomic
def _apply(roster: Roster, actor: User | None) -> None:
    Register.objects.select_for_update().get(pk=roster.register_id)
    locked = Roster.objects.select_for_update(of=("self",)).select_related("register__jurisdiction").get(pk=roster.pk)
    if locked.state != RosterState.APPLYING:
        raise NotReadyError(_("This roster was applied or discarded meanwhile."))
    if _is_stale(locked):
        raise NotReadyError(_("Another roster was applied meanwhile. Look at the preview again."))
    counts = count_lines(locked) | {"listed": locked.counts.get("listed", 0)}
    written = _write(locked)
    locked.counts = counts
    locked.state = RosterState.APPLIED
    locked.applied_at = timezone.now()
    locked.applied_by = actor
    locked.save()
    remember_columns(locked)
    clear_lines(locked)
    RosterFile.objects.filter(roster=locked).delete()
    send_agencies_changed(written.agency_ids, sender=Roster)
    record_event(
        kind="roster.applied",
        actor=actor,
        subject=locked,
        payload={
            "register": locked.register.code,
            "as_of": locked.as_of.isoformat(),
            "file": locked.file_name,
            "sha256": locked.file_digest,
            "counts": counts,
            "rows": written.lines,
        },
    )


def _write(roster: Roster) -> Written:
    importer, written = importer_for(roster), Written()
    importer.prepare()
    lines = lines_to_write(roster).order_by("pk").iterator(chunk_size=_BATCH)
    for batch in batches(lines, _BATCH):
        importer.write(batch, written)
    gone = RosterRow.objects.filter(roster=roster, outcome=RowOutcome.GONE).order_by("pk")
    for batch in batches(gone.iterator(chunk_size=_BATCH), _BATCH):
        importer.end(batch, written)
    importer.settle(written)
    return written
