"""Appending to the audit chain, erasing payloads, and finding the first broken link (C8)."""

import datetime as dt
import decimal
import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from directory.audit.appending import BATCH
from directory.audit.canonical import GENESIS, canonical_json, payload_digest
from directory.audit.errors import AuditHeadMissingError, UnsavedSubjectError
from directory.audit.guards import install_guards, remove_guards
from directory.audit.models import AuditEvent, AuditHead, AuditPayload
from directory.audit.services import ERASED, changes, erase_payload, record_event, record_events
from directory.audit.verification import verify_chain
from directory.models import Association, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return User.objects.create_user("officer@example.org", first_name="Lin", last_name="Wei")


@pytest.fixture
def association() -> Association:
    return Association.objects.create(code="zgcipa", name_zh="中关村协会", name_en="Zhongguancun Association")


def note(text: str = "x", **more: Any) -> AuditEvent:
    return record_event(kind="test.noted", actor=None, subject=None, payload={"text": text}, **more)


@contextmanager
def unguarded() -> Iterator[None]:
    """What somebody with the database's password can do."""
    remove_guards(connection)
    yield
    install_guards(connection)


def test_events_are_numbered_from_one_and_hang_on_each_other() -> None:
    """C8: in order, without gaps, each on the hash of the one before."""
    first, second = note("a"), note("b")

    assert (first.sequence, second.sequence) == (1, 2)
    assert first.previous_hash == GENESIS
    assert second.previous_hash == first.hash
    assert AuditHead.objects.get() == AuditHead(id=1)
    assert AuditHead.objects.get().hash == second.hash
    assert verify_chain().holds


def test_an_event_says_who_did_what_to_which_record(officer: User, association: Association) -> None:
    event = record_event(
        kind="association.changed",
        actor=officer,
        subject=association,
        payload=changes({"website": "a", "code": "c"}, {"website": "b", "code": "c"}),
        association=association,
        reason="asked by letter",
    )

    event.refresh_from_db()
    assert (event.subject_model, event.subject_id) == ("directory.association", str(association.pk))
    assert event.subject_label == "中关村协会"
    assert (event.actor_id, event.association_id) == (officer.pk, association.pk)
    assert event.payload.content == {
        "actor": "Lin Wei",
        "reason": "asked by letter",
        "subject": "",
        "data": {"website": ["a", "b"]},
    }
    assert list(AuditEvent.objects.about(association).with_payloads()) == [event]


def test_names_of_persons_stand_in_the_payload_alone(officer: User) -> None:
    """C8: what must be erasable is not in the chain."""
    event = record_event(kind="user.changed", actor=officer, subject=officer, payload={})

    assert event.subject_label == ""
    assert event.payload.content["subject"] == "Lin Wei"
    assert "Lin" not in json.dumps(list(AuditEvent.objects.values()), default=str)


def test_a_rolled_back_event_leaves_no_gap() -> None:
    note("kept")
    with pytest.raises(RuntimeError), transaction.atomic():
        note("lost")
        raise RuntimeError
    assert note("next").sequence == 2
    assert verify_chain().checked == 2


def test_bulk_append_goes_over_the_batch() -> None:
    count = record_events(kind="test.bulk", actor=None, entries=((None, {"row": row}) for row in range(BATCH * 2 + 7)))
    assert count == BATCH * 2 + 7
    assert AuditEvent.objects.order_by("-sequence").first().payload.data == {"row": BATCH * 2 + 6}  # type: ignore[union-attr]
    assert verify_chain().checked == count
    assert record_events(kind="test.bulk", actor=None, entries=[]) == 0
    assert verify_chain().checked == count


def test_appending_costs_a_fixed_number_of_queries(django_assert_num_queries: Any) -> None:
    one = 4 if connection.vendor == "postgresql" else 6  # savepoint, head, (event, payload, head: one there), release
    with django_assert_num_queries(one):
        note()
    with django_assert_num_queries(6):
        record_events(kind="test.bulk", actor=None, entries=[(None, {"row": row}) for row in range(50)])


def test_an_unsaved_subject_and_a_missing_head_are_refused() -> None:
    with pytest.raises(UnsavedSubjectError):
        record_event(kind="test.noted", actor=None, subject=Association(), payload={})
    with unguarded():
        AuditHead.objects.all().delete()
        with pytest.raises(AuditHeadMissingError), transaction.atomic():
            note()
    assert note().sequence == 1


def test_a_payload_without_plain_text_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        note(object())  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="Out of range"):
        record_event(kind="test.noted", actor=None, subject=None, payload={"share": float("nan")})
    assert not AuditEvent.objects.exists()


def test_erasing_keeps_the_chain_whole(officer: User) -> None:
    """C8: personal data goes by an event, the digest stays, verification stays green."""
    event = record_event(kind="user.changed", actor=officer, subject=officer, payload={"phone": ["1", "2"]})
    told = erase_payload(event=event, actor=officer, reason="request of 2026-11-20")

    payload = AuditPayload.objects.get(event_id=event.pk)
    assert payload.is_erased
    assert (payload.salt, payload.content, payload.data) == (None, {}, {})
    assert told.kind == ERASED
    assert told.payload.data == {"sequence": event.sequence, "kind": "user.changed"}
    result = verify_chain()
    assert result.holds
    assert result.erased == 1


def test_erasing_twice_tells_once(officer: User) -> None:
    event = note()
    told = erase_payload(event=event, actor=officer, reason="a")
    assert erase_payload(event=event, actor=officer, reason="b") == told
    assert AuditEvent.objects.count() == 2


# ── Verification ──────────────────────────────────────────────────────────────────────────────


def break_event(number: int, **columns: Any) -> None:
    with unguarded():
        AuditEvent.objects.filter(sequence=number).update(**columns)


@pytest.mark.parametrize(
    ("columns", "fault"),
    [
        ({"kind": "test.other"}, "hash"),
        ({"at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}, "hash"),
        ({"actor_id": 7}, "hash"),
        ({"association_id": 7}, "hash"),
        ({"subject_model": "directory.user"}, "hash"),
        ({"subject_id": "9"}, "hash"),
        ({"subject_label": "Somebody"}, "hash"),
        ({"hash": "f" * 64}, "hash"),
        ({"payload_digest": "e" * 64}, "hash"),
        ({"previous_hash": "d" * 64}, "previous"),
        ({"sequence": 99}, "gap"),
    ],
)
def test_every_column_is_bound(columns: dict[str, Any], fault: str) -> None:
    """C8: verify_audit names the first broken link, whatever column was rewritten."""
    record_events(kind="test.bulk", actor=None, entries=[(None, {"row": row}) for row in range(5)])
    if "sequence" in columns:
        with unguarded():
            AuditPayload.objects.filter(event_id=3).delete()
    break_event(3, **columns)

    broken = verify_chain().broken
    assert broken is not None
    assert (broken.sequence, broken.fault) == (3, fault)


def test_a_fork_is_named() -> None:
    record_events(kind="test.bulk", actor=None, entries=[(None, {"row": row}) for row in range(4)])
    first, fourth = AuditEvent.objects.get(sequence=1), AuditEvent.objects.get(sequence=4)
    with unguarded():
        AuditPayload.objects.filter(event_id__in=[2, 4]).delete()
        AuditEvent.objects.filter(sequence=2).delete()
        AuditEvent.objects.filter(sequence=4).update(sequence=2, previous_hash=first.hash)
        AuditEvent.objects.filter(sequence=3).update(previous_hash=GENESIS.replace("0", "1"))
        AuditEvent.objects.filter(sequence=2).update(previous_hash=fourth.hash)
    broken = verify_chain().broken
    assert broken is not None
    assert broken.sequence == 2
    break_event(2, previous_hash=GENESIS.replace("0", "2"))
    break_event(3, previous_hash=first.hash)
    break_event(2, previous_hash=AuditEvent.objects.get(sequence=3).hash)
    broken = verify_chain().broken
    assert broken is not None
    assert (broken.sequence, broken.fault) == (2, "fork")
    assert "continues event 3" in broken.message


def test_a_rewritten_payload_is_named() -> None:
    note("a")
    note("b")
    with unguarded():
        AuditPayload.objects.filter(event_id=2).update(body='{"data":{}}')
    broken = verify_chain().broken
    assert broken is not None
    assert (broken.sequence, broken.fault) == (2, "payload")


def test_a_missing_payload_is_named() -> None:
    note()
    with unguarded():
        AuditPayload.objects.all().delete()
    broken = verify_chain().broken
    assert broken is not None
    assert "missing" in broken.message


def test_a_payload_erased_behind_the_services_back_is_named() -> None:
    """The guards let an erasing pass; without its event it is a broken link."""
    note()
    AuditPayload.objects.update(body=None, salt=None, erased_at=dt.datetime.now(dt.UTC))
    broken = verify_chain().broken
    assert broken is not None
    assert "without an event" in broken.message


def test_cutting_off_the_end_is_named() -> None:
    note()
    note()
    with unguarded():
        AuditPayload.objects.filter(event_id=2).delete()
        AuditEvent.objects.filter(sequence=2).delete()
    broken = verify_chain().broken
    assert broken is not None
    assert (broken.sequence, broken.fault) == (2, "gap")


@pytest.mark.parametrize(("head", "fault"), [({"hash": "a" * 64}, "head"), ({"sequence": 1}, "head"), (None, "head")])
def test_a_wrong_head_is_named(head: dict[str, Any] | None, fault: str) -> None:
    note()
    note()
    remove_guards(connection)
    if head is None:
        AuditHead.objects.all().delete()
    else:
        AuditHead.objects.update(**head)
    broken = verify_chain().broken
    install_guards(connection)
    assert broken is not None
    assert broken.fault == fault


def test_verification_may_start_later() -> None:
    record_events(kind="test.bulk", actor=None, entries=[(None, {"row": row}) for row in range(5)])
    break_event(2, kind="test.other")
    assert verify_chain(start=3).holds
    assert verify_chain(start=3).checked == 3
    assert not verify_chain(start=2).holds
    assert verify_chain(start=6).checked == 0
    broken = verify_chain(start=9).broken
    assert broken is not None
    assert broken.fault == "gap"


def test_the_command_says_where_and_ends_with_one() -> None:
    note()
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "The chain holds: events 1 to 1" in out.getvalue()
    break_event(1, kind="test.other")
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit", "--json", stdout=out)
    assert ended.value.code == 1
    told = json.loads(out.getvalue())
    assert told["broken"] == {
        "sequence": 1,
        "fault": "hash",
        "message": "event 1 does not have the hash of its content",
    }
    assert told["holds"] is False
    assert told["guarded"] is True


def test_an_unguarded_database_is_told() -> None:
    remove_guards(connection)
    out = StringIO()
    call_command("verify_audit", stdout=out)
    install_guards(connection)
    assert "guards are not in place" in out.getvalue()


# ── Canonical JSON ────────────────────────────────────────────────────────────────────────────

plain_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(value=plain_json)
def test_canonical_json_is_stable_and_reads_back(value: Any) -> None:
    text = canonical_json(value)
    assert json.loads(text) == value
    assert canonical_json(json.loads(text)) == text
    text.encode()


@given(salt=st.text(max_size=8), body=st.text(alphabet=st.characters(codec="utf-8"), max_size=8))
def test_a_digest_depends_on_every_character(salt: str, body: str) -> None:
    salt = salt.encode("ascii", "ignore").decode()
    assert payload_digest(salt, body) != payload_digest(salt, body + "x")


def test_values_of_the_models_have_plain_text(association: Association) -> None:
    value = {
        "day": dt.date(2026, 11, 22),
        "money": decimal.Decimal("10.50"),
        "set": {"b", "a"},
        "record": association,
        "broken": "\ud800",
        "nul": "\x00",
    }
    event = record_event(kind="test.noted", actor=None, subject=None, payload=value)
    event.refresh_from_db()
    assert event.payload.data == {
        "day": "2026-11-22",
        "money": "10.50",
        "set": ["a", "b"],
        "record": {"model": "directory.association", "id": str(association.pk), "label": "中关村协会"},
        "broken": "\ud800",
        "nul": "\x00",
    }
    assert verify_chain().holds


def test_changes_names_what_differs() -> None:
    assert changes({"a": 1, "b": 2, "gone": 3}, {"a": 1, "b": 4, "new": 5}) == {
        "b": [2, 4],
        "gone": [3, None],
        "new": [None, 5],
    }
