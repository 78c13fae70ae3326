"""What a signed-in person finds: organisations, open requests and the next thing to do."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.navigation import reverse_if_any
from directory.accounts.enums import Role
from directory.accounts.models import Firm, FirmVerification, Invitation, Membership, User
from directory.accounts.permissions import can_administer_firm, today


@dataclass(frozen=True)
class Step:
    """One thing to do next; ``url`` may be empty where the page is not part of the site."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Organisation:
    """One place where the person has a role."""

    name: str
    role: str
    since: object
    url: str
    mark: str = ""


@dataclass(frozen=True)
class AccountOverview:
    """Everything on the account's home page."""

    firms: list[Organisation] = field(default_factory=list)
    agencies: list[Organisation] = field(default_factory=list)
    offices: list[Organisation] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.firms or self.agencies or self.offices)

    @property
    def only_workspace(self) -> str:
        """The address of the one place where the person works, or empty when there are several or none."""
        places = [place.url for place in (*self.firms, *self.agencies, *self.offices) if place.url]
        return places[0] if len(set(places)) == 1 else ""


def account_overview(user: User) -> AccountOverview:
    """The person's organisations today. Two queries, however many there are."""
    memberships = (
        Membership.objects.valid_on(today())
        .filter(user=user)
        .select_related("firm", "agency", "association")
        .order_by("since", "pk")
    )
    overview = AccountOverview(
        invitations=list(
            Invitation.objects.open_at(timezone.now())
            .filter(email__iexact=user.email)
            .select_related("firm", "agency", "association")
        )
    )
    for membership in memberships:
        _place(overview, membership)
    if user.is_superuser and not overview.offices:
        overview.offices.append(
            Organisation(_("The platform"), str(Role.SITE_ADMINISTRATOR.label), None, reverse("wagtailadmin_home"))
        )
    return overview


def _place(overview: AccountOverview, membership: Membership) -> None:
    role = membership.get_role_display()
    if membership.firm is not None:
        firm = membership.firm
        mark = _("verified") if firm.is_verified else _("not verified yet")
        url = reverse("firm-workspace", args=[firm.public_id])
        overview.firms.append(Organisation(firm.name, role, membership.since, url, mark))
    elif membership.agency is not None:
        agency = membership.agency
        url = reverse_if_any("agency-workspace", agency.public_id) or reverse("agency-team", args=[agency.public_id])
        overview.agencies.append(Organisation(agency.name, role, membership.since, url))
    else:
        name = membership.association.name if membership.association else _("The platform")
        url = "" if membership.role == Role.EXPERT else reverse("wagtailadmin_home")
        overview.offices.append(Organisation(name, role, membership.since, url))


@dataclass(frozen=True)
class FirmDesk:
    """What the firm workspace shows on its first page."""

    firm: Firm
    is_administrator: bool
    people: int
    invitations: int
    verification: FirmVerification | None
    steps: list[Step]


def firm_desk(firm: Firm, user: User) -> FirmDesk:
    """The state of the firm and what to do next. Three queries."""
    is_administrator = can_administer_firm(user, firm)
    verification = firm.verifications.order_by("-requested_at", "-pk").first()
    people = Membership.objects.valid_on(today()).filter(firm=firm).values("user").distinct().count()
    invitations = Invitation.objects.open_at(timezone.now()).filter(firm=firm).count()
    return FirmDesk(
        firm=firm,
        is_administrator=is_administrator,
        people=people,
        invitations=invitations,
        verification=verification,
        steps=_next_steps(firm, verification, is_administrator=is_administrator, alone=people + invitations == 1),
    )


def _next_steps(
    firm: Firm, verification: FirmVerification | None, *, is_administrator: bool, alone: bool
) -> list[Step]:
    steps = []
    if is_administrator and not firm.is_verified:
        if not firm.credit_code:
            steps.append(Step(_("Enter the unified social credit code"), reverse("firm-edit", args=[firm.public_id])))
        elif verification is None or verification.outcome != "waiting":
            steps.append(Step(_("Ask for verification"), reverse("firm-verification", args=[firm.public_id])))
    if is_administrator and alone:
        steps.append(Step(_("Invite colleagues"), reverse("firm-team", args=[firm.public_id])))
    brief = reverse_if_any("match")
    if brief:
        steps.append(Step(_("Say what you need abroad and get agencies for each country"), brief))
    results = reverse_if_any("agency-results")
    if results:
        steps.append(Step(_("Find and compare agencies"), results))
    return steps
