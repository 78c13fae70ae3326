"""What a page to be seeded is, and short ways to write blocks."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from wagtail.models import Page

Block = dict[str, Any]


@dataclass(frozen=True)
class PageSeed:
    """One page in both languages. ``shared`` holds values that do not depend on the language.

    ``related`` names many-to-many fields with a function that reads their rows.
    """

    model: type[Page]
    slug: str
    zh: Mapping[str, Any]
    en: Mapping[str, Any]
    shared: Mapping[str, Any] = field(default_factory=dict)
    related: Mapping[str, Callable[[], Iterable[Any]]] = field(default_factory=dict)
    children: Sequence["PageSeed"] = ()


def stream(*blocks: Block) -> str:
    """Blocks as a StreamField stores them; ids follow from place and content, so seeding twice says the same."""
    numbered = [
        block | {"id": str(uuid5(NAMESPACE_URL, f"{place}/{json.dumps(block, ensure_ascii=False, sort_keys=True)}"))}
        for place, block in enumerate(blocks)
    ]
    return json.dumps(numbered, ensure_ascii=False)


def heading(text: str, level: str = "2") -> Block:
    """A heading below the page's title."""
    return {"type": "heading", "value": {"text": text, "level": level}}


def paragraph(*texts: str) -> Block:
    """One or more paragraphs of rich text."""
    return {"type": "paragraph", "value": "".join(f"<p>{text}</p>" for text in texts)}


def bullets(*texts: str) -> Block:
    """A list."""
    return {"type": "paragraph", "value": f"<ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>"}


def steps(*pairs: tuple[str, str]) -> Block:
    """Numbered steps of title and text."""
    rows = [
        {"type": "item", "value": {"title": title, "text": f"<p>{text}</p>"}, "id": str(uuid5(NAMESPACE_URL, title))}
        for title, text in pairs
    ]
    return {"type": "steps", "value": {"steps": rows}}


def notice(text: str, title: str = "", kind: str = "info") -> Block:
    """Something to know before reading on."""
    return {"type": "notice", "value": {"kind": kind, "title": title, "text": text}}


def links(*pairs: tuple[str, str]) -> Block:
    """Ways on: label and path."""
    rows = [
        {
            "type": "item",
            "value": {"label": label, "page": None, "url": url},
            "id": str(uuid5(NAMESPACE_URL, label + url)),
        }
        for label, url in pairs
    ]
    return {"type": "links", "value": {"links": rows}}


def fact(label: str, text: str, source: str, url: str, reviewed_on: str) -> Block:
    """A fact of a country guide. Seeded facts are general knowledge and therefore to be checked."""
    value = {
        "label": label,
        "text": f"<p>{text}</p>",
        "source": source,
        "source_url": url,
        "reviewed_on": reviewed_on,
        "to_be_checked": True,
    }
    return {"type": "fact", "value": value}


def office(name: str, role: str, website: str, original: str = "", language: str = "") -> Block:
    """An office of a country guide."""
    value = {
        "name": name,
        "original_name": original,
        "original_language": language,
        "role": role,
        "website": website,
    }
    return {"type": "office", "value": value}


def speaker(name: str, affiliation: str, conflict: str, language: str = "") -> Block:
    """A speaker of an event."""
    value = {"name": name, "name_language": language, "affiliation": affiliation, "conflict_note": conflict}
    return {"type": "speaker", "value": value}


def item(starts_at: str, text: str) -> Block:
    """A line of a programme; ``starts_at`` as HH:MM."""
    return {"type": "item", "value": {"starts_at": f"{starts_at}:00", "text": text}}
