"""Keeps documents true: outbox, rewriting, rebuild, check. Every entry may be run twice."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.db import connection, transaction

from directory.models import Agency
from search.engine import IndexCheck, SearchEngine, get_engine
from search.models import OutboxEntry

#: Agencies whose documents are built and written in one transaction.
BATCH = 1_000


def note_changes(*, agency_ids: Sequence[int]) -> None:
    """Put agencies into the outbox; after commit a task rewrites their documents.

    Runs inside the transaction that changed them, so that neither can be lost without the other.
    """
    from search.tasks import index_changes_task  # noqa: PLC0415  the task calls this module

    OutboxEntry.objects.bulk_create([OutboxEntry(agency_id=one) for one in agency_ids], batch_size=5_000)
    transaction.on_commit(index_changes_task.enqueue)


def index_changes(*, engine: SearchEngine | None = None) -> int:
    """Empty the outbox; returns how many agencies were rewritten. Idempotent, and safe beside itself."""
    engine = engine or get_engine()
    done = 0
    while count := _index_batch(engine):
        done += count
    return done


@transaction.atomic
def _index_batch(engine: SearchEngine) -> int:
    """One batch: lock the index first, then read entries and truth, so that the last writer knows the most."""
    engine.lock()
    entries = list(OutboxEntry.objects.values_list("pk", "agency_id")[:BATCH])
    if not entries:
        return 0
    ids = sorted({agency for _pk, agency in entries})
    engine.write(ids)
    OutboxEntry.objects.filter(pk__in=[pk for pk, _agency in entries]).delete()
    return len(ids)


def rebuild_index(*, engine: SearchEngine | None = None, progress: Callable[[int, int], None] | None = None) -> int:
    """Rewrite every document, batch by batch, and drop those of agencies that have none any more.

    The index stays in use meanwhile. Memory does not grow with the directory. Returns the number of agencies.
    """
    engine = engine or get_engine()
    total, done = Agency.objects.count(), 0
    for ids in batches():
        with transaction.atomic():
            engine.lock()
            engine.write(ids)
        done += len(ids)
        if progress:
            progress(done, total)
    with transaction.atomic():
        engine.lock()
        engine.tidy()
    return done


def check_index(*, repair: bool = False, engine: SearchEngine | None = None) -> IndexCheck:
    """Compare every document with the truth. ``repair`` rewrites what differs and drops what has no agency."""
    engine = engine or get_engine()
    missing: list[int] = []
    stale: list[int] = []
    checked = 0
    for ids in batches():
        found = engine.check(ids)
        checked += len(ids)
        missing += found.missing
        stale += found.stale
    orphaned = engine.find_orphans()
    if repair:
        for part in _parts([*missing, *stale]):
            with transaction.atomic():
                engine.lock()
                engine.write(part)
        with transaction.atomic():
            engine.lock()
            engine.delete(orphaned)
    return IndexCheck(checked=checked, missing=tuple(missing), stale=tuple(stale), orphaned=tuple(orphaned))


def batches() -> Iterator[list[int]]:
    """Keys of all agencies, in order, a batch at a time, without an open cursor between them."""
    last = 0
    while ids := list(Agency.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield ids
        last = ids[-1]


def _parts(ids: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def analyze_tables() -> None:
    """Tell the database's planner what a rebuild changed."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_agencydocument")
