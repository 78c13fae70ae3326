"""Tags and filters of the shell: dates, numbers, icons, drawings, form fields, language links."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select, Textarea
from django.forms.widgets import ClearableFileInput, Input
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext
from wagtail.models import Page

from cms import drawing, navigation
from cms.icons import ICONS

register = template.Library()

THIN_SPACE = "\u202f"
MINUS = "\u2212"
EN_DASH = "\u2013"
_SCRIPT_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """``{% icon "search" %}``: a decorative drawing; the words beside it carry the meaning."""
    body = mark_safe(ICONS[name])
    return format_html('<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">{}</svg>', body)


@register.filter
def day(value: date | datetime | None) -> str:
    """``<time>`` as 2026-11-22, of the day in Shanghai."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return format_html('<time datetime="{0}">{0}</time>', value.isoformat())


@register.filter
def moment(value: datetime | None) -> str:
    """``<time>`` as 2026-11-22 14:00 in Shanghai."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), f"{local:%Y-%m-%d %H:%M}")


@register.filter
def month(value: date | datetime) -> str:
    """The month in words: December, or 12 月."""
    local = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    return date_format(local, pgettext("how a month is written, as a date format", "F"))


@register.filter
def clock(value: datetime | None) -> str:
    """Only the hour and minute in Shanghai."""
    return "" if value is None else f"{timezone.localtime(value):%H:%M}"


@register.filter
def number(value: float | None, digits: int = 0) -> str:
    """``1308`` → 1 308 with thin spaces, minus as a true minus sign."""
    if value is None:
        return ""
    return f"{value:,.{digits}f}".replace(",", THIN_SPACE).replace("-", MINUS)


@register.filter
def signed(value: float, digits: int = 1) -> str:
    """``+5.5`` or ``−0.6``."""
    return f"{value:+.{digits}f}".replace("-", MINUS)


@register.simple_tag
def span(low: float, high: float, digits: int = 1) -> str:
    """A range with an en dash: 60.7–66.1."""
    return f"{number(low, digits)}{EN_DASH}{number(high, digits)}"


@register.filter
def code_language(code: str) -> str:
    """Django's language code as HTML writes it: ``zh-hans`` → ``zh-Hans``."""
    return navigation.html_language(code)


@register.simple_tag
def interval_plot(low: float, high: float, score: float | str | None = None) -> drawing.IntervalPlot:
    """``{% interval_plot 60.7 66.1 63.4 as plot %}``: see ``cms.drawing``.

    A variable that a template does not know arrives as an empty string: no score.
    """
    return drawing.draw_interval(low, high, None if score is None or score == "" else float(score))


@register.simple_tag
def score_axis() -> list[drawing.AxisTick]:
    """Ticks of the one scale: see ``cms.drawing``."""
    return drawing.draw_axis()


@register.simple_tag
def ledger_drawing(lines: Sequence[Any], start: float = 50.0) -> list[tuple[Any, drawing.LedgerBar]]:
    """Pairs of a ledger's line and its bar; a line has ``points``."""
    drawn = drawing.draw_ledger([float(_points(line)) for line in lines], start)
    return list(zip(lines, drawn.bars, strict=True))


@register.simple_tag
def ledger_frame(lines: Sequence[Any], start: float = 50.0) -> drawing.LedgerDrawing:
    """Start, end, cuts and labels of the same drawing."""
    return drawing.draw_ledger([float(_points(line)) for line in lines], start)


def _points(line: Any) -> float:
    return line["points"] if isinstance(line, dict) else line.points


@register.simple_tag
def places(found: int, wanted: int = 5, most: int = 10) -> list[drawing.Place]:
    """``{% places 2 as drawn %}``: ten places on a beam."""
    return drawing.draw_places(found, wanted, most)


@register.simple_tag
def share(part: float, whole: float) -> str:
    """A width in percent: ``{% share 33 40 %}`` → 82.5%."""
    return drawing.share_percent(part, whole)


@register.filter
def times(count: int) -> range:
    """``{% for star in 3|times %}``."""
    return range(count)


@register.filter
def widget_kind(field: BoundField) -> str:
    """How a field is drawn: ``choices``, ``check``, ``hidden``, ``file`` or ``input``."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, CheckboxSelectMultiple | RadioSelect):
        return "choices"
    if isinstance(widget, CheckboxInput):
        return "check"
    return "file" if isinstance(widget, ClearableFileInput) else "input"


@register.filter
def as_input(field: BoundField) -> SafeString:
    """The field's widget with the design's class; Django ties hint and error by ``aria-describedby``.

    A placeholder that repeats the label is left out: it vanishes as soon as one types.
    """
    widget = field.field.widget
    classes = widget.attrs.get("class", "")
    if isinstance(widget, Input | Textarea | Select) and not isinstance(widget, CheckboxInput | RadioSelect):
        classes = f"input {classes}".strip()
    attrs: dict[str, Any] = {"class": classes} if classes else {}
    if not isinstance(widget, Select) and widget.attrs.get("placeholder") and field.label:
        attrs["placeholder"] = False
    return field.as_widget(attrs=attrs)


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> list[navigation.LanguageLink]:
    """This page in every language it exists in, for the switch and for ``hreflang``."""
    return navigation.language_links(context)


@register.simple_tag(takes_context=True)
def main_links(context: template.Context) -> list[navigation.Link]:
    """The masthead's links, the one of the section shown marked."""
    request = context.get("request")
    return navigation.main_links(request.path if request is not None else "")


@register.simple_tag(takes_context=True)
def canonical_url(context: template.Context) -> str:
    """The address search engines should keep: this path without its query."""
    request = context.get("request")
    return request.build_absolute_uri(request.path) if request is not None else ""


@register.simple_tag
def home_in(code: str) -> str:
    """The home page in the language ``code``."""
    return navigation.home_paths()[code]


@register.simple_tag
def url_if_any(name: str, *args: Any) -> str:
    """The address called ``name``, or nothing where that page is not part of the site."""
    return navigation.reverse_if_any(name, *args)


@register.filter
def words(text: str) -> list[str]:
    """A list written as words with blanks between them."""
    return text.split()


@register.simple_tag(takes_context=True)
def page_crumbs(context: template.Context, page: Page) -> list[dict[str, str]]:
    """Label and address of every page between the home page and ``page``."""
    request = context.get("request")
    above = page.get_ancestors().filter(depth__gt=2)
    return [{"label": one.title, "url": one.get_url(request) or ""} for one in above]


@register.simple_tag
def host_of(tool: str) -> Page | None:
    """The editors' page around a view in the active language, for apps that may not import ``cms``."""
    from cms.pages.querysets import host_page  # noqa: PLC0415  the page models use this library's neighbours

    return host_page(tool)


@register.simple_tag
def page_children(page: Page) -> Sequence[Page]:
    """The live pages directly below, in the editors' order, with their own fields."""
    return list(page.get_children().live().public().specific())


@register.simple_tag(takes_context=True)
def linked_data(context: template.Context, description: Mapping[str, Any]) -> SafeString:
    """A description for search engines, safe inside a page: no value can end the element."""
    body = json.dumps(description, ensure_ascii=False, separators=(",", ":")).translate(_SCRIPT_ESCAPES)
    nonce = str(context.get("csp_nonce") or "")
    return format_html('<script type="application/ld+json" nonce="{}">{}</script>', nonce, mark_safe(body))


@register.filter
def join_names(rows: Iterable[Any]) -> str:
    """Names of taxonomy rows as a list in words."""
    return pgettext("between names in a list", ", ").join(row.name for row in rows)
