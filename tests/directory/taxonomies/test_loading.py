"""The vocabularies in the tables (issue section 2): complete, bilingual, loaded once, protected."""

import pytest
from django.apps import apps
from django.db.models import ProtectedError
from django.utils.translation import override

from directory.taxonomies import reference
from directory.taxonomies.loading import load_taxonomies, unload_taxonomies
from directory.taxonomies.models import (
    AgencyKind,
    Industry,
    IpcRule,
    Jurisdiction,
    Language,
    Park,
    Region,
    Sector,
    Service,
    TechnicalField,
)
from tests.factories.directory import AgencyFactory

pytestmark = pytest.mark.django_db

D12 = {
    "drafting",
    "oa-response",
    "reexamination",
    "invalidation",
    "litigation",
    "fto",
    "landscape",
    "trademark",
    "design",
    "overseas-filing",
    "transactions",
    "valuation",
    "customs",
}


def test_the_migration_loaded_everything() -> None:
    counts = {model: model.objects.count() for model in (Sector, TechnicalField, Industry, Park, AgencyKind, Region)}
    assert counts == {Sector: 5, TechnicalField: 35, Industry: 8, Park: 16, AgencyKind: 10, Region: 9}
    assert IpcRule.objects.count() == len(reference.ipc_rules())
    assert Language.objects.filter(code__in=("zh", "en", "ja", "de")).count() == 4
    assert set(Service.objects.lines().values_list("code", flat=True)) == D12
    assert not D12 & set(Service.objects.groups().values_list("code", flat=True))


def test_every_row_has_both_names() -> None:
    for model in (Sector, TechnicalField, Industry, Service, Region, Jurisdiction, Park, AgencyKind, Language):
        assert not model.objects.filter(name_zh="").exists()
        assert not model.objects.filter(name_en="").exists()
        assert model.objects.values("name_zh").distinct().count() == model.objects.count()


def test_offices_and_the_wording_of_d10() -> None:
    """D10."""
    assert set(Jurisdiction.objects.offices().values_list("code", flat=True)) == {
        "EP", "WO", "EM", "EA", "OA", "AP", "GC", "BX",
    }  # fmt: skip
    assert Jurisdiction.objects.countries().count() == 249
    names = dict(Jurisdiction.objects.filter(region__code="china").values_list("name_zh", "name_en"))
    assert names == {
        "中国": "China",
        "中国香港": "Hong Kong, China",
        "中国澳门": "Macao, China",
        "中国台湾": "Taiwan, China",
    }
    with override("en"):
        assert str(Jurisdiction.objects.get(code="HK")) == "Hong Kong, China"
    with override("zh-hans"):
        assert str(Jurisdiction.objects.get(code="HK")) == "中国香港"


def test_trees_come_in_one_query_and_in_order(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert [field.sector.code for field in TechnicalField.objects.with_sector()][::8] == [
            "electrical-engineering", "instruments", "chemistry", "mechanical-engineering", "other-fields",
        ]  # fmt: skip
    with django_assert_num_queries(2):  # type: ignore[operator]
        groups = {group.code: [line.code for line in group.children.all()] for group in Service.objects.groups()}
    assert groups["disputes"] == ["invalidation", "litigation", "customs"]
    assert next(iter(Jurisdiction.objects.by_region())).code == "CN"
    assert set(TechnicalField.objects.of_industries(["integrated-circuits"])) == set(
        TechnicalField.objects.filter(number__in=(8, 5, 2))
    )


def test_loading_again_keeps_what_an_editor_renamed_and_mends_the_rest() -> None:
    Park.objects.filter(code="haidian").update(name_zh="海淀园区", position=99)
    Language.objects.filter(code="fr").delete()
    before = {model: model.objects.count() for model in (Sector, TechnicalField, IpcRule, Service, Jurisdiction)}
    load_taxonomies(apps)
    load_taxonomies(apps)
    assert {model: model.objects.count() for model in before} == before
    park = Park.objects.get(code="haidian")
    assert (park.name_zh, park.position) == ("海淀园区", 1)
    assert Language.objects.get(code="fr").name_zh == "法语"


def test_unloading_keeps_what_is_used() -> None:
    agency = AgencyFactory()
    unload_taxonomies(apps)
    assert Jurisdiction.objects.filter(pk=agency.jurisdiction_id).exists()
    assert list(Region.objects.values_list("code", flat=True)) == ["china"]
    assert not TechnicalField.objects.exists()
    assert not Service.objects.exists()
    load_taxonomies(apps)
    assert TechnicalField.objects.count() == 35


def test_what_is_used_cannot_be_deleted() -> None:
    """Section 2: editors may rename, never delete what is used."""
    agency = AgencyFactory()
    with pytest.raises(ProtectedError):
        agency.jurisdiction.delete()
    with pytest.raises(ProtectedError):
        Sector.objects.get(code="chemistry").delete()


def test_the_sixteen_parks() -> None:
    assert "、".join(Park.objects.values_list("name_zh", flat=True)) == (
        "海淀园、昌平园、顺义园、大兴-亦庄园、房山园、通州园、东城园、西城园、"
        "朝阳园、丰台园、石景山园、门头沟园、平谷园、怀柔园、密云园、延庆园"
    )
