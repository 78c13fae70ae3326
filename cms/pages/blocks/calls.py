"""Ways on: notices inside a page and links to act."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError


class NoticeBlock(blocks.StructBlock):
    """Something to know before reading on."""

    kind = blocks.ChoiceBlock(
        label=_("Kind"), choices=[("info", _("Information")), ("amber", _("Caution"))], default="info"
    )
    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    text = blocks.TextBlock(label=_("Text"))

    class Meta:
        icon = "warning"
        label = _("Notice")
        template = "cms/blocks/notice.html"


class LinkBlock(blocks.StructBlock):
    """A link to a page of this site or to an address elsewhere, exactly one of them."""

    label = blocks.CharBlock(label=_("Label"), max_length=80)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.CharBlock(
        label=_("Address"), max_length=300, required=False, help_text=_("https://…, or /path/ on this site.")
    )

    class Meta:
        icon = "link"
        label = _("Link")
        template = "cms/blocks/link.html"

    def clean(self, value: Any) -> Any:
        """Refuse none and both, and addresses that are no addresses (``javascript:``)."""
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            raise StructBlockValidationError({"url": ValidationError(_("Give a page or an address, one of them."))})
        url = cleaned["url"]
        if url and not url.startswith(("https://", "http://", "mailto:", "#")) and not _is_own_path(url):
            raise StructBlockValidationError({"url": ValidationError(_("Begin with https:// or with /."))})
        return cleaned


def _is_own_path(url: str) -> bool:
    """``/path``, but not ``//elsewhere`` nor ``/\\elsewhere``, which browsers read as another host."""
    return url.startswith("/") and not url.startswith(("//", "/\\"))


class LinksBlock(blocks.StructBlock):
    """Several links as a row."""

    links = blocks.ListBlock(LinkBlock(), label=_("Links"), min_num=1, max_num=6)

    class Meta:
        icon = "link"
        label = _("Links")
        template = "cms/blocks/links.html"
