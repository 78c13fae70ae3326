"""Keeping vetting files (M1): every change by a matchmaker of the association, without a stake, with a trail.

Evidence and terms are added and ended, never changed; whether a file is ready is computed.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from directory.audit.services import changes, record_event
from directory.models import Agency, Association, Jurisdiction, Language, Service, TechnicalField, User
from directory.signals import send_agencies_changed
from matchmaking.vetting.enums import Requirement
from matchmaking.vetting.errors import DateRefusedError, NotInPoolError, NotReadyError, VettingFileExistsError
from matchmaking.vetting.models import Evidence, VettingFile, VettingTerm
from matchmaking.vetting.permissions import check_can_vet
from matchmaking.vetting.readiness import assess_requirements, latest_last_day
from matchmaking.vetting.validity import load_file_facts


@transaction.atomic
def open_file(
    *,
    association: Association,
    agency: Agency,
    jurisdiction: Jurisdiction,
    actor: User,
    fields: Collection[TechnicalField] = (),
    services: Collection[Service] = (),
    languages: Collection[Language] = (),
    note: str = "",
) -> VettingFile:
    """Open the dossier. Raises ``WrongAssociationError``, ``RecusedError``, ``VettingFileExistsError``."""
    check_can_vet(actor, association, agency)
    if VettingFile.objects.filter(association=association, agency=agency, jurisdiction=jurisdiction).exists():
        raise VettingFileExistsError
    file = VettingFile(association=association, agency=agency, jurisdiction=jurisdiction, opened_by=actor, note=note)
    file.full_clean()
    file.save()
    _set_scope(file, fields, services, languages)
    _record("vetting.opened", actor, file, _scope(file))
    return file


@transaction.atomic
def change_scope(
    *,
    file: VettingFile,
    actor: User,
    fields: Collection[TechnicalField],
    services: Collection[Service],
    languages: Collection[Language],
    note: str,
) -> VettingFile:
    """Say anew what the association confirms. Nothing changed leaves no trace."""
    file = _locked(file, actor)
    before = _scope(file)
    file.note = note
    file.full_clean()
    file.save()
    _set_scope(file, fields, services, languages)
    told = changes(before, _scope(file))
    if told:
        _record("vetting.scope-changed", actor, file, told)
    return file


@transaction.atomic
def add_evidence(
    *,
    file: VettingFile,
    actor: User,
    requirement: Requirement,
    text: str,
    day: date,
    valid_until: date,
    document: "File[bytes] | None" = None,
) -> Evidence:
    """Record that a requirement was checked on ``day``. Raises ``DateRefusedError`` beyond 12 months."""
    file = _locked(file, actor)
    last = latest_last_day(day)
    if not day <= valid_until <= last:
        message = _("Valid until %(value)s: choose a day from %(first)s to %(last)s (12 months at most).")
        told = {"value": valid_until.isoformat(), "first": day.isoformat(), "last": last.isoformat()}
        raise DateRefusedError(message % told)
    evidence = Evidence(
        file=file,
        requirement=requirement,
        text=text.strip(),
        checked_by=actor,
        checked_on=day,
        valid_until=valid_until,
    )
    if document is not None:
        evidence.document = document
    evidence.full_clean()
    evidence.save()
    payload = {
        "requirement": str(requirement),
        "text": evidence.text,
        "document": evidence.document.name or "",
        "valid_until": valid_until.isoformat(),
    }
    _record("vetting.evidence-added", actor, file, payload)
    return evidence


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, actor: User, reason: str, day: date) -> Evidence:
    """Take evidence back: from ``day`` on it no longer counts. Pressed twice it is taken back once."""
    file = _locked(evidence.file, actor)
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if evidence.withdrawn_on is not None:
        return evidence
    evidence.withdrawn_on = max(day, evidence.checked_on)
    evidence.withdrawn_reason = reason.strip()
    evidence.full_clean()
    evidence.save()
    payload = {"evidence": evidence.pk, "requirement": evidence.requirement}
    _record("vetting.evidence-withdrawn", actor, file, payload, reason=evidence.withdrawn_reason)
    return evidence


@transaction.atomic
def enter_pool(*, file: VettingFile, actor: User, reason: str, day: date) -> VettingTerm:
    """Put the agency into the pool for 12 months from ``day``. Raises ``NotReadyError`` naming what is missing.

    A running term is ended and a new one begins: that is the yearly re-vetting.
    """
    file = _locked(file, actor)
    states = assess_requirements(load_file_facts([file], day=day)[file.pk], day)
    missing = [str(state.requirement.label) for state in states if not state.met]
    if missing:
        raise NotReadyError(missing)
    open_term = VettingTerm.objects.select_for_update().filter(file=file, left_on=None).first()
    if open_term is not None and open_term.since == day:
        return open_term
    if open_term is not None:
        _end_term(open_term, actor, _("Vetted again"), day)
    term = VettingTerm(
        file=file, since=day, valid_until=latest_last_day(day), entry_reason=reason.strip(), entered_by=actor
    )
    term.full_clean()
    term.save()
    payload = {"since": day.isoformat(), "valid_until": term.valid_until.isoformat()}
    _record("vetting.entered", actor, file, payload, reason=term.entry_reason)
    return term


@transaction.atomic
def leave_pool(*, file: VettingFile, actor: User, reason: str, day: date) -> VettingTerm:
    """Take the agency out of the pool from ``day`` on. Raises ``NotInPoolError``."""
    file = _locked(file, actor)
    term = VettingTerm.objects.select_for_update().filter(file=file, left_on=None).first()
    if term is None:
        raise NotInPoolError
    _end_term(term, actor, reason.strip(), day)
    _record("vetting.left", actor, file, {"left_on": term.left_on and term.left_on.isoformat()}, reason=reason.strip())
    return term


def _end_term(term: VettingTerm, actor: User, reason: str, day: date) -> None:
    term.left_on = max(day, term.since)
    term.exit_reason = reason
    term.left_by = actor
    term.full_clean()
    term.save()


def _locked(file: VettingFile, actor: User) -> VettingFile:
    """The file, kept from other writers, after the actor's right was checked."""
    current = VettingFile.objects.select_for_update(of=("self",)).with_dossier().get(pk=file.pk)
    check_can_vet(actor, current.association, current.agency)
    return current


def _set_scope(
    file: VettingFile,
    fields: Collection[TechnicalField],
    services: Collection[Service],
    languages: Collection[Language],
) -> None:
    file.fields.set(fields)
    file.services.set(services)
    file.languages.set(languages)


def _scope(file: VettingFile) -> dict[str, Any]:
    return {
        "fields": sorted(file.fields.order_by("number").values_list("number", flat=True)),
        "services": sorted(file.services.order_by("code").values_list("code", flat=True)),
        "languages": sorted(file.languages.order_by("code").values_list("code", flat=True)),
        "note": file.note,
    }


def _record(kind: str, actor: User, file: VettingFile, payload: dict[str, Any], reason: str = "") -> None:
    """Tell listeners that the agency changed, then write the trail: always the last write."""
    send_agencies_changed([file.agency_id], sender=VettingFile)
    told = {"agency": file.agency.public_id, "jurisdiction": file.jurisdiction.code, **payload}
    record_event(kind=kind, actor=actor, subject=file, payload=told, association=file.association, reason=reason)
