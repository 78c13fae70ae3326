"""The factories make what their names say, within the database's constraints."""

import pytest

from directory.accounts.enums import Role
from tests.factories.directory import (
    AgencyFactory,
    AssociationFactory,
    FirmFactory,
    IdentifierFactory,
    InterestFactory,
    InvitationFactory,
    MembershipFactory,
    PractitionerFactory,
    UserFactory,
)


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_a_user_with_any_role_has_one_membership(role: str) -> None:
    user = UserFactory(role=Role(role))
    membership = user.memberships.get()
    assert membership.role == role
    assert user.emailaddress_set.get().verified


@pytest.mark.django_db
def test_the_organisation_of_a_role_can_be_given() -> None:
    firm, agency, association = FirmFactory(verified=True), AgencyFactory(), AssociationFactory()
    assert UserFactory(role=Role.FIRM_MEMBER, firm=firm).memberships.get().firm == firm
    assert UserFactory(role=Role.AGENCY_EDITOR, agency=agency).memberships.get().agency == agency
    assert UserFactory(role=Role.EXPERT, association=association).memberships.get().association == association


@pytest.mark.django_db
def test_agencies_have_rows_beneath_their_copies() -> None:
    agency = AgencyFactory(listed=True, listed__status="suspended", verified=True)
    assert agency.names.count() == 2
    assert agency.offices.count() == 1
    assert agency.listings.get().statuses.get().status == "suspended"
    foreign = AgencyFactory(foreign=True)
    assert foreign.jurisdiction.code == "DE"
    assert foreign.names.get().kind == "registered"
    PractitionerFactory(agency=agency)
    assert agency.affiliations.count() == 1


@pytest.mark.django_db
def test_the_rest_can_be_made() -> None:
    assert IdentifierFactory().pk
    assert InterestFactory().pk
    assert InvitationFactory().pk
    assert MembershipFactory(ended=True).until is not None
