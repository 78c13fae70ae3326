"""Granting and ending roles. A membership row is dated and never deleted (D0); the audit trail has every change."""

from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from directory.accounts.enums import Role
from directory.accounts.errors import LastAdministratorError
from directory.accounts.groups import keep_groups_in_step
from directory.accounts.models import Association, Firm, Membership, User
from directory.accounts.permissions import forget_roles, today
from directory.audit.services import record_event

#: Roles without which an organisation cannot be kept; the last holder may not go.
INDISPENSABLE = (Role.FIRM_ADMINISTRATOR, Role.AGENCY_ADMINISTRATOR, Role.SITE_ADMINISTRATOR)


@transaction.atomic
def grant_role(
    *,
    user: User,
    role: Role,
    organisation: Firm | Association | models.Model | None = None,
    granted_by: User | None,
    since: date | None = None,
    until: date | None = None,
    reason: str = "",
) -> Membership:
    """Give ``user`` a role from ``since`` (today) on, and return the membership.

    Granted twice it is the same row. ``organisation`` is a firm, an agency or an association as the role needs;
    platform roles have none. ``granted_by`` is ``None`` for what the system or the command line grants.
    Raises ``ValidationError`` when role and organisation do not fit.
    """
    membership, is_new = add_membership(
        user=user, role=role, organisation=organisation, granted_by=granted_by, since=since, until=until
    )
    if is_new:
        _record("membership.granted", membership, granted_by, reason)
    return membership


@transaction.atomic
def end_role(*, membership: Membership, ended_by: User | None, on: date | None = None, reason: str = "") -> Membership:
    """End a role: ``on`` (today) is the first day without it. Ending it again changes nothing.

    Raises ``LastAdministratorError`` when the organisation, or the platform, would be left without one.
    """
    if close_membership(membership=membership, on=on):
        _record("membership.ended", membership, ended_by, reason)
    return membership


@transaction.atomic
def change_role(*, membership: Membership, role: Role, changed_by: User | None, reason: str = "") -> Membership:
    """Exchange a role for another in the same organisation, from today on; return the new membership."""
    if membership.role == role:
        return membership
    organisation = membership.organisation
    changed, _is_new = add_membership(user=membership.user, role=role, organisation=organisation, granted_by=changed_by)
    close_membership(membership=membership)
    _record("membership.granted", changed, changed_by, reason)
    _record("membership.ended", membership, changed_by, reason)
    return changed


# ── Parts that write no audit event, for services whose event comes last ──────────────────────


def add_membership(
    *,
    user: User,
    role: Role,
    organisation: models.Model | None,
    granted_by: User | None,
    since: date | None = None,
    until: date | None = None,
) -> tuple[Membership, bool]:
    """The role of ``user``, and whether it was added. The caller holds the transaction and records the event."""
    day = since or today()
    place = _place_of(organisation)
    User.objects.select_for_update().get(pk=user.pk)  # two grants of one role wait for each other
    held = Membership.objects.filter(user=user, role=role, **place).filter(Q(until__isnull=True) | Q(until__gt=day))
    existing = held.order_by("since").first()
    if existing is not None:
        return existing, False
    membership = Membership(user=user, role=role, since=day, until=until, granted_by=granted_by, **place)
    membership.full_clean()
    membership.save()
    _follow(user)
    return membership, True


def close_membership(*, membership: Membership, on: date | None = None) -> bool:
    """Set the end of a role, and say whether it was still open. See ``end_role``."""
    day = max(on or today(), membership.since)
    _lock_organisation(membership)
    membership.refresh_from_db(fields=["until"])
    if membership.until is not None and membership.until <= day:
        return False
    if membership.role in INDISPENSABLE and not _others_with_role(membership, day).exists():
        raise LastAdministratorError
    membership.until = day
    membership.full_clean()
    membership.save(update_fields=["until"])
    _follow(membership.user)
    return True


def _place_of(organisation: models.Model | None) -> dict[str, Any]:
    """The column of a membership that names ``organisation``; a platform role's rows have none of them."""
    return {} if organisation is None else {organisation._meta.model_name or "": organisation}


def _follow(user: User) -> None:
    """Let the cached roles and the admin's groups follow the rows."""
    forget_roles(user)
    keep_groups_in_step(user)


def _lock_organisation(membership: Membership) -> None:
    """Two administrators who leave at once must not both find the other still there."""
    organisation = membership.organisation
    if organisation is not None:
        type(organisation)._default_manager.select_for_update().get(pk=organisation.pk)
    else:
        list(Membership.objects.select_for_update().filter(role=membership.role).values_list("pk", flat=True))


def _others_with_role(membership: Membership, day: date) -> models.QuerySet[Membership]:
    """Other active people who hold the same role in the same place on ``day``."""
    return (
        Membership.objects.valid_on(day)
        .filter(role=membership.role, user__is_active=True, **_place_of(membership.organisation))
        .exclude(user_id=membership.user_id)
    )


def _record(kind: str, membership: Membership, actor: User | None, reason: str) -> None:
    record_event(
        kind=kind,
        actor=actor,
        subject=membership,
        association=membership.association,
        reason=reason,
        payload=describe_membership(membership),
    )


def describe_membership(membership: Membership) -> dict[str, Any]:
    """What the audit trail keeps of a role; the person by number, the name is in the erasable part alone."""
    organisation = membership.organisation
    return {
        "user": membership.user_id,
        "role": membership.role,
        "organisation": f"{organisation._meta.label_lower}:{organisation.pk}" if organisation is not None else "",
        "since": membership.since.isoformat(),
        "until": membership.until.isoformat() if membership.until else None,
    }


# ── People ────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def change_person(*, user: User, first_name: str, last_name: str, language: str) -> User:
    """Change a person's own name and the language of mails; the address is changed by confirmation mail alone."""
    user.first_name, user.last_name, user.language = first_name.strip(), last_name.strip(), language
    user.full_clean(exclude=["password"])
    user.save(update_fields=["first_name", "last_name", "language"])
    return user
