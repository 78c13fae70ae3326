"""The page tree: what may stand where, what cannot be taken away, and seeding that changes nothing twice."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Locale, Page, Site
from wagtail_localize.segments.extract import extract_segments

from cms.models import (
    CountryGuideIndexPage,
    CountryGuidePage,
    HomePage,
    NoticeIndexPage,
    NoticePage,
    StandardPage,
    ToolPage,
    TrainingEventPage,
    TrainingIndexPage,
    TrainingSeriesPage,
)
from cms.pages.enums import Tool
from cms.pages.errors import PageIsFixedError
from cms.pages.moderation import ensure_moderation
from cms.pages.querysets import host_page
from cms.pages.seeding.plant import plant_pages
from cms.pages.seeding.tree import site_tree
from directory.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted")]

ALLOWED: dict[type[Page], set[type[Page]]] = {
    HomePage: {StandardPage, NoticeIndexPage, CountryGuideIndexPage, TrainingIndexPage, ToolPage},
    StandardPage: {StandardPage},
    NoticeIndexPage: {NoticePage},
    NoticePage: set(),
    CountryGuideIndexPage: {CountryGuidePage},
    CountryGuidePage: set(),
    TrainingIndexPage: {TrainingSeriesPage},
    TrainingSeriesPage: {TrainingEventPage},
    TrainingEventPage: set(),
    ToolPage: set(),
}
FIXED = (HomePage, NoticeIndexPage, CountryGuideIndexPage, TrainingIndexPage, ToolPage)


@pytest.mark.parametrize("model", list(ALLOWED), ids=lambda model: model.__name__)
def test_pages_stand_only_where_they_belong(model: type[Page]) -> None:
    assert set(model.allowed_subpage_models()) == ALLOWED[model]


def test_a_home_page_stands_at_the_root_alone() -> None:
    assert HomePage.allowed_parent_page_models() == [Page]


def test_seeding_twice_changes_nothing(planted: Any) -> None:
    before = list(Page.objects.order_by("path").values_list("path", "latest_revision", "title"))
    again = plant_pages(home=site_tree(date(2027, 1, 1), with_samples=True))
    assert again.made == 0
    assert again.kept == planted.made
    assert list(Page.objects.order_by("path").values_list("path", "latest_revision", "title")) == before


def test_seeding_leaves_what_editors_wrote() -> None:
    about = StandardPage.objects.get(slug="about", locale__language_code="zh-hans")
    about.title = "编辑改过的标题"
    about.save_revision().publish()
    plant_pages(home=site_tree(date(2027, 1, 1), with_samples=True))
    assert StandardPage.objects.get(pk=about.pk).title == "编辑改过的标题"


def test_every_page_exists_in_both_languages() -> None:
    """T1."""
    for page in Page.objects.filter(depth__gt=1, locale__language_code="zh-hans"):
        english = page.get_translations().get(locale__language_code="en")
        assert english.live
        assert page.depth == 2 or english.slug == page.slug


def test_the_site_begins_at_our_home_page() -> None:
    site = Site.objects.get(is_default_site=True)
    assert isinstance(site.root_page.specific, HomePage)
    assert not Page.objects.filter(slug="home", depth=2).exclude(pk=site.root_page_id).exists()


@pytest.mark.parametrize("model", FIXED, ids=lambda model: model.__name__)
def test_fixed_pages_cannot_be_taken_away(model: type[Page]) -> None:
    page = model.objects.first()
    assert page is not None
    rights = page.permissions_for_user(User(is_superuser=True, is_active=True))
    assert rights.can_edit()
    assert not any((rights.can_delete(), rights.can_unpublish(), rights.can_move(), rights.can_copy()))
    with pytest.raises(PageIsFixedError):
        page.delete()
    with pytest.raises(PageIsFixedError):
        Page.objects.get(pk=page.pk).specific.delete()


@pytest.mark.parametrize("model", [NoticeIndexPage, CountryGuideIndexPage, TrainingIndexPage])
def test_addresses_the_shell_links_to_are_kept(model: type[Page]) -> None:
    page = model.objects.first()
    assert page is not None
    page.slug = "elsewhere"
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert "slug" in refused.value.message_dict


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("tool", list(Tool))
def test_every_view_has_one_host_in_each_language(tool: Tool, language: str) -> None:
    host = host_page(tool.value, language)
    assert host is not None
    assert host.locale.language_code == language
    assert host.introduction


def test_the_database_refuses_a_second_host() -> None:
    host = ToolPage.objects.get(tool=Tool.RESULTS, locale__language_code="en")
    with pytest.raises(IntegrityError), transaction.atomic():
        ToolPage.objects.filter(tool=Tool.MATCH, locale__language_code="en").update(key=host.key)


def test_editors_make_no_host_pages() -> None:
    assert not ToolPage.can_create_at(HomePage.objects.first())


def test_one_guide_for_a_jurisdiction_and_language() -> None:
    guide = CountryGuidePage.objects.select_related("jurisdiction").filter(locale__language_code="en").first()
    assert guide is not None
    second = CountryGuidePage(
        title="Again",
        slug="again",
        locale=Locale.objects.get(language_code="en"),
        jurisdiction=guide.jurisdiction,
        reviewed_on=date(2026, 11, 23),
    )
    with pytest.raises(ValidationError) as refused:
        second.clean()
    assert "jurisdiction" in refused.value.message_dict


def test_seeded_facts_wait_to_be_checked() -> None:
    """General knowledge is no statement of law until an editor has checked it."""
    for guide in CountryGuidePage.objects.all():
        assert guide.facts
        assert all(block.value["to_be_checked"] and block.value["source"] for block in guide.facts)


def test_every_page_can_be_sent_for_a_second_look() -> None:
    workflow = ensure_moderation()
    assert ensure_moderation() == workflow
    event = TrainingEventPage.objects.first()
    assert event is not None
    assert event.get_workflow() == workflow


@pytest.mark.parametrize("model", list(ALLOWED), ids=lambda model: model.__name__)
def test_every_page_can_be_edited_and_translated(model: type[Page]) -> None:
    """The form has the page's own fields; wagtail-localize finds its words."""
    page: Any = model.objects.first()
    form = model.get_edit_handler().get_form_class()(instance=page, for_user=User(is_superuser=True, is_active=True))
    assert {"title", "introduction", "slug"} <= set(form.fields)
    segments = {segment.path for segment in extract_segments(page)}
    assert {"title", "introduction"} <= segments


def test_speakers_and_programme_are_translated_too() -> None:
    page = TrainingEventPage.objects.get(slug="lecture-18", locale__language_code="zh-hans")
    texts = {getattr(segment, "string", None) and segment.string.data for segment in extract_segments(page)}
    assert "所在机构在本站名录中。讲授不作推荐。" in texts
    assert "书面答复：修改的余地与代价" in texts
