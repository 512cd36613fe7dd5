"""No bare dict crosses a module: what is public speaks in structs.

`dict[str, object]` is let through: it is what a document of someone else's shape is (an OpenAPI document, say), and
nothing can be done with its values before their types have been looked at.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tests.house.source import Rule, Source, in_app

if TYPE_CHECKING:
    from collections.abc import Iterator

MAPPINGS = frozenset({"dict", "Dict", "Mapping", "MutableMapping"})


def is_shapeless(annotation: ast.expr | None) -> bool:
    """Whether a type says no more than that there is a dict: `dict`, `dict[str, Any]`, `list[Mapping[str, Any]]`."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        annotation = ast.parse(annotation.value, mode="eval").body
    if annotation is None:
        return False
    subscripted = {id(node.value) for node in ast.walk(annotation) if isinstance(node, ast.Subscript)}
    for node in ast.walk(annotation):
        if isinstance(node, ast.Name) and node.id in MAPPINGS and id(node) not in subscripted:
            return True
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in MAPPINGS:
            values = node.slice.elts[-1] if isinstance(node.slice, ast.Tuple) else node.slice
            if isinstance(values, ast.Name) and values.id == "Any":
                return True
    return False


def passes_shapeless(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.AnnAssign) -> bool:
    if isinstance(node, ast.AnnAssign):
        return is_shapeless(node.annotation)
    given = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
    return any(is_shapeless(annotation) for annotation in (node.returns, *(part.annotation for part in given)))


def public_parts(body: list[ast.stmt]) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.AnnAssign]:
    """The public functions, methods and annotated fields of a module, not what lies inside functions."""
    for node in body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from public_parts(node.body)
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.AnnAssign):
            continue
        elif not (ast.unparse(node.target) if isinstance(node, ast.AnnAssign) else node.name).startswith("_"):
            yield node


def bare_dict(source: Source) -> Iterator[str]:
    for node in public_parts(source.tree.body):
        if passes_shapeless(node):
            yield f"{source.path}:{node.lineno} passes a bare dict"


RULES = (
    Rule(
        "no bare dict crosses a module",
        in_app,
        bare_dict,
        (
            ("app/x.py", "def f() -> dict: ..."),
            ("app/x.py", "def f(a: dict[str, Any]) -> int: ..."),
            ("app/x.py", "class X:\n    def f(self) -> 'list[Mapping[str, Any]] | None': ..."),
            ("app/x.py", "class X(Struct):\n    a: dict[str, Any]"),
        ),
        (
            ("app/x.py", "def _f() -> dict: ...\ndef f(a: dict[str, int]) -> list[Row]:\n    b: dict[str, Any] = {}"),
            ("app/x.py", "def build(dependencies: Mapping[str, object]) -> App: ..."),
        ),
    ),
)
