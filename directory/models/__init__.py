"""All models of the app, for Django; each lives in its own subpackage."""

from directory.accounts.models import Association, Firm, Invitation, Membership, User
from directory.agencies.capability import (
    DeclaredField,
    DeclaredJurisdiction,
    DeclaredLanguage,
    DeclaredService,
    FeeBand,
    ForeignQualification,
    Insurance,
)
from directory.agencies.models import Agency, AgencyName, Identifier, Interest, Office
from directory.agencies.narrative import AgencyNarrative
from directory.people.models import Affiliation, Practitioner
from directory.rosters.models import Listing, Register, StatusPeriod
from directory.taxonomies.models import (
    AgencyKind,
    Industry,
    IpcRule,
    Jurisdiction,
    Language,
    Park,
    Region,
    Sector,
    Service,
    TechnicalField,
)

__all__ = [
    "Affiliation",
    "Agency",
    "AgencyKind",
    "AgencyName",
    "AgencyNarrative",
    "Association",
    "DeclaredField",
    "DeclaredJurisdiction",
    "DeclaredLanguage",
    "DeclaredService",
    "FeeBand",
    "Firm",
    "ForeignQualification",
    "Identifier",
    "Industry",
    "Insurance",
    "Interest",
    "Invitation",
    "IpcRule",
    "Jurisdiction",
    "Language",
    "Listing",
    "Membership",
    "Office",
    "Park",
    "Practitioner",
    "Region",
    "Register",
    "Sector",
    "Service",
    "StatusPeriod",
    "TechnicalField",
    "User",
]
