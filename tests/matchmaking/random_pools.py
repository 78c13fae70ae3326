"""Fast random pools for long runs (the strategies of hypothesis are too slow for 100,000)."""

import random
from datetime import date, timedelta

from matchmaking.pairing.engine import Pool
from matchmaking.pairing.facts import AgencyFacts, FeeFact, GradeFact, ListingFact, Name, StatusFact, VettingFact, Wish
from tests.matchmaking.pairing_strategies import DAY, JURISDICTION

FIELDS = ["4", "6", "8", "13"]
SERVICES = ["drafting", "oa-response", "litigation"]
LANGUAGES = ["zh", "zh-Hant", "en", "de"]
REGISTER = Name("名录", "Register")
STATUSES = ["active"] * 3 + ["suspended", "revoked", "deregistered"]


def random_period(generator: random.Random) -> tuple[date | None, date | None]:
    ends = sorted(DAY + timedelta(days=generator.randint(-400, 400)) for _ in range(2))
    return (ends[0] if generator.random() < 0.8 else None, ends[1] if generator.random() < 0.5 else None)


def random_capability(generator: random.Random, codes: list[str]) -> dict[str, bool]:
    return {code: generator.random() < 0.5 for code in codes if generator.random() < 0.6}


def random_listing(generator: random.Random) -> ListingFact:
    statuses = tuple(
        StatusFact(generator.choice(STATUSES), *random_period(generator)) for _ in range(generator.randint(1, 2))
    )
    return ListingFact(REGISTER, *random_period(generator), statuses, generator.random() < 0.5)


def random_agency(generator: random.Random, number: int, healthy: float) -> AgencyFacts:
    fine = generator.random() < healthy
    start = DAY + timedelta(days=generator.randint(-700, 100))
    good = ListingFact(REGISTER, date(2020, 1, 1), None, (StatusFact("active"),), grants_licence=True)
    valid = VettingFact(Name("协会", "Association"), JURISDICTION, date(2026, 1, 1), date(2026, 12, 31))
    return AgencyFacts(
        id=f"agency-{number}",
        name=Name(f"机构{number}", f"Agency {number}"),
        country=generator.choice(["DE", "FR", "CN"]),
        fields=random_capability(generator, FIELDS),
        services=random_capability(generator, SERVICES),
        languages=random_capability(generator, LANGUAGES),
        jurisdictions=random_capability(generator, ["DE", "FR"]),
        fees=tuple(
            FeeFact(
                generator.choice(SERVICES), generator.choice(["low", "medium", "high"]), generator.choice(["", "DE"])
            )
            for _ in range(generator.randint(0, 3))
        ),
        listings=(good,) if fine else tuple(random_listing(generator) for _ in range(generator.randint(0, 2))),
        grades=()
        if fine
        else (
            GradeFact(Name("信用", "Credit"), generator.choice("ABD"), DAY - timedelta(days=generator.randint(-9, 90))),
        ),
        vettings=(valid,)
        if fine
        else (
            VettingFact(
                Name("协会", "Association"), generator.choice(["DE", "FR"]), start, start + timedelta(days=365)
            ),
        ),
        needs_licence=generator.random() < 0.5,
        practice=generator.choice(["", "ip", "other"]),
    )


def random_pool(
    generator: random.Random, *, size: int | None = None, healthy: float | None = None, same: bool = False
) -> Pool:
    """A pool of up to 24; ``same`` gives everyone the same capability, so that all scores are equal."""
    share = generator.random() if healthy is None else healthy
    agencies = [
        random_agency(generator, number, share) for number in range(generator.randint(0, 24) if size is None else size)
    ]
    if same:
        agencies = [
            AgencyFacts(
                id=a.id,
                name=a.name,
                country="DE",
                fields={"4": True},
                services={"drafting": True},
                languages={"en": True},
                listings=a.listings,
                vettings=a.vettings,
            )
            for a in agencies
        ]
    vetted = tuple(a for a in agencies if any(vet.jurisdiction == JURISDICTION for vet in a.vettings))
    others = tuple(a for a in agencies if a not in vetted)
    return Pool(JURISDICTION, vetted, others[:2], others)


def random_wish(generator: random.Random) -> Wish:
    return Wish(
        field_weights={code: generator.randint(1, 9_999) for code in generator.sample(FIELDS, generator.randint(1, 3))},
        services=tuple(generator.sample(SERVICES, generator.randint(1, 3))),
        languages=tuple(generator.sample(["zh", "en", "de"], generator.randint(1, 2))),
        budget=generator.choice(["", "low", "medium", "high"]),
        deadline=DAY + timedelta(days=generator.randint(1, 300)) if generator.random() < 0.7 else None,
        excluded=frozenset(f"agency-{generator.randint(0, 23)}" for _ in range(generator.randint(0, 2))),
        seed=str(generator.random()),
    )
