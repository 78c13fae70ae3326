"""Background entry points of search."""

from django_tasks import task

from search import services


@task(backend="jobs")
def index_changes_task() -> int:
    """Rewrite the documents of all agencies in the outbox."""
    return services.index_changes()
