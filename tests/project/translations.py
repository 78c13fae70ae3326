"""Keeps the Chinese texts whole: ``python -m tests.project.translations [--write]``.

The texts in code and templates are plain English; each app's ``locale/zh_Hans/LC_MESSAGES/django.po`` holds the
Chinese. Compiled files are committed, so that nobody needs gettext to run the site. Without ``--write`` this
reports what is missing and exits 1; with it texts are collected (needs ``xgettext``) and compiled.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("config", "directory", "ratings", "search", "matchmaking", "cms")
CATALOGUE = Path("locale/zh_Hans/LC_MESSAGES/django.po")
PLACEHOLDER = re.compile(r"%\([a-z_0-9]+\)[sd]|%[sd]|\{[a-z_0-9.]*\}", re.IGNORECASE)
Key = tuple[str | None, str]


def key(entry: polib.POEntry) -> Key:
    """What tells one text from another: its context and the English."""
    return entry.msgctxt or None, entry.msgid


def catalogues() -> dict[str, Path]:
    """The catalogue of each app that has one."""
    return {app: ROOT / app / CATALOGUE for app in APPS if (ROOT / app / CATALOGUE).exists()}


def extract(app: str) -> polib.POFile:
    """Every text of the app's code and templates, collected by Django's makemessages in a copy of the app."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / app
        shutil.copytree(
            ROOT / app, copy, ignore=shutil.ignore_patterns("locale", "migrations", "static", "__pycache__")
        )
        (copy / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "-l", "zh_Hans", "-v", "0", "--no-location"]
        subprocess.run(command, cwd=copy, check=True, env=_bare_environment())
        found = copy / CATALOGUE
        return polib.pofile(str(found)) if found.exists() else polib.POFile()


def _bare_environment() -> dict[str, str]:
    import os

    return {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}


def find_untranslated(app: str, catalogue: polib.POFile) -> Iterator[str]:
    """Entries without Chinese, marked as doubtful, or whose placeholders differ from the English."""
    for entry in catalogue:
        if entry.obsolete:
            continue
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if not all(texts):
            yield f"{app}: no Chinese for {entry.msgid!r}"
        elif entry.fuzzy:
            yield f"{app}: doubtful (fuzzy) Chinese for {entry.msgid!r}"
        else:
            wanted = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural or ""))
            for text in texts:
                if not set(PLACEHOLDER.findall(text)) <= wanted:
                    yield f"{app}: placeholders differ in {entry.msgid!r}: {text!r}"
                elif not entry.msgid_plural and set(PLACEHOLDER.findall(text)) != wanted:
                    yield f"{app}: a placeholder is missing in {entry.msgid!r}: {text!r}"


def find_uncompiled(app: str, path: Path, catalogue: polib.POFile) -> Iterator[str]:
    """A compiled file that is missing or says something else than the catalogue."""
    compiled = path.with_suffix(".mo")
    if not compiled.exists():
        yield f"{app}: {compiled.relative_to(ROOT)} is missing; make messages"
        return
    entries = {key(entry): (entry.msgstr, entry.msgstr_plural) for entry in polib.mofile(str(compiled))}
    wanted = {key(entry): (entry.msgstr, entry.msgstr_plural) for entry in catalogue.translated_entries()}
    if entries != wanted:
        yield f"{app}: {compiled.relative_to(ROOT)} differs from the catalogue; make messages"


def find_uncollected(app: str, catalogue: polib.POFile, extracted: polib.POFile) -> Iterator[str]:
    """Texts that stand in the app but not in its catalogue."""
    known = {key(entry) for entry in catalogue if not entry.obsolete}
    for entry in extracted:
        if not entry.obsolete and key(entry) not in known:
            yield f"{app}: {entry.msgid!r} is not in the catalogue; make messages"


def find_faults(*, collect: bool) -> list[str]:
    """Everything that keeps the Chinese from being whole, a line each."""
    faults: list[str] = []
    for app in APPS:
        path = ROOT / app / CATALOGUE
        catalogue = polib.pofile(str(path)) if path.exists() else polib.POFile()
        if path.exists():
            faults += [*find_untranslated(app, catalogue), *find_uncompiled(app, path, catalogue)]
        if collect:
            faults += find_uncollected(app, catalogue, extract(app))
    return faults


def can_collect() -> bool:
    """Whether gettext's collector is here."""
    return shutil.which("xgettext") is not None


def write() -> None:
    """Merge the texts found into each catalogue, keep its Chinese, and compile it."""
    for app in APPS:
        extracted, path = extract(app), ROOT / app / CATALOGUE
        if not len(extracted):
            continue
        catalogue = polib.pofile(str(path), wrapwidth=110) if path.exists() else polib.POFile(wrapwidth=110)
        catalogue.metadata = METADATA
        kept = {key(entry): entry for entry in catalogue}
        merged = polib.POFile(wrapwidth=110)
        merged.metadata = METADATA
        for entry in sorted(extracted, key=lambda entry: (entry.msgid.lower(), entry.msgid, entry.msgctxt or "")):
            if entry.obsolete:
                continue
            old = kept.get(key(entry))
            if old is not None:
                entry.msgstr, entry.msgstr_plural = old.msgstr, old.msgstr_plural
            if entry.msgid_plural:
                entry.msgstr_plural = {0: entry.msgstr_plural.get(0, "")}
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
            merged.append(entry)
        path.parent.mkdir(parents=True, exist_ok=True)
        merged.save(str(path))
        merged.save_as_mofile(str(path.with_suffix(".mo")))


METADATA = {
    "Project-Id-Version": "zhiheng",
    "Language": "zh_Hans",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Check that every text has its Chinese.")
    parser.add_argument("--write", action="store_true", help="collect texts and compile the catalogues")
    if parser.parse_args().write:
        if not can_collect():
            print("Missing: xgettext (Debian: apt-get install gettext).", file=sys.stderr)
            return 1
        write()
    collect = can_collect()
    faults = find_faults(collect=collect)
    for line in faults:
        print(line)
    if not collect:
        print("Not checked: texts that no catalogue holds (xgettext is not here; Debian: apt-get install gettext).")
    print(f"Translations: {len(faults)} faults." if faults else "Translations are complete.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
