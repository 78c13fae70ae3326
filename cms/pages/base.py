"""What all pages share: search-engine and listing fields, the right language, fixed pages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.fields import StreamField
from wagtail.models import Page, PagePermissionTester

from cms.pages.blocks.body import BODY_BLOCKS
from cms.pages.errors import PageIsFixedError


class SeoMixin(models.Model):
    """What search engines may know."""

    is_hidden_from_search_engines = models.BooleanField(
        _("Hide from search engines"),
        default=False,
        help_text=_("The page stays readable for everybody with its address."),
    )

    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("is_hidden_from_search_engines"),
            ],
            heading=_("Search engines"),
        ),
    ]

    class Meta:
        abstract = True


class ListingMixin(models.Model):
    """How the page looks in lists."""

    listing_summary = models.CharField(
        _("Summary in lists"), max_length=200, blank=True, help_text=_("Empty: the introduction.")
    )

    class Meta:
        abstract = True

    @property
    def summary(self) -> str:
        return self.listing_summary or getattr(self, "introduction", "")


class BasePage(SeoMixin, ListingMixin, Page):  # type: ignore[django-manager-missing]  # Wagtail's is untyped
    """A page with an introduction, served only in its own language."""

    introduction = models.TextField(_("Introduction"), max_length=400, blank=True, help_text=_("One or two sentences."))

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    promote_panels = [*SeoMixin.promote_panels, FieldPanel("listing_summary")]
    show_in_menus_default = False

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the page's own address when it was reached under another language's prefix.

        Wagtail serves the default language's tree under ``/en/`` while that language has no home page.
        """
        return self.own_address(request) or super().serve(request, *args, **kwargs)

    def own_address(self, request: HttpRequest) -> HttpResponse | None:
        """Where to go instead when the active language is not the page's."""
        if self.locale.language_code == get_language():
            return None
        url = self.get_url(request)
        return redirect(url) if url and url != request.path else None


class RoutableBasePage(RoutablePageMixin, BasePage):
    """A page with further addresses below it, such as a calendar."""

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The right language first: Wagtail's mixin answers its own routes without asking the page."""
        return self.own_address(request) or super().serve(request, *args, **kwargs)


class BodyMixin(models.Model):
    """Running text."""

    body = StreamField(BODY_BLOCKS, verbose_name=_("Body"), blank=True)

    class Meta:
        abstract = True


class FixedPagePermissions(PagePermissionTester):
    """Nobody may delete, unpublish, move or copy the page, whatever their rights elsewhere."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: FBT001, FBT002  Wagtail's signature
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_move(self) -> bool:
        return False

    def can_copy(self) -> bool:
        return False


class FixedPageMixin(models.Model):
    """A page the site stands on: its words are the editors', its place is not.

    ``fixed_slug`` is the slug that links of the shell rely on; empty where nothing does.
    """

    fixed_slug = ""

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """Wagtail's answers, without what would take the page away."""
        return FixedPagePermissions(user, self)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse, whoever asks. ``force=True`` is for the seeding and its tests."""
        if not kwargs.pop("force", False):
            raise PageIsFixedError(str(self))
        return super().delete(*args, **kwargs)

    def clean(self) -> None:
        """Keep the slug links rely on."""
        super().clean()
        slug = getattr(self, "slug", "")
        if self.fixed_slug and slug != self.fixed_slug:
            raise ValidationError({"slug": _("Links rely on this address; it stays “%s”.") % self.fixed_slug})
