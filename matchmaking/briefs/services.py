"""Writing, pairing and withdrawing briefs (M3, M4). The audit trail keeps no adverse party's name."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from directory.audit.services import record_event
from directory.models import Agency, Firm, Jurisdiction, Language, Service, TechnicalField, User
from directory.public_ids import new_public_id
from matchmaking.briefs.content import BriefContent, parse_brief
from matchmaking.briefs.entries import Entries, to_raw
from matchmaking.briefs.enums import BriefState
from matchmaking.briefs.errors import BriefClosedError
from matchmaking.briefs.models import AdverseParty, Brief, Pairing
from matchmaking.briefs.vocabulary import read_vocabulary
from matchmaking.pairing.answers import answer_brief


@transaction.atomic
def create_brief(*, firm: Firm, actor: User, entries: Entries, public_id: str = "") -> Brief:
    """Keep ``entries`` as a draft of the firm; they may hold mistakes.

    With a ``public_id``, as a form carries it, the same form sent twice, even at once, makes one brief.
    """
    User.objects.select_for_update().get(pk=actor.pk)  # two sendings of one person wait for each other
    if public_id and (known := Brief.objects.filter(public_id=public_id, firm=firm).first()):
        return known
    brief = Brief(firm=firm, created_by=actor, entries=entries, public_id=public_id or new_public_id())
    brief.full_clean()
    brief.save()
    record_event(kind="brief.created", actor=actor, subject=brief, payload={"firm": firm.public_id})
    return brief


@transaction.atomic
def save_entries(*, brief: Brief, entries: Entries) -> Brief:
    """Keep what was typed on one page. Raises ``BriefClosedError`` on a withdrawn brief.

    Typing is no event of the audit trail: what was asked is recorded when it is paired.
    """
    brief = _locked(brief)
    brief.entries = {**brief.entries, **entries}
    brief.full_clean()
    brief.save()
    return brief


@transaction.atomic
def pair_brief(*, brief: Brief, actor: User, day: date) -> Pairing:
    """Check the entries, write them into the brief's rows, pair them and store the pairing.

    Raises ``InvalidBriefError`` with every problem, ``BriefClosedError`` on a withdrawn brief. The same entries
    paired twice on one day by one person make one pairing.
    """
    brief = _locked(brief)
    content = parse_brief(to_raw(brief.entries), read_vocabulary(), day)
    answer = answer_brief(content, day=day)
    latest = brief.pairings.latest_first().first()
    result = answer.as_json()
    if latest and brief.state == BriefState.PAIRED and latest.day == day and latest.result == result:
        _write_content(brief, content)
        return latest
    _write_content(brief, content)
    pairing = Pairing(brief=brief, made_by=actor, day=day, scheme=answer.scheme, inputs=answer.inputs, result=result)
    pairing.full_clean()
    pairing.save()
    record_event(kind="brief.paired", actor=actor, subject=brief, payload=_told(content, result))
    return pairing


@transaction.atomic
def copy_brief(*, brief: Brief, actor: User) -> Brief:
    """A new draft of the same firm with the same entries, whatever the state of the first."""
    return create_brief(firm=brief.firm, actor=actor, entries=dict(brief.entries))


@transaction.atomic
def withdraw_brief(*, brief: Brief, actor: User) -> Brief:
    """Close the brief; its pairings stay readable for the firm. Pressed twice it withdraws once."""
    brief = Brief.objects.select_for_update().get(pk=brief.pk)
    if not brief.is_open:
        return brief
    before = brief.state
    brief.state = BriefState.WITHDRAWN
    brief.withdrawn_at = timezone.now()
    brief.full_clean()
    brief.save()
    payload = {"state": [before, BriefState.WITHDRAWN.value]}
    record_event(kind="brief.withdrawn", actor=actor, subject=brief, payload=payload)
    return brief


def _locked(brief: Brief) -> Brief:
    """The row as it is now, kept from other writers. Raises ``BriefClosedError``."""
    current = Brief.objects.select_for_update().get(pk=brief.pk)
    if not current.is_open:
        raise BriefClosedError
    return current


def _write_content(brief: Brief, content: BriefContent) -> None:
    """Bring columns and rows to what the valid entries say."""
    brief.state = BriefState.PAIRED
    brief.ipc_symbols = list(content.ipc)
    brief.budget = content.budget
    brief.deadline = content.deadline
    brief.full_clean()
    brief.save()
    brief.jurisdictions.set(Jurisdiction.objects.filter(code__in=content.jurisdictions))
    brief.fields.set(TechnicalField.objects.filter(number__in=content.fields))
    brief.services.set(Service.objects.filter(code__in=content.services))
    brief.languages.set(Language.objects.filter(code__in=content.languages))
    brief.excluded.set(Agency.objects.filter(public_id__in=content.exclude))
    brief.adverse_parties.all().delete()
    AdverseParty.objects.bulk_create(AdverseParty(brief=brief, name=name) for name in content.adverse_parties)


def _told(content: BriefContent, result: dict[str, Any]) -> dict[str, Any]:
    """What the audit trail keeps: what was asked, how many names of parties, who was listed where."""
    return {
        "asked": content.as_json(),
        "adverse_parties": len(content.adverse_parties),
        "day": result["day"],
        "scheme": result["scheme"],
        "listed": {
            item["code"]: [[agency["id"], agency["score"]] for agency in item["agencies"]]
            for item in result["jurisdictions"]
        },
    }
