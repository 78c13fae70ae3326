"""What holds for every brief and every pool. The oracle below is written apart from the code it judges."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaking.pairing.eligibility import find_bar
from matchmaking.pairing.engine import Pool, pair_jurisdiction
from matchmaking.pairing.facts import AgencyFacts, Labels, Wish
from matchmaking.pairing.schemes import REASON_CODES
from matchmaking.pairing.scoring import Question, score_agency, total
from tests.matchmaking.pairing_strategies import (
    DAY,
    JURISDICTION,
    SCHEME,
    agency_facts,
    fields,
    pools,
    terms_for,
    wishes,
)
from tests.matchmaking.random_pools import random_pool, random_wish


def within(day: date, since: date | None, until: date | None) -> bool:
    return (since or date.min) <= day < (until or date.max)


def is_barred(agency: AgencyFacts, wish: Wish) -> bool:
    """Struck off, suspended, revoked, deregistered, unlicensed, grade D or excluded on the day."""
    said = {
        status.status
        for listing in agency.listings
        for status in listing.statuses
        if within(DAY, status.since, status.until)
    }
    licensed = False
    for listing in agency.listings:
        now = [status.status for status in listing.statuses if within(DAY, status.since, status.until)]
        counts = listing.grants_licence or not agency.needs_licence
        if counts and within(DAY, listing.since, listing.until) and now and set(now) == {"active"}:
            licensed = True
    graded = any(grade.grade == "D" and within(DAY, grade.since, grade.until) for grade in agency.grades)
    return bool(said & {"suspended", "revoked", "deregistered"}) or not licensed or graded or agency.id in wish.excluded


def is_vetted(agency: AgencyFacts) -> bool:
    return any(vet.jurisdiction == JURISDICTION and vet.since <= DAY <= vet.valid_until for vet in agency.vettings)


def meets(asked, offered) -> bool:
    return any(code == want or code.startswith(want + "-") for want in asked for code in offered)


def fits(agency: AgencyFacts, wish: Wish) -> bool:
    return (
        meets(wish.field_weights, agency.fields)
        and meets(wish.services, agency.services)
        and meets(wish.languages, agency.languages)
    )


def check_pairing(pool: Pool, wish: Wish) -> int:
    """Every hard rule on one pairing; answers how many agencies were listed."""
    result = pair_jurisdiction(pool, terms_for(wish))
    facts = {agency.id: agency for agency in (*pool.vetted, *pool.unvetted, *pool.named)}
    wanted = {a.id for a in pool.vetted if is_vetted(a) and not is_barred(a, wish) and fits(a, wish)}
    listed = [item.id for item in result.agencies]
    assert len(listed) == len(set(listed)) == min(len(wanted), 10), "neither padded nor cut short, no duplicates"
    assert set(listed) <= wanted
    assert (result.shortfall is None) == (len(listed) >= 5)
    if result.shortfall:
        assert result.shortfall.found == len(listed)
        assert result.shortfall.reasons, "fewer than five is always explained"
    for item in (*result.agencies, *result.unvetted.agencies):
        assert item.score == sum(reason.points for reason in item.reasons)
        assert [reason.code for reason in item.reasons] == list(REASON_CODES)
        assert all(0 <= reason.points <= reason.out_of for reason in item.reasons)
        assert all(reason.sentence_zh and reason.sentence_en for reason in item.reasons)
        assert not is_barred(facts[item.id], wish)
    assert not any(is_vetted(facts[item.id]) for item in result.unvetted.agencies)
    assert len(result.unvetted.agencies) <= SCHEME.unvetted_at_most
    scores = [item.score for item in result.agencies]
    assert scores == sorted(scores, reverse=True)
    assert [item.rank for item in result.agencies] == [1 + sum(other > score for other in scores) for score in scores]
    for left_out in result.excluded:
        assert left_out.id not in listed
        assert is_barred(facts[left_out.id], wish) or not is_vetted(facts[left_out.id])
    return len(listed)


@given(pool=pools(), wish=wishes())
def test_hard_rules(pool, wish):
    """M4: nobody barred, unvetted or excluded is listed; points add up; never padded."""
    check_pairing(pool, wish)


@given(agency=agency_facts(), wish=wishes(), data=st.data())
def test_adding_a_matching_field_never_lowers(agency, wish, data):
    """M4: an agency that offers one more of the fields asked for never scores less."""
    extra = data.draw(st.sampled_from(sorted(wish.field_weights)))
    richer = replace(agency, fields={**agency.fields, extra: agency.fields.get(extra, False)})
    verified = replace(agency, fields={**agency.fields, extra: True})
    scores = [
        total(score_agency(Question(each, wish, JURISDICTION, DAY, Labels(), SCHEME)))
        for each in (agency, richer, verified)
    ]
    assert scores == sorted(scores)


@given(pool=pools(), wish=wishes(), seed=st.integers())
def test_order_of_candidates_does_not_matter(pool, wish, seed):
    """M4: the same brief and pool give the same answer, in whatever order the pool arrives."""
    generator = random.Random(seed)
    shuffled = replace(
        pool,
        vetted=tuple(generator.sample(pool.vetted, len(pool.vetted))),
        unvetted=tuple(generator.sample(pool.unvetted, len(pool.unvetted))),
    )
    assert pair_jurisdiction(pool, terms_for(wish)) == pair_jurisdiction(shuffled, terms_for(wish))


@given(agency=agency_facts(), wish=wishes(), code=fields)
def test_a_bar_does_not_depend_on_capability(agency, wish, code):
    """M1: what an agency can do never buys it out of a bar."""
    richer = replace(agency, fields={**agency.fields, code: True})
    bars = [find_bar(each, excluded=wish.excluded, scheme=SCHEME, day=DAY) for each in (agency, richer)]
    assert bars[0] == bars[1]
    assert (bars[0] is not None) == is_barred(agency, wish)


def test_equal_scores_share_a_rank_and_the_draw_orders_them():
    """M4: ties are stable, and another brief draws another order."""
    generator = random.Random(7)
    pool = random_pool(generator, size=30, healthy=1.0, same=True)
    wish = replace(
        random_wish(generator), field_weights={"4": 1}, services=("drafting",), languages=("en",), excluded=frozenset()
    )
    orders = {}
    for seed in ("first", "second"):
        result = pair_jurisdiction(pool, terms_for(replace(wish, seed=seed)))
        assert len(result.agencies) == 10
        assert {(item.rank, item.tied) for item in result.agencies} == {(1, True)}
        orders[seed] = [item.id for item in result.agencies]
    assert orders["first"] != orders["second"]


def test_random_pools_reach_every_case():
    """The sample of the long run is worth something: full, short and empty lists all occur."""
    generator = random.Random(11)
    sizes = Counter(check_pairing(random_pool(generator), random_wish(generator)) for _ in range(400))
    assert sizes[0]
    assert sizes[10]
    assert sum(sizes[number] for number in range(1, 5)) > 20
    assert sum(sizes[number] for number in range(5, 10)) > 20


@pytest.mark.prove
def test_hundred_thousand_random_briefs():
    """M4, issue bar "hard rules": 0 violations in 100,000 random briefs."""
    generator = random.Random(20261122)
    for _ in range(100_000):
        check_pairing(random_pool(generator), random_wish(generator))
