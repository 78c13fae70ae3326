"""What an agency states about itself (D7): declared from the day it is saved, verified only while unchanged."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture

from directory.accounts.enums import Role
from directory.accounts.errors import NotAllowedError
from directory.agencies.drafts import (
    InModerationError,
    read_narrative,
    save_narrative_draft,
    send_draft,
    take_draft_back,
)
from directory.agencies.enums import BudgetBand, OfficeKind, ServedBy
from directory.agencies.services import (
    Cover,
    Fee,
    Figures,
    Place,
    Practice,
    add_office,
    declare_fee,
    declare_figures,
    declare_insurance,
    declare_practice,
    declare_qualifications,
    end_office,
    read_practice,
    remove_fee,
    usual_band,
)
from directory.audit.models import AuditEvent
from directory.audit.verification import verify_chain
from directory.models import (
    Agency,
    AgencyNarrative,
    DeclaredService,
    FeeBand,
    Insurance,
    Jurisdiction,
    Language,
    Office,
    Service,
    TechnicalField,
    User,
)
from tests.factories.directory import AgencyFactory, UserFactory, jurisdiction

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)
MakePractice = Callable[..., Practice]


@pytest.fixture(autouse=True)
def _clock(clock: object) -> None:
    """Monday 2026-11-23, 10:00 in Shanghai."""


@pytest.fixture
def agency() -> Agency:
    return AgencyFactory(claimed=True)


@pytest.fixture
def editor(agency: Agency) -> User:
    return UserFactory(role=Role.AGENCY_EDITOR, agency=agency)


def line(code: str = "drafting") -> Service:
    return Service.objects.get(code=code)


def practice(*codes: str, **places: ServedBy) -> Practice:
    return Practice(
        fields=frozenset(TechnicalField.objects.filter(pk__in=(4, 6))),
        services=frozenset(map(line, codes)),
        languages=frozenset(Language.objects.filter(code="en")),
        jurisdictions={Jurisdiction.objects.get(code=code): served for code, served in places.items()},
    )


def last_event(agency: Agency) -> AuditEvent:
    event = AuditEvent.objects.about(agency).with_payloads().newest_first().first()
    assert event is not None
    return event


def test_practice_is_stated_with_before_and_after(agency: Agency, editor: User) -> None:
    """D7: every change is in the audit trail with before and after."""
    declare_practice(agency=agency, practice=practice("drafting", DE=ServedBy.ASSOCIATE), declared_by=editor)
    declare_practice(agency=agency, practice=practice("drafting", "fto", DE=ServedBy.OWN), declared_by=editor)

    assert read_practice(agency) == {
        "fields": [4, 6],
        "services": ["drafting", "fto"],
        "languages": ["en"],
        "jurisdictions": {"DE": "own"},
    }
    data = last_event(agency).payload.data
    assert data == {
        "services": [["drafting"], ["drafting", "fto"]],
        "jurisdictions": [{"DE": "associate"}, {"DE": "own"}],
    }
    assert verify_chain().holds


def test_the_same_again_leaves_no_event(agency: Agency, editor: User) -> None:
    for _turn in range(2):
        declare_practice(agency=agency, practice=practice("drafting"), declared_by=editor)
    assert AuditEvent.objects.about(agency).count() == 1


def test_what_stays_keeps_its_verification_and_what_changes_loses_it(agency: Agency, editor: User) -> None:
    declare_practice(
        agency=agency, practice=practice("drafting", "fto", DE=ServedBy.OWN, FR=ServedBy.OWN), declared_by=editor
    )
    for rows in (agency.declared_services, agency.declared_jurisdictions):
        rows.update(verified_until=dt.date(2027, 1, 1), verified_by=editor)
    declare_practice(
        agency=agency, practice=practice("drafting", DE=ServedBy.OWN, FR=ServedBy.ASSOCIATE), declared_by=editor
    )
    assert DeclaredService.objects.get(agency=agency).is_verified(TODAY)
    kept = {row.jurisdiction.code: row.is_verified(TODAY) for row in agency.declared_jurisdictions.all()}
    assert kept == {"DE": True, "FR": False}


def test_groups_of_services_and_strangers_are_refused(agency: Agency, editor: User) -> None:
    group = Service.objects.filter(parent__isnull=True).first()
    assert group is not None
    with pytest.raises(ValidationError):
        declare_practice(agency=agency, practice=Practice(services=frozenset({group})), declared_by=editor)
    for stranger in (UserFactory(), UserFactory(role=Role.REGISTRY_OFFICER), UserFactory(role=Role.AUDITOR)):
        with pytest.raises(NotAllowedError):
            declare_practice(agency=agency, practice=practice("drafting"), declared_by=stranger)
        with pytest.raises(NotAllowedError):
            save_narrative_draft(agency=agency, texts={}, written_by=stranger)
    assert not AuditEvent.objects.about(agency).exists()


def test_figures_and_insurance(agency: Agency, editor: User) -> None:
    declare_figures(
        agency=agency, figures=Figures("medium", " Oak Group ", foreign_qualified_staff=3), declared_by=editor
    )
    agency.refresh_from_db()
    assert (agency.size_class, agency.corporate_group, agency.foreign_qualified_staff) == ("medium", "Oak Group", 3)

    cover = Cover(Decimal(5_000_000), "CNY", "PICC", dt.date(2027, 6, 30))
    declare_insurance(agency=agency, cover=cover, declared_by=editor)
    Insurance.objects.update(verified_until=dt.date(2027, 6, 30), verified_by=editor)
    declare_insurance(agency=agency, cover=cover, declared_by=editor)
    assert Insurance.objects.get().is_verified(TODAY)
    declare_insurance(agency=agency, cover=Cover(Decimal(6_000_000)), declared_by=editor)
    assert not Insurance.objects.get().is_verified(TODAY)
    assert last_event(agency).payload.data["amount"] == ["5000000.00", "6000000.00"]
    declare_insurance(agency=agency, cover=None, declared_by=editor)
    assert not Insurance.objects.exists()
    with pytest.raises(ValidationError):
        declare_figures(agency=agency, figures=Figures("enormous"), declared_by=editor)


def test_qualifications(agency: Agency, editor: User) -> None:
    germany, japan = jurisdiction("DE"), jurisdiction("JP")
    declare_qualifications(agency=agency, people={germany: 2, japan: 1}, declared_by=editor)
    declare_qualifications(agency=agency, people={germany: 3, japan: 0}, declared_by=editor)
    assert {row.jurisdiction.code: row.people for row in agency.foreign_qualifications.all()} == {"DE": 3}
    assert last_event(agency).payload.data == {"qualifications": [{"DE": 2, "JP": 1}, {"DE": 3}]}


def fee(lowest: int = 10_000, highest: int = 20_000, **more: Any) -> Fee:
    told = {"service": line(), "jurisdiction": jurisdiction("DE"), "fee_model": "fixed", "currency": "CNY", **more}
    return Fee(lowest=Decimal(lowest), highest=Decimal(highest), **told)


def test_fees_replace_and_go(agency: Agency, editor: User) -> None:
    first = declare_fee(agency=agency, fee=fee(), declared_by=editor)
    again = declare_fee(agency=agency, fee=fee(highest=80_000), declared_by=editor)
    assert first.pk == again.pk
    assert again.band == BudgetBand.MEDIUM
    assert declare_fee(agency=agency, fee=fee(currency="EUR"), declared_by=editor).band == ""
    other = AgencyFactory()
    remove_fee(agency=agency, fee_id=first.pk, removed_by=editor)
    remove_fee(agency=agency, fee_id=first.pk, removed_by=editor)
    assert FeeBand.objects.filter(agency=agency).count() == 1
    assert not FeeBand.objects.filter(agency=other).exists()
    with pytest.raises(ValidationError):
        declare_fee(agency=agency, fee=fee(20_000, 10_000), declared_by=editor)


@pytest.mark.parametrize(
    ("lowest", "highest", "band"),
    [(0, 59_998, "low"), (30_000, 30_000, "medium"), (29_999, 30_001, "medium"), (149_999, 150_001, "high")],
)
def test_bands_are_d12s(lowest: int, highest: int, band: str) -> None:
    """D12: low < 30,000 ≤ medium < 150,000 ≤ high."""
    assert usual_band(Decimal(lowest), Decimal(highest)) == band


def test_offices_are_added_once_and_closed_with_a_date(agency: Agency, editor: User) -> None:
    place = Place(OfficeKind.ABROAD, jurisdiction("DE"), "München", "Marienplatz 1")
    office = add_office(agency=agency, place=place, added_by=editor)
    assert add_office(agency=agency, place=place, added_by=editor) == office
    end_office(agency=agency, office_id=office.pk, ended_by=editor)
    end_office(agency=agency, office_id=office.pk, ended_by=editor)
    office.refresh_from_db()
    assert office.until == TODAY
    assert AuditEvent.objects.about(agency).count() == 2


def test_the_registered_place_is_the_registers(agency: Agency, editor: User) -> None:
    """D7: register facts only by officers or rosters."""
    with pytest.raises(NotAllowedError):
        add_office(agency=agency, place=Place(OfficeKind.REGISTERED, jurisdiction(), "北京"), added_by=editor)
    registered = Office.objects.get(agency=agency, kind=OfficeKind.REGISTERED)
    with pytest.raises(NotAllowedError):
        end_office(agency=agency, office_id=registered.pk, ended_by=editor)


# ── Own words ─────────────────────────────────────────────────────────────────────────────────


def picture(kind: str = "PNG") -> SimpleUploadedFile:
    out = BytesIO()
    Picture.new("RGB", (40, 20), "teal").save(out, kind)
    return SimpleUploadedFile(f"logo.{kind.lower()}", out.getvalue())


def write(agency: Agency, editor: User, summary: str = "我们做数字通信。", **more: Any) -> AgencyNarrative:
    return save_narrative_draft(agency=agency, texts={"summary_zh": summary}, written_by=editor, **more)


def test_a_draft_is_not_public(agency: Agency, editor: User) -> None:
    narrative = write(agency, editor, logo=picture())
    state = read_narrative(agency)
    assert not narrative.live
    assert AgencyNarrative.objects.get().summary_zh == ""
    assert state.published is None
    assert state.draft is not None
    assert state.draft.summary_zh == "我们做数字通信。"
    assert state.draft.logo is not None
    write(agency, editor)
    assert AuditEvent.objects.about(agency).of_kind("narrative.drafted").count() == 1


def test_sent_read_and_released(agency: Agency, editor: User) -> None:
    write(agency, editor)
    send_draft(agency=agency, sent_by=editor)
    send_draft(agency=agency, sent_by=editor)
    assert AuditEvent.objects.about(agency).of_kind("narrative.submitted").count() == 1
    assert read_narrative(agency).in_moderation
    with pytest.raises(InModerationError):
        write(agency, editor, "other")

    officer = UserFactory(role=Role.REGISTRY_OFFICER)
    narrative = AgencyNarrative.objects.get()
    task_state = narrative.current_workflow_task_state
    task_state.task.specific.on_action(task_state, officer, "approve")
    state = read_narrative(agency)
    assert state.published is not None
    assert state.published.summary_zh == "我们做数字通信。"
    assert not state.in_moderation
    with pytest.raises(ValidationError):
        send_draft(agency=agency, sent_by=editor)
    assert verify_chain().holds


def test_taken_back_and_written_on(agency: Agency, editor: User) -> None:
    write(agency, editor)
    send_draft(agency=agency, sent_by=editor)
    take_draft_back(agency=agency, taken_by=editor)
    take_draft_back(agency=agency, taken_by=editor)
    write(agency, editor, "other")
    send_draft(agency=agency, sent_by=editor)
    assert read_narrative(agency).in_moderation


def test_changes_asked_for_come_back_with_the_readers_words(agency: Agency, editor: User) -> None:
    write(agency, editor)
    send_draft(agency=agency, sent_by=editor)
    task_state = AgencyNarrative.objects.get().current_workflow_task_state
    task_state.task.specific.on_action(
        task_state, UserFactory(role=Role.REGISTRY_OFFICER), "reject", comment="No praise, please."
    )
    state = read_narrative(agency)
    assert not state.in_moderation
    assert state.answer == "No praise, please."
    write(agency, editor, "Plain.")
    send_draft(agency=agency, sent_by=editor)
    assert read_narrative(agency).in_moderation


@pytest.mark.parametrize(
    ("name", "content"), [("a.png", b"not a picture"), ("a.svg", b"<svg xmlns='x'/>"), ("a.gif", None)]
)
def test_only_pictures_are_logos(agency: Agency, editor: User, name: str, content: bytes | None) -> None:
    file = picture("GIF") if content is None else SimpleUploadedFile(name, content)
    with pytest.raises(ValidationError) as refused:
        write(agency, editor, logo=file)
    assert "logo" in refused.value.message_dict
