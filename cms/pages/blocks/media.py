"""Pictures and files. A picture without words for those who cannot see it is refused."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock


class PictureBlock(blocks.StructBlock):
    """A picture that carries information; its alternative text says the same in words."""

    image = ImageChooserBlock(label=_("Image"))
    alternative = blocks.CharBlock(
        label=_("Alternative text"),
        max_length=250,
        help_text=_("What the picture tells, for those who do not see it."),
    )
    caption = blocks.CharBlock(label=_("Caption"), max_length=200, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "cms/blocks/picture.html"

    def clean(self, value: Any) -> Any:
        """Refuse a file's name as alternative text."""
        cleaned = super().clean(value)
        text = cleaned["alternative"].strip().lower()
        if text.endswith((".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg")):
            error = ValidationError(_("Say what the picture tells; the name of a file says nothing."))
            raise StructBlockValidationError({"alternative": error})
        return cleaned


class DownloadBlock(blocks.StructBlock):
    """A document to take away."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(label=_("Title"), max_length=150)
    note = blocks.CharBlock(label=_("Note"), max_length=200, required=False)

    class Meta:
        icon = "doc-full"
        label = _("Download")
        template = "cms/blocks/download.html"
