"""The style guide: parameters are read from the components themselves, samples are drawn by them."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from cms.styleguide.parts import Component
from cms.styleguide.samples import components
from directory.accounts.permissions import is_staff_person

COMPONENTS = Path(__file__).parent.parent / "templates" / "cms" / "components"
_DOCUMENTATION = re.compile(r"{% comment %}(.*?){% endcomment %}", re.DOTALL)


@dataclass(frozen=True)
class DrawnSample:
    """A sample as its template drew it."""

    caption: str
    html: str


@dataclass(frozen=True)
class DrawnComponent:
    """A component with what its own template says of its parameters."""

    name: str
    title: str
    documentation: str
    wide: bool
    samples: list[DrawnSample]


def draw_component(component: Component) -> DrawnComponent:
    """One component with its documentation and every sample rendered by its own template."""
    source = (COMPONENTS / f"{component.name}.html").read_text(encoding="utf-8")
    found = _DOCUMENTATION.match(source)
    return DrawnComponent(
        name=component.name,
        title=component.title,
        documentation=found[1].strip() if found else "",
        wide=component.wide,
        samples=[
            DrawnSample(sample.caption, render_to_string(f"cms/components/{component.name}.html", sample.context))
            for sample in component.samples
        ],
    )


@login_required
def show_styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in the language of the address, for staff."""
    if not is_staff_person(request.user):
        raise Http404
    return render(
        request, "cms/styleguide.html", {"components": [draw_component(component) for component in components()]}
    )
