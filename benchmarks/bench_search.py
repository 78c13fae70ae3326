"""Finding agencies among 100,000 on SQLite: the results page warm and right after a write, and the rebuild.

*Limit* is the same page over the documents in memory alone: the engine's answer without templates. *After a write*
the process has to read every document again.
"""

import resource
import sys
import time
from collections.abc import Callable
from urllib.parse import quote

from benchmarks.harness import Row, at_most, compare, report, use_own_database

AGENCIES = 100_000
UNFILTERED_MS = 1_200
FILTERED_MS = 500
REBUILD_SECONDS = 90
PROFILE_MS = 60
REBUILD_MEGABYTES = 400
CASES = {
    "unfiltered": ("/agencies/", UNFILTERED_MS),
    "one broad filter": ("/agencies/?place=CN", FILTERED_MS),
    "three filters": ("/agencies/?field=4&field=6&service=drafting&place=CN", FILTERED_MS),
    "name": (f"/agencies/?q={quote('知衡')}", FILTERED_MS),
    "many hits of a name": (f"/agencies/?q={quote('北京')}", FILTERED_MS),
    "name and two filters": (f"/agencies/?q={quote('北京')}&field=6&place=CN", FILTERED_MS),
    "pinyin": ("/agencies/?q=heng", FILTERED_MS),
    "English": ("/en/agencies/?q=patent", FILTERED_MS),
    "nothing found": (f"/agencies/?q={quote('没有这个')}&field=6", FILTERED_MS),
    "deep page by age": ("/agencies/?sort=newest&page=100", UNFILTERED_MS),
}


def main() -> int:
    """Fill the database once, rebuild, measure; 1 when a bar is missed."""
    use_own_database("search")
    _fill()
    rows = _rebuild()
    for what, (address, bar) in CASES.items():
        rows.append(compare(f"{what}, warm", ours=_get(address), limit=_ask(address), at_most=bar))
        rows.append(compare(f"{what}, after a write", ours=_get(address, cold=True), at_most=bar))
    profile = _profile_address()
    rows.append(compare("profile", ours=_get(profile), limit=_get("/healthz"), at_most=PROFILE_MS))
    return report("search", rows)


def _profile_address() -> str:
    """The profile of an agency from the middle of the load set."""
    from directory.models import Agency

    return f"/agencies/{Agency.objects.order_by('pk')[AGENCIES // 2].public_id}/"


def _fill() -> None:
    from django.core.management import call_command

    from directory.models import Agency

    missing = AGENCIES - Agency.objects.count()
    if missing > 0:
        call_command("create_load", agencies=missing)


def _rebuild() -> list[Row]:
    from search.services import rebuild_index

    before = _memory()
    began = time.perf_counter()
    rebuild_index()
    return [
        at_most(f"rebuild {AGENCIES:,}", time.perf_counter() - began, bar=REBUILD_SECONDS, unit="s"),
        at_most("memory growth of the rebuild", _memory() - before, bar=REBUILD_MEGABYTES, unit="MB"),
    ]


def _get(address: str, *, cold: bool = False) -> Callable[[], None]:
    """The view through all middleware."""
    from django.test import Client

    from search.engines import matrix

    client = Client()

    def get() -> None:
        if cold:
            matrix.forget()
        response = client.get(address, headers={"host": "localhost"})
        if response.status_code != 200:
            raise RuntimeError(f"{address} answers {response.status_code} {response.headers.get('Location', '')}")

    return get


def _ask(address: str) -> Callable[[], None]:
    """The engine alone."""
    from django.http import QueryDict
    from django.utils import timezone

    from search.engine import get_engine
    from search.params import read_params
    from search.vocabulary import load_vocabulary

    vocabulary = load_vocabulary()
    values = QueryDict(address.partition("?")[2])
    params, _problems = read_params(values, vocabulary=vocabulary, day=timezone.localdate(), language="zh-hans")

    def ask() -> None:
        get_engine().search(params, vocabulary)

    return ask


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024


if __name__ == "__main__":
    sys.exit(main())
