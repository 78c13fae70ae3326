"""Going through many lines in constant memory."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.db import reset_queries

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of up to ``size`` items.

    Development keeps the text of every query for its toolbars; a bulk insert's is 100 kB, so it is dropped as we go.
    """
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
        reset_queries()
