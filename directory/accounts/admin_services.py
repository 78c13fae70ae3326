"""Associations and declared ties, kept by staff; roles and firms have services of their own."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from directory.accounts.errors import NotAllowedError
from directory.accounts.models import Association, User
from directory.accounts.permissions import can_administer_site, is_staff_person
from directory.agencies.models import Agency, Interest
from directory.audit.services import changes, record_event

ASSOCIATION_FIELDS = ("code", "name_zh", "name_en", "website", "is_default")


@transaction.atomic
def save_association(*, association: Association, values: dict[str, Any], saved_by: User) -> Association:
    """Add or change an association; making one the default ends the other's being so.

    Raises ``NotAllowedError`` for anybody but a site administrator, ``ValidationError``.
    """
    if not can_administer_site(saved_by):
        raise NotAllowedError
    stored = Association.objects.select_for_update().filter(pk=association.pk).first()
    before = {name: getattr(stored, name) for name in ASSOCIATION_FIELDS} if stored else {}
    for name in ASSOCIATION_FIELDS:
        setattr(association, name, values[name])
    if association.is_default:
        Association.objects.exclude(pk=association.pk).filter(is_default=True).update(is_default=False)
    association.full_clean()
    association.save()
    changed = changes(before, {name: getattr(association, name) for name in ASSOCIATION_FIELDS})
    if changed:
        kind = "association.changed" if before else "association.added"
        record_event(kind=kind, actor=saved_by, subject=association, association=association, payload=changed)
    return association


@transaction.atomic
def declare_interest(*, user: User, agency: Agency, kind: str, since: date, until: date | None = None) -> Interest:
    """A staff member says that he is tied to an agency, and is recused from then on (D0). Twice it is one.

    Raises ``NotAllowedError`` for people who do not work for the platform, ``ValidationError``.
    """
    if not is_staff_person(user):
        raise NotAllowedError
    existing = Interest.objects.filter(user=user, agency=agency, kind=kind, since=since).first()
    if existing is not None:
        return existing
    interest = Interest(user=user, agency=agency, kind=kind, since=since, until=until)
    interest.full_clean()
    interest.save()
    _record("interest.declared", interest, user, "")
    return interest


@transaction.atomic
def end_interest(*, interest: Interest, until: date, ended_by: User, reason: str) -> Interest:
    """Say when a tie ended; it keeps its owner recused for three years more (D0).

    Only the person or a site administrator; the day can be set once. Raises ``NotAllowedError``, ``ValidationError``.
    """
    interest = Interest.objects.select_for_update().get(pk=interest.pk)
    if interest.user_id != ended_by.pk and not can_administer_site(ended_by):
        raise NotAllowedError
    if interest.until == until:
        return interest
    if interest.until is not None:
        raise ValidationError({"until": _("The end of this tie is recorded already.")})
    interest.until = until
    interest.full_clean()
    interest.save(update_fields=["until"])
    _record("interest.ended", interest, ended_by, reason)
    return interest


def _record(kind: str, interest: Interest, actor: User, reason: str) -> None:
    record_event(
        kind=kind,
        actor=actor,
        subject=interest.agency,
        reason=reason,
        payload={
            "interest": interest.pk,
            "user": interest.user_id,
            "kind": interest.kind,
            "since": interest.since.isoformat(),
            "until": interest.until.isoformat() if interest.until else None,
        },
    )
