"""Two to five agencies side by side (D11)."""

import io
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from directory.models import Agency, Insurance
from ratings.credit.models import Grade
from tests.factories.directory import AgencyFactory, PractitionerFactory
from tests.factories.search import declare, grade_scheme, indexed

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> list[Agency]:
    one = AgencyFactory(name_zh="北京衡岚知识产权代理有限公司", name_en="Unibeam IP", registered_on=date(2003, 5, 1))
    other = AgencyFactory(name_zh="=HYPERLINK(上海墨砚)", name_en="Inkstone IP", registered_on=date(2003, 5, 1))
    declare(one, fields=[6], services=["drafting"], jurisdictions=["US"])
    declare(other, fields=[6], services=["litigation"])
    Grade.objects.create(scheme=grade_scheme(), agency=one, value="A", as_of=date(2026, 3, 31))
    Insurance.objects.create(agency=one, amount=5_000_000, declared_on=date(2026, 1, 1))
    PractitionerFactory(agency=one)
    indexed()
    return [one, other]


def ids(agencies: list[Agency]) -> str:
    return ",".join(agency.public_id for agency in agencies)


def soup_of(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(cell: Any) -> str:
    return " ".join(cell.get_text(" ", strip=True).split(" "))


def rows(soup: Any) -> dict[str, list[str]]:
    return {
        row.th.find(string=True).strip(): [words(cell) for cell in row.select("td")]
        for row in soup.select(".compare tbody tr")
        if row.select("td")
    }


def test_typed_cells_side_by_side(client: Client, pair: list[Agency]):
    soup = soup_of(client, f"/en/compare/?ids={ids(pair)}")
    assert [head.a.get_text() for head in soup.select(".compare thead th")] == ["Unibeam IP", "Inkstone IP"]
    shown = rows(soup)
    assert shown["Patent agency credit"] == ["A as of 2026-03-31", "not graded"]
    as_of = f"as of {timezone.localdate()}"
    assert shown["Practitioners"] == [f"1 {as_of}", f"0 {as_of}"]
    assert shown["Founded"] == ["2003-05-01", "2003-05-01"]
    assert shown["United States of America"] == ["yes cooperating office · declared", "no"]
    assert shown["Professional insurance per year"][0].startswith("5\u202f000\u202f000 CNY")


def test_same_rows_are_marked_for_the_style_sheet(client: Client, pair: list[Agency]):
    soup = soup_of(client, f"/en/compare/?ids={ids(pair)}")
    same = {row.th.find(string=True).strip() for row in soup.select(".compare tr.is-same")}
    assert "Founded" in same
    assert not same & {"Patent agency credit", "Practitioners"}
    assert soup.select_one("#only-diff") is not None


def test_differences_only_by_the_address(client: Client, pair: list[Agency]):
    soup = soup_of(client, f"/en/compare/?ids={ids(pair)}&diff=1")
    assert "Founded" not in rows(soup)
    assert "Practitioners" in rows(soup)
    assert soup.select(".is-same") == []


def test_columns_can_be_removed_and_added(client: Client, pair: list[Agency]):
    soup = soup_of(client, f"/en/compare/?ids={ids(pair)}")
    assert soup.select(".compare__remove")[0]["href"] == f"/en/compare/?ids={pair[1].public_id}"
    adding = [link["href"] for link in soup.select(".compare-tools a") if "/agencies/" in link["href"]]
    assert adding == [f"/en/agencies/?compare={pair[0].public_id}&compare={pair[1].public_id}"]


def test_ticked_boxes_become_one_address(client: Client, pair: list[Agency]):
    response = client.get(f"/compare/?compare={pair[0].public_id}&compare={pair[1].public_id}")
    assert (response.status_code, response.headers["Location"]) == (302, f"/compare/?ids={ids(pair)}")


def test_wrong_identifiers_are_named(client: Client, pair: list[Agency]):
    soup = soup_of(client, f"/en/compare/?ids={ids(pair)},nosuch,<b>")
    alert = soup.select_one('[role="alert"]').get_text(" ", strip=True)
    assert "nosuch" in alert
    assert "<b>" in alert
    assert len(soup.select(".compare thead th")) == 2


def test_merged_agencies_do_not_stand_here(client: Client, pair: list[Agency]):
    pair[1].merged_into = pair[0]
    pair[1].save()
    indexed()
    soup = soup_of(client, f"/en/compare/?ids={ids(pair)}")
    assert soup.select(".compare") == []
    assert "One agency alone" in soup.get_text()


def test_more_than_five_are_left_out_by_name(client: Client):
    agencies = [AgencyFactory(name_en=f"Many {number}") for number in range(7)]
    indexed()
    soup = soup_of(client, f"/en/compare/?ids={ids(agencies)}")
    assert len(soup.select(".compare thead th")) == 5
    alert = soup.select_one('[role="alert"]').get_text()
    assert "Many 5" in alert
    assert "Many 6" in alert


def test_nothing_chosen_leads_to_the_list(client: Client):
    soup = soup_of(client, "/en/compare/")
    assert "No agency is chosen" in soup.get_text()
    assert soup.select_one('.empty a[href="/en/agencies/"]') is not None


def test_workbook_is_typed_and_runs_no_formula(client: Client, pair: list[Agency]):
    response = client.get(f"/compare/export.xlsx?ids={ids(pair)}")
    assert response["Content-Disposition"].endswith('.xlsx"')
    sheet = load_workbook(io.BytesIO(response.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    values = {row[1].value: [cell.value for cell in row[2:]] for row in sheet.iter_rows()}
    assert sheet.cell(1, 4).value == "'=HYPERLINK(上海墨砚)"
    dates = [value.date() for row in values.values() for value in row if hasattr(value, "date")]
    assert dates == [date(2003, 5, 1)] * 2
    assert [1, 0] in values.values()


def test_export_needs_two(client: Client, pair: list[Agency]):
    assert client.get(f"/compare/export.xlsx?ids={pair[0].public_id}").status_code == 302


def test_pages_are_not_indexed(client: Client, pair: list[Agency]):
    soup = soup_of(client, f"/compare/?ids={ids(pair)}")
    assert soup.select_one('meta[name="robots"]')["content"] == "noindex, follow"


def test_number_of_queries_does_not_grow(client: Client, django_assert_max_num_queries):
    """As many for five as for two."""
    agencies = [declare(AgencyFactory(), fields=[number + 1], services=["drafting"]) for number in range(5)]
    indexed()
    for count in (2, 5):
        with django_assert_max_num_queries(30):
            assert client.get(f"/compare/?ids={ids(agencies[:count])}").status_code == 200
