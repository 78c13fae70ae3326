"""Load sets: many invented agencies, without people's pages, and the index over them."""

from collections.abc import Iterator
from datetime import date

from cms.demo.world import make_world
from cms.demo.writing import Codes, write_agencies
from search.services import rebuild_index


def create_load(*, agencies: int, seed: int, today: date) -> Iterator[int]:
    """Write ``agencies`` invented agencies; yields how many each batch wrote, then builds the index."""
    codes = Codes(register_prefix="load")
    for batch in write_agencies(
        make_world(seed=seed, count=agencies, today=today, people=False), today=today, codes=codes
    ):
        yield len(batch)
    rebuild_index()
