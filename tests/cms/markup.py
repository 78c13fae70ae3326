"""Checks of HTML that need no browser."""

from html.parser import HTMLParser

VOID = {
    "area",
    "base",
    "br",
    "circle",
    "col",
    "hr",
    "img",
    "input",
    "line",
    "link",
    "meta",
    "path",
    "source",
    "rect",
    "wbr",
}


class Balance(HTMLParser):
    """Checks that every element closed is the one opened last, and that ids are unique."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        assert "style" not in values, f"inline style on {tag}"
        assert not any(name.startswith("on") for name in values), f"inline script on {tag}"
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open, f"</{tag}> without a start"
            assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)


def check_html(html: str) -> Balance:
    """Fail on unbalanced elements, doubled ids, inline styles and inline handlers; the parser with what it saw."""
    parser = Balance()
    parser.feed(html)
    assert parser.open == []
    doubles = {name for name in parser.ids if parser.ids.count(name) > 1}
    assert not doubles
    return parser
