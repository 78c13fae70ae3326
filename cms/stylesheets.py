"""Joins the stylesheets of ``cms/styles`` into the few files that pages link to.

One file per component is easy to find and to own, but a browser would fetch each ``@import`` in
turn. So an entry file (``site.css``) is written out with its imports in place, each wrapped in its
layer and medium, comments and spare blanks removed. The result is committed: nobody needs a build
step to run the project, and a test tells when it is stale.
"""

import re
from pathlib import Path

SOURCES = Path(__file__).parent / "styles"
BUNDLES = Path(__file__).parent / "static" / "cms" / "css"
ENTRIES = ("site.css", "desk.css", "styleguide.css", "admin.css")

_IMPORT = re.compile(r'@import url\("(?P<file>[^"]+)"\)(?: layer\((?P<layer>[a-z]+)\))?(?P<medium>[^;]*);')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def compact_stylesheet(text: str) -> str:
    """``text`` without comments and without blanks that mean nothing.

    Blanks around ``+ - * /`` stay, because ``calc()`` needs them.
    """
    without_comments = _COMMENT.sub("", text)
    one_line = re.sub(r"\s+", " ", without_comments)
    tight = re.sub(r"\s*([{};,])\s*", r"\1", one_line)
    return re.sub(r"([{;][a-z-]+): ", r"\1:", tight).replace(";}", "}").strip()


def join_stylesheet(entry: str) -> str:
    """The whole of ``entry`` with every import put in its place."""

    def put_in_place(found: re.Match[str]) -> str:
        body = compact_stylesheet((SOURCES / found["file"]).read_text(encoding="utf-8"))
        medium = found["medium"].strip()
        if medium:
            # Two nested page rules would be dropped by a browser: "@page" stands outside layers.
            pages = "".join(re.findall(r"@page\{[^}]*\}", body))
            body = f"{pages}@media {medium}{{{re.sub(r'@page{[^}]*}', '', body)}}}"
        return f"@layer {found['layer']}{{{body}}}\n" if found["layer"] else f"{body}\n"

    text = _COMMENT.sub("", (SOURCES / entry).read_text(encoding="utf-8"))
    joined = _IMPORT.sub(put_in_place, text)
    return re.sub(r"\n{2,}", "\n", joined).strip() + "\n"


def write_bundles() -> list[Path]:
    """Write every bundle that differs from its sources; the paths written."""
    BUNDLES.mkdir(parents=True, exist_ok=True)
    written = []
    for entry in ENTRIES:
        target, text = BUNDLES / entry, join_stylesheet(entry)
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8")
            written.append(target)
    return written


def stale_bundles() -> list[str]:
    """Names of the bundles that no longer say what their sources say."""
    return [
        entry
        for entry in ENTRIES
        if not (BUNDLES / entry).exists() or (BUNDLES / entry).read_text(encoding="utf-8") != join_stylesheet(entry)
    ]
