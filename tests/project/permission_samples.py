"""The world the permission tests walk through, and an object for every address that takes arguments.

``World`` has everything twice: ``own`` belongs to the visitors' organisations, ``other`` to somebody else's; ``none``
is nothing at all. An address with arguments that no rule explains (``OWN_OBJECT`` and public ones) has a line in
``SAMPLES``: a function of the side that returns the arguments. A new address without one fails the walk.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from directory.accounts.enums import AGENCY_ROLES, ASSOCIATION_ROLES, FIRM_ROLES, Role
from directory.accounts.models import Association, Firm, Invitation, Membership, User
from directory.agencies.capability import FeeBand
from directory.agencies.models import Agency, Office
from directory.agencies.narrative import AgencyNarrative
from directory.claims.models import Claim, ClaimDocument, Verification, VerificationDocument
from directory.taxonomies.models import Service
from matchmaking.briefs.models import Brief
from tests.factories.directory import (
    AgencyFactory,
    AssociationFactory,
    FirmFactory,
    InvitationFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.matchmaking import BriefFactory

ABSENT_ID = "zzzzzzzzzz"
ABSENT_KEY = 99_999_999


@dataclass(frozen=True)
class Side:
    """One firm, agency and association with people, an open invitation each, and what they keep."""

    firm: Firm
    agency: Agency
    association: Association
    firm_member: Membership
    agency_member: Membership
    firm_invitation: Invitation
    agency_invitation: Invitation
    brief: Brief
    fee: FeeBand
    office: Office
    claim: Claim
    claim_document: ClaimDocument
    verification: Verification
    verification_document: VerificationDocument


@dataclass(frozen=True)
class World:
    """What the visitors find."""

    own: Side
    other: Side

    def side(self, whose: str) -> Side | None:
        return {"own": self.own, "other": self.other}.get(whose)


def make_side() -> Side:
    """One side; its claim is of somebody without a role until ``own_claim`` gives it to the visitor."""
    firm, agency, association = FirmFactory(), AgencyFactory(listed=True), AssociationFactory()
    MembershipFactory(role=Role.FIRM_ADMINISTRATOR, firm=firm)
    administrator = MembershipFactory(role=Role.AGENCY_ADMINISTRATOR, agency=agency).user
    claim = Claim.objects.create(
        agency=AgencyFactory(), claimant=UserFactory(), name="A", email="a@users.example", language="en",
        position="Partner", due_on=date(2099, 1, 1),
    )  # fmt: skip
    AgencyNarrative.objects.create(agency=agency, summary_zh="自述").save_revision()
    verification = Verification.objects.create(agency=agency, requested_by=administrator, due_on=date(2099, 1, 1))
    return Side(
        firm=firm,
        agency=agency,
        association=association,
        firm_member=MembershipFactory(role=Role.FIRM_MEMBER, firm=firm),
        agency_member=MembershipFactory(role=Role.AGENCY_EDITOR, agency=agency),
        firm_invitation=InvitationFactory(firm=firm),
        agency_invitation=InvitationFactory(firm=None, agency=agency, role=Role.AGENCY_EDITOR),
        brief=BriefFactory(firm=firm),
        fee=FeeBand.objects.create(
            agency=agency, service=Service.objects.filter(parent__isnull=False)[0], jurisdiction=agency.jurisdiction,
            declared_on=date(2026, 1, 1), lowest=1, highest=2,
        ),
        office=Office.objects.create(agency=agency, kind="office", jurisdiction=agency.jurisdiction, city="上海"),
        claim=claim,
        claim_document=ClaimDocument.objects.create(claim=claim, uploaded_by=administrator, **_proof()),
        verification=verification,
        verification_document=VerificationDocument.objects.create(
            verification=verification, uploaded_by=administrator, **_proof()
        ),
    )  # fmt: skip


def _proof() -> dict[str, Any]:
    return {"file": SimpleUploadedFile("proof.pdf", b"%PDF-1.7"), "name": "proof.pdf"}


def own_claim(world: World, user: User) -> None:
    """Make the claim of the own side the visitor's."""
    Claim.objects.filter(pk=world.own.claim.pk).update(claimant=user)


def make_world() -> World:
    return World(own=make_side(), other=make_side())


def make_visitor(kind: str, world: World) -> User | None:
    """``anonymous``, ``newcomer``, or the code of a role held on the world's own side."""
    if kind == "anonymous":
        return None
    if kind == "newcomer":
        return UserFactory()
    role = Role(kind)
    place: dict[str, Any] = {}
    if role in FIRM_ROLES:
        place = {"firm": world.own.firm}
    elif role in AGENCY_ROLES:
        place = {"agency": world.own.agency}
    elif role in ASSOCIATION_ROLES:
        place = {"association": world.own.association}
    return UserFactory(role=role, **place)


VISITORS = ("anonymous", "newcomer", *Role.values)

# ── Arguments of addresses ────────────────────────────────────────────────────────────────────

Sample = Callable[[World, str], dict[str, Any]]


def _public_id(kind: str) -> Sample:
    def arguments(world: World, whose: str) -> dict[str, Any]:
        side = world.side(whose)
        return {"public_id": getattr(side, kind).public_id if side else ABSENT_ID}

    return arguments


def _row(organisation: str, row: str, argument: str, attribute: str = "pk") -> Sample:
    """A row of the organisation; for ``none`` the own organisation with a row that is not there."""

    def arguments(world: World, whose: str) -> dict[str, Any]:
        side = world.side(whose) or world.own
        absent = ABSENT_KEY if attribute == "pk" else ABSENT_ID
        key = getattr(getattr(side, row), attribute) if world.side(whose) else absent
        return {"public_id": getattr(side, organisation).public_id, argument: key}

    return arguments


def _fixed(**arguments: Any) -> Sample:
    return lambda _world, _whose: dict(arguments)


def _with(sample: Sample, **more: Any) -> Sample:
    return lambda world, whose: {**sample(world, whose), **more}


#: Arguments of addresses, where the rule (``FIRM``, ``AGENCY`` with ``public_id`` alone) does not say them.
SAMPLES: dict[str, Sample] = {
    "firm-invitation-resend": _row("firm", "firm_invitation", "invitation_id"),
    "firm-invitation-revoke": _row("firm", "firm_invitation", "invitation_id"),
    "firm-member-end": _row("firm", "firm_member", "membership_id"),
    "firm-member-role": _row("firm", "firm_member", "membership_id"),
    "agency-invitation-resend": _row("agency", "agency_invitation", "invitation_id"),
    "agency-invitation-revoke": _row("agency", "agency_invitation", "invitation_id"),
    "agency-member-end": _row("agency", "agency_member", "membership_id"),
    "agency-member-role": _row("agency", "agency_member", "membership_id"),
    "agency-fee-remove": _row("agency", "fee", "fee_id"),
    "agency-office-end": _row("agency", "office", "office_id"),
    "agency-verification-withdraw": _row("agency", "verification", "verification_id", "public_id"),
    "agency-document": _row("agency", "verification_document", "document_id"),
    "claim-agency": _public_id("agency"),
    "claim": _public_id("claim"),
    "claim-answer": _public_id("claim"),
    "claim-withdraw": _public_id("claim"),
    "claim-document": _row("claim", "claim_document", "document_id"),
    "match-brief": _public_id("brief"),
    "match-brief-copy": _public_id("brief"),
    "match-brief-step": _with(_public_id("brief"), step="countries"),
    "match-brief-withdraw": _public_id("brief"),
    "match-briefs": _fixed(),
}


def sample_arguments(name: str, rule: str, arguments: tuple[str, ...], world: World, whose: str) -> dict[str, Any]:
    """The arguments of the address ``name`` for an object of ``whose``. ``KeyError`` when nobody wrote a sample."""
    if name in SAMPLES:
        return SAMPLES[name](world, whose)
    kind = rule.partition("-")[0]
    if arguments == ("public_id",) and kind in {"firm", "agency"}:
        return _public_id(kind)(world, whose)
    if not arguments:
        return {}
    raise KeyError(f"Add a sample for {name!r} ({', '.join(arguments)}) to tests/project/permission_samples.py.")
