"""Blocks: pictures have words, links lead somewhere safe."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cms.pages.blocks.body import BODY_BLOCKS
from cms.pages.blocks.calls import LinkBlock
from cms.pages.blocks.media import PictureBlock
from cms.pages.blocks.training import SpeakerBlock


@pytest.mark.parametrize("text", ["", "photo.png", "IMG_2031.JPG"])
def test_a_picture_needs_words(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    block = PictureBlock()
    monkeypatch.setattr(block.child_blocks["image"], "clean", lambda value: value)
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"image": None, "alternative": text, "caption": ""}))


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "//elsewhere.example", "/\\elsewhere.example", "data:text/html,x", "agencies"]
)
def test_a_link_leads_to_a_page_or_an_address(url: str) -> None:
    block = LinkBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"label": "On", "page": None, "url": url}))


@pytest.mark.parametrize("url", ["https://www.epo.org/", "/agencies/?field=6", "mailto:help@zhiheng.example", "#facts"])
def test_good_addresses_pass(url: str) -> None:
    block = LinkBlock()
    assert block.clean(block.to_python({"label": "On", "page": None, "url": url}))["url"] == url


def test_a_speaker_without_conflict_note_is_refused() -> None:
    """T2."""
    block = SpeakerBlock()
    value: dict[str, Any] = {"name": "N", "name_language": "", "affiliation": "A", "conflict_note": ""}
    with pytest.raises(ValidationError):
        block.clean(block.to_python(value))


def test_every_block_has_a_template_of_its_own() -> None:
    blocks: list[Any] = [block for _name, block in BODY_BLOCKS]
    templates = [block.meta.template for block in blocks]
    assert len(set(templates)) == len(templates)
    assert all(template.startswith("cms/blocks/") for template in templates)
