"""``manage.py send_waiting_messages``: send what is due and has no worker. For a timer, every few minutes."""

from typing import Any

from django.core.management.base import BaseCommand

from directory.messages.services import sweep_messages


class Command(BaseCommand):
    """Sends what is due."""

    help = "Send messages whose task was lost or whose next attempt is due."

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep once and say how many went out."""
        self.stdout.write(f"{sweep_messages()} messages sent.")
