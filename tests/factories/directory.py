"""Factories of the directory: who acts, who the agencies are, what registers say of them.

Quick reference::

    UserFactory()                                   # may sign in: e-mail verified, password PASSWORD
    UserFactory(role=Role.REGISTRY_OFFICER)         # a platform role since long ago
    UserFactory(role=Role.FIRM_ADMINISTRATOR, firm=firm)
    UserFactory(role=Role.MATCHMAKER, association=association)
    UserFactory(role=Role.AGENCY_EDITOR, agency=agency)
    UserFactory(email_verified=False)
    FirmFactory(verified=True)                      # checked by an officer
    AssociationFactory(is_default=True)
    AgencyFactory()                                 # Chinese patent agency, with name and office rows
    AgencyFactory(foreign=True)                     # German law firm
    AgencyFactory(listed=True)                      # active since 2020 in the register "cnipa-agencies"
    AgencyFactory(claimed=True, verified=True)      # D6
    MembershipFactory(user=user, role=Role.EXPERT, association=association, ended=True)
    PractitionerFactory(agency=agency)              # with an open affiliation
    ListingFactory(agency=agency, status="suspended")

Taxonomy rows come from the migrations; ``jurisdiction("DE")`` and its like find them.
"""

from datetime import UTC, date, datetime
from typing import Any

import factory
from allauth.account.models import EmailAddress
from factory.django import DjangoModelFactory

from directory.accounts.enums import Role
from directory.accounts.models import Association, Firm, Invitation, Membership, User
from directory.agencies.enums import InterestKind, NameKind, OfficeKind
from directory.agencies.models import Agency, AgencyName, Identifier, Interest, Office
from directory.people.enums import LicenceKind
from directory.people.models import Affiliation, Practitioner
from directory.public_ids import new_public_id
from directory.rosters.enums import ListingStatus, RegisterKind
from directory.rosters.models import Listing, Register, StatusPeriod
from directory.taxonomies.models import AgencyKind, Jurisdiction, Park, Region

#: Every factory-made user's password.
PASSWORD = "steelyard-beam-weight-42"
LONG_AGO = date(2020, 1, 1)


def fold(text: str) -> str:
    """The folding the product uses for names."""
    try:
        from directory.agencies.names import fold_name
    except ImportError:  # the module lands after this one
        return text.casefold()
    return str(fold_name(text))


# ── Taxonomy rows, loaded by migrations ───────────────────────────────────────────────────────


def jurisdiction(code: str = "CN") -> Jurisdiction:
    """The jurisdiction ``code``; made with a plain name where the taxonomies are not loaded."""
    found = Jurisdiction.objects.filter(code=code).first()
    if found is not None:
        return found
    region, _made = Region.objects.get_or_create(code="asia", defaults={"name_zh": "亚洲", "name_en": "Asia"})
    return Jurisdiction.objects.create(code=code, name_zh=code, name_en=code, region=region)


def agency_kind(code: str = "patent-agency") -> AgencyKind:
    """The kind of agency ``code`` (D1)."""
    return AgencyKind.objects.get_or_create(code=code, defaults={"name_zh": code, "name_en": code})[0]


def park(code: str = "haidian") -> Park:
    """One of the sixteen parks."""
    return Park.objects.get_or_create(code=code, defaults={"name_zh": code, "name_en": code})[0]


# ── Who acts ──────────────────────────────────────────────────────────────────────────────────


class UserFactory(DjangoModelFactory):
    """A person who may sign in with ``PASSWORD``; ``role=`` gives one role with its organisation."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@users.example")
    first_name = factory.Sequence(lambda number: f"明{number}")
    last_name = "王"
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def email_verified(self: User, create: bool, extracted: bool | None, **_extra: Any) -> None:
        if create:
            EmailAddress.objects.create(user=self, email=self.email, primary=True, verified=extracted is not False)

    @factory.post_generation
    def role(self: User, create: bool, extracted: Role | None, **organisation: Any) -> None:
        if create and extracted is not None:
            MembershipFactory(user=self, role=extracted, **organisation)

    @classmethod
    def _generate(cls, strategy: Any, params: dict[str, Any]) -> User:
        """``firm=``, ``agency=`` and ``association=`` beside ``role=`` belong to the membership."""
        for name in ("firm", "agency", "association"):
            if name in params:
                params[f"role__{name}"] = params.pop(name)
        return super()._generate(strategy, params)


class FirmFactory(DjangoModelFactory):
    """A firm; ``verified=True`` when an officer has checked it. ``credit_code`` is empty unless given."""

    class Meta:
        model = Firm

    class Params:
        verified = factory.Trait(
            verified_at=datetime(2025, 1, 1, tzinfo=UTC),
            verified_by=factory.SubFactory(UserFactory),
        )

    public_id = factory.LazyFunction(new_public_id)
    name_zh = factory.Sequence(lambda number: f"中关村示例企业{number}有限公司")
    name_en = factory.Sequence(lambda number: f"Example Firm {number}")


class AssociationFactory(DjangoModelFactory):
    """An association that publishes; at most one is the default."""

    class Meta:
        model = Association

    code = factory.Sequence(lambda number: f"association-{number}")
    name_zh = factory.Sequence(lambda number: f"示例协会{number}")
    name_en = factory.Sequence(lambda number: f"Example Association {number}")


class MembershipFactory(DjangoModelFactory):
    """One dated role; the organisation the role needs is made unless given. ``ended=True``: no longer held."""

    class Meta:
        model = Membership

    class Params:
        ended = factory.Trait(until=date(2021, 1, 1))

    user = factory.SubFactory(UserFactory)
    role = Role.FIRM_MEMBER
    since = LONG_AGO

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Membership:
        from directory.accounts.enums import AGENCY_ROLES, ASSOCIATION_ROLES, FIRM_ROLES

        role = kwargs["role"]
        if role in FIRM_ROLES and not kwargs.get("firm"):
            kwargs["firm"] = FirmFactory()
        elif role in AGENCY_ROLES and not kwargs.get("agency"):
            kwargs["agency"] = AgencyFactory()
        elif role in ASSOCIATION_ROLES and not kwargs.get("association"):
            kwargs["association"] = AssociationFactory()
        return super()._create(model_class, *args, **kwargs)


class InvitationFactory(DjangoModelFactory):
    """An open invitation to a firm as a row only; the mail and its token come from the service."""

    class Meta:
        model = Invitation

    email = factory.Sequence(lambda number: f"invited{number}@users.example")
    role = Role.FIRM_MEMBER
    firm = factory.SubFactory(FirmFactory)
    invited_by = factory.SubFactory(UserFactory)
    expires_at = datetime(2099, 1, 1, tzinfo=UTC)


# ── Agencies ──────────────────────────────────────────────────────────────────────────────────


class AgencyFactory(DjangoModelFactory):
    """An agency with its registered name and place rows; see the module's head for the traits."""

    class Meta:
        model = Agency
        skip_postgeneration_save = True

    class Params:
        foreign = factory.Trait(
            name_zh="",
            name_en=factory.Sequence(lambda number: f"Patentkanzlei Beispiel {number}"),
            jurisdiction=factory.LazyFunction(lambda: jurisdiction("DE")),
            province="",
            city="München",
            district="",
        )
        claimed = factory.Trait(claimed_at=datetime(2025, 1, 1, tzinfo=UTC))
        verified = factory.Trait(claimed_at=datetime(2025, 1, 1, tzinfo=UTC), verified_until=date(2099, 1, 1))

    public_id = factory.LazyFunction(new_public_id)
    name_zh = factory.Sequence(lambda number: f"北京示例{number}知识产权代理有限公司")
    name_en = factory.Sequence(lambda number: f"Example IP {number}")
    jurisdiction = factory.LazyFunction(jurisdiction)
    province = "北京"
    city = "北京"
    district = "海淀区"

    @factory.post_generation
    def kinds(self: Agency, create: bool, extracted: list[str] | None, **_extra: Any) -> None:
        """``kinds=["law-firm"]``; a patent agency unless told."""
        if create:
            self.kinds.set([agency_kind(code) for code in (extracted if extracted is not None else ["patent-agency"])])

    @factory.post_generation
    def rows(self: Agency, create: bool, extracted: bool | None, **_extra: Any) -> None:
        """Name and office rows, of which the columns are copies; ``rows=False`` leaves them out."""
        if not create or extracted is False:
            return
        for text, language in ((self.name_zh, "zh-hans"), (self.name_en, "en")):
            if text:
                kind = NameKind.BRAND if language == "en" and self.name_zh else NameKind.REGISTERED
                AgencyNameFactory(agency=self, text=text, language=language, kind=kind)
        OfficeFactory(
            agency=self,
            jurisdiction=self.jurisdiction,
            province=self.province,
            city=self.city,
            district=self.district,
            address=self.address,
        )

    @factory.post_generation
    def listed(self: Agency, create: bool, extracted: bool | None, **kwargs: Any) -> None:
        """``listed=True``, or ``listed__status="suspended"`` with it."""
        if create and extracted:
            ListingFactory(agency=self, **kwargs)


class AgencyNameFactory(DjangoModelFactory):
    class Meta:
        model = AgencyName

    agency = factory.SubFactory(AgencyFactory, rows=False)
    text = factory.Sequence(lambda number: f"示例{number}知识产权")
    folded = factory.LazyAttribute(lambda row: fold(row.text))
    language = "zh-hans"
    kind = NameKind.REGISTERED


class OfficeFactory(DjangoModelFactory):
    class Meta:
        model = Office

    agency = factory.SubFactory(AgencyFactory, rows=False)
    kind = OfficeKind.REGISTERED
    jurisdiction = factory.LazyFunction(jurisdiction)
    city = "北京"


class IdentifierFactory(DjangoModelFactory):
    """A 5-digit CNIPA code unless a scheme is given."""

    class Meta:
        model = Identifier

    agency = factory.SubFactory(AgencyFactory)
    scheme = "cnipa"
    value = factory.Sequence(lambda number: f"{11000 + number:05d}")


class InterestFactory(DjangoModelFactory):
    """A tie of a person to an agency, for recusal; ``until=`` makes it a former one."""

    class Meta:
        model = Interest

    user = factory.SubFactory(UserFactory)
    agency = factory.SubFactory(AgencyFactory)
    kind = InterestKind.STAFF
    since = LONG_AGO


# ── Registers and people ──────────────────────────────────────────────────────────────────────


class RegisterFactory(DjangoModelFactory):
    class Meta:
        model = Register
        django_get_or_create = ("code",)

    code = "cnipa-agencies"
    name_zh = "示例代理机构名录"
    name_en = "Example register of agencies"
    kind = RegisterKind.AGENCIES
    jurisdiction = factory.LazyFunction(jurisdiction)
    grants_licence = True


class ListingFactory(DjangoModelFactory):
    """A stay on a register with one open status period (``status=``, default active)."""

    class Meta:
        model = Listing
        skip_postgeneration_save = True

    agency = factory.SubFactory(AgencyFactory)
    register = factory.SubFactory(RegisterFactory)
    since = LONG_AGO

    @factory.post_generation
    def status(self: Listing, create: bool, extracted: str | None, **kwargs: Any) -> None:
        if create:
            values = {"since": self.since, "until": self.until, **kwargs}
            StatusPeriod.objects.create(listing=self, status=extracted or ListingStatus.ACTIVE, **values)


class PractitionerFactory(DjangoModelFactory):
    """A patent agent; ``agency=`` adds an open affiliation."""

    class Meta:
        model = Practitioner
        skip_postgeneration_save = True

    public_id = factory.LazyFunction(new_public_id)
    name = factory.Sequence(lambda number: f"李示例{number}")
    folded_name = factory.LazyAttribute(lambda row: fold(row.name))
    register = factory.SubFactory(RegisterFactory, code="cnipa-people", kind=RegisterKind.PEOPLE)
    licence_number = factory.Sequence(lambda number: f"11{number:05d}")
    licence_kind = LicenceKind.PATENT_AGENT

    @factory.post_generation
    def agency(self: Practitioner, create: bool, extracted: Agency | None, **kwargs: Any) -> None:
        if create and extracted is not None:
            AffiliationFactory(practitioner=self, agency=extracted, **kwargs)


class AffiliationFactory(DjangoModelFactory):
    class Meta:
        model = Affiliation

    practitioner = factory.SubFactory(PractitionerFactory)
    agency = factory.SubFactory(AgencyFactory)
    agency_text = factory.LazyAttribute(lambda row: row.agency.name_zh or row.agency.name_en)
    since = LONG_AGO
