"""Nothing is put off, passed over, or tied to one machine."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from typing import TYPE_CHECKING

from tests.house.source import Rule, Source, is_python

if TYPE_CHECKING:
    from collections.abc import Iterator

PUT_OFF = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
SILENCED = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:\s*no\s*cover|ruff:\s*noqa|mypy:)")
PASSED_OVER = frozenset({"skip", "skipif", "skipIf", "skipTest", "xfail", "importorskip"})
SEEN = re.compile(r"\bassert|\braises\b|\bwarns\b|\bexpect(_\w+)?\(|\bfail\(|\b(check|verify|assert)_\w+\(")
# The letters in brackets keep this file to its own rule.
MACHINE = re.compile(r"(?<![\w.$/~}-])/(?:w[o]rk|r[o]ot|U[s]ers|w[o]rkspace|h[o]me|v[a]r/folders)/\w")
REGISTRY = re.compile(r"p[y]pi\.org|p[y]thonhosted\.org|n[p]mjs\.(org|com)|--(extra-)?i[n]dex-url")


def comments(source: Source) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def put_off(source: Source) -> Iterator[str]:
    for number, line in enumerate(source.lines, 1):
        if PUT_OFF.search(line):
            yield f"{source.path}:{number} puts work off"


def silenced(source: Source) -> Iterator[str]:
    # Telling comments from text takes long, and few files hold such words at all.
    for line, comment in comments(source) if SILENCED.search(source.text) else ():
        if SILENCED.search(comment):
            yield f"{source.path}:{line} silences a check"


def unwritten(source: Source) -> Iterator[str]:
    for node in source.nodes:
        if isinstance(node, ast.Name) and node.id == "NotImplementedError":
            yield f"{source.path}:{node.lineno} is not written yet"


def passed_over(source: Source) -> Iterator[str]:
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in PASSED_OVER:
            yield f"{source.path}:{node.lineno} passes a test over"


def sees_nothing(source: Source) -> Iterator[str]:
    functions = (node for node in source.nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    for node in functions:
        if node.name.startswith("test_") and not SEEN.search(ast.unparse(node)):
            yield f"{source.path}:{node.lineno} {node.name} can't fail by what it sees"


def said_twice(source: Source) -> Iterator[str]:
    set_before: set[str] = set()
    for node in source.tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for name in (target.id for target in targets if isinstance(target, ast.Name)):
            if name in set_before:
                yield f"{source.path}:{node.lineno} sets {name} a second time"
            set_before.add(name)


def one_machine(source: Source) -> Iterator[str]:
    for number, line in enumerate(source.lines, 1):
        if MACHINE.search(line) or REGISTRY.search(line):
            yield f"{source.path}:{number} names one machine's path or a package registry"


def is_ours(path: str) -> bool:
    return not path.startswith(("app/static/vendor/", "tests/house/")) and not path.endswith((".svg", ".txt"))


RULES = (
    Rule(
        "nothing is put off",
        is_ours,
        put_off,
        (("app/x.py", "# TODO: later"), ("templates/x.html", "{# FIXME #}")),
        (("app/x.py", "x = 1  # todoist"),),
    ),
    Rule(
        "no check is silenced",
        is_python,
        silenced,
        (("app/x.py", "import os  # noqa"), ("tests/x/test_x.py", "x: int = 'a'  # type: ignore[assignment]")),
        (("app/x.py", "X = '# noqa'  # a string"),),
    ),
    Rule(
        "everything is written",
        is_python,
        unwritten,
        (("app/x.py", "def f():\n    raise NotImplementedError"),),
        (("app/x.py", "def f(): ..."),),
    ),
    Rule(
        "no test is passed over",
        lambda path: is_python(path) and path.startswith("tests/"),
        passed_over,
        (
            ("tests/x/test_x.py", "@pytest.mark.skipif(True)\ndef test_x(): assert x"),
            ("tests/x.py", "pytest.skip('x')"),
        ),
        (("tests/x/test_x.py", "def test_skip(): assert skip"),),
    ),
    Rule(
        "every test can fail",
        lambda path: is_python(path) and path.startswith("tests/"),
        sees_nothing,
        (("tests/x/test_x.py", "def test_it_runs():\n    draw()"),),
        (("tests/x/test_x.py", "def test_it():\n    with pytest.raises(ValueError):\n        draw()"),),
    ),
    Rule(
        "a name of a module is set once",
        is_python,
        said_twice,
        (("app/x.py", "A = 1\nB = 2\nA = 3"), ("app/x.py", "A: int = 1\nA = 1")),
        (("app/x.py", "A = 'a'\nA += 'b'\nif A:\n    B = 1\nelse:\n    B = 2"),),
    ),
    Rule(
        "no machine and no registry is named",
        lambda path: not path.startswith("app/static/vendor/"),
        one_machine,
        (("README.md", f"cd /{'work'}/main"), ("x.txt", f"pip install --{'index'}-url x")),
        (("README.md", "cd ~/work/main; mount $PWD/data:/app/data; GET /home"),),
    ),
)
