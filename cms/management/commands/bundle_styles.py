"""``manage.py bundle_styles``: write the stylesheets that pages link to from ``cms/styles``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.stylesheets import stale_bundles, write_bundles


class Command(BaseCommand):
    """Bundle, or tell what is stale."""

    help = "Join the files of cms/styles into the stylesheets that pages link to."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Only tell which are stale (exit 1).")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            stale = stale_bundles()
            if stale:
                self.stderr.write(f"Stale: {', '.join(stale)}. Run manage.py bundle_styles.")
                raise SystemExit(1)
            return
        for path in write_bundles():
            self.stdout.write(f"Written {path.name}")
