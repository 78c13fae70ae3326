"""Grades, own words and logos of invented agencies."""

from collections.abc import Sequence
from datetime import date
from random import Random

from cms.demo.logos import store_logo
from cms.demo.specs import AgencySpec
from cms.demo.words import SUMMARY_EN, SUMMARY_ZH
from directory.models import Agency, AgencyNarrative, Jurisdiction, Register, Service, TechnicalField
from directory.rosters.enums import RegisterKind
from ratings.credit.models import Grade, GradeScheme

Pairs = list[tuple[AgencySpec, Agency]]
#: What the sentences of ``SUMMARY_ZH`` and ``SUMMARY_EN`` name.
NAMED = ("fields", "services", "places")


def write_grades(pairs: Pairs, *, today: date) -> int:
    """Official grades of the patent agencies: this year's, and for a third of them last year's other one (G1)."""
    register, _ = Register.objects.get_or_create(
        code="demo-grades",
        defaults={
            "name_zh": "示例专利代理信用评价（虚构）",
            "name_en": "Sample credit grades of patent agencies (fictional)",
            "kind": RegisterKind.GRADES,
            "jurisdiction": Jurisdiction.objects.get(code="CN"),
        },
    )
    scheme, _ = GradeScheme.objects.get_or_create(
        code="demo-patent-agency",
        defaults={"name_zh": register.name_zh, "name_en": register.name_en, "register": register},
    )
    this_year, last_year = date(today.year, 3, 31), date(today.year - 1, 3, 31)
    if this_year > today:
        this_year, last_year = last_year, date(today.year - 2, 3, 31)
    rows = []
    for number, (spec, agency) in enumerate(pairs):
        if not spec.grade:
            continue
        if number % 3 == 0:
            former = "B" if spec.grade != "B" else "A"
            rows.append(Grade(scheme=scheme, agency=agency, value=former, as_of=last_year, until=this_year))
        rows.append(Grade(scheme=scheme, agency=agency, value=spec.grade, score=spec.grade_score, as_of=this_year))
    return len(Grade.objects.bulk_create(rows))


def write_narratives(pairs: Pairs, *, seed: int, most: int) -> int:
    """The own words and logos of claimed agencies, ``most`` of them with a logo."""
    dice = Random(seed)  # noqa: S311  a demo world, not a secret
    fields = {row.pk: row for row in TechnicalField.objects.all()}
    services = {row.code: row for row in Service.objects.all()}
    places = {row.code: row for row in Jurisdiction.objects.all()}
    rows: list[AgencyNarrative] = []
    for spec, agency in pairs:
        if spec.claimed_on is None:
            continue
        words = {
            "people": len(spec.people),
            "year": spec.registered_on.year,
        }
        chosen = (
            [fields[number] for number in spec.fields[:3]],
            [services[code] for code in spec.services[:3]],
            [places[code] for code, _ in spec.jurisdictions[:3]],
        )
        zh = dict(zip(NAMED, ("、".join(row.name_zh for row in named) for named in chosen), strict=True))
        en = dict(zip(NAMED, (_english_list(named) for named in chosen), strict=True))
        form = dice.randrange(len(SUMMARY_ZH))
        rows.append(
            AgencyNarrative(
                agency=agency,
                summary_zh=SUMMARY_ZH[form].format(**words, **zh),
                summary_en=SUMMARY_EN[form].format(**words, **en),
                logo_id=store_logo(title=agency.name_en, seed=spec.public_id) if len(rows) < most else None,
            )
        )
    return len(AgencyNarrative.objects.bulk_create(rows))


def _english_list(rows: Sequence[TechnicalField | Service | Jurisdiction]) -> str:
    names = [row.name_en if isinstance(row, Jurisdiction) else row.name_en[0].lower() + row.name_en[1:] for row in rows]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
