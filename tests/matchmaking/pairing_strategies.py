"""Random agencies and wishes for the property tests. Small alphabets, so that things meet."""

from datetime import date, timedelta

from hypothesis import strategies as st

from matchmaking.pairing.engine import Pool, Terms
from matchmaking.pairing.facts import (
    AgencyFacts,
    FeeFact,
    GradeFact,
    Labels,
    ListingFact,
    Name,
    StatusFact,
    VettingFact,
    Wish,
)
from matchmaking.pairing.schemes import scheme_version

DAY = date(2026, 11, 22)
SCHEME = scheme_version("2026-1")
JURISDICTION = "DE"

days = st.integers(-500, 500).map(lambda offset: DAY + timedelta(days=offset))
fields = st.sampled_from(["4", "6", "8", "13"])
services = st.sampled_from(["drafting", "oa-response", "litigation"])
languages = st.sampled_from(["zh", "zh-Hant", "en", "de"])


@st.composite
def periods(draw):
    since = draw(st.none() | days)
    until = draw(st.none() | days)
    return (until, since) if since and until and until < since else (since, until)


@st.composite
def status_facts(draw):
    since, until = draw(periods())
    wanted = st.sampled_from(["active", "active", "active", "suspended", "revoked", "deregistered"])
    return StatusFact(draw(wanted), since, until)


@st.composite
def listing_facts(draw):
    since, until = draw(periods())
    statuses = tuple(draw(st.lists(status_facts(), min_size=1, max_size=2)))
    return ListingFact(Name("名录", "Register"), since, until, statuses, draw(st.booleans()))


@st.composite
def vetting_facts(draw):
    since = draw(days)
    return VettingFact(
        Name("协会", "Association"), draw(st.sampled_from(["DE", "FR"])), since, since + timedelta(days=365)
    )


def mostly(good, bad):
    """``good`` four times in five, so that lists are neither empty nor all fine."""
    return st.integers(0, 4).flatmap(lambda roll: bad if roll == 0 else good)


GOOD_LISTING = ListingFact(Name("名录", "Register"), date(2020, 1, 1), None, (StatusFact("active"),), True)
GOOD_VETTING = VettingFact(Name("协会", "Association"), JURISDICTION, date(2026, 3, 1), date(2027, 2, 28))


@st.composite
def agency_facts(draw, number: int = 0):
    grade = st.builds(
        GradeFact, st.just(Name("信用", "Credit")), st.sampled_from(["A", "B", "D"]), days, st.none() | days
    )
    fee = st.builds(FeeFact, services, st.sampled_from(["low", "medium", "high"]), st.sampled_from(["", "DE", "FR"]))
    return AgencyFacts(
        id=f"agency-{number}",
        name=Name(f"机构{number}", f"Agency {number}"),
        country=draw(st.sampled_from(["DE", "FR", "CN"])),
        fields=draw(st.dictionaries(fields, st.booleans(), max_size=4)),
        services=draw(st.dictionaries(services, st.booleans(), max_size=3)),
        languages=draw(st.dictionaries(languages, st.booleans(), max_size=3)),
        jurisdictions=draw(st.dictionaries(st.sampled_from(["DE", "FR"]), st.booleans(), max_size=2)),
        fees=tuple(draw(st.lists(fee, max_size=3))),
        listings=tuple(draw(mostly(st.just([GOOD_LISTING]), st.lists(listing_facts(), max_size=2)))),
        grades=tuple(draw(mostly(st.just([]), st.lists(grade, max_size=2)))),
        vettings=tuple(draw(mostly(st.just([GOOD_VETTING]), st.lists(vetting_facts(), max_size=2)))),
        needs_licence=draw(st.booleans()),
        practice=draw(st.sampled_from(["", "ip", "other"])),
    )


@st.composite
def pools(draw):
    agencies = tuple(draw(agency_facts(number)) for number in range(draw(st.integers(0, 16))))
    vetted = tuple(agency for agency in agencies if any(vet.jurisdiction == JURISDICTION for vet in agency.vettings))
    others = tuple(agency for agency in agencies if agency not in vetted)
    return Pool(JURISDICTION, vetted, others[:2], others, len(others), 0)


@st.composite
def wishes(draw):
    return Wish(
        field_weights=draw(st.dictionaries(fields, st.integers(1, 10_000), min_size=1, max_size=3)),
        services=tuple(draw(st.lists(services, min_size=1, max_size=3, unique=True))),
        languages=tuple(draw(st.lists(st.sampled_from(["zh", "en", "de"]), min_size=1, max_size=2, unique=True))),
        budget=draw(st.sampled_from(["", "low", "medium", "high"])),
        deadline=draw(st.none() | days),
        excluded=frozenset(draw(st.lists(st.integers(0, 15).map(lambda number: f"agency-{number}"), max_size=3))),
        seed=draw(st.sampled_from(["", "a", "b"])),
    )


def terms_for(wish: Wish) -> Terms:
    return Terms(wish=wish, labels=Labels(), scheme=SCHEME, day=DAY)
