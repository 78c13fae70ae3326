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


def kind_in_words(kind: str) -> str:
    """The words for a kind of event; the code itself where nobody wrote any."""
    return str(KINDS.get(kind, kind))
