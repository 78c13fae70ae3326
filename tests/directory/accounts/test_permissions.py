"""D0: roles are dated; predicates follow them to the day, with one query a request."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import given
from hypothesis import strategies as st

from directory.accounts import permissions
from directory.accounts.enums import STAFF_ROLES, Role
from directory.accounts.models import Membership, User
from directory.accounts.permissions import HeldRole, Roles
from tests.factories.directory import (
    AgencyFactory,
    AssociationFactory,
    FirmFactory,
    InterestFactory,
    MembershipFactory,
    UserFactory,
)

DAY = date(2026, 11, 23)


@pytest.mark.django_db
def test_one_query_however_many_predicates(django_assert_num_queries: Any) -> None:
    firm, agency = FirmFactory(), AgencyFactory()
    made = UserFactory(role=Role.FIRM_ADMINISTRATOR, firm=firm)
    MembershipFactory(user=made, role=Role.AGENCY_EDITOR, agency=agency)
    user = User.objects.get(pk=made.pk)
    with django_assert_num_queries(1):
        assert permissions.can_administer_firm(user, firm)
        assert permissions.can_work_for_firm(user, firm)
        assert permissions.can_edit_agency(user, agency)
        assert not permissions.can_administer_agency(user, agency)
        assert not permissions.is_staff_person(user)
        assert not permissions.can_manage_registry(user)


def test_nobody_holds_nothing(django_assert_num_queries: Any, db: None) -> None:
    agency = AgencyFactory()
    with django_assert_num_queries(0):
        assert permissions.roles_of(AnonymousUser()).held == ()
        assert not permissions.has_interest(AnonymousUser(), agency)


@pytest.mark.django_db
def test_a_blocked_person_holds_nothing() -> None:
    user = UserFactory(role=Role.REGISTRY_OFFICER, is_active=False)
    assert permissions.roles_of(user).held == ()


@pytest.mark.django_db
def test_a_superuser_is_a_site_administrator_and_nothing_else() -> None:
    user = UserFactory(is_superuser=True)
    assert permissions.roles_of(user).names == {Role.SITE_ADMINISTRATOR}
    assert not permissions.can_manage_registry(user)
    assert not permissions.can_see_firm(user, FirmFactory())


@pytest.mark.django_db
def test_forgetting_reads_again(django_assert_num_queries: Any) -> None:
    user = UserFactory()
    assert not permissions.roles_of(user).held
    MembershipFactory(user=user, role=Role.AUDITOR)
    assert not permissions.roles_of(user).held, "kept for the request"
    permissions.forget_roles(user)
    assert permissions.is_auditor(user)


@pytest.mark.django_db
@given(start=st.integers(-400, 400), length=st.one_of(st.none(), st.integers(0, 400)), asked=st.integers(-500, 900))
def test_a_role_is_held_from_its_first_day_to_the_day_before_its_end(
    start: int, length: int | None, asked: int
) -> None:
    """D0: ``until`` is the first day without the role."""
    user = User.objects.filter(email="dated@users.example").first() or UserFactory(email="dated@users.example")
    Membership.objects.filter(user=user).delete()
    since = DAY + timedelta(days=start)
    until = None if length is None else since + timedelta(days=length)
    MembershipFactory(user=user, role=Role.AUDITOR, since=since, until=until)
    permissions.forget_roles(user)
    day = DAY + timedelta(days=asked)
    held = asked >= start and (length is None or asked < start + length)
    assert (Role.AUDITOR in permissions.roles_of(user, day).names) is held
    assert Membership.objects.valid_on(day).filter(user=user).exists() is held


@given(
    held=st.lists(
        st.builds(
            HeldRole,
            role=st.sampled_from([Role.FIRM_MEMBER, Role.FIRM_ADMINISTRATOR]),
            firm_id=st.integers(1, 3),
            organisation=st.sampled_from(["one", "two", "three"]),
        ),
        max_size=4,
    )
)
def test_roles_in_one_firm_say_nothing_of_another(held: list[HeldRole]) -> None:
    roles = Roles(DAY, tuple(held))
    for public_id in ("one", "two", "three", "", "four"):
        expected = any(one.organisation == public_id for one in held)
        assert roles.in_firm(public_id) is expected
        assert not roles.in_agency(public_id), "a firm's role never opens an agency"


def test_an_empty_public_id_is_no_organisation() -> None:
    assert not Roles(DAY, (HeldRole(Role.AUDITOR),)).in_firm("")
    assert not Roles(DAY, (HeldRole(Role.AUDITOR),)).in_agency("")


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role for role in Role if role not in STAFF_ROLES])
def test_roles_on_the_site_are_no_staff(role: Role) -> None:
    assert not permissions.is_staff_person(UserFactory(role=role))


@pytest.mark.django_db
@pytest.mark.parametrize("role", STAFF_ROLES)
def test_staff_roles_are_staff(role: Role) -> None:
    assert permissions.is_staff_person(UserFactory(role=role))


@pytest.mark.django_db
def test_officers_act_for_their_own_association() -> None:
    """D0: rating, conduct, matchmaking and moderation officers belong to one association."""
    own, other = AssociationFactory(), AssociationFactory()
    user = UserFactory(role=Role.MATCHMAKER, association=own)
    assert permissions.can_officiate_for(user, own, Role.MATCHMAKER)
    assert not permissions.can_officiate_for(user, own, Role.MODERATOR)
    assert not permissions.can_officiate_for(user, other, Role.MATCHMAKER)
    assert permissions.associations_of(user, Role.MATCHMAKER) == {own.pk}


@pytest.mark.django_db
def test_auditors_read_and_do_not_write() -> None:
    auditor, firm, agency = UserFactory(role=Role.AUDITOR), FirmFactory(), AgencyFactory()
    assert permissions.can_see_firm(auditor, firm)
    assert permissions.can_see_agency_workspace(auditor, agency)
    assert permissions.can_read_registry(auditor)
    for refused in (
        permissions.can_work_for_firm(auditor, firm),
        permissions.can_administer_firm(auditor, firm),
        permissions.can_verify_firm(auditor, firm),
        permissions.can_edit_agency(auditor, agency),
        permissions.can_administer_agency(auditor, agency),
        permissions.can_manage_registry(auditor),
        permissions.can_decide_on(auditor, agency),
        permissions.can_grant_role(auditor, Role.AUDITOR, None),
    ):
        assert not refused


@pytest.mark.django_db
def test_who_may_grant_what() -> None:
    firm, agency, association = FirmFactory(), AgencyFactory(), AssociationFactory()
    firm_administrator = UserFactory(role=Role.FIRM_ADMINISTRATOR, firm=firm)
    agency_administrator = UserFactory(role=Role.AGENCY_ADMINISTRATOR, agency=agency)
    site_administrator = UserFactory(role=Role.SITE_ADMINISTRATOR)
    assert permissions.can_grant_role(firm_administrator, Role.FIRM_MEMBER, firm)
    assert not permissions.can_grant_role(firm_administrator, Role.AGENCY_EDITOR, firm)
    assert not permissions.can_grant_role(firm_administrator, Role.FIRM_MEMBER, FirmFactory())
    assert not permissions.can_grant_role(firm_administrator, Role.REGISTRY_OFFICER, None)
    assert permissions.can_grant_role(agency_administrator, Role.AGENCY_EDITOR, agency)
    assert not permissions.can_grant_role(agency_administrator, Role.MATCHMAKER, association)
    assert permissions.can_grant_role(site_administrator, Role.MATCHMAKER, association)
    assert permissions.can_grant_role(site_administrator, Role.AUDITOR, None)
    assert not permissions.can_grant_role(site_administrator, Role.FIRM_MEMBER, firm)


# ── Recusal ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("since", "until", "barred"),
    [
        (date(2020, 1, 1), None, True),
        (date(2020, 1, 1), date(2024, 1, 1), True),
        (date(2020, 1, 1), date(2023, 11, 24), True),
        (date(2020, 1, 1), date(2023, 11, 23), False),
        (date(2026, 11, 24), None, False),
    ],
)
def test_a_tie_bars_for_three_years(since: date, until: date | None, barred: bool) -> None:
    """D0: officers recuse themselves for three years after the tie ended."""
    officer, agency = UserFactory(role=Role.REGISTRY_OFFICER), AgencyFactory()
    InterestFactory(user=officer, agency=agency, since=since, until=until)
    assert permissions.has_interest(officer, agency, DAY) is barred
    assert permissions.can_decide_on(officer, agency, DAY) is not barred
    assert not permissions.has_interest(officer, AgencyFactory(), DAY)


@pytest.mark.django_db
def test_a_role_in_the_agency_bars_like_a_tie() -> None:
    officer, agency = UserFactory(role=Role.REGISTRY_OFFICER), AgencyFactory()
    membership = MembershipFactory(user=officer, role=Role.AGENCY_EDITOR, agency=agency, since=date(2020, 1, 1))
    assert permissions.has_interest(officer, agency, DAY)
    Membership.objects.filter(pk=membership.pk).update(until=date(2022, 1, 1))
    assert not permissions.has_interest(officer, agency, DAY)


@pytest.mark.django_db
def test_many_agencies_cost_two_queries(django_assert_num_queries: Any) -> None:
    officer, agencies = UserFactory(role=Role.REGISTRY_OFFICER), AgencyFactory.create_batch(5)
    InterestFactory(user=officer, agency=agencies[2])
    with django_assert_num_queries(2):
        assert permissions.agencies_barred(officer, [one.pk for one in agencies], DAY) == {agencies[2].pk}
