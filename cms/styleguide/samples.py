"""Samples of every component in the active language. All of them are invented."""

from cms.styleguide.controls import control_components
from cms.styleguide.evidence import evidence_components
from cms.styleguide.messages import list_components, message_components
from cms.styleguide.parts import Component


def components() -> list[Component]:
    """Every component, in the order of the guide."""
    return [*control_components(), *message_components(), *evidence_components(), *list_components()]
