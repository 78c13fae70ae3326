"""What a page weighs and how long its view takes, in the demo world: home, results, profile, compare.

Weight is HTML, CSS and JavaScript uncompressed; JavaScript also compressed. *Peer* is what the admin of Wagtail
loads for its shell (core style sheet and scripts), *limit* the HTML alone.
Times are medians of the view through Django's test
client; *peer* is the home page, which Wagtail serves, *limit* the answer of `/healthz`.
"""

import gzip
import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from benchmarks.harness import Row, at_most, compare, report, use_own_database

KILOBYTE = 1024
WEIGHT_BAR = 150
SCRIPT_BAR = 30
PEER_FILES = (
    "wagtailadmin/css/core.css",
    "wagtailadmin/js/vendor.js",
    "wagtailadmin/js/core.js",
    "wagtailadmin/js/wagtailadmin.js",
)


@dataclass(frozen=True)
class Weight:
    """Bytes of one page."""

    html: int
    styles: int
    scripts: int
    scripts_gzip: int

    @property
    def total(self) -> int:
        return self.html + self.styles + self.scripts


def read_static(name: str) -> bytes:
    """A static file by its name, or nothing when there is none."""
    from django.contrib.staticfiles import finders

    found = finders.find(name)
    return Path(found).read_bytes() if isinstance(found, str) else b""


def fetch(path: str) -> bytes:
    """The page's HTML; anything but 200 ends the benchmark."""
    from django.test import Client

    answer = Client().get(path, headers={"host": "localhost"})
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}")
    return answer.content


def weigh(path: str) -> Weight:
    """Weigh a page and what its head and body load from our own origin."""
    from django.conf import settings

    html = fetch(path)
    soup = BeautifulSoup(html, "html.parser")

    def content(address: object) -> bytes:
        return read_static(urlsplit(str(address)).path.removeprefix(settings.STATIC_URL))

    styles = [content(tag["href"]) for tag in soup.select('link[rel~="stylesheet"][href]')]
    scripts = [content(tag["src"]) for tag in soup.select("script[src]")]
    if not styles or not all(styles) or not all(scripts):
        raise SystemExit(f"{path}: a style sheet or script was not found among the static files")
    return Weight(len(html), sum(map(len, styles)), sum(map(len, scripts)), sum(len(gzip.compress(s)) for s in scripts))


def pages() -> dict[str, str]:
    """The pages weighed, by name; the profile and the comparison show the agencies with the most names and offices."""
    from django.db.models import Count
    from django.urls import reverse
    from django.utils import translation

    from directory.models import Agency

    richest = (
        Agency.objects.annotate(rows=Count("names")).order_by("-rows", "pk").values_list("public_id", flat=True)[:5]
    )
    found = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            found[f"home, {language}"] = "/" if language == "zh-hans" else "/en/"
            found[f"results, {language}"] = reverse("agency-results")
            found[f"profile, {language}"] = reverse("agency-profile", args=[richest[0]])
            found[f"compare five, {language}"] = reverse("agency-compare") + "?ids=" + ",".join(map(str, richest))
    return found


def main() -> int:
    """Weigh and time every page."""
    os.environ["DEMO"] = "1"
    use_own_database("pages")
    peer = sum(len(read_static(name)) for name in PEER_FILES) / KILOBYTE
    peer_gzip = sum(len(gzip.compress(read_static(name))) for name in PEER_FILES if name.endswith(".js")) / KILOBYTE
    rows: list[Row] = []
    for name, path in pages().items():
        weight = weigh(path)
        rows.append(
            at_most(f"{name}: HTML+CSS+JS", weight.total / KILOBYTE, bar=WEIGHT_BAR, unit="KB", peer=peer,
                    limit=weight.html / KILOBYTE)
        )  # fmt: skip
        script = weight.scripts_gzip / KILOBYTE
        rows.append(at_most(f"{name}: JS gzip", script, bar=SCRIPT_BAR, unit="KB", peer=peer_gzip, limit=0))
    for name, path in pages().items():
        rows.append(
            compare(f"{name}: view", ours=partial(fetch, path), peer=lambda: fetch("/"),
                    limit=lambda: fetch("/healthz"), at_most=250)
        )  # fmt: skip
    return report("pages", rows)


if __name__ == "__main__":
    raise SystemExit(main())
