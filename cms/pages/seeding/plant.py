"""Writes seeds as pages: what is there stays as its editors left it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Locale, Page, Site

from cms.pages.seeding.parts import PageSeed

CHINESE, ENGLISH = "zh-hans", "en"


@dataclass
class Planted:
    """How many pages were made and how many were there already, counted in both languages."""

    made: int = 0
    kept: int = 0


@transaction.atomic
def plant_pages(*, home: PageSeed) -> Planted:
    """Make every page that is missing, Chinese first, each with its English translation.

    Idempotent: a page is known by its parent and slug. Wagtail's welcome page makes room for ours.
    """
    planted = Planted()
    for code in (CHINESE, ENGLISH):
        Locale.objects.get_or_create(language_code=code)
    root = Page.objects.filter(depth=1).get()
    _make_room(root)
    page = _plant(home, root, planted)
    _point_site_at(page)
    return planted


def _make_room(root: Page) -> None:
    """Move Wagtail's welcome page out of the way: a plain page without children that a migration made."""
    plain = ContentType.objects.get_for_model(Page)
    welcome = Page.objects.child_of(root).filter(content_type=plain, numchild=0).first()
    if welcome is not None:
        Site.objects.filter(root_page=welcome).update(root_page=root)
        welcome.delete()


def _point_site_at(home: Page) -> None:
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(
            hostname="localhost", port=80, root_page=home, is_default_site=True, site_name="知衡 Zhiheng"
        )
    elif site.root_page.depth == 1:
        site.root_page = home
        site.site_name = site.site_name or "知衡 Zhiheng"
        site.save()
    Site.clear_site_root_paths_cache()


def _plant(seed: PageSeed, parent: Page, planted: Planted) -> Page:
    """The Chinese page of ``seed``, its English translation and everything below."""
    chinese = Locale.objects.get(language_code=CHINESE)
    parent = Page.objects.get(pk=parent.pk)  # treebeard keeps counts on the row
    page = Page.objects.child_of(parent).filter(slug=seed.slug, locale=chinese).first()
    if page is None:
        new = seed.model(locale=chinese, slug=seed.slug, **seed.shared, **seed.zh)
        parent.add_child(instance=new)
        _relate(new, seed)
        new.save_revision().publish()
        page = new
        planted.made += 1
    else:
        planted.kept += 1
    page = page.specific
    _translate(seed, page, planted)
    _plant_below(seed.children, page, planted)
    return page


def _plant_below(seeds: Sequence[PageSeed], page: Page, planted: Planted) -> None:
    for child in seeds:
        _plant(child, page, planted)


def _translate(seed: PageSeed, page: Page, planted: Planted) -> None:
    english = Locale.objects.get(language_code=ENGLISH)
    if page.get_translation_or_none(english) is not None:
        planted.kept += 1
        return
    translation = page.copy_for_translation(english)
    for name, value in seed.en.items():
        setattr(translation, name, value)
    translation.slug = seed.slug if page.depth > 2 else f"{seed.slug}-en"
    _relate(translation, seed)
    translation.save_revision().publish()
    planted.made += 1


def _relate(page: Page, seed: PageSeed) -> None:
    for name, rows in seed.related.items():
        setattr(page, name, list(rows()))
