"""The tests' own undoing of committed changes leaves the database as the migrations made it."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Locale, Page, Site

from directory.audit.guards import guards_installed, tables_exist
from tests.database import restore_snapshot, take_snapshot


@pytest.mark.django_db(transaction=True)
def test_restoring_gives_back_every_row_with_its_key() -> None:
    before = take_snapshot("default")
    Site.objects.all().delete()
    Page.objects.all().delete()
    ContentType.objects.filter(app_label="wagtailcore").delete()
    Group.objects.create(name="left over")
    Locale.objects.update(language_code="fr")

    restore_snapshot("default", before)

    assert take_snapshot("default") == before


@pytest.mark.django_db(transaction=True)
def test_keys_continue_behind_the_restored_rows() -> None:
    restore_snapshot("default", take_snapshot("default"))
    highest = Group.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    assert Group.objects.create(name="next").pk > highest


@pytest.mark.django_db(transaction=True)
def test_the_audit_guards_stand_after_restoring() -> None:
    restore_snapshot("default", take_snapshot("default"))
    assert tables_exist(connection)
    assert guards_installed(connection)


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_finds_the_reference_rows() -> None:
    assert Page.objects.filter(depth=1).exists()
    assert Locale.objects.exists()
    assert ContentType.objects.filter(app_label="directory", model="user").exists()
