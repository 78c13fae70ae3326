"""The profile page: what it shows, what it hides, and what it costs."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from directory.agencies.capability import DeclaredField, DeclaredService
from directory.agencies.enums import NameKind
from directory.agencies.models import AgencyName
from directory.agencies.names import fold_name
from directory.models import Agency, Service
from tests.factories.directory import AgencyFactory, ListingFactory, PractitionerFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 22)
DECLARED_MARK = "mark--declared"


@pytest.fixture(autouse=True)
def _today(time_machine: object) -> None:
    time_machine.move_to("2026-11-22 12:00:00+08:00", tick=False)  # type: ignore[attr-defined]


def address(agency: Agency) -> str:
    return reverse("agency-profile", args=[agency.public_id])


def declare(agency: Agency, *, verified_until: date | None = None) -> None:
    for number in (4, 6, 15):
        DeclaredField.objects.create(
            agency=agency, field_id=number, declared_on=date(2026, 1, 1), verified_until=verified_until
        )
    DeclaredService.objects.create(
        agency=agency, service=Service.objects.get(code="drafting"), declared_on=date(2026, 1, 1)
    )


def test_shows_register_facts_and_says_plainly_what_is_not_published(client: Client) -> None:
    agency = AgencyFactory(listed=True)
    page = client.get(address(agency)).content.decode()
    assert agency.name_zh in page
    assert page.count("尚未发布。") == 2  # the association's evaluation and the clients' experience
    assert "有公布的等级" in page


def test_declared_facts_look_declared_until_verified(client: Client) -> None:
    agency = AgencyFactory(listed=True)
    declare(agency)
    assert DECLARED_MARK in client.get(address(agency)).content.decode()
    DeclaredField.objects.filter(agency=agency).update(verified_until=DAY)
    DeclaredService.objects.filter(agency=agency).update(verified_until=DAY)
    assert DECLARED_MARK not in client.get(address(agency)).content.decode()
    DeclaredField.objects.filter(agency=agency).update(verified_until=date(2026, 11, 21))
    assert DECLARED_MARK in client.get(address(agency)).content.decode()


def test_english_page_says_the_same_in_english(client: Client) -> None:
    agency = AgencyFactory(listed=True)
    with translation.override("en"):
        page = client.get(address(agency)).content.decode()
    assert '<html lang="en"' in page
    assert "Nothing is published yet." in page


@pytest.mark.parametrize(
    ("since", "status_code", "contact"),
    [
        (None, 200, True),
        (date(2026, 11, 21), 200, False),
        (date(2021, 11, 23), 200, False),
        (date(2021, 11, 22), 404, False),
    ],
)
def test_deregistered_agency_is_marked_without_contact_for_five_years(
    client: Client, since: date | None, status_code: int, *, contact: bool
) -> None:
    """D8: findable for five years, marked, without contact details."""
    agency = AgencyFactory(phone="+86 10 5550 1234", email="office@known.example")
    if since is None:
        ListingFactory(agency=agency, status="active")
    else:
        ListingFactory(agency=agency, status="deregistered", since=since)
    answer = client.get(address(agency))
    assert answer.status_code == status_code
    page = answer.content.decode()
    assert ("+86 10 5550 1234" in page) is contact
    assert ("office@known.example" in page) is contact
    if status_code == 200 and since is not None:
        assert "noindex" in page
        assert reverse("match") + '"' not in page.split("profile-actions")[1].split("</div>")[0]


def test_merged_agency_leads_to_the_one_it_became_part_of(client: Client) -> None:
    successor = AgencyFactory(listed=True)
    merged = AgencyFactory(merged_into=successor)
    answer = client.get(address(merged))
    assert (answer.status_code, answer["Location"]) == (301, address(successor))


def test_unknown_agency_is_not_there(client: Client) -> None:
    assert client.get(reverse("agency-profile", args=["2222222222"])).status_code == 404


def test_people_are_counted_and_never_named(client: Client) -> None:
    """D4, C4: nobody is listed by name."""
    agency = AgencyFactory(listed=True)
    people = [PractitionerFactory(agency=agency) for _ in range(3)]
    page = client.get(address(agency)).content.decode()
    assert "代理师 3 人" in page
    assert not [person.name for person in people if person.name in page]


def test_former_names_stand_in_the_history(client: Client) -> None:
    agency = AgencyFactory(listed=True)
    former = "北京旧名专利代理事务所（普通合伙）"
    AgencyName.objects.create(
        agency=agency,
        text=former,
        folded=fold_name(former),
        language="zh-hans",
        kind=NameKind.FORMER,
        until=date(2014, 3, 20),
    )
    page = client.get(address(agency)).content.decode()
    assert former in page
    assert "2014-03-20" in page


def test_queries_do_not_grow_with_the_rows(client: Client, django_assert_max_num_queries: object) -> None:
    small, large = AgencyFactory(listed=True), AgencyFactory(listed=True)
    declare(large)
    for _ in range(5):
        PractitionerFactory(agency=large)
        AgencyFactory(parent=large, listed=True)
    counts = []
    for agency in (small, large):
        client.get(address(agency))  # fills per-process caches
        with django_assert_max_num_queries(30) as seen:  # type: ignore[operator]
            client.get(address(agency))
        counts.append(len(seen))
    assert counts[1] - counts[0] <= 1  # schemes' names are read only where people are graded
