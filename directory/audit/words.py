"""Kinds of audit events in words, for people who read a history."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

KINDS: dict[str, StrOrPromise] = {
    "agency.changed": _("Register facts changed"),
    "agency.fee-declared": _("Fee stated"),
    "agency.fee-removed": _("Fee taken back"),
    "agency.figures-declared": _("Size, group or staff stated"),
    "agency.insurance-declared": _("Insurance stated"),
    "agency.office-added": _("Office stated"),
    "agency.office-ended": _("Office closed"),
    "agency.practice-declared": _("Practice stated"),
    "agency.qualifications-declared": _("Foreign qualifications stated"),
    "agency.registered": _("Agency entered"),
    "agency.verification-refused": _("Verification refused"),
    "agency.verification-requested": _("Verification asked for"),
    "agency.verification-withdrawn": _("Verification withdrawn"),
    "agency.verified": _("Agency verified"),
    "audit.payload-erased": _("Content of an event erased"),
    "claim.accepted": _("Claim accepted"),
    "claim.completed": _("Claim completed"),
    "claim.more-asked": _("More asked about a claim"),
    "claim.recorded": _("Claim on paper recorded"),
    "claim.refused": _("Claim refused"),
    "claim.sent": _("Claim sent"),
    "claim.withdrawn": _("Claim withdrawn"),
    "narrative.drafted": _("Own words: draft saved"),
    "narrative.published": _("Own words released"),
    "narrative.submitted": _("Own words sent to the editors"),
    "narrative.taken-back": _("Own words taken back"),
    "narrative.unpublished": _("Own words taken from the public"),
}

FIELDS: dict[str, StrOrPromise] = {
    "administrators": _("Administrators"),
    "amount": _("Professional insurance"),
    "claimed_at": _("Claimed at"),
    "corporate_group": _("Corporate group"),
    "currency": _("Currency"),
    "documents": _("Documents"),
    "due_on": _("Due on"),
    "fields": _("Technical fields"),
    "foreign_qualified_staff": _("Staff with foreign qualifications"),
    "insurer": _("Insurer"),
    "jurisdictions": _("Jurisdictions"),
    "languages": _("Languages"),
    "logo": _("Logo"),
    "qualifications": _("Foreign qualifications"),
    "services": _("Services"),
    "size_class": _("Size"),
    "state": _("State"),
    "summary_en": _("Summary in English"),
    "summary_zh": _("Summary in Chinese"),
    "approach_en": _("How we work, in English"),
    "approach_zh": _("How we work, in Chinese"),
    "valid_until": _("Insured until"),
    "verified_until": _("Verified until"),
}


def field_in_words(name: str) -> str:
    """The words for a field of an event; its own name where nobody wrote any."""
    return str(FIELDS.get(name, name))


def kind_in_words(kind: str) -> str:
    """The words for a kind of event; the code itself where nobody wrote any."""
    return str(KINDS.get(kind, kind))
