"""The engine that needs nothing but the database: names by text columns, facets by ``search.engines.matrix``.

It finds by whole words, beginnings of pinyin and initials, and codes. It does not forgive typing errors or
homophones and knows no pinyin inside a word.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import uuid4

import numpy as np
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.utils import timezone
from numpy.typing import NDArray

from directory.models import Agency
from search.cards import Card, read_card, write_card
from search.documents import Document, build_documents
from search.engine import Facet, FacetOption, IndexCheck, Remedy, SearchPage, Suggestion
from search.engines.matrix import Mask, Matrix, Numbers, matrix_for, pack_values, pack_windows
from search.facets import Key
from search.models import AgencyDocument, FacetValue, IndexState
from search.params import DEEPEST_PAGE, FILTERS, SearchParams, Sort
from search.text import Query, Word, read_query
from search.vocabulary import Term, Vocabulary

#: A word of Latin letters shorter than this is found at the beginning of words only.
_SHORTEST_INSIDE = 4
_COLUMNS = ("codes", "names", "brands", "sounds", "values", "dated", "key_zh", "key_en", "registered_on", "card")


# ── Text ──────────────────────────────────────────────────────────────────────────────────────


def _has(column: str, text: str) -> Q:
    """Whether a column holds a text. Both are folded, so ``LIKE``, which folds again, would only be slower."""
    return Q(GreaterThan(StrIndex(F(column), Value(text)), 0))


def _finds(word: Word) -> Q:
    """Documents in which a word of the query is found."""
    if word.is_han:
        return _has("names", word.text)
    here = _has("sounds", "\n" + word.text) | _has("codes", "\n" + word.text)
    if len(word.text) >= _SHORTEST_INSIDE:
        return here | _has("names", word.text)
    return here | _has("names", "\n" + word.text) | _has("names", " " + word.text)


def matching(query: Query) -> QuerySet[Any]:
    """Documents that a query finds, with ``rank``: 0 is the code itself, 7 all words somewhere."""
    wanted = Q()
    for word in query.words:
        wanted &= _finds(word)
    wanted |= _has("codes", f"\n{query.joined}")
    if query.joined.isascii():
        wanted |= _has("sounds", f"\n{query.joined}")
    if query.brand and query.brand != query.folded:
        wanted |= _has("brands", f"\n{query.brand}\n")
    return AgencyDocument.objects.filter(wanted).annotate(rank=_rank(query))


def _rank(query: Query) -> Case:
    """Exact before beginning before inside; place and trade typed beside the brand prefer the full name."""
    whole_brand = _has("brands", f"\n{query.brand}\n")
    beginning = _has("names", f"\n{query.folded}")
    ladder = [
        _has("codes", f"\n{query.joined}\n"),
        _has("names", f"\n{query.folded}\n"),
        *([whole_brand, beginning] if query.brand == query.folded else [beginning, whole_brand]),
        _has("sounds", f"\n{query.joined}\n"),
        _has("sounds", f"\n{query.joined}"),
        _has("names", query.folded),
    ]
    return Case(
        *(When(step, then=Value(rank)) for rank, step in enumerate(ladder)),
        default=Value(len(ladder)),
        output_field=IntegerField(),
    )


# ── Searching ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Found:
    """One search on the matrix: what the words find, and what each chosen filter leaves."""

    matrix: Matrix
    base: Mask
    without_words: Mask
    chosen: Mapping[str, Mask]
    ranks: Numbers | None

    def mask(self, *, leave_out: str = "") -> Mask:
        """Documents that pass the words and all filters but one."""
        mask = self.base
        for parameter, passing in self.chosen.items():
            if parameter != leave_out:
                mask = mask & passing
        return mask

    def mask_without_words(self) -> Mask:
        mask = self.without_words
        for passing in self.chosen.values():
            mask = mask & passing
        return mask


class DatabaseEngine:
    """See the module."""

    def search(self, params: SearchParams, vocabulary: Vocabulary) -> SearchPage:
        """One page. Six queries at most, whatever the number of agencies."""
        found = self._find(params)
        mask = found.mask()
        total = int(mask.sum())
        pages = max(1, -(-total // params.size))
        page = min(params.page, pages, DEEPEST_PAGE)
        ordered = _in_order(found, mask, params)[(page - 1) * params.size : page * params.size]
        return SearchPage(
            params=replace(params, page=page),
            hits=self._cards([int(one) for one in found.matrix.ids[ordered]]),
            total=total,
            page=page,
            page_count=min(pages, DEEPEST_PAGE),
            is_capped=pages > DEEPEST_PAGE,
            facets=tuple(_facets(found, mask, params, vocabulary)),
            remedies=_remedies(found, params) if not total else (),
        )

    def _find(self, params: SearchParams) -> _Found:
        matrix = matrix_for(_version(), params.day)
        listable = ~(matrix.gone | matrix.expired)
        base, ranks = listable, None
        query = read_query(params.query)
        if params.query:
            rows = list(matching(query).values_list("pk", "rank")) if query else []
            positions = matrix.positions([pk for pk, _rank in rows])
            base = matrix.of([pk for pk, _rank in rows]) & ~matrix.expired
            ranks = np.full(len(matrix.ids), 99, dtype=np.int64)
            ranks[positions] = [rank for _pk, rank in rows] if len(positions) == len(rows) else 0
        chosen = {facet: matrix.having(facet, values) for facet, values in params.selections.items()}
        return _Found(matrix, base, listable, chosen, ranks)

    def _cards(self, ids: Sequence[int]) -> tuple[Card, ...]:
        kept = dict(AgencyDocument.objects.filter(pk__in=ids).values_list("pk", "card"))
        return tuple(read_card(kept[one]) for one in ids if one in kept)

    def suggest(self, text: str, *, vocabulary: Vocabulary, day: date, language: str, most: int) -> list[Suggestion]:
        """Agencies whose name begins so, then fields, jurisdictions, services and places with the word in them."""
        query = read_query(text)
        if not query:
            return []
        matrix = matrix_for(_version(), day)
        found = list(matching(query).order_by("rank", "key_zh", "pk").values_list("pk", "card")[: most * 2])
        shown = set(matrix.ids[matrix.of([pk for pk, _card in found]) & ~matrix.expired].tolist())
        agencies = [read_card(card) for pk, card in found if pk in shown][: max(1, most // 2)]
        named = [Suggestion("q", card.name(language), card.name(language)) for card in agencies]
        return [*_suggest_values(query, vocabulary, language, most - len(named)), *named]

    # ── Writing ───────────────────────────────────────────────────────────────────────────────

    def lock(self) -> None:
        """Take the index's row until the transaction ends."""
        state, _made = IndexState.objects.get_or_create(
            pk=1, defaults={"version": uuid4().hex, "changed_at": timezone.now()}
        )
        IndexState.objects.select_for_update().get(pk=state.pk)

    def write(self, agency_ids: Sequence[int]) -> None:
        """Rewrite the documents of these agencies."""
        documents = build_documents(agency_ids)
        rows = _rows(documents)
        AgencyDocument.objects.bulk_create(
            rows,
            batch_size=500,
            update_conflicts=True,
            unique_fields=["agency"],
            update_fields=[*_COLUMNS, "built_at"],
        )
        gone = set(agency_ids) - {document.agency_id for document in documents}
        self._drop(sorted(gone))
        _touch()

    def delete(self, agency_ids: Sequence[int]) -> None:
        """Remove documents."""
        self._drop(agency_ids)
        _touch()

    def _drop(self, agency_ids: Sequence[int]) -> None:
        for start in range(0, len(agency_ids), 500):
            AgencyDocument.objects.filter(pk__in=agency_ids[start : start + 500]).delete()

    def check(self, agency_ids: Sequence[int]) -> IndexCheck:
        """Build the documents anew and compare; the day of the count of people may differ."""
        fresh = {row.agency_id: row for row in _rows(build_documents(agency_ids))}
        kept = {row.agency_id: row for row in AgencyDocument.objects.filter(pk__in=agency_ids)}
        stale = [pk for pk, row in fresh.items() if pk in kept and not _same(row, kept[pk])]
        extra = [pk for pk in kept if pk not in fresh]
        return IndexCheck(
            checked=len(agency_ids),
            missing=tuple(pk for pk in fresh if pk not in kept),
            stale=tuple(stale + extra),
        )

    def find_orphans(self) -> list[int]:
        """Documents of agencies that were merged or are no longer there."""
        allowed = Agency.objects.current().values("pk")
        return list(AgencyDocument.objects.exclude(pk__in=allowed).values_list("pk", flat=True))

    def tidy(self) -> None:
        """Drop orphans, and facet values that no document has."""
        self._drop(self.find_orphans())
        _touch()
        matrix = matrix_for(_version(), timezone.localdate())
        unused = matrix.unused()
        for start in range(0, len(unused), 500):
            FacetValue.objects.filter(pk__in=unused[start : start + 500]).delete()
        _touch()


# ── Order ─────────────────────────────────────────────────────────────────────────────────────


def _in_order(found: _Found, mask: Mask, params: SearchParams) -> Numbers:
    """Positions of all hits in the asked order; ties by name, then by key, so that pages never overlap."""
    hits = np.flatnonzero(mask)
    matrix = found.matrix
    names = matrix.order("key_en" if params.language.startswith("en") else "key_zh")[hits]
    keys: list[NDArray[Any]] = [names]
    if params.sort is Sort.NEWEST:
        keys.append(matrix.order("-registered_on")[hits])
    elif params.sort is Sort.MATCH:
        keys += [matrix.tiers()[hits], matrix.gone[hits]]
        if found.ranks is not None:
            keys.append(found.ranks[hits])
    return hits[np.lexsort(keys)]


# ── Facets ────────────────────────────────────────────────────────────────────────────────────


def _facets(found: _Found, mask: Mask, params: SearchParams, vocabulary: Vocabulary) -> list[Facet]:
    facets = []
    for one in FILTERS:
        chosen = params.selections.get(one.parameter, ())
        counts = found.matrix.count(one.parameter, found.mask(leave_out=one.parameter) if chosen else mask)
        count_of = _counter(found.matrix, one.parameter, counts)
        options = tuple(_option(term, count_of, chosen, params.language) for term in vocabulary.terms[one.parameter])
        facets.append(Facet(one, options, len(chosen)))
    return facets


def _counter(matrix: Matrix, facet: str, counts: Numbers) -> Callable[[str], int]:
    def count_of(value: str) -> int:
        number = matrix.numbers.get((facet, value))
        return int(counts[number]) if number is not None else 0

    return count_of


def _option(term: Term, count_of: Callable[[str], int], chosen: Sequence[str], language: str) -> FacetOption:
    return FacetOption(
        value=term.value,
        label=term.name(language),
        count=count_of(term.value),
        selected=term.value in chosen,
        options=tuple(_option(child, count_of, chosen, language) for child in term.children),
    )


def _remedies(found: _Found, params: SearchParams) -> tuple[Remedy, ...]:
    """Which single filter to take away, and how many would be found then; the most first."""
    remedies = [
        Remedy(parameter, values, int(found.mask(leave_out=parameter).sum()))
        for parameter, values in params.selections.items()
    ]
    if params.query and params.selections:
        remedies.append(Remedy("q", (params.query,), int(found.mask_without_words().sum())))
    return tuple(sorted((one for one in remedies if one.total), key=lambda one: -one.total))


def _suggest_values(query: Query, vocabulary: Vocabulary, language: str, most: int) -> list[Suggestion]:
    """Values whose Chinese name holds what was typed or whose English name begins so."""
    found = [
        Suggestion(facet, term.value, term.name(language))
        for facet in ("field", "jurisdiction", "service", "place")
        for root in vocabulary.terms[facet]
        for term in root.walk()
        if query.folded in term.name_zh.casefold() or term.name_en.casefold().startswith(query.folded)
    ]
    return found[:most]


# ── Documents as rows ─────────────────────────────────────────────────────────────────────────


def _rows(documents: Sequence[Document]) -> list[AgencyDocument]:
    keys = {key for one in documents for key in one.values}
    keys |= {window.key for one in documents for window in one.windows}
    numbers = _numbers(keys)
    now = timezone.now()
    return [
        AgencyDocument(
            agency_id=one.agency_id,
            codes=one.codes,
            names=one.names,
            brands=one.brands,
            sounds=one.sounds,
            values=pack_values(one.values, numbers),
            dated=pack_windows(one.windows, numbers),
            key_zh=one.key_zh,
            key_en=one.key_en,
            registered_on=one.card.registered_on,
            card=write_card(one.card),
            built_at=now,
        )
        for one in documents
    ]


def _numbers(keys: set[Key]) -> dict[Key, int]:
    """The small number of every value; new values get one."""
    known = {(facet, value): pk for pk, facet, value in FacetValue.objects.values_list("pk", "facet", "value")}
    new = sorted(keys - known.keys())
    if new:
        FacetValue.objects.bulk_create([FacetValue(facet=facet, value=value) for facet, value in new])
        return _numbers(keys)
    return known


def _same(fresh: AgencyDocument, kept: AgencyDocument) -> bool:
    for column in _COLUMNS:
        one, other = getattr(fresh, column), getattr(kept, column)
        if column in ("values", "dated"):
            one, other = bytes(one), bytes(other)
        if column == "card":
            one, other = ({**card, "people": card["people"][0]} for card in (one, other))
        if one != other:
            return False
    return True


def _version() -> str:
    return IndexState.objects.filter(pk=1).values_list("version", flat=True).first() or ""


def _touch() -> None:
    """A new version: whatever was kept of the old one is not asked for again."""
    IndexState.objects.filter(pk=1).update(version=uuid4().hex, changed_at=timezone.now())
