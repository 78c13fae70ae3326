"""Background entry points of messages."""

from django_tasks import task

from directory.messages import services


@task(backend="jobs")
def deliver_message_task(message_id: int) -> bool:
    """Send one message in the worker."""
    return services.deliver_message(message_id=message_id)
