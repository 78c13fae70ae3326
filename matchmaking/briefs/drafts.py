"""Where the form's entries are kept: in the session until the first pairing, then in the brief."""

from typing import Protocol

from django.http import HttpRequest
from django.urls import reverse

from directory.public_ids import new_public_id
from matchmaking.briefs.entries import Entries
from matchmaking.briefs.models import Brief
from matchmaking.briefs.services import save_entries

SESSION_KEY = "match_draft"
NAME_KEY = "match_draft_name"


class Draft(Protocol):
    """What the form's views need; ``brief`` is ``None`` while nothing is stored."""

    brief: Brief | None

    @property
    def entries(self) -> Entries: ...

    def save(self, entries: Entries) -> None:
        """Keep what was typed on one page."""

    def step_url(self, slug: str) -> str:
        """The address of one page of the form."""


class SessionDraft:
    """A new brief, also of somebody who is not signed in; signing in keeps it."""

    brief: Brief | None = None

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def entries(self) -> Entries:
        """What was typed so far."""
        kept: Entries = self.request.session.get(SESSION_KEY, {})
        return kept

    def save(self, entries: Entries) -> None:
        """Keep what was typed on one page."""
        self.request.session[SESSION_KEY] = {**self.entries, **entries}

    @property
    def public_id(self) -> str:
        """What the brief will be called once it is stored; the form carries it, so that it is stored once."""
        known: str = self.request.session.get(NAME_KEY) or new_public_id()
        self.request.session[NAME_KEY] = known
        return known

    def clear(self) -> None:
        """Forget the draft."""
        self.request.session.pop(SESSION_KEY, None)
        self.request.session.pop(NAME_KEY, None)

    def step_url(self, slug: str) -> str:
        """The address of one page of the form."""
        return reverse("match-step", args=[slug])


class BriefDraft:
    """A stored brief being edited."""

    def __init__(self, brief: Brief) -> None:
        self.brief: Brief | None = brief
        self._stored = brief

    @property
    def entries(self) -> Entries:
        """What was typed so far."""
        kept: Entries = self._stored.entries
        return kept

    def save(self, entries: Entries) -> None:
        """Keep what was typed on one page. Raises ``BriefClosedError``."""
        self._stored = self.brief = save_entries(brief=self._stored, entries=entries)

    def step_url(self, slug: str) -> str:
        """The address of one page of the form."""
        return reverse("match-brief-step", args=[self._stored.public_id, slug])
