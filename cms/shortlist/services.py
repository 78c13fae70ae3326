"""Keeping agencies in mind: in the session before sign-in, as rows afterwards. Every write may be repeated.

The session holds ``{public_id: note}`` in the order of adding; signing in moves it into rows, where a note that
is already there stays.
"""

from dataclasses import dataclass

from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from cms.shortlist.models import ShortlistEntry
from directory.models import Agency, User
from search.eligibility import findable_agencies

SESSION_KEY = "shortlist"
#: More than these nobody compares by hand.
MOST_KEPT = 100
LONGEST_NOTE = 500


class ShortlistFullError(Exception):
    """The shortlist holds as many agencies as it may."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An agency on the shortlist and what its reader noted."""

    public_id: str
    note: str


def _in_session(request: HttpRequest) -> dict[str, str]:
    kept = request.session.get(SESSION_KEY, {})
    return dict(kept) if isinstance(kept, dict) else {}


def read_shortlist(request: HttpRequest) -> list[Kept]:
    """The visitor's shortlist, oldest first."""
    if request.user.is_authenticated:
        rows = ShortlistEntry.objects.filter(user=request.user).values_list("agency__public_id", "note")
        return [Kept(public_id, note) for public_id, note in rows]
    return [Kept(public_id, note) for public_id, note in _in_session(request).items()]


def kept_ids(request: HttpRequest) -> frozenset[str]:
    """Which agencies are kept, for marking cards."""
    return frozenset(one.public_id for one in read_shortlist(request))


def add_to_shortlist(*, request: HttpRequest, public_id: str) -> bool:
    """Keep an agency; returns whether it was new. Raises ``Agency.DoesNotExist``, ``ShortlistFullError``."""
    agency = findable_agencies(timezone.localdate()).get(public_id=public_id)
    if request.user.is_authenticated:
        return _add_rows(request.user, {agency.public_id: ""}) > 0
    kept = _in_session(request)
    if agency.public_id in kept:
        return False
    if len(kept) >= MOST_KEPT:
        raise ShortlistFullError
    request.session[SESSION_KEY] = {**kept, agency.public_id: ""}
    return True


@transaction.atomic
def _add_rows(user: User, notes: dict[str, str]) -> int:
    """Rows for agencies that have none yet; returns how many were new."""
    known = set(ShortlistEntry.objects.filter(user=user).values_list("agency__public_id", flat=True))
    new = [public_id for public_id in notes if public_id not in known]
    if len(known) + len(new) > MOST_KEPT:
        if len(new) == 1:
            raise ShortlistFullError
        new = new[: max(0, MOST_KEPT - len(known))]
    agencies = {one.public_id: one for one in Agency.objects.filter(public_id__in=new)}
    found = [one for one in new if one in agencies]
    entries = [ShortlistEntry(user=user, agency=agencies[one], note=notes[one][:LONGEST_NOTE]) for one in found]
    for entry in entries:
        entry.full_clean(validate_unique=False, validate_constraints=False)
    ShortlistEntry.objects.bulk_create(entries, ignore_conflicts=True)
    return len(entries)


def remove_from_shortlist(*, request: HttpRequest, public_id: str) -> bool:
    """Forget an agency; returns whether it was there."""
    if request.user.is_authenticated:
        gone, _by_model = ShortlistEntry.objects.filter(user=request.user, agency__public_id=public_id).delete()
        return gone > 0
    kept = _in_session(request)
    if public_id not in kept:
        return False
    request.session[SESSION_KEY] = {one: note for one, note in kept.items() if one != public_id}
    return True


def write_note(*, request: HttpRequest, public_id: str, note: str) -> bool:
    """Note something about a kept agency; returns whether it is kept at all."""
    note = " ".join(note.replace("\x00", " ").split())[:LONGEST_NOTE]
    if request.user.is_authenticated:
        rows = ShortlistEntry.objects.filter(user=request.user, agency__public_id=public_id)
        return rows.update(note=note) > 0
    kept = _in_session(request)
    if public_id not in kept:
        return False
    request.session[SESSION_KEY] = {**kept, public_id: note}
    return True


@receiver(user_logged_in, dispatch_uid="cms.shortlist.keep_after_sign_in")
def keep_after_sign_in(request: HttpRequest | None, user: User, **_kwargs: object) -> None:
    """What was kept before signing in is kept afterwards; the session's copy goes."""
    if request is None or not hasattr(request, "session"):
        return
    notes = _in_session(request)
    if notes:
        _add_rows(user, notes)
        del request.session[SESSION_KEY]
