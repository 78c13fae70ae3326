"""What a sample is, and the two languages it is written in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language


def say(chinese: str, english: str) -> str:
    """The sample's words in the active language; samples are no part of the product's wording."""
    return english if get_language() == "en" else chinese


@dataclass(frozen=True)
class Sample:
    """One state of a component: what it shows and the variables its template gets."""

    caption: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Component:
    """A component by the name of its template; ``wide`` samples take a whole row each."""

    name: str
    title: str
    samples: list[Sample]
    wide: bool = False
