"""The project's own source files, parsed once."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent.parent
APPS = (
    "pilot_portal",
    "reporting",
    "incentives",
    "enterprises",
    "cities",
    "industries",
    "workflow",
    "documents",
    "accounts",
    "regions",
    "ui",
)
CODE = (*APPS, "tests", "benchmarks")
TEXT = (*CODE, "templates", "static")
SUFFIXES = {".py", ".html", ".css", ".js"}


def files(folders: tuple[str, ...], suffixes: set[str]) -> list[Path]:
    """Files below the folders, without what is generated."""
    found = [
        path
        for folder in folders
        for path in (HOME / folder).rglob("*")
        if path.suffix in suffixes and "migrations" not in path.parts
    ]
    return sorted(found)


@functools.cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(), filename=str(path))


def python(folders: tuple[str, ...] = APPS) -> Iterator[tuple[Path, ast.Module]]:
    """Every Python file with its tree."""
    for path in files(folders, {".py"}):
        yield path, parsed(path)


def place(path: Path, node: ast.AST) -> str:
    """Where something stands, as an editor understands it."""
    return f"{path.relative_to(HOME)}:{getattr(node, 'lineno', 1)}"
