"""The whole page tree, planted once a module and taken away with it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def planted(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """Every seeded page, samples included, as of 2026-11-23; the tests' own changes are undone one by one."""
    from cms.pages.seeding.plant import plant_pages
    from cms.pages.seeding.tree import site_tree

    with django_db_blocker.unblock(), transaction.atomic():
        yield plant_pages(home=site_tree(TODAY, with_samples=True))
        transaction.set_rollback(True)
