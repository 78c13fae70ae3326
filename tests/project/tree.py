"""Reads the project's own source for the architecture tests."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("directory", "ratings", "search", "matchmaking", "cms")
"""In import order: left never imports, includes or loads from right."""
FOLDERS = (*APPS, "config", "tests", "benchmarks")


def modules(*folders: str) -> Iterator[Path]:
    """Python modules of the folders (all of the project's when none are named), without migrations."""
    for folder in folders or FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts and "__pycache__" not in path.parts:
                yield path


def templates() -> Iterator[tuple[str, Path]]:
    """Every template with the app that owns it."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("templates/**/*")):
            if path.is_file() and path.suffix in {".html", ".txt", ".xml"}:
                yield app, path


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and length in lines, without decorators and docstring, of every function that is more than one return."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            length, body = node.end_lineno - node.lineno + 1, node.body
            if ast.get_docstring(node) is not None:
                length -= (body[0].end_lineno or 0) - body[0].lineno + 1
                body = body[1:]
            if not (len(body) == 1 and isinstance(body[0], ast.Return)):
                yield node.name, length


def imported(path: Path) -> set[str]:
    """Dotted names of everything the module imports at any depth."""
    names: set[str] = set()
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))
