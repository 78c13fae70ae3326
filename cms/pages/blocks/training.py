"""Parts of a training event: programme, speakers, materials (T2)."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock


class ProgrammeItemBlock(blocks.StructBlock):
    """What happens at what time of the day."""

    starts_at = blocks.TimeBlock(label=_("Starts at"))
    text = blocks.CharBlock(label=_("Text"), max_length=250)

    class Meta:
        icon = "time"
        label = _("Programme item")


class SpeakerBlock(blocks.StructBlock):
    """Who speaks, for whom they work and what interest they have in the subject."""

    name = blocks.CharBlock(label=_("Name"), max_length=100)
    name_language = blocks.CharBlock(
        label=_("Language of the name"), max_length=12, required=False, help_text=_("BCP 47 tag, such as de or ja.")
    )
    affiliation = blocks.CharBlock(label=_("Affiliation"), max_length=200)
    conflict_note = blocks.CharBlock(
        label=_("Conflict of interest"), max_length=300, help_text=_("“None” when there is none; never left empty.")
    )

    class Meta:
        icon = "user"
        label = _("Speaker")


class MaterialBlock(blocks.StructBlock):
    """Slides or a text for those who attend."""

    title = blocks.CharBlock(label=_("Title"), max_length=150)
    document = DocumentChooserBlock(label=_("Document"), required=False)
    note = blocks.CharBlock(label=_("Note"), max_length=200, required=False)

    class Meta:
        icon = "doc-full"
        label = _("Material")
