"""``manage.py prepare_site``"""

from typing import Any

from django.core.management.base import BaseCommand

from config.preparation import prepare


class Command(BaseCommand):
    """Brings the database up to date; repeating it changes nothing."""

    help = "Migrate, make the cache table and, with DEMO=1 and an empty database, load the demo world."

    def handle(self, *args: Any, **options: Any) -> None:
        prepare(tell=self.stdout.write)
