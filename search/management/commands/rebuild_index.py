"""``manage.py rebuild_index``: write every document anew; searches go on meanwhile."""

from typing import Any

from django.core.management.base import BaseCommand

from search.services import rebuild_index


class Command(BaseCommand):
    """See the module."""

    help = "Write every search document anew. Searches go on meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild with progress."""

        def progress(done: int, total: int) -> None:
            if options["verbosity"] > 1 or done == total or done % 10_000 == 0:
                self.stdout.write(f"{done} of {total}")

        self.stdout.write(f"{rebuild_index(progress=progress)} agencies indexed.")
