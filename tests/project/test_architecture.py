"""The rules of the tree: who imports whom, how long a module may be, where a template may reach."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command, get_commands, load_command_class

from tests.project import tree

MODULE_LIMIT = 400
FUNCTION_LIMIT = 40
VAGUE = {"utils", "helpers", "common", "core", "lib", "misc", "util", "helper"}
PURE = {"rules.py", "statistics.py", "scoring.py", "policy.py"}
SHELL = re.compile(r"^cms/(base\.html|components/)")
LOADED = re.compile(r"{%\s*(?:include|extends)\s+(['\"])(?P<name>[^'\"]+)\1")
HTML_COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}|<!--.*?-->", re.DOTALL)
INLINE_STYLE = re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=[\"']application/(?:ld\+)?json)[^>]*>", re.IGNORECASE)
INLINE_HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=|javascript:", re.IGNORECASE)


def test_import_order() -> None:
    """Architecture 2: directory < ratings < search < matchmaking < cms; the contracts stand in pyproject.toml."""
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=tree.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_module_is_too_long() -> None:
    """Habit 1: at most 400 lines."""
    lengths = {tree.relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in tree.modules()}
    assert not {name: length for name, length in lengths.items() if length > MODULE_LIMIT}


def test_no_function_is_too_long() -> None:
    """Habit 1: at most 40 lines, docstring apart; a function that only returns a table of texts is no logic."""
    long = [
        f"{tree.relative(path)}: {name} has {length}"
        for path in tree.modules()
        for name, length in tree.functions(path)
        if length > FUNCTION_LIMIT
    ]
    assert not long, "\n".join(long)


def test_no_drawer_for_everything() -> None:
    """Architecture 2: there is no `utils`, `helpers`, `common`, `core`, `lib`."""
    vague = [tree.relative(path) for path in tree.modules() if VAGUE & {path.stem, *path.relative_to(tree.ROOT).parts}]
    assert not vague


def test_sums_are_pure() -> None:
    """Architecture 3: rules, statistics, scoring and policy know no ORM, no clock and no settings."""
    impure = [
        f"{tree.relative(path)} imports {name}"
        for path in tree.modules(*tree.APPS)
        if path.name in PURE
        for name in sorted(tree.imported(path))
        if name.split(".")[0] == "django" and not name.startswith("django.utils.translation")
    ]
    assert not impure


def test_template_ownership() -> None:
    """Architecture 2: a template reaches into its own app, lower apps and the shell's components."""
    wrong = []
    for app, path in tree.templates():
        allowed = tree.APPS[: tree.APPS.index(app) + 1]
        for found in LOADED.finditer(HTML_COMMENT.sub("", path.read_text(encoding="utf-8"))):
            name = found["name"]
            owner = name.split("/")[0]
            if owner in tree.APPS and owner not in allowed and not SHELL.match(name):
                wrong.append(f"{tree.relative(path)} reaches up to {name}")
    assert not wrong, "\n".join(wrong)


def test_included_templates_exist() -> None:
    """A mistyped partial shows up here, not on the one page that needs it."""
    known = {str(path).split("/templates/", 1)[1] for _, path in tree.templates()}
    missing = [
        f"{tree.relative(path)}: {found['name']}"
        for _, path in tree.templates()
        for found in LOADED.finditer(HTML_COMMENT.sub("", path.read_text(encoding="utf-8")))
        if found["name"].split("/")[0] in tree.APPS and found["name"] not in known
    ]
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize(
    ("what", "pattern"),
    [("style", INLINE_STYLE), ("script", INLINE_SCRIPT), ("handler", INLINE_HANDLER)],
    ids=["style", "script", "handler"],
)
def test_nothing_inline(what: str, pattern: re.Pattern[str]) -> None:
    """The content security policy forbids inline styles, scripts and event handlers; mails have none to obey."""
    found = [
        f"{tree.relative(path)}: {match[0]}"
        for _, path in tree.templates()
        if path.suffix == ".html" and "mail" not in path.parts and "/wagtailadmin/" not in str(path)
        for match in pattern.finditer(HTML_COMMENT.sub("", path.read_text(encoding="utf-8")))
    ]
    assert not found, f"inline {what}:\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("html", "patterns"),
    [
        ('<p style="color: red">', (INLINE_STYLE,)),
        ("<script>alert(1)</script>", (INLINE_SCRIPT,)),
        ('<script nonce="{{ request.csp_nonce }}">go()</script>', (INLINE_SCRIPT,)),
        ('<button type="button" onclick="go()">', (INLINE_HANDLER,)),
        ('<a href="javascript:go()">', (INLINE_HANDLER,)),
    ],
)
def test_the_inline_patterns_find_what_they_should(html: str, patterns: tuple[re.Pattern[str], ...]) -> None:
    assert all(pattern.search(html) for pattern in patterns)
    assert not INLINE_SCRIPT.search('<script src="{% static "cms/js/site.js" %}" defer></script>')
    assert not INLINE_SCRIPT.search('<script type="application/ld+json">{}</script>')


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def _own_commands() -> Iterator[tuple[str, str]]:
    own = {config.name for config in apps.get_app_configs() if config.name in {*tree.APPS, "config"}}
    return ((name, app) for name, app in sorted(get_commands().items()) if str(app) in own)


def test_every_command_says_what_it_does() -> None:
    silent = [name for name, app in _own_commands() if not load_command_class(str(app), name).help]
    assert not silent


def test_readme_names_commands_that_exist() -> None:
    """Every `make x` and `manage.py x` of the documents can be typed."""
    makefile = (tree.ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    wrong = []
    for path in [tree.ROOT / "README.md", *sorted((tree.ROOT / "docs").rglob("*.md"))]:
        text = path.read_text(encoding="utf-8")
        code = re.sub(r"#.*", "", "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL)))
        wrong += [f"{tree.relative(path)}: make {name}" for name in _made(code) if name not in targets]
        commands = re.findall(r"manage\.py ([a-z_]+)", code)
        wrong += [f"{tree.relative(path)}: manage.py {name}" for name in commands if name not in get_commands()]
    assert not wrong


def _made(code: str) -> list[str]:
    return re.findall(r"(?:^|[`\s])make ([a-z-]+)", code)
