"""Documents follow the truth: outbox, task, rebuild, check."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction

from directory.models import Agency
from directory.signals import send_agencies_changed
from search.models import AgencyDocument, FacetValue, IndexState, OutboxEntry
from search.services import check_index, index_changes, rebuild_index
from tests.factories.directory import AgencyFactory
from tests.factories.search import DAY, declare, make_world

pytestmark = pytest.mark.django_db


def test_a_change_is_indexed_after_commit(django_capture_on_commit_callbacks):
    agency = AgencyFactory(name_zh="北京初名知识产权代理有限公司")
    with django_capture_on_commit_callbacks(execute=True):
        send_agencies_changed([agency.pk])
        assert OutboxEntry.objects.count() == 1
        assert not AgencyDocument.objects.exists()
    assert AgencyDocument.objects.get(pk=agency.pk).card["zh"] == "北京初名知识产权代理有限公司"
    assert not OutboxEntry.objects.exists()


def test_a_rolled_back_change_leaves_nothing():
    agency = AgencyFactory()
    with pytest.raises(RuntimeError), transaction.atomic():
        send_agencies_changed([agency.pk])
        raise RuntimeError
    assert not OutboxEntry.objects.exists()


def test_the_task_may_run_twice_and_without_work():
    agency = AgencyFactory()
    OutboxEntry.objects.bulk_create([OutboxEntry(agency_id=agency.pk)] * 3 + [OutboxEntry(agency_id=10**9)])
    assert index_changes() == 2
    assert index_changes() == 0
    assert AgencyDocument.objects.count() == 1


def test_merging_removes_the_document():
    first, second = AgencyFactory(), AgencyFactory()
    rebuild_index()
    second.merged_into = first
    second.save()
    OutboxEntry.objects.create(agency_id=second.pk)
    index_changes()
    assert list(AgencyDocument.objects.values_list("pk", flat=True)) == [first.pk]


def test_every_write_makes_a_new_version():
    """A rolled-back write must never share its version with another one's content."""
    agency = AgencyFactory()
    rebuild_index()
    versions = {IndexState.objects.get().version}
    for _repeat in range(3):
        OutboxEntry.objects.create(agency_id=agency.pk)
        index_changes()
        versions.add(IndexState.objects.get().version)
    assert len(versions) == 4


def test_building_takes_a_constant_number_of_queries(django_assert_max_num_queries):
    make_world(10, seed=8)
    with django_assert_max_num_queries(45):
        rebuild_index()
    make_world(80, seed=9)
    with django_assert_max_num_queries(45):
        rebuild_index()


def test_check_finds_what_differs_and_repairs_it():
    kept, changed, missing, merged = (AgencyFactory() for _ in range(4))
    rebuild_index()
    assert check_index().is_clean
    declare(changed, fields=[6])
    AgencyDocument.objects.filter(pk=missing.pk).delete()
    Agency.objects.filter(pk=merged.pk).update(merged_into=kept)
    found = check_index()
    assert found.missing == (missing.pk,)
    assert set(found.stale) == {changed.pk, merged.pk}
    assert found.orphaned == (merged.pk,)
    with pytest.raises(SystemExit):
        call_command("check_index")
    check_index(repair=True)
    assert check_index().is_clean
    call_command("check_index")


def test_rebuild_forgets_values_nobody_has():
    agency = AgencyFactory(city="旧市")
    rebuild_index()
    assert FacetValue.objects.filter(facet="place", value__endswith="旧市").exists()
    Agency.objects.filter(pk=agency.pk).update(city="新市")
    rebuild_index()
    places = set(FacetValue.objects.filter(facet="place").values_list("value", flat=True))
    assert not any(value.endswith("旧市") for value in places)
    assert any(value.endswith("新市") for value in places)


def test_rebuild_keeps_values_that_hold_on_another_day():
    agency = AgencyFactory(claimed=True)
    agency.verified_until = DAY - timedelta(days=10_000)
    agency.save()
    rebuild_index()
    assert FacetValue.objects.filter(facet="profile", value="verified").exists()


def test_search_command_answers_in_json(capsys: pytest.CaptureFixture[str]):
    import json

    declare(AgencyFactory(name_zh="北京衡岚知识产权代理有限公司"), fields=[6])
    rebuild_index()
    call_command("search", "衡岚", "--filter", "field=6", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert answer["total"] == 1
    assert answer["hits"][0]["name_zh"] == "北京衡岚知识产权代理有限公司"
    assert answer["facets"]["field"]["6"] == 1
