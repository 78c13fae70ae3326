"""``manage.py pair_brief``: what it prints and how it ends."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from directory.agencies.enums import BudgetBand
from directory.models import FeeBand, Service
from ratings.credit.models import Grade, GradeScheme
from tests.factories.directory import AgencyFactory, ListingFactory, RegisterFactory, jurisdiction
from tests.factories.matchmaking import brief_json, declare, vetted_agency

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def run(tmp_path, brief, *arguments):
    """Exit code and decoded output of ``pair_brief --json``."""
    file = tmp_path / "brief.json"
    file.write_text(brief if isinstance(brief, str) else json.dumps(brief), encoding="utf-8")
    out = StringIO()
    try:
        call_command("pair_brief", str(file), "--json", *arguments, stdout=out)
    except SystemExit as stop:
        return stop.code, json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def pair(tmp_path, **changes):
    code, answer = run(tmp_path, brief_json(**changes))
    assert code == 0
    return answer["jurisdictions"][0]


def test_a_full_list(tmp_path):
    """M4: 5 to 10, ranked, points add up, at most ten of a larger pool."""
    for number in range(12):
        vetted_agency("FR", fields=[4] if number % 2 else [4, 8], languages=["en", "zh"] if number % 3 else ["en"])
    code, answer = run(tmp_path, brief_json())
    assert code == 0
    france = answer["jurisdictions"][0]
    assert (france["code"], france["name_zh"], france["name_en"]) == ("FR", "法国", "France")
    assert france["pool"] == 12
    assert len(france["agencies"]) == 10
    assert france["shortfall"] is None
    for agency in france["agencies"]:
        assert agency["score"] == sum(reason["points"] for reason in agency["reasons"])
        assert all(reason["sentence_zh"] and reason["sentence_en"] for reason in agency["reasons"])
    scores = [agency["score"] for agency in france["agencies"]]
    assert scores == sorted(scores, reverse=True)
    assert run(tmp_path, brief_json())[1] == answer, "the same brief, the same answer"


def test_nobody_is_vetted(tmp_path):
    """M4: said with the reason, never padded; those that fit stand apart, declared ones first."""
    register = RegisterFactory(code="uk-fcdo", jurisdiction=None, grants_licence=False)
    silent = AgencyFactory(foreign=True, jurisdiction=jurisdiction("FR"))
    declared = AgencyFactory(foreign=True, jurisdiction=jurisdiction("FR"))
    elsewhere = AgencyFactory(foreign=True, jurisdiction=jurisdiction("IT"))
    other_field = AgencyFactory(foreign=True, jurisdiction=jurisdiction("FR"))
    for agency in (silent, declared, elsewhere, other_field):
        ListingFactory(agency=agency, register=register)
    declare(declared, fields=[4], services=["oa-response"], languages=["en"])
    declare(other_field, fields=[30])
    france = pair(tmp_path)
    assert france["agencies"] == []
    assert france["shortfall"]["found"] == 0
    assert [reason["code"] for reason in france["shortfall"]["reasons"]] == ["nobody-vetted"]
    assert france["unvetted"]["count"] == 2
    assert (france["unvetted"]["fitting"], france["unvetted"]["possible"]) == (1, 1)
    assert [agency["id"] for agency in france["unvetted"]["agencies"]] == [declared.public_id, silent.public_id]
    assert france["unvetted"]["agencies"][1]["not_declared"] == ["fields", "services", "languages"]
    assert "rank" not in france["unvetted"]["agencies"][0]


def test_registers_practice_text(tmp_path):
    """M4: of those that declare nothing, who works in family law only is not named; who names IP comes first."""
    register = RegisterFactory(code="uk-fcdo", jurisdiction=None, grants_licence=False)
    scopes = {"silent": "", "family": "Family; Tax", "ip": "Corporate; Intellectual Property"}
    made = {
        key: AgencyFactory(foreign=True, jurisdiction=jurisdiction("FR"), scope=text) for key, text in scopes.items()
    }
    for agency in made.values():
        ListingFactory(agency=agency, register=register)
    listed = pair(tmp_path)["unvetted"]
    assert [item["id"] for item in listed["agencies"]] == [made["ip"].public_id, made["silent"].public_id]
    assert [item["practice"] for item in listed["agencies"]] == ["ip", ""]
    assert listed["count"] == 2


@pytest.mark.parametrize("status", ["suspended", "revoked", "deregistered"])
def test_a_bad_status_excludes_by_name(tmp_path, status):
    """M1, M4: a vetted agency that is suspended, revoked or deregistered is named as excluded."""
    agency = vetted_agency("FR", status=status)
    france = pair(tmp_path)
    assert france["agencies"] == []
    assert [(item["id"], item["reason"]) for item in france["excluded"]] == [(agency.public_id, status)]
    assert france["excluded"][0]["name"] == agency.name_en
    assert "excluded" in [reason["code"] for reason in france["shortfall"]["reasons"]]


def test_struck_off(tmp_path):
    """D8: what left its register has no licence there."""
    agency = vetted_agency("FR")
    agency.listings.update(until=date(2026, 11, 1))
    france = pair(tmp_path)
    assert [(item["id"], item["reason"]) for item in france["excluded"]] == [(agency.public_id, "struck-off")]


def test_grade_d(tmp_path):
    """M1: an official grade D bars while it holds."""
    agency = vetted_agency("FR")
    scheme = GradeScheme.objects.create(
        code="patent", name_zh="专利代理信用", name_en="Patent credit", register=RegisterFactory(code="grades")
    )
    grade = Grade.objects.create(scheme=scheme, agency=agency, value="D", as_of=date(2026, 1, 1))
    assert pair(tmp_path)["excluded"][0]["reason"] == "grade"
    grade.until = date(2026, 10, 1)
    grade.save()
    assert [item["id"] for item in pair(tmp_path)["agencies"]] == [agency.public_id]


def test_excluded_by_the_brief(tmp_path):
    """M4: also one that is not vetted, and the survivor of a merger, is kept out and named."""
    vetted, silent = vetted_agency("FR"), AgencyFactory(foreign=True, jurisdiction=jurisdiction("FR"), listed=True)
    old = AgencyFactory(foreign=True, jurisdiction=jurisdiction("FR"), merged_into=vetted)
    france = pair(tmp_path, exclude=[old.public_id, silent.public_id])
    assert france["agencies"] == []
    assert {(item["id"], item["reason"]) for item in france["excluded"]} == {
        (vetted.public_id, "excluded"),
        (silent.public_id, "excluded"),
    }
    assert france["unvetted"]["count"] == 0


def test_vetting_that_ended_is_told(tmp_path):
    """M1: 12 months, then out by itself; the reason names the last day."""
    agency = vetted_agency("FR", since=date(2025, 11, 1))
    france = pair(tmp_path)
    assert france["agencies"] == []
    assert france["excluded"][0]["reason"] == "not-vetted"
    assert "2026-10-31" in france["excluded"][0]["sentence_en"]
    code, then = run(tmp_path, brief_json(), "--day", "2026-10-31")
    assert code == 0
    assert [item["id"] for item in then["jurisdictions"][0]["agencies"]] == [agency.public_id]


def test_profile_verification_lapses(tmp_path):
    """M1, D6: without a verified profile the file does not hold."""
    agency = vetted_agency("FR")
    agency.verified_until = date(2026, 11, 22)
    agency.save()
    assert pair(tmp_path)["excluded"][0]["reason"] == "not-vetted"
    assert run(tmp_path, brief_json(), "--day", "2026-11-22")[1]["jurisdictions"][0]["agencies"]


def test_licence_register_of_the_country_decides(tmp_path):
    """M1: where a licensing register is known, a listing elsewhere is no licence."""
    agency = vetted_agency("FR")
    licensing = RegisterFactory(code="fr-licences", jurisdiction=jurisdiction("FR"), grants_licence=True)
    assert pair(tmp_path)["agencies"], "an empty licensing register proves nothing"
    ListingFactory(register=licensing, agency=AgencyFactory(foreign=True, jurisdiction=jurisdiction("FR")))
    assert pair(tmp_path)["excluded"][0]["reason"] == "no-licence"
    ListingFactory(register=licensing, agency=agency)
    assert pair(tmp_path)["agencies"]


def test_budget_counts_declared_fee_bands(tmp_path):
    agency = vetted_agency("FR")
    FeeBand.objects.create(
        agency=agency,
        service=Service.objects.get(code="oa-response"),
        jurisdiction=jurisdiction("FR"),
        lowest=40_000,
        highest=90_000,
        band=BudgetBand.MEDIUM,
        declared_on=date(2026, 1, 1),
    )

    def points(budget):
        reasons = pair(tmp_path, budget=budget)["agencies"][0]["reasons"]
        return next(reason["points"] for reason in reasons if reason["code"] == "budget")

    assert (points("low"), points("medium"), points("high")) == (0, 10, 10)


def test_misfits_explain_the_shortfall(tmp_path):
    """M4: a vetted agency of another field is not listed, and counted as the reason."""
    vetted_agency("FR", fields=[30])
    vetted_agency("FR", services=["litigation"])
    vetted_agency("FR", languages=["fr"])
    causes = {reason["code"]: reason["count"] for reason in pair(tmp_path)["shortfall"]["reasons"]}
    assert causes == {"small-pool": 3, "no-fields": 1, "no-services": 1, "no-languages": 1}


def test_ipc_symbols_alone(tmp_path):
    """D9: H04N 21/ is digital communication although H04N is audio-visual technology."""
    agency = vetted_agency("FR", fields=[4])
    assert [item["id"] for item in pair(tmp_path, fields=None, ipc=["H04N 21/"])["agencies"]] == [agency.public_id]


@pytest.mark.parametrize(
    ("change", "key", "value"),
    [
        ({"jurisdiction": ["FR"]}, "jurisdiction", ""),
        ({"jurisdictions": ["XX"]}, "jurisdictions", "XX"),
        ({"jurisdictions": "FR"}, "jurisdictions", "FR"),
        ({"jurisdictions": []}, "jurisdictions", ""),
        ({"fields": [36]}, "fields", "36"),
        ({"fields": [True]}, "fields", "true"),
        ({"fields": [], "ipc": []}, "fields", ""),
        ({"ipc": ["H4N 21/"]}, "ipc", "H4N 21/"),
        ({"ipc": ["A61K"]}, "ipc", "A61K"),
        ({"services": ["oa-respond"]}, "services", "oa-respond"),
        ({"services": ["prosecution"]}, "services", "prosecution"),
        ({"services": []}, "services", ""),
        ({"languages": ["xx"]}, "languages", "xx"),
        ({"languages": [7]}, "languages", "7"),
        ({"budget": "cheap"}, "budget", "cheap"),
        ({"deadline": "31.3.2027"}, "deadline", "31.3.2027"),
        ({"deadline": "2020-01-01"}, "deadline", "2020-01-01"),
        ({"deadline": "2099-01-01"}, "deadline", "2099-01-01"),
        ({"exclude": ["nosuchid"]}, "exclude", "nosuchid"),
        ({"adverse_parties": ["x" * 201]}, "adverse_parties", "x" * 79 + "…"),
    ],
)
def test_mistakes_are_named(tmp_path, change, key, value):
    """M3: exit code 1; the key, the value as read and a way out, in both languages."""
    code, answer = run(tmp_path, brief_json(**change))
    assert code == 1
    found = [(item["key"], item["value"]) for item in answer["errors"]]
    assert found == [(key, value)]
    assert all(item["message"] and item["way_out"] for item in answer["errors"])


def test_all_mistakes_at_once(tmp_path):
    code, answer = run(tmp_path, brief_json(services=["x"], languages=["xx"], budget="y"))
    assert code == 1
    assert [item["key"] for item in answer["errors"]] == ["services", "languages", "budget"]


@pytest.mark.parametrize("text", ["{", "", "[1]", "null", "[" * 100_000])
def test_not_a_brief(tmp_path, text):
    code, answer = run(tmp_path, text)
    assert code == 1
    assert answer["errors"][0]["key"] == "brief"


def test_wrong_use(tmp_path):
    """Exit code 2: no such file, a bad day, a file too large."""
    file = tmp_path / "brief.json"
    for arguments in ([str(tmp_path / "none.json")], [str(file), "--day", "tomorrow"], [str(tmp_path)]):
        file.write_text(json.dumps(brief_json()), encoding="utf-8")
        with pytest.raises(CommandError) as error:
            call_command("pair_brief", *arguments)
        assert error.value.returncode == 2
    file.write_text(" " * 1_000_001, encoding="utf-8")
    with pytest.raises(CommandError) as error:
        call_command("pair_brief", str(file))
    assert error.value.returncode == 2


def test_reading_aloud(tmp_path):
    """Without --json the same answer as text."""
    agency = vetted_agency("FR")
    file = tmp_path / "brief.json"
    file.write_text(json.dumps(brief_json()), encoding="utf-8-sig")
    out = StringIO()
    call_command("pair_brief", str(file), stdout=out)
    assert agency.name_en in out.getvalue()
    assert "Found 1, 5 wanted" in out.getvalue()
