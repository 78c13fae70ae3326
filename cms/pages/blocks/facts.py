"""Facts: label and value, each with its source and the day it was checked."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.pages.blocks.text import TEXT_FEATURES


class FactBlock(blocks.StructBlock):
    """One fact. Without a source it is marked "to be checked"."""

    label = blocks.CharBlock(label=_("Label"), max_length=80)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)
    source = blocks.CharBlock(label=_("Source"), max_length=200, required=False)
    source_url = blocks.URLBlock(label=_("Address of the source"), required=False)
    reviewed_on = blocks.DateBlock(label=_("Reviewed on"), required=False)
    to_be_checked = blocks.BooleanBlock(
        label=_("To be checked"), required=False, help_text=_("Shown beside the fact until an editor has checked it.")
    )

    class Meta:
        icon = "info-circle"
        label = _("Fact")
        template = "cms/blocks/fact.html"


class FactsBlock(blocks.StructBlock):
    """A list of facts inside running text."""

    facts = blocks.ListBlock(FactBlock(), label=_("Facts"))

    class Meta:
        icon = "list-ul"
        label = _("Facts")
        template = "cms/blocks/facts.html"


class SupportPolicyBlock(blocks.StructBlock):
    """A support policy: who gives what to whom (T1)."""

    title = blocks.CharBlock(label=_("Title"), max_length=150)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)
    source = blocks.CharBlock(label=_("Source"), max_length=200, required=False)
    source_url = blocks.URLBlock(label=_("Address of the source"), required=False)
    reviewed_on = blocks.DateBlock(label=_("Reviewed on"), required=False)

    class Meta:
        icon = "form"
        label = _("Support policy")
        template = "cms/blocks/policy.html"


class OfficeBlock(blocks.StructBlock):
    """An authority or help office and how to reach it."""

    name = blocks.CharBlock(label=_("Name"), max_length=150)
    original_name = blocks.CharBlock(label=_("Name in its own language"), max_length=150, required=False)
    original_language = blocks.CharBlock(
        label=_("Language of that name"), max_length=12, required=False, help_text=_("BCP 47 tag, such as de or ja.")
    )
    role = blocks.CharBlock(label=_("What it does"), max_length=200)
    website = blocks.URLBlock(label=_("Website"), required=False)

    class Meta:
        icon = "site"
        label = _("Office")
        template = "cms/blocks/office.html"
