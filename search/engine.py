"""The port of search: what every engine can do. Nobody outside ``search`` knows which engine answers.

``settings.SEARCH_ENGINE`` names the engine's class; without it the database answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from search.cards import Card
from search.params import Filter, SearchParams
from search.vocabulary import Vocabulary

DATABASE_ENGINE = "search.engines.database.DatabaseEngine"


@dataclass(frozen=True, slots=True)
class FacetOption:
    """One value of a facet: how many agencies it would find beside the other filters. ``None``: not counted."""

    value: str
    label: str
    count: int | None
    selected: bool
    options: tuple["FacetOption", ...] = ()

    @property
    def leads_nowhere(self) -> bool:
        return self.count == 0 and not self.selected

    @property
    def is_touched(self) -> bool:
        """Whether it or something below it is selected."""
        return self.selected or any(option.is_touched for option in self.options)


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with all its values. Counts ignore the facet's own selection."""

    filter: Filter
    options: tuple[FacetOption, ...]
    selected: int


@dataclass(frozen=True, slots=True)
class Remedy:
    """A single filter (or the words, parameter ``q``) without which ``total`` agencies would be found."""

    parameter: str
    values: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results. ``counts_hidden``: a fallback answered, ``total`` and facets are not counted."""

    params: SearchParams
    hits: tuple[Card, ...]
    total: int
    page: int
    page_count: int
    is_capped: bool
    facets: tuple[Facet, ...]
    remedies: tuple[Remedy, ...] = ()
    counts_hidden: bool = False

    @property
    def first(self) -> int:
        """Position of the first hit, from 1."""
        return (self.page - 1) * self.params.size + 1 if self.hits else 0

    @property
    def last(self) -> int:
        return self.first + len(self.hits) - 1 if self.hits else 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something the box could mean: a filter's value, or an agency (parameter ``q``)."""

    parameter: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class IndexCheck:
    """What differs between documents and truth, by agency."""

    checked: int
    missing: tuple[int, ...] = ()
    stale: tuple[int, ...] = ()
    orphaned: tuple[int, ...] = ()

    @property
    def is_clean(self) -> bool:
        return not (self.missing or self.stale or self.orphaned)


class SearchEngine(Protocol):
    """An engine. Writes run inside the caller's transaction, after ``lock``."""

    def search(self, params: SearchParams, vocabulary: Vocabulary) -> SearchPage:
        """One page of results with all facets."""

    def suggest(self, text: str, *, vocabulary: Vocabulary, day: date, language: str, most: int) -> list[Suggestion]:
        """What the beginning of a word could mean."""

    def lock(self) -> None:
        """Let no other writer in until the transaction ends."""

    def write(self, agency_ids: Sequence[int]) -> None:
        """Make the documents of these agencies what the truth says, or remove them."""

    def delete(self, agency_ids: Sequence[int]) -> None:
        """Remove documents."""

    def check(self, agency_ids: Sequence[int]) -> IndexCheck:
        """Which of these agencies have no document, or an outdated one."""

    def find_orphans(self) -> list[int]:
        """Keys of documents that no agency should have."""

    def tidy(self) -> None:
        """After a rebuild: drop orphans and what nothing uses."""


@lru_cache(maxsize=4)
def _engine(path: str) -> SearchEngine:
    engine: SearchEngine = import_string(path)()
    return engine


def get_engine() -> SearchEngine:
    """The engine of the settings."""
    return _engine(getattr(settings, "SEARCH_ENGINE", DATABASE_ENGINE))
