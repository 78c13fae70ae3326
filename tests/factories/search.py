"""A small directory with everything search can ask for, drawn from a seed.

``make_world(60, seed=1)`` writes agencies of several countries with capability, grades, statuses and mergers;
``indexed(...)`` writes documents of agencies made by other factories.
"""

import random
from datetime import date, timedelta
from typing import Any

from directory.agencies.enums import AgencySize
from directory.models import (
    Agency,
    AgencyKind,
    DeclaredField,
    DeclaredJurisdiction,
    DeclaredLanguage,
    DeclaredService,
    Jurisdiction,
    Language,
    Register,
    Service,
    StatusPeriod,
    TechnicalField,
)
from ratings.credit.models import Grade, GradeScheme
from search.services import rebuild_index
from tests.factories.directory import AgencyFactory, ListingFactory, RegisterFactory, jurisdiction

DAY = date(2026, 11, 23)
BRANDS = ("衡岚", "墨砚", "松竹", "明岚", "青云", "重光")
PLACES = (
    ("北京市", "北京市", "海淀区"),
    ("广东省", "深圳市", ""),
    ("上海市", "上海市", "嘉定区"),
    ("浙江省", "杭州市", ""),
)


def indexed() -> None:
    """Make every document what the directory says now."""
    rebuild_index()


def grade_scheme(code: str = "patent") -> GradeScheme:
    register = RegisterFactory(code=f"grades-{code}", kind="grades", grants_licence=False)
    return GradeScheme.objects.get_or_create(
        code=code, defaults={"name_zh": "专利代理信用", "name_en": "Patent agency credit", "register": register}
    )[0]


def declare(agency: Agency, **codes: Any) -> Agency:
    """``declare(agency, fields=[6], services=["drafting"], jurisdictions=["DE"], languages=["en"])``."""
    for number in codes.get("fields", ()):
        DeclaredField.objects.create(agency=agency, field_id=number, declared_on=DAY)
    for model, column, lookup, values in (
        (DeclaredService, "service", Service, codes.get("services", ())),
        (DeclaredJurisdiction, "jurisdiction", Jurisdiction, codes.get("jurisdictions", ())),
        (DeclaredLanguage, "language", Language, codes.get("languages", ())),
    ):
        for code in values:
            model.objects.create(agency=agency, declared_on=DAY, **{column: lookup.objects.get(code=code)})
    return agency


def make_world(count: int, *, seed: int) -> list[Agency]:
    """Write ``count`` agencies and their documents; the last few are merged into others."""
    draw = random.Random(seed)
    registers: Any = [RegisterFactory(code=f"world-{number}") for number in range(2)]
    schemes = [grade_scheme("patent"), grade_scheme("trademark")]
    agencies = [_make_agency(draw, number, registers, schemes) for number in range(count)]
    for lost in agencies[-3:]:
        lost.merged_into = agencies[0]
        lost.save()
    indexed()
    return agencies


def _make_agency(draw: random.Random, number: int, registers: list[Register], schemes: list[GradeScheme]) -> Agency:
    place = draw.choice(PLACES)
    where: dict[str, Any] = {"province": place[0], "city": place[1], "district": place[2]}
    if draw.random() < 0.25:
        where = {"province": "", "city": "München", "district": "", "jurisdiction": jurisdiction("DE")}
    agency = AgencyFactory(
        name_zh=f"{place[0][:2]}{draw.choice(BRANDS)}知识产权代理有限公司",
        name_en=f"World {number} Partners",
        kinds=[kind.code for kind in draw.sample(list(AgencyKind.objects.all()), draw.randrange(3))],
        size_class=draw.choice([*AgencySize.values, ""]),
        claimed=draw.random() < 0.6,
        registered_on=draw.choice([None, DAY - timedelta(days=draw.randrange(9000))]),
        **where,
    )
    if agency.claimed_at and draw.random() < 0.6:
        agency.verified_until = DAY + timedelta(days=draw.randrange(-2, 3))
        agency.evaluated_until = draw.choice([None, DAY + timedelta(days=draw.randrange(-2, 3))])
        agency.save()
    declare(
        agency,
        fields=[one.number for one in draw.sample(list(TechnicalField.objects.all()), draw.randrange(5))],
        services=[
            one.code for one in draw.sample(list(Service.objects.filter(parent__isnull=False)), draw.randrange(4))
        ],
        jurisdictions=draw.sample(["DE", "US", "JP", "EP", "HK"], draw.randrange(4)),
        languages=draw.sample(["zh", "en", "ja", "de"], draw.randrange(3)),
    )
    for scheme in schemes:
        if draw.random() < 0.5:
            since = DAY + timedelta(days=draw.randrange(-400, 5))
            Grade.objects.create(scheme=scheme, agency=agency, value=draw.choice(["A+", "A", "B", "D"]), as_of=since)
    _add_statuses(draw, agency, registers)
    return agency


def _add_statuses(draw: random.Random, agency: Agency, registers: list[Register]) -> None:
    """Up to two registers, each with up to three periods around the day; some years apart."""
    for register in draw.sample(registers, draw.randrange(3)):
        days = sorted(draw.sample(range(-2500, 30), draw.randrange(1, 4)))
        listing = ListingFactory(agency=agency, register=register, since=date(2010, 1, 1))
        StatusPeriod.objects.filter(listing=listing).delete()
        for position, offset in enumerate(days):
            last = position == len(days) - 1
            until = None if last and draw.random() < 0.7 else DAY + timedelta(days=30 if last else days[position + 1])
            StatusPeriod.objects.create(
                listing=listing,
                status=draw.choice(["active", "active", "suspended", "revoked", "deregistered"]),
                is_abnormal=draw.random() < 0.2,
                since=DAY + timedelta(days=offset),
                until=until,
            )
