"""Vetting files (M1): readiness by dates, the services, and the database's own constraints."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from directory.accounts.enums import Role
from directory.models import AuditEvent, Language, Service, TechnicalField
from directory.signals import agencies_changed
from matchmaking.models import Evidence, VettingFile, VettingTerm
from matchmaking.vetting import services
from matchmaking.vetting.enums import CHECKED_REQUIREMENTS, Requirement
from matchmaking.vetting.errors import (
    DateRefusedError,
    NotInPoolError,
    NotReadyError,
    RecusedError,
    VettingFileExistsError,
    WrongAssociationError,
)
from matchmaking.vetting.readiness import (
    EvidenceFact,
    FileFacts,
    TermFact,
    assess_requirements,
    is_ready,
    latest_last_day,
    vetting_validity,
)
from matchmaking.vetting.validity import load_validities
from tests.factories.directory import (
    AgencyFactory,
    AssociationFactory,
    InterestFactory,
    ListingFactory,
    MembershipFactory,
    RegisterFactory,
    UserFactory,
    jurisdiction,
)
from tests.factories.matchmaking import VettingFileFactory, vetted_agency

DAY = date(2026, 11, 23)
YEAR = DAY + timedelta(days=364)


# ── Readiness, pure ───────────────────────────────────────────────────────────────────────────


def complete(**changes):
    """The facts of a file that holds on ``DAY``."""
    facts = {
        "evidence": [EvidenceFact(each, date(2026, 1, 10), date(2027, 1, 9)) for each in CHECKED_REQUIREMENTS],
        "terms": [TermFact(date(2026, 1, 10), date(2027, 1, 9))],
        "verified_until": date(2027, 3, 1),
        "licence_holds": True,
        "barring_grade": "",
        "confirms_language": True,
        **changes,
    }
    return FileFacts(**facts)


def unmet(facts, day=DAY):
    return [state.requirement for state in assess_requirements(facts, day) if not state.met]


def last_day_of(facts: FileFacts, day: date = DAY) -> date:
    """The last valid day of a file that has a validity."""
    validity = vetting_validity(facts, day)
    assert validity is not None
    return validity.valid_until


def test_a_complete_file_is_ready():
    assert is_ready(complete(), DAY)
    assert last_day_of(complete()) == date(2027, 1, 9)


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"verified_until": None}, Requirement.VERIFIED_PROFILE),
        ({"verified_until": DAY - timedelta(days=1)}, Requirement.VERIFIED_PROFILE),
        ({"licence_holds": False}, Requirement.LICENCE),
        ({"barring_grade": "D"}, Requirement.GRADE),
        ({"confirms_language": False}, Requirement.WORKING_LANGUAGE),
    ],
)
def test_each_computed_requirement_is_needed(change, missing):
    """M1: one requirement less and the file is not ready, by that name."""
    assert unmet(complete(**change)) == [missing]


@pytest.mark.parametrize("requirement", CHECKED_REQUIREMENTS)
def test_each_checked_requirement_needs_evidence(requirement):
    """M1: missing, lapsed or taken back, the requirement is not met; another piece that holds is enough."""
    others = [item for item in complete().evidence if item.requirement != requirement]
    lapsed = EvidenceFact(requirement, date(2025, 11, 1), DAY - timedelta(days=1))
    withdrawn = EvidenceFact(requirement, date(2026, 1, 1), YEAR, withdrawn_on=DAY)
    coming = EvidenceFact(requirement, DAY + timedelta(days=1), YEAR)
    for evidence in ([], [lapsed], [withdrawn], [coming]):
        assert unmet(complete(evidence=[*others, *evidence])) == [requirement]
    fresh = EvidenceFact(requirement, DAY, DAY)
    assert is_ready(complete(evidence=[*others, lapsed, fresh]), DAY)


def test_the_first_lapse_ends_validity():
    """M1: whatever ends first ends the vetting, on its day, without a job."""
    insurance = EvidenceFact(Requirement.INSURANCE, date(2026, 1, 10), date(2026, 12, 31))
    others = [item for item in complete().evidence if item.requirement != Requirement.INSURANCE]
    facts = complete(evidence=[*others, insurance])
    assert last_day_of(facts) == date(2026, 12, 31)
    assert last_day_of(facts, date(2027, 1, 1)) < date(2027, 1, 1)
    assert last_day_of(complete(verified_until=date(2026, 12, 1))) == date(2026, 12, 1)


days = st.integers(-400, 400).map(lambda offset: DAY + timedelta(days=offset))


@given(since=days, length=st.integers(0, 365), left=st.none() | days, verified=st.none() | days)
def test_validity_agrees_with_the_day(since, length, left, verified):
    """M1: the file holds on a day exactly when a term runs and every requirement is met on that day."""
    left = max(left, since) if left else None
    term = TermFact(since, since + timedelta(days=length), left)
    facts = complete(terms=[term], verified_until=verified)
    found = vetting_validity(facts, DAY)
    in_term = since <= DAY <= term.valid_until and (left is None or left > DAY)
    holds = in_term and verified is not None and verified >= DAY and date(2027, 1, 9) >= DAY
    assert (found is not None and found.since <= DAY <= found.valid_until) == holds
    assert (found is None) == (since > DAY)


def test_twelve_months():
    assert latest_last_day(date(2026, 11, 23)) == date(2027, 11, 22)
    assert latest_last_day(date(2024, 2, 29)) == date(2025, 2, 27)


# ── Services ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def association(db):
    return AssociationFactory()


@pytest.fixture
def matchmaker(association):
    return UserFactory(role=Role.MATCHMAKER, association=association)


@pytest.fixture
def agency(db):
    made = AgencyFactory(foreign=True, verified=True, jurisdiction=jurisdiction("FR"))
    ListingFactory(agency=made, register=RegisterFactory(code="fr", jurisdiction=None, grants_licence=False))
    return made


@pytest.fixture
def file(association, matchmaker, agency):
    return services.open_file(
        association=association,
        agency=agency,
        jurisdiction=jurisdiction("FR"),
        actor=matchmaker,
        fields=[TechnicalField.objects.get(pk=4)],
        services=[Service.objects.get(code="oa-response")],
        languages=[Language.objects.get(code="en")],
    )


def check_everything(file, matchmaker):
    for requirement in CHECKED_REQUIREMENTS:
        services.add_evidence(
            file=file, actor=matchmaker, requirement=requirement, text="Seen", day=DAY, valid_until=YEAR
        )


def kinds():
    return list(AuditEvent.objects.order_by("sequence").values_list("kind", flat=True))


def test_the_whole_life_of_a_file(file, matchmaker):
    """M1: opened, checked, entered, left; each step in the trail; never ready by a word."""
    told = []
    agencies_changed.connect(lambda agency_ids, **_: told.extend(agency_ids), weak=False, dispatch_uid="test")
    with pytest.raises(NotReadyError) as error:
        services.enter_pool(file=file, actor=matchmaker, reason="Ready", day=DAY)
    assert len(error.value.labels) == 4
    check_everything(file, matchmaker)
    term = services.enter_pool(file=file, actor=matchmaker, reason="Ready", day=DAY)
    assert (term.since, term.valid_until) == (DAY, date(2027, 11, 22))
    assert services.enter_pool(file=file, actor=matchmaker, reason="Ready", day=DAY) == term, "pressed twice"
    again = services.enter_pool(file=file, actor=matchmaker, reason="Vetted anew", day=DAY + timedelta(days=300))
    term.refresh_from_db()
    assert term.left_on == again.since
    left = services.leave_pool(file=file, actor=matchmaker, reason="Asked to leave", day=DAY + timedelta(days=301))
    assert left.exit_reason == "Asked to leave"
    with pytest.raises(NotInPoolError):
        services.leave_pool(file=file, actor=matchmaker, reason="Again", day=DAY)
    expected = ["vetting.opened", *["vetting.evidence-added"] * 4, *["vetting.entered"] * 2, "vetting.left"]
    assert kinds() == expected
    assert set(told) == {file.agency_id}
    agencies_changed.disconnect(dispatch_uid="test")


def test_taking_evidence_back_ends_the_vetting(file, matchmaker):
    check_everything(file, matchmaker)
    services.enter_pool(file=file, actor=matchmaker, reason="Ready", day=DAY)
    assert [found.holds for found in load_validities(VettingFile.objects.all(), day=DAY)] == [True]
    evidence = Evidence.objects.get(requirement=Requirement.REFERENCES)
    with pytest.raises(ValidationError):
        services.withdraw_evidence(evidence=evidence, actor=matchmaker, reason=" " * 400, day=DAY)
    services.withdraw_evidence(evidence=evidence, actor=matchmaker, reason="Referee unknown", day=DAY)
    services.withdraw_evidence(evidence=evidence, actor=matchmaker, reason="Twice", day=DAY)
    evidence.refresh_from_db()
    assert evidence.withdrawn_reason == "Referee unknown"
    assert [found.holds for found in load_validities(VettingFile.objects.all(), day=DAY)] == [False]


def test_scope_changes_are_recorded_once(file, matchmaker):
    same = {"fields": file.fields.all(), "services": file.services.all(), "languages": file.languages.all()}
    services.change_scope(file=file, actor=matchmaker, note="", **same)
    assert kinds() == ["vetting.opened"]
    services.change_scope(file=file, actor=matchmaker, note="Asks for English", **{**same, "fields": []})
    assert kinds()[-1] == "vetting.scope-changed"
    assert not file.fields.exists()


@pytest.mark.parametrize("until", [DAY - timedelta(days=1), DAY + timedelta(days=365)])
def test_evidence_holds_twelve_months_at_most(file, matchmaker, until):
    with pytest.raises(DateRefusedError, match=until.isoformat()):
        services.add_evidence(
            file=file, actor=matchmaker, requirement=Requirement.INSURANCE, text="Policy", day=DAY, valid_until=until
        )
    assert not Evidence.objects.exists()


def test_only_documents_that_are_documents(file, matchmaker):
    policy: dict[str, Any] = {"file": file, "actor": matchmaker, "requirement": Requirement.INSURANCE, "text": "Policy"}
    policy |= {"day": DAY, "valid_until": YEAR}
    with pytest.raises(ValidationError):
        services.add_evidence(**policy, document=ContentFile(b"MZ\x90 program", name="policy.pdf"))
    kept = services.add_evidence(**policy, document=ContentFile(b"%PDF-1.7 policy", name="policy.pdf"))
    assert kept.document.read() == b"%PDF-1.7 policy"


def test_strangers_and_the_interested_are_refused(file, association, agency, matchmaker):
    """D0: only matchmakers of the association, and none with a stake, a former job or a rival's job."""
    stranger = UserFactory(role=Role.MATCHMAKER)
    colleague = UserFactory(role=Role.RATING_OFFICER, association=association)
    interested = UserFactory(role=Role.MATCHMAKER, association=association)
    InterestFactory(user=interested, agency=agency, until=date(2024, 6, 1))
    insider = UserFactory(role=Role.MATCHMAKER, association=association)
    MembershipFactory(user=insider, role=Role.AGENCY_EDITOR, agency=agency)
    cases = [
        (stranger, WrongAssociationError),
        (colleague, WrongAssociationError),
        (interested, RecusedError),
        (insider, RecusedError),
    ]
    for actor, refusal in cases:
        for call in (
            lambda actor=actor: services.enter_pool(file=file, actor=actor, reason="x", day=DAY),
            lambda actor=actor: services.leave_pool(file=file, actor=actor, reason="x", day=DAY),
            lambda actor=actor: services.add_evidence(
                file=file, actor=actor, requirement=Requirement.INSURANCE, text="x", day=DAY, valid_until=YEAR
            ),
            lambda actor=actor: services.open_file(
                association=association, agency=agency, jurisdiction=jurisdiction("DE"), actor=actor
            ),
        ):
            with pytest.raises(refusal):
                call()
    assert kinds() == ["vetting.opened"]


def test_one_file_each(file, association, agency, matchmaker):
    with pytest.raises(VettingFileExistsError):
        services.open_file(association=association, agency=agency, jurisdiction=jurisdiction("FR"), actor=matchmaker)


def test_validities_cost_a_constant_number_of_queries(db):
    """The pool of a jurisdiction is read in the same number of queries however large it is."""
    counts = []
    for size in (1, 6):
        for _ in range(size):
            vetted_agency("FR")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            load_validities(VettingFile.objects.all(), day=DAY)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


# ── Constraints, each broken once ─────────────────────────────────────────────────────────────


def refuses(create):
    with pytest.raises(IntegrityError), transaction.atomic():
        create()


def test_constraints_of_files(file):
    refuses(
        lambda: VettingFile.objects.create(
            association=file.association, agency=file.agency, jurisdiction=file.jurisdiction, opened_by=file.opened_by
        )
    )


@pytest.mark.parametrize(
    "broken",
    [
        {"requirement": "grade"},
        {"valid_until": DAY - timedelta(days=1)},
        {"text": ""},
        {"withdrawn_on": DAY},
    ],
)
def test_constraints_of_evidence(file, broken):
    good = {
        "file": file,
        "requirement": Requirement.INSURANCE,
        "text": "Policy",
        "checked_by": file.opened_by,
        "checked_on": DAY,
        "valid_until": YEAR,
    }
    refuses(lambda: Evidence.objects.create(**{**good, **broken}))
    Evidence.objects.create(**good)


@pytest.mark.parametrize(
    "broken",
    [
        {"valid_until": DAY - timedelta(days=1)},
        {"left_on": DAY - timedelta(days=1), "exit_reason": "x", "with_leaver": True},
        {"left_on": DAY, "with_leaver": True},
        {"left_on": DAY, "exit_reason": "x"},
        {"exit_reason": "x"},
        {"entry_reason": ""},
    ],
)
def test_constraints_of_terms(file, broken):
    good = {"file": file, "since": DAY, "valid_until": YEAR, "entry_reason": "Ready", "entered_by": file.opened_by}
    values = {**good, **{key: value for key, value in broken.items() if key != "with_leaver"}}
    if broken.get("with_leaver"):
        values["left_by"] = file.opened_by
    refuses(lambda: VettingTerm.objects.create(**values))
    VettingTerm.objects.create(**good)
    refuses(lambda: VettingTerm.objects.create(**good))


def test_nothing_of_a_file_is_deleted(file, matchmaker):
    check_everything(file, matchmaker)
    for row in (file, file.agency, file.association):
        with pytest.raises(ProtectedError), transaction.atomic():
            row.delete()


def test_factory_pool_is_what_the_services_make(db):
    """The shortcut of the other tests gives a file that the real rules accept."""
    agency = vetted_agency("FR")
    (found,) = load_validities(VettingFile.objects.filter(agency=agency), day=DAY)
    assert found.holds
    assert VettingFileFactory().terms.count() == 0
