"""Looks after the queue of background tasks: what a dead worker left running, and results nobody needs.

A worker that is killed leaves its task RUNNING for ever. The reaper puts such rows back, so tasks are written to be
idempotent; one that took its worker down several times is marked as failed.
"""

from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

logger = structlog.get_logger(__name__)

KEEP_RESULTS = timedelta(days=14)
ENDED_WITH_WORKER = "The worker ended while it ran this task, on every attempt."


@dataclass(frozen=True)
class Reaped:
    """How many tasks wait again and how many were given up."""

    returned: int
    failed: int


@transaction.atomic
def reap_tasks(*, worker: str = "") -> Reaped:
    """Put tasks back that no worker runs any more.

    With ``worker`` those of the worker so named or of one whose name begins so, which is known to be dead;
    otherwise those that have been running for longer than ``TASK_LIMIT``.
    """
    running = DBTaskResult.objects.running().select_for_update(of=("self",), skip_locked=True)
    if not worker:
        running = running.filter(started_at__lt=timezone.now() - settings.TASK_LIMIT)
    returned = failed = 0
    for result in running:
        if worker and not (result.worker_ids and str(result.worker_ids[-1]).startswith(worker)):
            continue
        if len(result.worker_ids) >= settings.TASK_ATTEMPTS:
            result.status = TaskResultStatus.FAILED
            result.finished_at = timezone.now()
            result.traceback = ENDED_WITH_WORKER
            failed += 1
        else:
            result.status = TaskResultStatus.READY
            result.started_at = None
            returned += 1
        result.save(update_fields=["status", "started_at", "finished_at", "traceback"])
        logger.warning("task reaped", task=result.task_path, id=str(result.id), status=result.status)
    return Reaped(returned, failed)


def prune_results() -> int:
    """Delete results that ended more than two weeks ago; returns how many."""
    old = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEEP_RESULTS)
    return old.delete()[0]
