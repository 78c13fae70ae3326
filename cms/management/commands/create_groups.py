"""``manage.py create_groups``: the roles' groups of Wagtail's admin, as ``cms.groups`` says."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.groups import create_groups


class Command(BaseCommand):
    """Idempotent; run after every migration."""

    help = "Make the admin's groups say what cms.groups says and put people into them."

    def handle(self, *args: Any, **options: Any) -> None:
        missing = create_groups()
        if missing:
            self.stderr.write(f"Named in cms.groups but not part of the site: {', '.join(missing)}.")
        self.stdout.write(self.style.SUCCESS("Groups are in step."))
