"""The demo world as data: deterministic from a seed and the day it is loaded for.

About 55 % of the agencies are domestic, the rest sit in thirteen other jurisdictions. Pure: the
same ``(seed, count, today)`` gives the same list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle
from random import Random

from pypinyin import Style, lazy_pinyin

from cms.demo.specs import AgencySpec, FeeSpec, PersonSpec, StatusSpec
from cms.demo.words import (
    COUNTRIES,
    DOMESTIC_FORMS,
    FAMILY_NAMES,
    FIRST_CHARACTERS,
    GIVEN_CHARACTERS,
    KIND_SERVICES,
    PLACES,
    SECOND_CHARACTERS,
    SYLLABLES_FIRST,
    SYLLABLES_SECOND,
    THIRD_CHARACTERS,
    Country,
)
from directory.identifiers import build_credit_code
from directory.public_ids import ALPHABET, LENGTH
from directory.taxonomies.places import resolve_chinese_place

DOMESTIC_SHARE = 0.55
DOMESTIC_TARGETS = ("US", "EP", "JP", "DE", "KR", "GB", "FR", "WO", "HK", "SG", "IN", "VN", "TH")
#: CNY per matter for each band (D12).
BAND_RANGES = {"low": (4_000, 28_000), "medium": (35_000, 140_000), "high": (160_000, 600_000)}
GRADES = (("A+", 5), ("A", 40), ("B", 30), ("C", 8), ("D", 3), ("", 14))
SCOPE = "专利代理；商标代理；知识产权咨询服务。（演示数据，虚构）"


@dataclass
class Dice:
    """Random choices for one world, with the names already given.

    Invented credit codes name a division that does not exist (99 and the seed), and invented CNIPA codes begin
    with 9, so that none can be anybody's.
    """

    seed: int
    random: Random
    today: date
    taken: set[str]  # names given so far

    def public_id(self) -> str:
        return "".join(self.random.choices(ALPHABET, k=LENGTH))

    def day(self, first_year: int, last: date) -> date:
        start = date(first_year, 1, 4)
        return start + timedelta(days=self.random.randrange(max(1, (last - start).days)))

    def few(self, options: tuple, least: int, most: int) -> tuple:
        """Between ``least`` and ``most`` of ``options``, each once."""
        return tuple(self.random.sample(options, min(len(options), self.random.randint(least, most))))

    def weighted(self, options: tuple) -> tuple:
        """One of ``options``, whose last item is its weight."""
        return self.random.choices(options, weights=[option[-1] for option in options])[0]


def make_world(*, seed: int, count: int, today: date, people: bool = True) -> Iterator[AgencySpec]:
    """Yield ``count`` agencies; ``people`` off leaves practitioners out (load sets)."""
    dice = Dice(seed, Random(seed), today, set())  # noqa: S311  a demo world, not a secret
    countries = cycle(COUNTRIES)
    for number in range(count):
        if dice.random.random() < DOMESTIC_SHARE:
            yield _domestic(dice, number, people=people)
        else:
            yield _foreign(dice, number, next(countries), people=people)


def _brand(dice: Dice, place: str) -> str:
    """An invented two- or three-character brand, once per place and world while two characters last."""
    for attempt in range(1_000):
        brand = dice.random.choice(FIRST_CHARACTERS) + dice.random.choice(SECOND_CHARACTERS)
        if attempt > 3:
            brand += dice.random.choice(THIRD_CHARACTERS)
        if place + brand not in dice.taken:
            dice.taken.add(place + brand)
            return brand
    return brand + dice.random.choice(FIRST_CHARACTERS)


def _domestic(dice: Dice, number: int, *, people: bool) -> AgencySpec:
    random = dice.random
    tail, kinds, english_tail, _ = dice.weighted(DOMESTIC_FORMS)
    province, city, districts, _ = dice.weighted(PLACES)
    place = resolve_chinese_place(province, city, random.choice(districts))
    # One in twelve carries another city in its name than the one it sits in (D3).
    named_city = dice.weighted(PLACES)[1] if random.random() < 1 / 12 else city
    brand = _brand(dice, named_city)
    english = "".join(lazy_pinyin(brand, style=Style.NORMAL)).capitalize()
    registered = dice.day(1995, dice.today - timedelta(days=200))
    practitioners = max(1, int(random.lognormvariate(2.2, 1.0)))
    spec = AgencySpec(
        public_id=dice.public_id(),
        name_zh=named_city + brand + tail,
        name_en=f"{english} {english_tail}",
        short_name=brand,
        kinds=kinds,
        jurisdiction="CN",
        province=place.province,
        city=place.city,
        district=place.district,
        address=f"示例路{random.randint(1, 300)}号{random.randint(2, 28)}层",
        registered_on=registered,
        phone=f"+86 {random.randint(10, 29)} 5550 {random.randint(0, 9999):04d}",
        email=f"office@{english.lower()}{number}.example",
        website=f"https://{english.lower()}{number}.example/",
        scope=SCOPE,
        credit_code=build_credit_code(f"99{dice.seed % 10_000:04d}", f"MA{number:06d}"),
        cnipa_code=f"{90_000 + number}" if "patent-agency" in kinds and people and number < 10_000 else "",
    )
    if random.random() < 0.1:
        spec.former_name = city + _brand(dice, city) + tail
        spec.former_until = registered + (dice.today - registered) // 2
    _add_capability(dice, spec, practitioners, targets=dice.few(DOMESTIC_TARGETS, 0, 5))
    _add_life(dice, spec, practitioners, people=people)
    return spec


def _foreign(dice: Dice, number: int, country: Country, *, people: bool) -> AgencySpec:
    random = dice.random
    first, second = (random.choice(SYLLABLES_FIRST) + random.choice(SYLLABLES_SECOND) for _ in range(2))
    form = random.choice(country.forms)
    name = form.format(a=first, b=second)
    if name in dice.taken:
        name = form.format(a=f"{first}-{random.choice(SYLLABLES_FIRST)}{random.choice(SYLLABLES_SECOND)}", b=second)
    dice.taken.add(name)
    practitioners = max(2, int(random.lognormvariate(2.6, 0.8)))
    city = random.choice(country.cities)
    slug = f"{first.lower()}{number}"
    spec = AgencySpec(
        public_id=dice.public_id(),
        name_zh=f"{first}知识产权（{country.zh}）" if random.random() < 0.4 else "",
        name_en=name,
        short_name=first,
        kinds=("overseas-firm", "law-firm") if random.random() < 0.4 else ("overseas-firm",),
        jurisdiction=country.code,
        province="",
        city=city,
        district="",
        address=f"{random.randint(1, 200)} Example Street",
        registered_on=dice.day(1960, dice.today - timedelta(days=400)),
        phone=f"+00 5550 {random.randint(0, 999_999):06d}",
        email=f"mail@{slug}.example",
        website=f"https://{slug}.example/",
        register_number=f"{country.code}-{dice.seed % 10_000}-{number:06d}",
    )
    targets = (country.code, *((country.office,) if country.office and random.random() < 0.8 else ()))
    _add_capability(dice, spec, practitioners, targets=targets, languages=country.languages)
    if "zh" not in spec.languages and random.random() < 0.5:
        spec.languages += ("zh",)
    _add_life(dice, spec, practitioners, people=people)
    return spec


def _add_capability(
    dice: Dice, spec: AgencySpec, practitioners: int, *, targets: tuple[str, ...], languages: tuple[str, ...] = ("zh",)
) -> None:
    """Fields, services, jurisdictions, languages, insurance and fees, as the agency would declare them."""
    random = dice.random
    strong = random.randint(1, 32)
    spec.fields = tuple(sorted({strong, strong + 1, *dice.few(tuple(range(1, 36)), 1, 6)}))
    usual = tuple(dict.fromkeys(service for kind in spec.kinds for service in KIND_SERVICES[kind]))
    spec.services = usual[: random.randint(min(2, len(usual)), len(usual))]
    spec.languages = languages + (("en",) if "en" not in languages and random.random() < 0.8 else ())
    home = (spec.jurisdiction, "own")
    spec.jurisdictions = (home, *((code, "associate") for code in targets if code != spec.jurisdiction))
    if spec.jurisdiction == "CN" and random.random() < 0.2:
        spec.qualifications = ((random.choice(("US", "JP", "DE", "KR")), random.randint(1, 4)),)
    if random.random() < 0.7:
        spec.insurance = Decimal(random.choice((1, 2, 5, 10, 20))) * 1_000_000
    band = random.choice(("low", "medium", "medium", "high"))
    lowest, highest = BAND_RANGES[band]
    spec.fees = tuple(
        FeeSpec(
            service,
            spec.jurisdiction,
            random.choice(("fixed", "hourly", "capped")),
            band,
            Decimal(lowest),
            Decimal(highest),
        )
        for service in spec.services[:3]
    )
    spec.size_class = next(
        size
        for size, most in (("solo", 4), ("small", 19), ("medium", 49), ("large", 199), ("very-large", 10**9))
        if practitioners <= most
    )
    spec.offices = tuple((code, "") for code, _served in spec.jurisdictions[1:2] if random.random() < 0.2)


def _add_life(dice: Dice, spec: AgencySpec, practitioners: int, *, people: bool) -> None:
    """Statuses, listing, claim, verification, grade and people."""
    random, today, start = dice.random, dice.today, spec.registered_on
    fate = random.random()
    turn = today - timedelta(days=random.randint(30, 1_500))
    turn = max(turn, start + timedelta(days=100))
    if fate < 0.03:
        spec.statuses = (StatusSpec("active", start, turn), StatusSpec("suspended", turn))
    elif fate < 0.045:
        spec.statuses = (StatusSpec("active", start, turn), StatusSpec("revoked", turn))
    elif fate < 0.07:
        spec.statuses = (StatusSpec("active", start, turn), StatusSpec("deregistered", turn))
    else:
        spec.statuses = (StatusSpec("active", start, abnormal=fate < 0.09),)
        spec.listing_until = turn if fate > 0.985 else None
    if spec.practises:
        tier = random.random()
        if tier < 0.6:
            spec.claimed_on = today - timedelta(days=random.randint(20, 700))
        if tier < 0.4:
            spec.verified_until = today + timedelta(days=random.randint(-30, 330))
    if spec.jurisdiction == "CN" and "patent-agency" in spec.kinds:
        spec.grade = random.choices([grade for grade, _ in GRADES], weights=[weight for _, weight in GRADES])[0]
        low, high = {"A+": (101, 108), "A": (90, 100), "B": (80, 89), "C": (60, 79), "D": (20, 59)}.get(
            spec.grade, (0, 0)
        )
        spec.grade_score = Decimal(random.randint(low, high)) if spec.grade else None
    if people:
        spec.people = tuple(_person(dice, spec, number) for number in range(min(practitioners, 60)))


def _person(dice: Dice, spec: AgencySpec, number: int) -> PersonSpec:
    random = dice.random
    if spec.jurisdiction == "CN":
        name = random.choice(FAMILY_NAMES) + "".join(random.choices(GIVEN_CHARACTERS, k=random.randint(1, 2)))
        kind = (
            "patent-agent"
            if "patent-agency" in spec.kinds
            else "lawyer"
            if "law-firm" in spec.kinds
            else "trademark-agent"
        )
    else:
        name = f"{random.choice(SYLLABLES_FIRST)} {random.choice(SYLLABLES_FIRST)}{random.choice(SYLLABLES_SECOND)}"
        kind = "foreign-attorney"
    since = dice.day(max(2005, spec.registered_on.year), dice.today)
    left = None
    if random.random() < 0.09:
        left = since + (dice.today - since) // 2
    return PersonSpec(name, f"{spec.public_id.upper()}{number:03d}", kind, since, left)
