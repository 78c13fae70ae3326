"""The demo world: invented, repeatable, and of the kinds that the pages need."""

from collections import Counter
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from cms.demo.logos import draw_logo
from cms.demo.world import make_world
from cms.demo.writing import Codes, write_agencies
from directory.identifiers import normalise_cnipa_code, normalise_credit_code
from directory.models import Agency, Identifier, Listing, StatusPeriod

DAY = date(2026, 11, 22)


def test_the_same_seed_and_day_give_the_same_world() -> None:
    first = list(make_world(seed=7, count=60, today=DAY))
    assert first == list(make_world(seed=7, count=60, today=DAY))
    assert first != list(make_world(seed=8, count=60, today=DAY))


def test_it_has_what_the_pages_need() -> None:
    world = list(make_world(seed=2026, count=400, today=DAY))
    jurisdictions = Counter(spec.jurisdiction for spec in world)
    assert len(jurisdictions) == 14
    assert min(jurisdictions.values()) >= 8
    final = Counter(spec.statuses[-1].status for spec in world)
    assert set(final) == {"active", "suspended", "revoked", "deregistered"}
    assert any(spec.listing_until for spec in world)
    assert any(spec.former_name for spec in world)
    assert {spec.grade for spec in world} >= {"A+", "A", "B", "C", "D", ""}
    names = [spec.name_zh or spec.name_en for spec in world if spec.jurisdiction == "CN"]
    assert len(set(names)) == len(names)


def test_invented_codes_are_well_formed_and_nobodys() -> None:
    for spec in make_world(seed=2026, count=400, today=DAY):
        if spec.credit_code:
            assert normalise_credit_code(spec.credit_code) == spec.credit_code
            assert spec.credit_code[2:4] == "99"  # no such administrative division
        if spec.cnipa_code:
            assert normalise_cnipa_code(spec.cnipa_code).startswith("9")
        assert spec.email.endswith(".example")
        assert ".example/" in spec.website


def test_dates_do_not_lie_in_the_future() -> None:
    for spec in make_world(seed=3, count=300, today=DAY):
        assert spec.registered_on < DAY
        assert all(status.since <= DAY for status in spec.statuses)
        assert all(status.until is None or status.since <= status.until for status in spec.statuses)
        assert all(person.since <= DAY and (person.left_on or DAY) <= DAY for person in spec.people)


def test_logos_are_pictures_and_repeatable() -> None:
    assert draw_logo("abc") == draw_logo("abc") != draw_logo("abd")
    assert draw_logo("abc").startswith(b"\x89PNG")


@pytest.mark.django_db
def test_writing_stores_every_part() -> None:
    specs = list(make_world(seed=5, count=50, today=DAY))
    pairs = [pair for batch in write_agencies(iter(specs), today=DAY, codes=Codes("test")) for pair in batch]
    assert Agency.objects.count() == len(pairs) == 50
    assert Listing.objects.count() == 50
    assert StatusPeriod.objects.count() == sum(len(spec.statuses) for spec in specs)
    assert Identifier.objects.count() == sum(
        bool(spec.credit_code) + bool(spec.cnipa_code) + bool(spec.register_number) for spec in specs
    )
    for spec, agency in pairs:
        assert agency.declared_fields.count() == len(spec.fields)
        assert agency.affiliations.count() == len(spec.people)
        agency.full_clean()
    assert not Agency.objects.exclude(is_fictional=True).exists()


@pytest.mark.django_db
def test_a_load_set_is_indexed_and_needs_an_empty_database() -> None:
    call_command("create_load", agencies=30, verbosity=0)
    assert Agency.objects.count() == 30
    with pytest.raises(CommandError, match="--add"):
        call_command("create_load", agencies=30, verbosity=0)
    with pytest.raises(CommandError, match="--agencies 0"):
        call_command("create_load", agencies=0, verbosity=0)
