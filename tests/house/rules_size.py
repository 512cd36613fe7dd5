"""Small files, small functions, names that say something."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from tests.house.source import Rule, Source, is_python, is_script, is_sheet, is_template

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULE_LINES, TEST_MODULE_LINES, FUNCTION_LINES, TEMPLATE_LINES = 300, 500, 40, 120
SCRIPT_LINES, SHEET_LINES = 200, 300
EMPTY_NAMES = frozenset({"service", "services", "util", "utils", "helper", "helpers", "common", "manager", "managers"})


def long_module(source: Source) -> Iterator[str]:
    limit = TEST_MODULE_LINES if source.path.startswith("tests/") else MODULE_LINES
    if len(source.lines) > limit:
        yield f"{source.path}: {len(source.lines)} lines, {limit} are allowed"


def long_function(source: Source) -> Iterator[str]:
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{source.path}:{node.lineno} {node.name}: {lines} lines, {FUNCTION_LINES} are allowed"


def long_template(source: Source) -> Iterator[str]:
    if len(source.lines) > TEMPLATE_LINES:
        yield f"{source.path}: {len(source.lines)} lines, {TEMPLATE_LINES} are allowed"


def long_script(source: Source) -> Iterator[str]:
    if len(source.lines) > SCRIPT_LINES:
        yield f"{source.path}: {len(source.lines)} lines, {SCRIPT_LINES} are allowed"


def long_sheet(source: Source) -> Iterator[str]:
    if len(source.lines) > SHEET_LINES:
        yield f"{source.path}: {len(source.lines)} lines, {SHEET_LINES} are allowed"


def words_of(name: str) -> set[str]:
    """ "ImageManager" and "image_manager" are made of the same words."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def empty_file_name(source: Source) -> Iterator[str]:
    for part in source.path.split("/"):
        if empty := words_of(part.split(".")[0]) & EMPTY_NAMES:
            yield f"{source.path}: {min(empty)!r} says nothing"


def empty_definition_name(source: Source) -> Iterator[str]:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    for node in (node for node in source.nodes if isinstance(node, kinds)):
        if empty := words_of(node.name) & EMPTY_NAMES:
            yield f"{source.path}:{node.lineno} {node.name}: {min(empty)!r} says nothing"


def _lines(count: int) -> str:
    return "x = 1\n" * count


RULES = (
    Rule(
        "modules are short",
        is_python,
        long_module,
        (("app/x.py", _lines(301)), ("tests/x/test_x.py", _lines(501))),
        (("app/x.py", _lines(300)), ("tests/x/test_x.py", _lines(500))),
    ),
    Rule(
        "functions are short",
        is_python,
        long_function,
        (("app/x.py", "def f():\n" + "    x = 1\n" * 40), ("app/x.py", "async def f():\n" + "    x = 1\n" * 40)),
        (("app/x.py", "def f():\n" + "    x = 1\n" * 39),),
    ),
    Rule(
        "templates are short",
        is_template,
        long_template,
        (("templates/x/x.html", "<p>\n" * 121),),
        (("templates/x/x.html", "<p>\n" * 120),),
    ),
    Rule(
        "scripts are short",
        is_script,
        long_script,
        (("app/static/x.js", "go();\n" * 201),),
        (("app/static/x.js", "go();\n" * 200),),
    ),
    Rule(
        "style sheets are short",
        is_sheet,
        long_sheet,
        (("app/static/x.css", "p { margin: 0; }\n" * 301),),
        (("app/static/x.css", "p { margin: 0; }\n" * 300),),
    ),
    Rule(
        "file names say something",
        lambda path: not path.startswith("app/static/vendor/"),
        empty_file_name,
        (("app/web/utils.py", ""), ("app/common/x.py", ""), ("tests/x/test_image_helpers.py", "")),
        (("app/web/negotiation.py", ""), ("app/gallery/commonplace.py", "")),
    ),
    Rule(
        "functions and classes say something",
        is_python,
        empty_definition_name,
        (("app/x.py", "class ImageManager: ..."), ("app/x.py", "def draw_helper(): ...")),
        (("app/x.py", "from contextlib import contextmanager\n\nclass Gallery: ..."),),
    ),
)
