"""Each kind of work has its home: SQL, the environment, the network, OpenCV, requests."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from tests.house.source import Rule, Source, docstrings, in_app, is_within

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENTS = ("aiohttp", "authlib", "http.client", "httpx", "polar", "requests", "smtplib", "stripe", "urllib.request")
CALLERS = ("app/providers/", "app/billing/stripe_client.py", "app/billing/polar_client.py", "app/accounts/oauth.py")
MAILING = "app/accounts/letters/smtp.py"
SQL = re.compile(
    r"^\s*(select\s+[^;]+\sfrom\s+\w|insert\s+(or\s+\w+\s+)?into\s+\w|update\s+\w+\s+set\s|delete\s+from\s+\w|"
    r"with\s+(recursive\s+)?\w+(\s*\([^)]*\))?\s+as\s+(materialized\s+)?\(|pragma\s+\w+|begin\s+(immediate|exclusive)|"
    r"(create|drop|alter)\s+(unique\s+)?(virtual\s+)?(table|index|view|trigger)\s)",
    re.IGNORECASE,
)


def holds_sql(path: str) -> bool:
    """The homes of SQL: a room's queries, the migrations, the Store."""
    return path.endswith("/queries.py") or path.startswith("app/migrations/") or path == "app/database.py"


def _text_of(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def sql_outside(source: Source) -> Iterator[str]:
    known = docstrings(source.nodes)
    for node in source.nodes:
        if isinstance(node, ast.expr) and id(node) not in known and SQL.match(_text_of(node)):
            yield f"{source.path}:{node.lineno} holds SQL"
    for line, name in source.imports:
        if is_within(name, "sqlite3"):
            yield f"{source.path}:{line} imports {name}"


def _is_constant(node: ast.expr, local: dict[str, list[ast.expr]]) -> bool:
    """Whether a text is the same each time: a literal, a constant of the module, or put together of such alone."""
    if isinstance(node, ast.JoinedStr):
        return all(_is_constant(part, local) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return _is_constant(node.value, local)
    if isinstance(node, ast.Name) and not node.id.isupper():
        return node.id in local and all(_is_constant(value, {}) for value in local[node.id])
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name | ast.Attribute) and _name(node).isupper())


def _name(node: ast.Name | ast.Attribute) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr


def _assigned(function: ast.AST) -> dict[str, list[ast.expr]]:
    """What each plain name of a function is set to."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                found.setdefault(ast.unparse(target), []).append(node.value)
    return found


def sql_in_pieces(source: Source) -> Iterator[str]:
    """SQL that is put together from values while the program runs."""
    for function in source.nodes:
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        local = _assigned(function)
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                called = node.func.attr in ("execute", "executemany", "executescript", "query")
                if called and not _is_constant(node.args[0], local):
                    yield f"{source.path}:{node.lineno} runs SQL that is not constant"


def environment(source: Source) -> Iterator[str]:
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "environb", "getenv"):
            yield f"{source.path}:{node.lineno} reads the environment"
    for line, name in source.imports:
        if name in ("os.environ", "os.getenv"):
            yield f"{source.path}:{line} reads the environment"


def third_parties(source: Source) -> Iterator[str]:
    for line, name in source.imports:
        mail = name.startswith("smtplib") and source.path == MAILING
        if any(is_within(name, client) for client in CLIENTS) and not mail:
            yield f"{source.path}:{line} imports {name}"


def opencv(source: Source) -> Iterator[str]:
    for line, name in source.imports:
        if is_within(name, "cv2"):
            yield f"{source.path}:{line} imports {name}"


def may_see_requests(path: str) -> bool:
    return path.startswith("app/web/") or path.endswith(("/pages.py", "/api.py")) or path == "app/main.py"


def requests_in_operations(source: Source) -> Iterator[str]:
    for line, name in source.imports:
        if is_within(name, "litestar") and name.rsplit(".", 1)[-1] in ("Request", "WebSocket", "ASGIConnection"):
            yield f"{source.path}:{line} sees a {name.rsplit('.', 1)[-1]}"


def shared_chance(source: Source) -> Iterator[str]:
    for line, name in source.imports:
        if is_within(name, "random") and name not in ("random.Random", "random.SystemRandom"):
            yield f"{source.path}:{line} draws from the generator that all of a process share"


def loops_in_the_main_thread(source: Source) -> Iterator[str]:
    for node in source.nodes:
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "asyncio.run":
            yield f"{source.path}:{node.lineno} runs a loop where a browser may keep one; tests.loops.run_apart"


RULES = (
    Rule(
        "chance is drawn from a generator of one's own",
        in_app,
        shared_chance,
        (("app/engine/x.py", "import random"), ("app/engine/x.py", "from random import uniform")),
        (("app/engine/x.py", "from random import Random"),),
    ),
    Rule(
        "tests run event loops apart",
        lambda path: path.startswith("tests/") and path.endswith(".py") and path != "tests/loops.py",
        loops_in_the_main_thread,
        (("tests/web/test_x.py", "import asyncio\nasyncio.run(f())"),),
        (("tests/web/test_x.py", "from tests.loops import run_apart\nrun_apart(f())"),),
    ),
    Rule(
        "SQL lives in queries, migrations and the Store",
        lambda path: in_app(path) and not holds_sql(path),
        sql_outside,
        (
            ("app/gallery/pages.py", 'ROWS = "SELECT id FROM renders"'),
            ("app/gallery/pages.py", 'def f(t): return f"insert into {t} values (1)"'),
            ("app/gallery/wall.py", "import sqlite3"),
            ("seed_data.py", 'X = """\n  update renders set status = :s"""'),
        ),
        (("app/gallery/wall.py", '"""Select a style from the list."""\nHINT = "Update the styles"'),),
    ),
    Rule(
        "SQL text is constant",
        lambda path: path.endswith("/queries.py") and in_app(path),
        sql_in_pieces,
        (
            ("app/gallery/queries.py", 'def f(db, x): return db.query(f"select {x} from renders")'),
            ("app/gallery/queries.py", "def f(db, sql): return db.execute(sql)"),
            ("app/gallery/queries.py", "def f(db, x):\n    sql = 'select ' + x\n    return db.execute(sql)"),
        ),
        (
            ("app/gallery/queries.py", 'def f(db): return db.query(ROWS, {"a": 1})\ndef g(db): db.execute("select 1")'),
            ("app/gallery/queries.py", "def f(db):\n    sql = f'select {_COLUMNS} from x'\n    db.execute(sql)"),
        ),
    ),
    Rule(
        "only settings reads the environment",
        lambda path: in_app(path) and path != "app/settings.py",
        environment,
        (("app/main.py", "import os\nX = os.environ['X']"), ("seed_data.py", "from os import getenv")),
        (("app/main.py", "import os\nX = os.sep"),),
    ),
    Rule(
        "only providers and the shop's clients call third parties",
        lambda path: in_app(path) and not path.startswith(CALLERS),
        third_parties,
        (
            ("app/studio/generate.py", "def f():\n    import httpx"),
            ("app/web/x.py", "from urllib import request"),
            ("app/accounts/signing/x.py", "import smtplib"),
            (MAILING, "import httpx"),
        ),
        (("app/web/x.py", "from urllib.parse import quote"), (MAILING, "def f():\n    import smtplib")),
    ),
    Rule(
        "OpenCV stays in the embedded engine",
        lambda path: in_app(path) and not path.startswith("app/providers/local/"),
        opencv,
        (("app/media/colour.py", "def f():\n    import cv2"), ("app/engine/x.py", "from cv2 import resize")),
        (("app/media/colour.py", "import numpy"),),
    ),
    Rule(
        "the embedded engine is imported without OpenCV",
        lambda path: path == "app/providers/local/__init__.py",
        opencv,
        (("app/providers/local/__init__.py", "import cv2"),),
        (("app/providers/local/__init__.py", "from typing import Any"),),
    ),
    Rule(
        "operations never see a request",
        lambda path: in_app(path) and not may_see_requests(path),
        requests_in_operations,
        (("app/studio/generate.py", "from litestar import Request"),),
        (("app/studio/generate.py", "from urllib.request import Request"),),
    ),
)
