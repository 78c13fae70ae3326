"""What the database selects is what the pure rules say, in a fixed number of queries."""

import random
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.models import Agency, Listing, Office, Register, StatusPeriod
from matchmaking.briefs.content import BriefContent
from matchmaking.models import AdverseParty, Brief
from matchmaking.pairing.agency_facts import load_agency_facts
from matchmaking.pairing.answers import answer_brief
from matchmaking.pairing.eligibility import find_bar
from matchmaking.pairing.fit import Fit, assess_fit
from matchmaking.pairing.querysets import FITS, licensing_countries, pairable, serving, with_fit
from matchmaking.pairing.schemes import scheme_in_force
from ratings.credit.models import Grade, GradeScheme
from tests.factories.directory import AgencyFactory, ListingFactory, RegisterFactory, jurisdiction
from tests.factories.matchmaking import BriefFactory, declare, vetted_agency

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
CONTENT = BriefContent(
    jurisdictions=("FR",), services=("oa-response", "drafting"), languages=("zh", "en"), fields=(4, 6), budget="medium"
)


def random_date(generator):
    return DAY + timedelta(days=generator.randint(-5, 5))


def random_listing(generator, agency, register):
    since = DAY - timedelta(days=generator.randint(0, 30))
    until = generator.choice([None, None, max(since, random_date(generator))])
    listing = Listing.objects.create(agency=agency, register=register, since=since, until=until)
    turn = max(since, random_date(generator))
    statuses = ["active", "active", "active", "suspended", "revoked", "deregistered"]
    StatusPeriod.objects.create(listing=listing, status=generator.choice(statuses), since=since, until=turn)
    if turn > since and generator.random() < 0.8:
        StatusPeriod.objects.create(listing=listing, status=generator.choice(statuses), since=turn)


def random_world(generator, size):
    """Agencies of two countries with random listings, statuses, grades, offices and capability."""
    registers = [
        RegisterFactory(code="open", jurisdiction=None, grants_licence=False),
        RegisterFactory(code="de-licence", jurisdiction=jurisdiction("DE"), grants_licence=True),
    ]
    scheme = GradeScheme.objects.create(
        code="patent", name_zh="信用", name_en="Credit", register=RegisterFactory(code="grades", kind="grades")
    )
    for _ in range(size):
        agency = AgencyFactory(
            foreign=True, rows=False, jurisdiction=jurisdiction(generator.choice(["FR", "FR", "DE"]))
        )
        for register in registers:
            if generator.random() < 0.7:
                random_listing(generator, agency, register)
        if generator.random() < 0.3:
            since = random_date(generator)
            until = generator.choice([None, since + timedelta(days=3)])
            Grade.objects.create(scheme=scheme, agency=agency, value=generator.choice("AD"), as_of=since, until=until)
        if generator.random() < 0.3:
            until = generator.choice([None, random_date(generator)])
            Office.objects.create(agency=agency, kind="abroad", jurisdiction=jurisdiction("FR"), until=until)
        agency.scope = generator.choice(["", " \n", "Family; Tax", "Corporate; Intellectual Property", "商标代理"])
        agency.save()
        declare(
            agency,
            fields=generator.sample([4, 6, 8], generator.randint(0, 3)),
            services=generator.sample(["drafting", "litigation"], generator.randint(0, 2)),
            languages=generator.sample(["zh", "en", "fr"], generator.randint(0, 3)),
            jurisdictions=generator.sample(["FR", "IT"], generator.randint(0, 1)),
        )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_database_says_what_the_pure_rules_say(seed):
    """Architecture, section 4: eligibility written once, as predicate and queryset, proven equal; so is fit."""
    random_world(random.Random(seed), 110)
    scheme, licensed = scheme_in_force(DAY), licensing_countries()
    facts = load_agency_facts(set(Agency.objects.values_list("pk", flat=True)), licensed=licensed, day=DAY)
    wish = CONTENT.wish()
    eligible = {key for key, fact in facts.items() if not find_bar(fact, excluded=frozenset(), scheme=scheme, day=DAY)}
    candidates = pairable(Agency.objects.all(), licensed=licensed, scheme=scheme, day=DAY)
    assert set(candidates.values_list("pk", flat=True)) == eligible
    assert 0 < len(eligible) < len(facts)
    chosen = with_fit(serving(candidates, jurisdiction("FR").pk, DAY), wish)
    found = {row.pk: row.fit == FITS for row in chosen}
    expected = {}
    for key in eligible:
        report = assess_fit(facts[key], wish, "FR", vetted=False)
        if report.fit is not Fit.MISSES:
            expected[key] = report.fit is Fit.FITS
    assert found == expected
    assert set(expected.values()) == {True, False}


def test_a_pairing_costs_the_same_however_many_there_are(django_assert_max_num_queries):
    """Queries grow with the jurisdictions asked for, never with agencies, vetting files or listings."""
    counts = []
    for size in (2, 12):
        for _ in range(size):
            vetted_agency("FR")
            agency = AgencyFactory(foreign=True, jurisdiction=jurisdiction("FR"))
            ListingFactory(agency=agency, register=RegisterFactory(code="register-fr"))
            declare(agency, fields=[4], services=["drafting"], languages=["en"])
        with CaptureQueriesContext(connection) as queries:
            answer_brief(CONTENT, day=DAY)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 28, counts


def test_the_list_of_the_not_vetted_is_bounded_and_counted(db):
    """M4: at most 20 are named, all are counted."""
    register = RegisterFactory(code="open", jurisdiction=None, grants_licence=False)
    for _ in range(25):
        ListingFactory(agency=AgencyFactory(foreign=True, jurisdiction=jurisdiction("FR")), register=register)
    (france,) = answer_brief(CONTENT, day=DAY).results
    assert (france.unvetted.count, len(france.unvetted.agencies)) == (25, 20)


def test_a_register_without_listings_licenses_nobody(db):
    Register.objects.filter(grants_licence=True).delete()
    assert licensing_countries() == set()
    register = RegisterFactory(code="fr-licence", jurisdiction=jurisdiction("FR"))
    assert licensing_countries() == set()
    ListingFactory(register=register)
    assert licensing_countries() == {jurisdiction("FR").pk}


# ── Constraints of briefs, each broken once ───────────────────────────────────────────────────


@pytest.mark.parametrize(
    "broken",
    [{"state": "withdrawn"}, {"state": "draft", "withdrawn_at": timezone.now()}, {"state": "lost"}, {"budget": "huge"}],
)
def test_constraints_of_briefs(broken):
    brief = BriefFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Brief.objects.filter(pk=brief.pk).update(**broken)


def test_constraints_of_adverse_parties():
    brief = BriefFactory()
    AdverseParty.objects.create(brief=brief, name="Foo")
    for name in ("Foo", ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            AdverseParty.objects.create(brief=brief, name=name)
