"""Granting and ending roles: dated rows, audit events, groups in step, no organisation without an administrator."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from directory.accounts.enums import Role
from directory.accounts.errors import LastAdministratorError
from directory.accounts.groups import keep_groups_in_step
from directory.accounts.models import Membership
from directory.accounts.permissions import forget_roles, roles_of, today
from directory.accounts.services import change_person, change_role, end_role, grant_role
from directory.audit.models import AuditEvent
from tests.factories.directory import AgencyFactory, AssociationFactory, FirmFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return list(AuditEvent.objects.order_by("sequence").values_list("kind", flat=True))


def test_granting_twice_is_one_row_and_one_event() -> None:
    firm, user, boss = FirmFactory(), UserFactory(), UserFactory()
    first = grant_role(user=user, role=Role.FIRM_MEMBER, organisation=firm, granted_by=boss)
    again = grant_role(user=user, role=Role.FIRM_MEMBER, organisation=firm, granted_by=boss)
    assert first == again
    assert first.since == today()
    assert kinds().count("membership.granted") == 1


def test_a_role_can_be_granted_again_after_its_end() -> None:
    user = UserFactory()
    first = grant_role(user=user, role=Role.AUDITOR, granted_by=None, since=date(2024, 1, 1))
    end_role(membership=first, ended_by=None, on=date(2025, 1, 1))
    second = grant_role(user=user, role=Role.AUDITOR, granted_by=None)
    assert first != second
    assert Membership.objects.filter(user=user).count() == 2, "rows are never deleted"


@pytest.mark.parametrize("role", [Role.FIRM_MEMBER, Role.AGENCY_EDITOR, Role.MATCHMAKER])
def test_a_role_without_its_organisation_is_refused(role: Role) -> None:
    with pytest.raises(ValidationError):
        grant_role(user=UserFactory(), role=role, granted_by=None)


def test_a_platform_role_in_a_firm_is_refused_by_the_database_too() -> None:
    user, firm = UserFactory(), FirmFactory()
    with pytest.raises(ValidationError):
        grant_role(user=user, role=Role.AUDITOR, organisation=firm, granted_by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=user, role=Role.AUDITOR, firm=firm, since=today())
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=user, role=Role.AUDITOR, since=today(), until=today() - timedelta(days=1))


def test_the_last_administrator_cannot_leave() -> None:
    firm = FirmFactory()
    only = MembershipFactory(role=Role.FIRM_ADMINISTRATOR, firm=firm)
    MembershipFactory(role=Role.FIRM_MEMBER, firm=firm)
    MembershipFactory(role=Role.FIRM_ADMINISTRATOR, firm=firm, ended=True)
    MembershipFactory(role=Role.FIRM_ADMINISTRATOR, firm=firm, user=UserFactory(is_active=False))
    MembershipFactory(role=Role.FIRM_ADMINISTRATOR)
    with pytest.raises(LastAdministratorError):
        end_role(membership=only, ended_by=only.user)
    with pytest.raises(LastAdministratorError):
        change_role(membership=only, role=Role.FIRM_MEMBER, changed_by=only.user)
    only.refresh_from_db()
    assert only.until is None
    assert not firm.memberships.filter(user=only.user, role=Role.FIRM_MEMBER).exists(), "nothing half done"
    second = MembershipFactory(role=Role.FIRM_ADMINISTRATOR, firm=firm)
    end_role(membership=only, ended_by=only.user)
    with pytest.raises(LastAdministratorError):
        end_role(membership=second, ended_by=second.user)


def test_ending_twice_is_one_event_and_takes_effect_today() -> None:
    membership = MembershipFactory(role=Role.AGENCY_EDITOR, agency=AgencyFactory())
    end_role(membership=membership, ended_by=None)
    end_role(membership=membership, ended_by=None)
    assert kinds().count("membership.ended") == 1
    assert not roles_of(membership.user).held


def test_changing_a_role_ends_one_and_begins_another() -> None:
    firm = FirmFactory()
    MembershipFactory(role=Role.FIRM_ADMINISTRATOR, firm=firm)
    member = MembershipFactory(role=Role.FIRM_MEMBER, firm=firm)
    changed = change_role(membership=member, role=Role.FIRM_ADMINISTRATOR, changed_by=None)
    assert change_role(membership=changed, role=Role.FIRM_ADMINISTRATOR, changed_by=None) == changed
    assert {held.role for held in roles_of(member.user).held} == {Role.FIRM_ADMINISTRATOR}
    assert kinds()[-2:] == ["membership.granted", "membership.ended"]


def test_groups_follow_roles(django_assert_num_queries: Any) -> None:
    user = UserFactory()
    user.groups.add(Group.objects.create(name="made by hand"))
    membership = grant_role(user=user, role=Role.REGISTRY_OFFICER, granted_by=None)
    grant_role(user=user, role=Role.MATCHMAKER, organisation=AssociationFactory(), granted_by=None)
    grant_role(user=user, role=Role.FIRM_MEMBER, organisation=FirmFactory(), granted_by=None)
    names = set(user.groups.values_list("name", flat=True))
    assert names == {"made by hand", "registry-officer", "matchmaker"}
    end_role(membership=membership, ended_by=None)
    assert set(user.groups.values_list("name", flat=True)) == {"made by hand", "matchmaker"}
    roles_of(user)
    with django_assert_num_queries(1):
        assert not keep_groups_in_step(user)


def test_a_role_that_ends_by_its_date_leaves_its_group_at_the_next_look() -> None:
    user = UserFactory()
    membership = grant_role(user=user, role=Role.AUDITOR, granted_by=None, since=date(2024, 1, 1))
    Membership.objects.filter(pk=membership.pk).update(until=today())
    forget_roles(user)
    assert keep_groups_in_step(user)
    assert not user.groups.exists()


def test_a_role_for_later_opens_nothing_yet() -> None:
    user = UserFactory()
    grant_role(user=user, role=Role.AUDITOR, granted_by=None, since=today() + timedelta(days=1))
    assert not roles_of(user).held
    assert roles_of(user, today() + timedelta(days=1)).is_auditor
    assert not user.groups.exists()


def test_a_person_changes_name_and_language() -> None:
    user = change_person(user=UserFactory(), first_name=" 王 明 ", last_name="", language="en")
    user.refresh_from_db()
    assert (str(user), user.language) == ("王 明", "en")
    with pytest.raises(ValidationError):
        change_person(user=user, first_name="王明", last_name="", language="tlh")
