"""Registers opened and kept by hand, and a status an officer reads from a register between two snapshots (D8)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from directory.accounts.errors import NotAllowedError
from directory.accounts.models import User
from directory.accounts.permissions import can_decide_on, can_manage_registry
from directory.agencies.models import Agency
from directory.audit.services import changes, record_event
from directory.rosters.enums import ListingStatus
from directory.rosters.models import Listing, Register, StatusPeriod
from directory.signals import send_agencies_changed

REGISTER_FIELDS = ("code", "name_zh", "name_en", "kind", "jurisdiction", "grants_licence", "website")


def _told(register: Register) -> dict[str, Any]:
    values = {name: getattr(register, name) for name in REGISTER_FIELDS}
    return values | {"jurisdiction": register.jurisdiction.code if register.jurisdiction else None}


@transaction.atomic
def save_register(*, register: Register, values: dict[str, Any], saved_by: User) -> Register:
    """Add or change a register. Its code and kind stay once something was imported by them.

    Raises ``NotAllowedError`` for anybody but a registry officer, and ``ValidationError``.
    """
    if not can_manage_registry(saved_by):
        raise NotAllowedError
    before = _told(Register.objects.select_for_update().get(pk=register.pk)) if register.pk else {}
    for name in REGISTER_FIELDS:
        setattr(register, name, values[name])
    fixed = [name for name in ("code", "kind") if before and before[name] != values[name]]
    if fixed and (register.rosters.exists() or register.listings.exists()):
        raise ValidationError({fixed[0]: _("Rosters were imported by this; it cannot change any more.")})
    register.full_clean()
    register.save()
    changed = changes(before, _told(register))
    if changed:
        kind = "register.changed" if before else "register.added"
        record_event(kind=kind, actor=saved_by, subject=register, payload=changed)
    return register


@transaction.atomic
def record_status(
    *,
    agency: Agency,
    register: Register,
    status: ListingStatus,
    since: date,
    recorded_by: User,
    reason: str,
    is_abnormal: bool = False,
) -> StatusPeriod:
    """What ``register`` says of ``agency`` from ``since`` on; opens the listing when there is none.

    The period before ends on that day; the same word again changes nothing. Raises ``NotAllowedError`` for anybody
    but a registry officer without a stake in the agency, ``ValidationError`` when a later status is known.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)
    if not can_decide_on(recorded_by, agency):
        raise NotAllowedError
    listing = Listing.objects.filter(agency=agency, register=register, until__isnull=True).first()
    if listing is None:
        listing = Listing(agency=agency, register=register, since=since)
        listing.full_clean()
        listing.save()
    current = listing.statuses.filter(until__isnull=True).first()
    if current is not None:
        if (current.status, current.is_abnormal) == (status, is_abnormal):
            return current
        if current.since > since:
            raise ValidationError({"since": _("A later status is known, from %(day)s.") % {"day": current.since}})
    before = {"status": current.status, "is_abnormal": current.is_abnormal} if current else {}
    _end(current, since)
    period = StatusPeriod(listing=listing, status=status, is_abnormal=is_abnormal, since=since)
    period.full_clean()
    period.save()
    send_agencies_changed([agency.pk])
    record_event(
        kind="agency.status-recorded",
        actor=recorded_by,
        subject=agency,
        reason=reason,
        payload={"register": register.code, "since": since.isoformat()}
        | changes(before, {"status": str(status), "is_abnormal": is_abnormal}),
    )
    return period


def _end(period: StatusPeriod | None, day: date) -> None:
    """A period that would last no day was a mistake and goes."""
    if period is None:
        return
    if period.since == day:
        period.delete()
        return
    period.until = day
    period.save(update_fields=["until"])
