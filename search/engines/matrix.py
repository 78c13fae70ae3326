"""All documents as arrays, for exact facet counts in milliseconds.

One ``Matrix`` holds, per facet, which document has which value on one day. It is read from the packed columns of
``AgencyDocument`` (0.2 s for 100,000) and kept per process under the index's version and the day, so that what
begins or ends at midnight in Shanghai needs no job and no stale count can outlive a write.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from search.eligibility import Presence
from search.facets import DATED_FACETS, PRESENCE, Key, Window
from search.models import AgencyDocument, FacetValue

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]

_DATED = np.dtype([("value", "<u4"), ("since", "<i4"), ("until", "<i4")])
#: Stands for "no end"; later than any day.
_NO_END = 2**31 - 1
_TIERS = ("evaluated", "verified", "claimed")


def pack_values(keys: Iterable[Key], numbers: Mapping[Key, int]) -> bytes:
    """Lasting values as a document keeps them."""
    return np.array([numbers[key] for key in keys], dtype="<u4").tobytes()


def pack_windows(windows: Iterable[Window], numbers: Mapping[Key, int]) -> bytes:
    """Dated values as a document keeps them."""
    rows = [
        (
            numbers[window.key],
            window.since.toordinal() if window.since else 0,
            window.until.toordinal() if window.until else _NO_END,
        )
        for window in windows
    ]
    return np.array(rows, dtype=_DATED).tobytes()


@dataclass(frozen=True, slots=True)
class _Postings:
    """One facet: document ``owners[i]`` has value ``values[i]``; each pair once."""

    owners: NDArray[np.int32]
    values: NDArray[np.uint32]


class Matrix:
    """The documents of one version of the index on one day."""

    def __init__(self, ids: Numbers, postings: Mapping[str, _Postings], numbers: Mapping[Key, int]) -> None:
        self.ids = ids
        self.numbers = numbers
        self._postings = postings
        self._size = len(ids)
        self._highest = max(numbers.values(), default=0) + 1
        self.expired = self.having(PRESENCE, [Presence.EXPIRED])
        self.gone = self.having(PRESENCE, [Presence.GONE])
        self._orders: dict[str, NDArray[np.int32]] = {}

    def everything(self) -> Mask:
        return np.ones(self._size, dtype=bool)

    def having(self, facet: str, values: Sequence[str]) -> Mask:
        """Documents with any of ``values``."""
        mask = np.zeros(self._size, dtype=bool)
        wanted = [self.numbers[facet, value] for value in values if (facet, value) in self.numbers]
        rows = self._postings.get(facet)
        if rows is not None and wanted:
            chosen = np.zeros(self._highest, dtype=bool)
            chosen[wanted] = True
            mask[rows.owners[chosen[rows.values]]] = True
        return mask

    def of(self, ids: Sequence[int]) -> Mask:
        """Documents of these agencies."""
        mask = np.zeros(self._size, dtype=bool)
        mask[self.positions(ids)] = True
        return mask

    def positions(self, ids: Sequence[int]) -> Numbers:
        """Where these agencies stand; unknown ones are left out."""
        wanted = np.asarray(ids, dtype=np.int64)
        if not len(wanted) or not self._size:
            return np.zeros(0, dtype=np.int64)
        found = np.minimum(np.searchsorted(self.ids, wanted), self._size - 1)
        known: Numbers = found[self.ids[found] == wanted]
        return known

    def count(self, facet: str, mask: Mask) -> NDArray[np.int64]:
        """How many documents of ``mask`` have each value, by the value's number."""
        rows = self._postings.get(facet)
        if rows is None:
            return np.zeros(self._highest, dtype=np.int64)
        values = rows.values if mask.all() else rows.values[mask[rows.owners]]
        return np.bincount(values, minlength=self._highest)

    def unused(self) -> list[int]:
        """Numbers of lasting values that no document has; dated ones may hold on another day."""
        used = np.zeros(self._highest, dtype=bool)
        for rows in self._postings.values():
            used[rows.values] = True
        lasting = {number for (facet, _value), number in self.numbers.items() if facet not in DATED_FACETS}
        return sorted(number for number in lasting if not used[number])

    def tiers(self) -> NDArray[np.int8]:
        """0 for evaluated … 3 for listed (D6), to show well-proved profiles first."""
        order = np.full(self._size, len(_TIERS), dtype=np.int8)
        for position, tier in enumerate(_TIERS):
            order[self.having("profile", [tier])] = position
        return order

    def order(self, column: str) -> NDArray[np.int32]:
        """Every document's place when sorted by a column of the table; read once per matrix."""
        if column not in self._orders:
            name = column.removeprefix("-")
            rows = AgencyDocument.objects.filter(**{f"{name}__isnull": False}).order_by(column, "pk")
            found = self.positions(list(rows.values_list("pk", flat=True)))
            place = np.full(self._size, self._size, dtype=np.int32)  # without a value: behind all others
            place[found] = np.arange(len(found), dtype=np.int32)
            self._orders[column] = place
        return self._orders[column]


# ── Reading ───────────────────────────────────────────────────────────────────────────────────


def load_matrix(day: date) -> Matrix:
    """Read all documents as they are now."""
    numbers = {(facet, value): pk for pk, facet, value in FacetValue.objects.values_list("pk", "facet", "value")}
    with connection.cursor() as cursor:
        cursor.execute('SELECT agency_id, "values", dated FROM search_agencydocument ORDER BY agency_id')
        rows = cursor.fetchall()
    ids = np.array([row[0] for row in rows], dtype=np.int64)
    values, owners = _join([row[1] for row in rows], np.dtype("<u4"))
    dated, dated_owners = _join([row[2] for row in rows], _DATED)
    today = day.toordinal()
    holding = (dated["since"] <= today) & (dated["until"] > today)
    values = np.concatenate([values, dated["value"][holding]])
    owners = np.concatenate([owners, dated_owners[holding]])
    return Matrix(ids, _by_facet(values, owners, numbers), numbers)


def _join(packed: Sequence[bytes], dtype: np.dtype[Any]) -> tuple[NDArray[Any], NDArray[np.int32]]:
    """All packed columns as one array, and whose each element is."""
    lengths = np.fromiter((len(one) for one in packed), dtype=np.int64, count=len(packed)) // dtype.itemsize
    flat = np.frombuffer(b"".join(packed), dtype=dtype)
    return flat, np.repeat(np.arange(len(packed), dtype=np.int32), lengths)


def _by_facet(
    values: NDArray[np.uint32], owners: NDArray[np.int32], numbers: Mapping[Key, int]
) -> dict[str, _Postings]:
    facets = sorted({facet for facet, _value in numbers})
    facet_of = np.zeros(max(numbers.values(), default=0) + 1, dtype=np.int16)
    for (facet, _value), number in numbers.items():
        facet_of[number] = facets.index(facet)
    which = facet_of[values]
    found = {}
    for position, facet in enumerate(facets):
        mine = which == position
        found[facet] = _Postings(owners[mine], values[mine])
    return found


# ── Keeping ───────────────────────────────────────────────────────────────────────────────────

_kept: dict[tuple[str, str, date], Matrix] = {}
_kept_lock = Lock()
#: Two: the version being replaced may still be asked for by a request under way.
_MOST_KEPT = 2


def matrix_for(version: str, day: date) -> Matrix:
    """The matrix of ``version`` on ``day``; read when this process has none."""
    key = (str(connection.settings_dict["NAME"]), version, day)
    matrix = _kept.get(key)
    if matrix is None:
        matrix = load_matrix(day)
        with _kept_lock:
            _kept[key] = matrix
            while len(_kept) > _MOST_KEPT:
                _kept.pop(next(iter(_kept)))
    return matrix


def forget() -> None:
    """Drop what this process has read; for measurements."""
    with _kept_lock:
        _kept.clear()
