"""D0: firms register themselves, keep their data, and an officer verifies them."""

from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from directory.accounts.enums import Role, VerificationOutcome
from directory.accounts.errors import NotAllowedError, VerificationError
from directory.accounts.firms import (
    FIRMS_PER_PERSON,
    FirmData,
    change_firm,
    decide_verification,
    register_firm,
    request_verification,
)
from directory.accounts.models import Firm, FirmVerification, User
from directory.accounts.permissions import can_administer_firm
from directory.audit.models import AuditEvent
from directory.identifiers import build_credit_code
from tests.factories.directory import FirmFactory, UserFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db
CODE = build_credit_code("990000", "MA2T0001")


def licence(name: str = "licence.pdf", content: bytes = b"%PDF-1.7 licence") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def ask(firm: Firm, by: User) -> FirmVerification:
    return request_verification(firm=firm, document=licence(), requested_by=by)


@pytest.fixture
def boss() -> User:
    return UserFactory()


@pytest.fixture
def firm(boss: User) -> Firm:
    return register_firm(data=FirmData(name_zh="虚构测试有限公司", credit_code=CODE), registered_by=boss)


@pytest.fixture
def officer() -> User:
    return UserFactory(role=Role.REGISTRY_OFFICER)


def test_registering_makes_an_administrator_once(firm: Firm, boss: User) -> None:
    again = register_firm(data=FirmData(name_zh="虚构测试有限公司", credit_code=CODE), registered_by=boss)
    assert again == firm
    assert can_administer_firm(boss, firm)
    assert AuditEvent.objects.filter(kind="firm.registered").count() == 1


def test_a_code_means_one_firm(firm: Firm) -> None:
    with pytest.raises(ValidationError, match=CODE):
        register_firm(data=FirmData(name_zh="另一家", credit_code=CODE), registered_by=UserFactory())
    other = register_firm(data=FirmData(name_zh="另一家"), registered_by=UserFactory())
    with pytest.raises(ValidationError, match=CODE):
        change_firm(firm=other, data=FirmData(name_zh="另一家", credit_code=CODE), changed_by=UserFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        Firm.objects.filter(pk=other.pk).update(credit_code=CODE)


def test_firms_without_a_code_do_not_collide() -> None:
    for _number in range(2):
        register_firm(data=FirmData(name_zh="同名公司"), registered_by=UserFactory())
    assert Firm.objects.filter(name_zh="同名公司", credit_code=None).count() == 2


def test_nobody_registers_firms_without_end(boss: User) -> None:
    for number in range(FIRMS_PER_PERSON):
        register_firm(data=FirmData(name_zh=f"公司{number}"), registered_by=boss)
    with pytest.raises(ValidationError):
        register_firm(data=FirmData(name_zh="再一家"), registered_by=boss)


def test_the_officer_verifies_and_the_firm_is_told(
    firm: Firm, boss: User, officer: User, django_capture_on_commit_callbacks: Any
) -> None:
    request = ask(firm, boss)
    assert ask(firm, boss) == request, "a double click"
    with django_capture_on_commit_callbacks(execute=True):
        decide_verification(verification=request, accept=True, decided_by=officer)
        decide_verification(verification=request, accept=True, decided_by=officer)
    firm.refresh_from_db()
    assert firm.is_verified
    assert firm.verified_by == officer
    assert [message.to for message in mail.outbox] == [[boss.email]]
    assert AuditEvent.objects.filter(kind="firm.verified").count() == 1
    with pytest.raises(VerificationError):
        decide_verification(verification=request, accept=False, decided_by=officer, reason="anders")
    with pytest.raises(VerificationError):
        ask(firm, boss)


def test_a_refusal_says_why_and_the_firm_may_ask_again(
    firm: Firm, boss: User, officer: User, django_capture_on_commit_callbacks: Any
) -> None:
    request = ask(firm, boss)
    with pytest.raises(ValidationError):
        decide_verification(verification=request, accept=False, decided_by=officer, reason=" ")
    with django_capture_on_commit_callbacks(execute=True):
        decide_verification(verification=request, accept=False, decided_by=officer, reason="扫描件不清晰")
    assert "扫描件不清晰" in mail.outbox[-1].body
    firm.refresh_from_db()
    assert not firm.is_verified
    assert ask(firm, boss) != request


def test_nobody_verifies_the_own_firm(firm: Firm, boss: User) -> None:
    request = ask(firm, boss)
    own_officer = UserFactory(role=Role.REGISTRY_OFFICER)
    from tests.factories.directory import MembershipFactory

    MembershipFactory(user=own_officer, role=Role.FIRM_MEMBER, firm=firm)
    for person in (own_officer, boss, UserFactory(role=Role.AUDITOR), UserFactory(role=Role.SITE_ADMINISTRATOR)):
        with pytest.raises(NotAllowedError):
            decide_verification(verification=request, accept=True, decided_by=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        FirmVerification.objects.filter(pk=request.pk).update(
            outcome=VerificationOutcome.ACCEPTED, decided_by=boss, decided_at="2026-01-01T00:00Z"
        )


@pytest.mark.parametrize(
    "broken",
    [
        {"outcome": VerificationOutcome.ACCEPTED},
        {"decided_at": "2026-01-01T00:00Z"},
    ],
)
def test_a_decision_is_whole(firm: Firm, boss: User, broken: dict[str, Any]) -> None:
    request = ask(firm, boss)
    with pytest.raises(IntegrityError), transaction.atomic():
        FirmVerification.objects.filter(pk=request.pk).update(**broken)


def test_one_request_waits() -> None:
    firm, user = FirmFactory(), UserFactory()
    FirmVerification.objects.create(firm=firm, requested_by=user, document="a.pdf")
    with pytest.raises(IntegrityError), transaction.atomic():
        FirmVerification.objects.create(firm=firm, requested_by=user, document="b.pdf")


def test_a_new_name_ends_the_verification(firm: Firm, boss: User, officer: User) -> None:
    decide_verification(verification=ask(firm, boss), accept=True, decided_by=officer)
    firm.refresh_from_db()
    same = change_firm(
        firm=firm, data=FirmData(name_zh=firm.name_zh, credit_code=CODE, website="https://a.example"), changed_by=boss
    )
    assert same.is_verified
    renamed = change_firm(firm=firm, data=FirmData(name_zh="改名有限公司", credit_code=CODE), changed_by=boss)
    assert not renamed.is_verified
    event = AuditEvent.objects.filter(kind="firm.changed").order_by("-sequence").first()
    assert event is not None


def test_without_a_code_there_is_nothing_to_verify(boss: User) -> None:
    firm = register_firm(data=FirmData(name_zh="无码公司"), registered_by=boss)
    with pytest.raises(VerificationError):
        ask(firm, boss)


def test_a_firm_needs_a_name() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        FirmFactory(name_zh="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Firm.objects.filter(pk=FirmFactory(verified=True).pk).update(verified_by=None)


# ── Pages ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["", "/en"])
def test_from_registering_to_verification_by_the_pages(client: Client, officer: User, language: str) -> None:
    user = UserFactory()
    sign_in(client, user)
    assert f"{language}/workspace/firm/register/" in client.get(f"{language}/account/").content.decode()
    wrong = client.post(f"{language}/workspace/firm/register/", {"name_zh": "虚构甲公司", "credit_code": CODE[:-1]})
    assert wrong.status_code == 422
    assert CODE[:-1] in wrong.content.decode(), "the error names the value as it was read"
    lower = f" {CODE[:8].lower()} {CODE[8:]}"
    made = client.post(f"{language}/workspace/firm/register/", {"name_zh": "虚构甲公司", "credit_code": lower})
    firm = Firm.objects.get(credit_code=CODE)
    desk = f"{language}/workspace/firm/{firm.public_id}/"
    assert made.headers["Location"] == desk
    page = client.get(desk).content.decode()
    assert f"{desk}verification/" in page, "asking for verification is the next step"
    bad = client.post(f"{desk}verification/", {"document": licence("licence.pdf", b"<html>")})
    assert bad.status_code == 422
    sent = client.post(f"{desk}verification/", {"document": licence(), "note": "谢谢"})
    assert sent.headers["Location"] == desk
    assert f"{desk}verification/" not in client.get(desk).content.decode(), "it waits; nothing to ask"
    verification = firm.verifications.get()
    assert not verification.document.path.startswith(str(settings_media()) + "/images")
    decide_verification(verification=verification, accept=True, decided_by=officer)
    assert "mark--accent" in client.get(desk).content.decode()


def settings_media() -> Any:
    from django.conf import settings

    return settings.MEDIA_ROOT


def test_editing_keeps_what_was_typed_wrong(client: Client) -> None:
    firm = FirmFactory()
    sign_in(client, UserFactory(role=Role.FIRM_ADMINISTRATOR, firm=firm))
    path = reverse("firm-edit", args=[firm.public_id])
    assert firm.name_zh in client.get(path).content.decode()
    wrong = client.post(path, {"name_zh": "", "name_en": "Kept", "credit_code": "123"})
    assert wrong.status_code == 422
    assert 'value="Kept"' in wrong.content.decode()
    assert client.post(path, {"name_zh": "新名", "name_en": "New"}).status_code == 302
    firm.refresh_from_db()
    assert (firm.name_zh, firm.name_en) == ("新名", "New")


def test_a_member_reads_and_does_not_edit(client: Client) -> None:
    firm = FirmFactory()
    sign_in(client, UserFactory(role=Role.FIRM_MEMBER, firm=firm))
    assert client.get(reverse("firm-workspace", args=[firm.public_id])).status_code == 200
    assert client.get(reverse("firm-edit", args=[firm.public_id])).status_code == 404
    assert client.post(reverse("firm-edit", args=[firm.public_id]), {"name_zh": "x"}).status_code == 404


def test_the_workspace_costs_a_fixed_number_of_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    firm = FirmFactory()
    user = UserFactory(role=Role.FIRM_ADMINISTRATOR, firm=firm)
    for _number in range(5):
        UserFactory(role=Role.FIRM_MEMBER, firm=firm)
    sign_in(client, user)
    client.get(reverse("firm-workspace", args=[firm.public_id]))
    with django_assert_max_num_queries(8):
        client.get(reverse("firm-workspace", args=[firm.public_id]))
