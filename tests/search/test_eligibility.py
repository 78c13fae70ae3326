"""Who may be shown on which day (D8): predicate, queryset and documents say the same."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.models import Agency, StatusPeriod
from search.eligibility import (
    Presence,
    StatusSpan,
    findable_agencies,
    listable_agencies,
    presence_on,
    presence_windows,
)
from tests.factories.directory import AgencyFactory, ListingFactory, RegisterFactory
from tests.factories.search import make_world

DAY = date(2026, 11, 23)


def span(status: str, since: date, until: date | None = None, register: int = 1, number: int = 1) -> StatusSpan:
    return StatusSpan(since, number, register, status, until)


def test_deregistered_is_gone_for_five_years_and_then_nowhere():
    """D8: findable by name for five years."""
    ended = [span("deregistered", date(2021, 11, 23))]
    assert presence_on(ended, date(2021, 11, 22)) is Presence.PRESENT
    assert presence_on(ended, date(2021, 11, 23)) is Presence.GONE
    assert presence_on(ended, date(2026, 11, 22)) is Presence.GONE
    assert presence_on(ended, date(2026, 11, 23)) is Presence.EXPIRED


def test_alive_in_one_register_is_present_though_struck_off_another():
    spans = [span("revoked", date(2020, 1, 1)), span("suspended", date(2020, 1, 1), register=2)]
    assert presence_on(spans, DAY) is Presence.PRESENT


def test_leaving_a_register_is_no_end():
    """D8: a status is only what the register says."""
    assert presence_on([span("active", date(2020, 1, 1), date(2022, 1, 1))], DAY) is Presence.PRESENT
    assert presence_on([], DAY) is Presence.PRESENT


def test_a_final_word_stays_after_its_listing_ended():
    assert presence_on([span("deregistered", date(2025, 1, 1), date(2025, 6, 1))], DAY) is Presence.GONE


def test_restored_is_present_again():
    spans = [span("revoked", date(2024, 1, 1), date(2025, 1, 1)), span("active", date(2025, 1, 1), number=2)]
    assert presence_on(spans, date(2024, 6, 1)) is Presence.GONE
    assert presence_on(spans, DAY) is Presence.PRESENT


_days = st.dates(date(2018, 1, 1), date(2032, 1, 1)) | st.sampled_from([date(2020, 2, 29), date(2024, 2, 29)])


@st.composite
def _spans(draw: st.DrawFn) -> list[StatusSpan]:
    found = []
    for number in range(draw(st.integers(0, 5))):
        since = draw(_days)
        length = draw(st.none() | st.integers(0, 2500))
        until = None if length is None else since + timedelta(days=length)
        status = draw(st.sampled_from(["active", "suspended", "revoked", "deregistered"]))
        found.append(StatusSpan(since, number, draw(st.integers(1, 2)), status, until))
    return found


@given(_spans(), st.lists(_days, min_size=1, max_size=8))
def test_windows_say_what_the_predicate_says(spans: list[StatusSpan], days: list[date]):
    """Documents keep windows instead of flags."""
    windows = presence_windows(spans)
    edges = [edge for _presence, since, until in windows for edge in (since, until) if edge]
    for day in [*days, *edges, *(edge - timedelta(days=1) for edge in edges)]:
        holding = [presence for presence, since, until in windows if since <= day and (until is None or day < until)]
        assert (holding or [Presence.PRESENT]) == [presence_on(spans, day)]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_queryset_says_what_the_predicate_says(seed: int):
    """The one eligibility rule, written twice, proven equal."""
    agencies = make_world(40, seed=seed)
    for offset in (-2600, -900, -30, 0, 20, 31, 400, 2000):
        day = DAY + timedelta(days=offset)
        presence = {agency.pk: _presence(agency, day) for agency in agencies if not agency.merged_into_id}
        listed = {pk for pk, one in presence.items() if one is Presence.PRESENT}
        findable = {pk for pk, one in presence.items() if one is not Presence.EXPIRED}
        assert set(listable_agencies(day).values_list("pk", flat=True)) == listed
        assert set(findable_agencies(day).values_list("pk", flat=True)) == findable


def _presence(agency: Agency, day: date) -> Presence:
    rows = StatusPeriod.objects.filter(listing__agency=agency).select_related("listing")
    return presence_on(
        [StatusSpan(row.since, row.pk, row.listing.register_id, row.status, row.until) for row in rows], day
    )


@pytest.mark.django_db
def test_two_words_on_one_day_the_later_row_decides():
    agency, register = AgencyFactory(), RegisterFactory()
    first = ListingFactory(agency=agency, register=register, since=date(2020, 1, 1), until=date(2022, 1, 1))
    StatusPeriod.objects.filter(listing=first).update(since=date(2022, 1, 1), until=None, status="active")
    second = ListingFactory(agency=agency, register=register, since=date(2022, 1, 1))
    StatusPeriod.objects.filter(listing=second).update(status="deregistered")
    StatusPeriod.objects.filter(listing=first).update(until=date(2022, 1, 1))
    assert _presence(agency, DAY) is Presence.GONE
    assert not listable_agencies(DAY).filter(pk=agency.pk).exists()
    assert findable_agencies(DAY).filter(pk=agency.pk).exists()
