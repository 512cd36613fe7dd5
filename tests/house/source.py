"""The project's own files as the house rules read them."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_OURS = (".git", ".venv", "data", "__pycache__", "node_modules")


@dataclass(frozen=True)
class Source:
    """One file: its path from the project's root, and its text."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Everything in the tree, outer before inner: walked once for all rules."""
        return list(ast.walk(self.tree))

    @cached_property
    def imports(self) -> list[tuple[int, str]]:
        """Every name that is imported, anywhere in the file: (line, "package.module.name")."""
        return list(imported(self.nodes))


@dataclass(frozen=True, repr=False)
class Rule:
    """A rule that each file keeps by itself, with made-up files that break it and that keep it."""

    name: str
    applies: Callable[[str], bool]
    complaints: Callable[[Source], Iterator[str]]
    broken_by: tuple[tuple[str, str], ...]
    kept_by: tuple[tuple[str, str], ...]

    def __repr__(self) -> str:
        return self.name


def _listed() -> list[str]:
    """Paths that are in the repository or would be added to it; without git, everything but what is made here."""
    try:
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        return sorted(set(filter(None, listed.split("\0"))))
    except (OSError, subprocess.CalledProcessError):
        found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
        return sorted(path.as_posix() for path in found if not set(path.parts) & set(NOT_OURS))


@lru_cache(maxsize=1)
def every_path() -> tuple[str, ...]:
    """The path of every file of the project, sorted."""
    return tuple(path for path in _listed() if (ROOT / path).is_file())


@lru_cache(maxsize=1)
def every_source() -> tuple[Source, ...]:
    """Every text file of the project; a file with a NUL byte or that is not UTF-8 is no text."""
    sources = []
    for path in every_path():
        data = (ROOT / path).read_bytes()
        if b"\0" in data:
            continue
        try:
            sources.append(Source(path, data.decode()))
        except UnicodeDecodeError:
            continue
    return tuple(sources)


def in_app(path: str) -> bool:
    """The program itself: what ships."""
    return path.endswith(".py") and (path.startswith("app/") or path == "seed_data.py")


def is_python(path: str) -> bool:
    return path.endswith(".py")


def is_template(path: str) -> bool:
    return path.startswith("templates/")


def is_script(path: str) -> bool:
    """An ES module of ours."""
    return path.endswith(".js") and path.startswith("app/static/") and not path.startswith("app/static/vendor/")


def is_sheet(path: str) -> bool:
    """A style sheet of ours."""
    return path.endswith(".css") and path.startswith("app/static/") and not path.startswith("app/static/vendor/")


def imported(nodes: list[ast.AST]) -> Iterator[tuple[int, str]]:
    """Every name that is imported by these: (line, "package.module.name")."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def is_within(name: str, package: str) -> bool:
    """Whether a dotted name is the package or lies in it."""
    return name == package or name.startswith(package + ".")


def docstrings(nodes: list[ast.AST]) -> set[int]:
    """The ids of the constants that are docstrings."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    found = set()
    for node in nodes:
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr):
            found.add(id(node.body[0].value))
    return found
