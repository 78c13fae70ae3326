"""Who may: predicates over the dated roles of a person (D0, section 10).

``roles_of(user)`` reads a person's roles of a day with **one query** and keeps them on the user object, which lives
as long as the request. Every predicate works on that. A view or template asks ``can_...(user, thing)``; what the
answer refuses is shown exactly like what does not exist (404), see ``cms.access`` for whole addresses.

An auditor reads all and changes nothing: predicates that read let auditors pass, predicates that write do not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from directory.accounts.enums import AGENCY_ROLES, FIRM_ROLES, STAFF_ROLES, Role
from directory.accounts.models import Association, Firm, Membership, User
from directory.agencies.models import Agency, Interest
from directory.agencies.querysets import RECUSAL_YEARS

Person = User | AnonymousUser
_CACHE = "_roles_by_day"


@dataclass(frozen=True)
class HeldRole:
    """One role held on a day. ``organisation`` is the public id (firm, agency) or code (association); may be empty."""

    role: Role
    firm_id: int | None = None
    agency_id: int | None = None
    association_id: int | None = None
    organisation: str = ""


@dataclass(frozen=True)
class Roles:
    """Every role a person holds on ``day``."""

    day: date
    held: tuple[HeldRole, ...] = ()

    @property
    def names(self) -> frozenset[Role]:
        return frozenset(held.role for held in self.held)

    @property
    def staff(self) -> frozenset[Role]:
        """Those that work in the admin and need a second factor."""
        return self.names.intersection(STAFF_ROLES)

    @property
    def is_auditor(self) -> bool:
        return Role.AUDITOR in self.names

    def has_any(self, *roles: Role) -> bool:
        return not self.names.isdisjoint(roles)

    def in_firm(self, public_id: str, *roles: Role) -> bool:
        """Whether one of ``roles`` (any role of a firm unless told) is held in the firm ``public_id``."""
        wanted = roles or FIRM_ROLES
        return any(held.firm_id and held.organisation == public_id and held.role in wanted for held in self.held)

    def in_agency(self, public_id: str, *roles: Role) -> bool:
        """Whether one of ``roles`` (any role of an agency unless told) is held in the agency ``public_id``."""
        wanted = roles or AGENCY_ROLES
        return any(held.agency_id and held.organisation == public_id and held.role in wanted for held in self.held)

    def associations(self, *roles: Role) -> frozenset[int]:
        """Keys of the associations in which one of ``roles`` is held."""
        return frozenset(
            held.association_id for held in self.held if held.association_id is not None and held.role in roles
        )


def today() -> date:
    """The day in Shanghai, by which roles begin and end."""
    return timezone.localdate()


def roles_of(user: Person, day: date | None = None) -> Roles:
    """The roles ``user`` holds on ``day`` (today): one query, kept on the user object.

    A user without an account row, or one who is blocked (``is_active`` false), holds none.
    """
    day = day or today()
    if not user.is_authenticated:
        return Roles(day)
    kept: dict[date, Roles] | None = getattr(user, _CACHE, None)
    if kept is None:
        kept = {}
        setattr(user, _CACHE, kept)
    if day not in kept:
        kept[day] = _read_roles(user, day)
    return kept[day]


def forget_roles(user: Person) -> None:
    """Drop what ``roles_of`` kept, after a role was granted or ended."""
    if user.is_authenticated:
        setattr(user, _CACHE, {})


def _read_roles(user: Any, day: date) -> Roles:
    if not user.is_active:
        return Roles(day)
    rows = (
        Membership.objects.filter(user_id=user.pk)
        .valid_on(day)
        .values_list(
            "role",
            "firm_id",
            "agency_id",
            "association_id",
            "firm__public_id",
            "agency__public_id",
            "association__code",
        )
        .order_by("since", "pk")
    )
    held = [
        HeldRole(Role(role), firm, agency, association, firm_code or agency_code or association_code or "")
        for role, firm, agency, association, firm_code, agency_code, association_code in rows
    ]
    if user.is_superuser and not any(one.role == Role.SITE_ADMINISTRATOR for one in held):
        held.append(HeldRole(Role.SITE_ADMINISTRATOR))  # made on the command line, before there were roles
    return Roles(day, tuple(held))


# ── Staff ─────────────────────────────────────────────────────────────────────────────────────


def is_staff_person(user: Person) -> bool:
    """Whether ``user`` works in the admin today."""
    return bool(roles_of(user).staff)


def is_auditor(user: Person) -> bool:
    """Whether ``user`` may read everything and change nothing."""
    return roles_of(user).is_auditor


def has_staff_role(user: Person, *roles: Role) -> bool:
    """Whether ``user`` holds one of ``roles``; the site administrator counts for none but his own."""
    return roles_of(user).has_any(*roles)


def can_administer_site(user: Person) -> bool:
    """Grant roles, make associations, keep the site's settings."""
    return has_staff_role(user, Role.SITE_ADMINISTRATOR)


def can_manage_registry(user: Person) -> bool:
    """Register facts, claims, verification of firms and agencies: registry officers (D7)."""
    return has_staff_role(user, Role.REGISTRY_OFFICER)


def can_read_registry(user: Person) -> bool:
    """See what registry officers see."""
    return has_staff_role(user, Role.REGISTRY_OFFICER, Role.AUDITOR)


def can_officiate_for(user: Person, association: Association, *roles: Role) -> bool:
    """Whether ``user`` holds one of ``roles`` in this association; officers act for their own alone (D0)."""
    return association.pk in roles_of(user).associations(*roles)


def associations_of(user: Person, *roles: Role) -> frozenset[int]:
    """Keys of the associations in which ``user`` holds one of ``roles``."""
    return roles_of(user).associations(*roles)


# ── Firms ─────────────────────────────────────────────────────────────────────────────────────


def can_see_firm(user: Person, firm: Firm) -> bool:
    """Members, registry officers and auditors read what a firm says of itself."""
    roles = roles_of(user)
    return roles.in_firm(firm.public_id) or roles.has_any(Role.REGISTRY_OFFICER, Role.AUDITOR)


def can_work_for_firm(user: Person, firm: Firm) -> bool:
    """Members write briefs and keep the shortlist."""
    return roles_of(user).in_firm(firm.public_id)


def can_administer_firm(user: Person, firm: Firm) -> bool:
    """Edit the firm, its team and ask for verification."""
    return roles_of(user).in_firm(firm.public_id, Role.FIRM_ADMINISTRATOR)


def can_verify_firm(user: Person, firm: Firm) -> bool:
    """A registry officer who is not of this firm."""
    return can_manage_registry(user) and not roles_of(user).in_firm(firm.public_id)


# ── Agencies ──────────────────────────────────────────────────────────────────────────────────


def can_see_agency_workspace(user: Person, agency: Agency) -> bool:
    """Its people, registry officers and auditors."""
    roles = roles_of(user)
    return roles.in_agency(agency.public_id) or roles.has_any(Role.REGISTRY_OFFICER, Role.AUDITOR)


def can_edit_agency(user: Person, agency: Agency) -> bool:
    """Keep the self-declared part of the profile (D7)."""
    return roles_of(user).in_agency(agency.public_id)


def can_administer_agency(user: Person, agency: Agency) -> bool:
    """Keep the agency's team."""
    return roles_of(user).in_agency(agency.public_id, Role.AGENCY_ADMINISTRATOR)


# ── Teams and roles ───────────────────────────────────────────────────────────────────────────


def can_manage_team(user: Person, organisation: Firm | Association | Any) -> bool:
    """Invite, change roles, end memberships: administrators of a firm or agency; site administrators elsewhere."""
    if isinstance(organisation, Firm):
        return can_administer_firm(user, organisation)
    if isinstance(organisation, Association):
        return can_administer_site(user)
    return can_administer_agency(user, organisation)


def can_grant_role(user: Person, role: Role, organisation: Firm | Association | Any | None) -> bool:
    """Roles on the platform and in associations are the site administrator's to give.

    An officer who may decide on an agency invites its administrator when a claim on paper is accepted (D6).
    """
    if isinstance(organisation, Agency) and role == Role.AGENCY_ADMINISTRATOR and can_decide_on(user, organisation):
        return True
    if organisation is None or isinstance(organisation, Association):
        return can_administer_site(user)
    allowed = FIRM_ROLES if isinstance(organisation, Firm) else AGENCY_ROLES
    return role in allowed and can_manage_team(user, organisation)


# ── Recusal ───────────────────────────────────────────────────────────────────────────────────


def has_interest(user: Person, agency: Agency, day: date | None = None) -> bool:
    """Whether ``user`` must recuse on ``agency`` (D0): a tie now or within three years, or a role in it.

    One query, and one for the roles when they were not read before; for many agencies use ``agencies_barred``.
    """
    return bool(agencies_barred(user, [agency.pk], day))


def agencies_barred(user: Person, agency_ids: Iterable[int], day: date | None = None) -> frozenset[int]:
    """Those of ``agency_ids`` on which ``user`` may not decide on ``day``: two queries, however many."""
    day = day or today()
    wanted = set(agency_ids)
    if not user.is_authenticated:
        return frozenset()
    barred = set(
        Interest.objects.barring_on(day)
        .filter(user_id=user.pk, agency_id__in=wanted)
        .values_list("agency_id", flat=True)
    )
    member = Membership.objects.filter(user_id=user.pk, agency_id__in=wanted, since__lte=day).held_since(
        day, years=RECUSAL_YEARS
    )
    barred.update(key for key in member.values_list("agency_id", flat=True))
    return frozenset(barred)


def can_decide_on(user: Person, agency: Agency, day: date | None = None) -> bool:
    """A registry officer without a stake in ``agency``."""
    return can_manage_registry(user) and not has_interest(user, agency, day)
