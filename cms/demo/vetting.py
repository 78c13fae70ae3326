"""The vetted pools of the demo world, built by the same services that matchmakers use (M1)."""

from datetime import date, timedelta

from directory.models import Agency, Association, Jurisdiction, User
from matchmaking.vetting.enums import Requirement
from matchmaking.vetting.services import add_evidence, enter_pool, open_file

#: How many vetted agencies each jurisdiction gets; France stays short, Viet Nam empty (M4 must say so).
POOLS = {"DE": 9, "US": 8, "JP": 7, "GB": 6, "KR": 6, "SG": 5, "FR": 3, "IN": 2}
EVIDENCE = {
    Requirement.REFERENCES: "两家企业的推荐函，示例文件（虚构） / two letters of reference, fictional",
    Requirement.WORKING_LANGUAGE: "英文面谈记录（虚构） / notes of an interview in English, fictional",
    Requirement.INSURANCE: "保单副本（虚构） / copy of the policy, fictional",
    Requirement.COMMITMENT: "已签承诺书 1.0 版（虚构） / commitment signed, version 1.0, fictional",
}


def vet_agencies(*, association: Association, matchmaker: User, today: date) -> int:
    """Open a file, prove every requirement and let the agency into the pool; returns how many entered."""
    entered = 0
    for code, wanted in POOLS.items():
        jurisdiction = Jurisdiction.objects.get(code=code)
        for agency in _candidates(jurisdiction, today)[:wanted]:
            _vet(association, matchmaker, jurisdiction, agency, today)
            entered += 1
    return entered


def _candidates(jurisdiction: Jurisdiction, today: date) -> list[Agency]:
    """Active agencies registered there; those not yet verified are verified by the demo's load."""
    agencies = list(
        Agency.objects.current()
        .filter(
            jurisdiction=jurisdiction,
            is_fictional=True,
            listings__until__isnull=True,
            listings__statuses__until__isnull=True,
            listings__statuses__status="active",
            insurance__isnull=False,
            declared_languages__language__code="en",
        )
        .order_by("-verified_until", "pk")
        .distinct()
    )
    for agency in agencies:
        if agency.verified_until is None or agency.verified_until < today + timedelta(days=90):
            agency.verified_until = today + timedelta(days=300)
    Agency.objects.bulk_update(agencies, ["verified_until"])
    return agencies


def _vet(association: Association, matchmaker: User, jurisdiction: Jurisdiction, agency: Agency, today: date) -> None:
    file = open_file(
        association=association,
        agency=agency,
        jurisdiction=jurisdiction,
        actor=matchmaker,
        fields=[row.field for row in agency.declared_fields.select_related("field")],
        services=[row.service for row in agency.declared_services.select_related("service")],
        languages=[row.language for row in agency.declared_languages.select_related("language")],
        note="演示 / demonstration",
    )
    checked = today - timedelta(days=20)
    for requirement, text in EVIDENCE.items():
        add_evidence(
            file=file,
            actor=matchmaker,
            requirement=requirement,
            text=text,
            day=checked,
            valid_until=checked + timedelta(days=364),
        )
    enter_pool(file=file, actor=matchmaker, reason="材料齐备（演示） / complete, demonstration", day=today)
