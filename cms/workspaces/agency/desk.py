"""What the first page of the agency workspace shows: profile tier, what is missing, what waits."""

from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.accounts.enums import Role
from directory.accounts.models import Membership, User
from directory.accounts.permissions import can_administer_agency, can_edit_agency, today
from directory.agencies.drafts import NarrativeState, read_narrative
from directory.agencies.enums import OfficeKind, ProfileTier
from directory.agencies.models import Agency
from directory.agencies.services import read_practice
from directory.claims.models import Claim, Verification


@dataclass(frozen=True)
class Part:
    """One line of the completeness list; ``done`` or what to do at ``url``."""

    label: str
    done: bool
    url: str
    note: str = ""


@dataclass(frozen=True)
class Work:
    """Something that waits; ``due`` is the last day, ``ours`` whether the agency has to act."""

    title: str
    note: str
    url: str
    action: str
    due: date | None
    ours: bool
    is_late: bool = False


@dataclass(frozen=True)
class AgencyDesk:
    """The first page."""

    agency: Agency
    tier: ProfileTier
    administrators: tuple[str, ...]
    parts: tuple[Part, ...]
    work: tuple[Work, ...]
    can_edit: bool
    can_administer: bool

    @property
    def done(self) -> int:
        """How many parts are complete."""
        return sum(part.done for part in self.parts)


def agency_desk(agency: Agency, user: User) -> AgencyDesk:
    """The state of ``agency`` today for ``user``. A fixed number of queries."""
    day = today()
    people = (
        Membership.objects.valid_on(day)
        .filter(agency=agency, role=Role.AGENCY_ADMINISTRATOR)
        .select_related("user")
        .order_by("since", "pk")
    )
    narrative = read_narrative(agency)
    waiting = Verification.objects.waiting().filter(agency=agency).first()
    takeovers = list(Claim.objects.open().filter(agency=agency, is_takeover=True))
    return AgencyDesk(
        agency=agency,
        tier=agency.profile_tier(day),
        administrators=tuple(str(membership.user) for membership in people),
        parts=tuple(_parts(agency, narrative, day)),
        work=tuple(chain(_takeovers(takeovers, day), _verification(agency, waiting, day), _words(agency, narrative))),
        can_edit=can_edit_agency(user, agency),
        can_administer=can_administer_agency(user, agency),
    )


def address(name: str, agency: Agency) -> str:
    """An address of the workspace."""
    return reverse(f"agency-{name}", args=[agency.public_id])


def _parts(agency: Agency, narrative: NarrativeState, day: date) -> list[Part]:
    practice, practice_url = read_practice(agency), address("practice", agency)
    figures_url = address("figures", agency)
    verified = agency.verified_until is not None and agency.verified_until >= day
    note = _("until %(day)s") % {"day": agency.verified_until} if verified else ""
    insurance = getattr(agency, "insurance", None)
    offices = agency.offices.exclude(kind=OfficeKind.REGISTERED).filter(until__isnull=True)
    return [
        Part(_("Register facts, from the registers"), done=True, url=""),
        Part(_("Services"), bool(practice["services"]), practice_url),
        Part(_("Technical fields"), bool(practice["fields"]), practice_url),
        Part(_("Jurisdictions"), bool(practice["jurisdictions"]), practice_url),
        Part(_("Languages"), bool(practice["languages"]), practice_url),
        Part(_("Size"), bool(agency.size_class), figures_url),
        Part(_("Professional insurance"), insurance is not None, figures_url),
        Part(_("Foreign qualifications"), agency.foreign_qualifications.exists(), address("qualifications", agency)),
        Part(_("Fees"), agency.fee_bands.exists(), address("fees", agency)),
        Part(_("Other offices"), offices.exists(), address("offices", agency)),
        Part(_("Own words, released"), narrative.published is not None, address("narrative", agency)),
        Part(_("Documents verified"), verified, address("verification", agency), note),
    ]


def _takeovers(claims: list[Claim], day: date) -> list[Work]:
    return [
        Work(
            title=_("%(name)s asks to take over this profile") % {"name": claim.name},
            note=_("A registry officer decides; until then nothing changes for you."),
            url="",
            action="",
            due=claim.due_on,
            ours=False,
            is_late=claim.is_late(day),
        )
        for claim in claims
    ]


def _verification(agency: Agency, waiting: Verification | None, day: date) -> list[Work]:
    url = address("verification", agency)
    if waiting is not None:
        note = _("A registry officer checks your documents.")
        return [Work(_("Verification is under way"), note, url, _("Look"), waiting.due_on, False, waiting.is_late(day))]
    until = agency.verified_until
    if until is None:
        note = _("Only verified agencies can be evaluated and vetted.")
        return [Work(_("Have the agency's documents verified"), note, url, _("Send documents"), None, ours=True)]
    if until < day:
        title = _("The verification ended on %(day)s") % {"day": until}
        return [Work(title, _("Send current documents."), url, _("Send documents"), None, ours=True)]
    if (until - day).days <= 60:
        title, note = _("The verification ends soon"), _("Send current documents in time.")
        return [Work(title, note, url, _("Send documents"), until, ours=True)]
    return []


def _words(agency: Agency, narrative: NarrativeState) -> list[Work]:
    url = address("narrative", agency)
    if narrative.in_moderation:
        return [Work(_("Your text is with the editors"), "", url, _("Look"), None, ours=False)]
    if narrative.answer or (narrative.draft is not None and narrative.has_unpublished):
        note = narrative.answer or _("It is a draft nobody else sees.")
        return [Work(_("Send your text to the editors"), note, url, _("Continue"), None, ours=True)]
    return []
