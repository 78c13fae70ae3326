"""A quick directory of N agencies written straight into the tables, for benchmarks of search alone."""

import random
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from directory.agencies.enums import AgencySize, IdentifierScheme, NameKind
from directory.agencies.names import fold_name
from directory.models import (
    Agency,
    AgencyKind,
    AgencyName,
    DeclaredField,
    DeclaredJurisdiction,
    DeclaredLanguage,
    DeclaredService,
    Identifier,
    Jurisdiction,
    Language,
    Listing,
    Register,
    Service,
    StatusPeriod,
    TechnicalField,
)
from directory.taxonomies import reference

_SYLLABLES = "衡简墨砚松竹青蓝云岚川泽岳峰石磐知明睿博远卓恒信诚嘉和瑞祥宁安澜润玉珩琢锦绣"
_TAILS = ("知识产权代理有限公司", "专利代理事务所（普通合伙）", "专利商标事务所", "律师事务所")
DAY = date(2020, 1, 1)


def fill_directory(count: int, *, seed: int = 7, batch: int = 5_000) -> None:
    """Write ``count`` agencies with names, codes, capability and status."""
    draw = random.Random(seed)
    register = Register.objects.get_or_create(code="bench", defaults={"name_zh": "基准名录", "name_en": "Bench"})[0]
    for start in range(0, count, batch):
        with transaction.atomic():
            _fill(draw, register, start, min(batch, count - start))


def _fill(draw: random.Random, register: Register, start: int, count: int) -> None:
    provinces = reference.provinces()
    china = Jurisdiction.objects.get(code="CN")
    others = list(Jurisdiction.objects.filter(code__in=["DE", "US", "JP", "KR", "FR", "GB", "IT", "ES"]))
    agencies = []
    for number in range(start, start + count):
        foreign = draw.random() < 0.15
        province = draw.choice(provinces)
        brand = "".join(draw.choice(_SYLLABLES) for _ in range(draw.choice((2, 2, 3))))
        city = province.name if province.is_municipality else draw.choice(province.places)
        agencies.append(
            Agency(
                name_zh="" if foreign else f"{province.name[:2]}{brand}{number}{draw.choice(_TAILS)}",
                name_en=f"Load {number} {draw.choice(('Patent', 'Law', 'IP'))} {'GmbH' if foreign else 'Partners'}",
                jurisdiction=draw.choice(others) if foreign else china,
                province="" if foreign else province.name,
                city=f"City {draw.randrange(40)}" if foreign else city,
                district=draw.choice(province.places) if province.is_municipality and not foreign else "",
                registered_on=DAY + timedelta(days=draw.randrange(2000)),
                size_class=draw.choice([*AgencySize.values, ""]),
                claimed_at=timezone.now() if draw.random() < 0.4 else None,
                verified_until=date(2030, 1, 1) if draw.random() < 0.2 else None,
                is_fictional=True,
            )
        )
    Agency.objects.bulk_create(agencies)
    _fill_facts(draw, register, agencies)


def _fill_facts(draw: random.Random, register: Register, agencies: list[Agency]) -> None:
    names = [
        AgencyName(agency=one, text=text, folded=fold_name(text), language=language, kind=NameKind.REGISTERED)
        for one in agencies
        for text, language in ((one.name_zh, "zh-hans"), (one.name_en, "en"))
        if text
    ]
    AgencyName.objects.bulk_create(names)
    Identifier.objects.bulk_create(
        Identifier(agency=one, scheme=IdentifierScheme.REGISTER, issuer="bench", value=f"B{one.pk:08d}")
        for one in agencies
    )
    kinds = list(AgencyKind.objects.all())
    through = Agency.kinds.through
    through.objects.bulk_create(through(agency=one, agencykind=draw.choice(kinds)) for one in agencies)
    for model, column, rows, most in (
        (DeclaredField, "field", list(TechnicalField.objects.all()), 8),
        (DeclaredService, "service", list(Service.objects.filter(parent__isnull=False)), 6),
        (DeclaredJurisdiction, "jurisdiction", list(Jurisdiction.objects.all()), 5),
        (DeclaredLanguage, "language", list(Language.objects.all()), 3),
    ):
        model.objects.bulk_create(
            model(agency=one, declared_on=DAY, **{column: row})
            for one in agencies
            for row in draw.sample(rows, draw.randrange(1, most))
        )
    listings = Listing.objects.bulk_create(Listing(agency=one, register=register, since=DAY) for one in agencies)
    weights = {"active": 94, "suspended": 2, "deregistered": 4}
    statuses = draw.choices(list(weights), weights=list(weights.values()), k=len(listings))
    StatusPeriod.objects.bulk_create(
        StatusPeriod(listing=one, status=status, since=DAY if status == "active" else date(2024, 1, 1))
        for one, status in zip(listings, statuses, strict=True)
    )
