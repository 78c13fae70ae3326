"""Who may see a claim, a verification and their documents."""

from directory.accounts.permissions import Person, can_administer_agency, can_read_registry
from directory.claims.models import Claim, Verification


def can_see_claim(user: Person, claim: Claim) -> bool:
    """The applicant, registry officers and auditors; nobody else knows of it."""
    return (user.is_authenticated and claim.claimant_id == user.pk) or can_read_registry(user)


def can_act_on_claim(user: Person, claim: Claim) -> bool:
    """Answer or withdraw: the applicant alone."""
    return user.is_authenticated and claim.claimant_id == user.pk


def can_see_verification(user: Person, verification: Verification) -> bool:
    """The agency's administrators, registry officers and auditors."""
    return can_administer_agency(user, verification.agency) or can_read_registry(user)
