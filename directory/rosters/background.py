"""What the admin sets going and a worker does: reading and applying, with every refusal left on the roster."""

import logging
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from directory.accounts.models import User
from directory.rosters.applying import apply_roster, check_apply
from directory.rosters.columns import Source, check_mapping, parse_mapping
from directory.rosters.enums import RosterState
from directory.rosters.errors import NotReadyError, RosterError
from directory.rosters.layout import Layout, find_tables
from directory.rosters.progress import tell
from directory.rosters.reader import open_roster
from directory.rosters.services import file_of, read_roster, refuse_roster
from directory.rosters.staging import Roster

logger = logging.getLogger(__name__)


def layout_of(roster: Roster) -> Layout:
    """The first table of the kept file, for choosing its columns. Raises ``RosterError``."""
    path = file_of(roster)
    try:
        return find_tables(open_roster(path, name=roster.file_name), roster.columns or None)[0]
    finally:
        path.unlink(missing_ok=True)


def queue_reading(*, roster: Roster, mapping: Mapping[str, Source], layout: Layout) -> None:
    """Set the worker reading with these columns. Raises ``RosterError`` when the columns do not do."""
    from directory.rosters.tasks import read_roster_task  # noqa: PLC0415  tasks name this module

    columns = parse_mapping(dict(mapping))
    check_mapping(columns, layout.header, kind=roster.register.kind)
    with transaction.atomic():
        locked = Roster.objects.select_for_update().get(pk=roster.pk)
        if locked.state not in {RosterState.UPLOADED, RosterState.READY}:
            raise NotReadyError(_("This roster is being worked on, or it is finished."))
        locked.columns = columns
        locked.state = RosterState.READING
        locked.message = ""
        locked.save(update_fields=["columns", "state", "message"])
        tell(locked, "reading")
        read_roster_task.enqueue(locked.pk)


def queue_applying(*, roster: Roster, actor: User) -> None:
    """Set the worker applying. Pressed twice, it is queued once. Raises ``RosterError`` when it may not be applied."""
    from directory.rosters.tasks import apply_roster_task  # noqa: PLC0415  tasks name this module

    with transaction.atomic():
        locked = Roster.objects.select_for_update(of=("self",)).select_related("register").get(pk=roster.pk)
        if locked.state in {RosterState.APPLYING, RosterState.APPLIED}:
            return
        check_apply(locked)
        locked.state = RosterState.APPLYING
        locked.message = ""
        locked.save(update_fields=["state", "message"])
        tell(locked, "applying")
        apply_roster_task.enqueue(locked.pk, actor.pk)


def read_kept_file(roster_id: int) -> None:
    """The worker's part of ``queue_reading``."""
    roster = Roster.objects.select_related("register__jurisdiction", "created_by").filter(pk=roster_id).first()
    if roster is None or roster.state != RosterState.READING:
        return
    with override(_language(roster.created_by)):
        try:
            path = file_of(roster)
        except RosterError as error:
            refuse_roster(roster=roster, message=str(error))
            return
        try:
            read_roster(roster=roster, path=path, mapping=roster.columns)
        except RosterError:
            return  # the roster says why
        except Exception:
            logger.exception("Reading roster %s failed", roster_id)
            refuse_roster(
                roster=roster, message=_("The file could not be read because of a fault of ours. It was logged.")
            )
            raise
        finally:
            path.unlink(missing_ok=True)


def apply_kept_roster(roster_id: int, user_id: int | None) -> None:
    """The worker's part of ``queue_applying``."""
    roster = Roster.objects.select_related("register__jurisdiction").filter(pk=roster_id).first()
    if roster is None or roster.state != RosterState.APPLYING:
        return
    actor = User.objects.filter(pk=user_id).first() if user_id else None
    with override(_language(actor)):
        try:
            apply_roster(roster=roster, actor=actor)
        except RosterError as error:
            Roster.objects.filter(pk=roster_id).update(state=RosterState.READY, message=str(error))
        except Exception:
            logger.exception("Applying roster %s failed", roster_id)
            message = _("Nothing was written because of a fault of ours. It was logged.")
            Roster.objects.filter(pk=roster_id).update(state=RosterState.READY, message=message)
            raise


def _language(user: User | None) -> str:
    return user.language if user else "zh-hans"
