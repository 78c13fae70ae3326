"""All models of the app, for Django; each lives in its own subpackage."""

from directory.accounts.models import Association, Firm, FirmVerification, Invitation, Membership, User
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
from directory.audit.models import AuditEvent, AuditHead, AuditPayload
from directory.claims.models import Claim, ClaimDocument, Verification, VerificationDocument
from directory.messages.models import Message
from directory.people.models import Affiliation, Practitioner
from directory.rosters.models import ColumnMapping, Listing, PractitionerListing, Register, StatusPeriod
from directory.rosters.staging import Roster, RosterFile, RosterProgress, RosterRow
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
from directory.tokens.models import MailToken

__all__ = [
    "Affiliation",
    "Agency",
    "AgencyKind",
    "AgencyName",
    "AgencyNarrative",
    "Association",
    "AuditEvent",
    "AuditHead",
    "AuditPayload",
    "Claim",
    "ClaimDocument",
    "ColumnMapping",
    "DeclaredField",
    "DeclaredJurisdiction",
    "DeclaredLanguage",
    "DeclaredService",
    "FeeBand",
    "Firm",
    "FirmVerification",
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
    "MailToken",
    "Membership",
    "Message",
    "Office",
    "Park",
    "Practitioner",
    "PractitionerListing",
    "Region",
    "Register",
    "Roster",
    "RosterFile",
    "RosterProgress",
    "RosterRow",
    "Sector",
    "Service",
    "StatusPeriod",
    "TechnicalField",
    "User",
    "Verification",
    "VerificationDocument",
]
