"""``manage.py create_pages``: the page tree in both languages. Idempotent."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from cms.pages.moderation import ensure_moderation
from cms.pages.seeding.plant import plant_pages
from cms.pages.seeding.tree import site_tree


class Command(BaseCommand):
    """Make what is missing; pages that exist stay as their editors left them."""

    help = "Create the pages of the site in Chinese and English where they are missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--samples", action="store_true", help="Also invented events, notices and a demo policy.")

    def handle(self, *args: Any, **options: Any) -> None:
        planted = plant_pages(home=site_tree(timezone.localdate(), with_samples=options["samples"]))
        ensure_moderation()
        self.stdout.write(f"Pages: {planted.made} made, {planted.kept} there already.")
