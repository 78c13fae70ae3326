"""The people of the demo world: one for each role, two associations, three firms. ``/demo/`` lets anybody be them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType

from allauth.account.models import EmailAddress
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from cms.groups import create_groups
from directory.accounts.enums import Role, SizeClass
from directory.accounts.models import Association, Firm, User
from directory.accounts.services import add_membership
from directory.agencies.models import Agency
from directory.identifiers import build_credit_code
from directory.taxonomies.models import Park

DOMAIN = "demo.zhiheng.example"
#: Half a year before the day of loading, so that histories have room.
SINCE = timedelta(days=182)


@dataclass(frozen=True)
class DemoPerson:
    """Somebody one can enter as. ``place`` names the organisation in ``DemoPlaces``; empty on the platform."""

    key: str
    name: str
    role: Role | None
    place: str = ""
    hint: object = ""

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


DEMO_PEOPLE = (
    DemoPerson("firm-administrator", "陈若溪", Role.FIRM_ADMINISTRATOR, "firm-verified", _("of a verified firm")),
    DemoPerson("firm-member", "李牧野", Role.FIRM_MEMBER, "firm-verified", _("of a verified firm")),
    DemoPerson("new-firm", "周知远", Role.FIRM_ADMINISTRATOR, "firm-new", _("of a firm that is not verified")),
    DemoPerson("third-firm", "郑未央", Role.FIRM_ADMINISTRATOR, "firm-third", _("of another verified firm")),
    DemoPerson(
        "agency-administrator", "林听澜", Role.AGENCY_ADMINISTRATOR, "agency", _("of an agency with a claimed profile")
    ),
    DemoPerson("agency-editor", "何采薇", Role.AGENCY_EDITOR, "agency", _("of an agency with a claimed profile")),
    DemoPerson("registry-officer", "赵守衡", Role.REGISTRY_OFFICER, "", _("registers, claims, verification")),
    DemoPerson("matchmaker", "吴津渡", Role.MATCHMAKER, "association", _("vetting files and pairings")),
    DemoPerson("second-matchmaker", "钱望舒", Role.MATCHMAKER, "association", _("the second pair of eyes")),
    DemoPerson("other-matchmaker", "冯远岫", Role.MATCHMAKER, "other", _("of the other association")),
    DemoPerson("rating-officer", "孙明度", Role.RATING_OFFICER, "association"),
    DemoPerson("second-rating-officer", "韩知微", Role.RATING_OFFICER, "association", _("the second pair of eyes")),
    DemoPerson("conduct-officer", "许持正", Role.CONDUCT_OFFICER, "association"),
    DemoPerson("moderator", "沈听言", Role.MODERATOR, "association"),
    DemoPerson("expert", "顾行之", Role.EXPERT, "association"),
    DemoPerson("page-editor", "叶知秋", Role.PAGE_EDITOR, "", _("pages, guides and notices")),
    DemoPerson("event-editor", "苏见山", Role.EVENT_EDITOR, "", _("training events")),
    DemoPerson("auditor", "梁观止", Role.AUDITOR, "", _("reads all, changes nothing")),
    DemoPerson("site-administrator", "唐司南", Role.SITE_ADMINISTRATOR, "", _("roles and settings")),
    DemoPerson("newcomer", "江初晴", None, "", _("an account without any role")),
)


@dataclass(frozen=True)
class DemoPeople:
    """Who was made, for the rest of the demo world. ``users`` by the person's key."""

    users: MappingProxyType[str, User]
    association: Association
    other_association: Association
    firms: tuple[Firm, ...]
    agency: Agency | None

    @property
    def matchmaker(self) -> User:
        return self.users["matchmaker"]

    @property
    def registry_officer(self) -> User:
        return self.users["registry-officer"]

    @property
    def firm_administrator(self) -> User:
        return self.users["firm-administrator"]


@transaction.atomic
def create_demo_people(*, today: date, agency: Agency | None = None) -> DemoPeople:
    """Make the people, associations and firms of the demo; repeating it finds them.

    ``agency`` is where the agency's people work: a claimed fictional one unless given; without agencies they have
    no role. Nobody has a password or is a superuser: the only door is ``/demo/``.
    """
    association, other = _associations()
    agency = agency or _agency()
    users = {one.key: _user(one) for one in DEMO_PEOPLE}
    firms = _firms(today, users["registry-officer"])
    places: dict[str, models.Model | None] = {
        "association": association,
        "other": other,
        "agency": agency,
        "firm-verified": firms[0],
        "firm-new": firms[1],
        "firm-third": firms[2],
    }
    create_groups()
    for one in DEMO_PEOPLE:
        place = places.get(one.place)
        if one.role is not None and (place is not None or not one.place):
            add_membership(user=users[one.key], role=one.role, organisation=place, granted_by=None, since=today - SINCE)
    return DemoPeople(MappingProxyType(users), association, other, firms, agency)


def _user(one: DemoPerson) -> User:
    user = User.objects.filter(email=one.email).first()
    if user is None:
        user = User.objects.create_user(email=one.email, password=None, first_name=one.name)
    EmailAddress.objects.get_or_create(user=user, email=one.email, defaults={"primary": True, "verified": True})
    return user


def _associations() -> tuple[Association, Association]:
    has_default = Association.objects.filter(is_default=True).exists()
    first, _made = Association.objects.get_or_create(
        code="demo-association",
        defaults={
            "name_zh": "示范知识产权服务业协会",
            "name_en": "Demonstration Association of IP Services",
            "is_default": not has_default,
        },
    )
    second, _made = Association.objects.get_or_create(
        code="demo-alliance", defaults={"name_zh": "示范专利联盟", "name_en": "Demonstration Patent Alliance"}
    )
    return first, second


def _firms(today: date, officer: User) -> tuple[Firm, ...]:
    verified_at = datetime.combine(today - SINCE, time(2), tzinfo=UTC)
    parks = list(Park.objects.order_by("position")[:3])
    rows = (
        ("MA2M0001", "虚构澄光集成电路有限公司", "Fictional Clearlight Semiconductors", SizeClass.MEDIUM, True),
        ("MA2M0002", "虚构启程智能装备有限公司", "Fictional Setout Robotics", SizeClass.SMALL, False),
        ("MA2M0003", "虚构青禾生物医药有限公司", "Fictional Greenshoot Biopharma", SizeClass.LARGE, True),
    )
    firms = []
    for position, (organisation, name_zh, name_en, size, verified) in enumerate(rows):
        firm, _made = Firm.objects.get_or_create(
            credit_code=build_credit_code("990000", organisation),
            defaults={
                "name_zh": name_zh,
                "name_en": name_en,
                "size_class": size,
                "park": parks[position] if position < len(parks) else None,
                "verified_at": verified_at if verified else None,
                "verified_by": officer if verified else None,
            },
        )
        firms.append(firm)
    return tuple(firms)


def _agency() -> Agency | None:
    """A fictional agency of the country itself, one whose profile is claimed if there is any."""
    fictional = Agency.objects.current().filter(is_fictional=True, jurisdiction__code="CN").order_by("pk")
    return fictional.filter(claimed_at__isnull=False).first() or fictional.first()
