"""Every error code that the program gives is told in the reference with its status, and no other.

Codes are read from the code itself: the `code="…"` of a call, and the `default_code` of an error that is made without
one. So that they can be read, a function that is handed a code takes it as a keyword-only `code`.
"""

from __future__ import annotations

import ast
from collections import Counter
from http import HTTPStatus
from importlib import import_module
from typing import TYPE_CHECKING

from app.errors import AppError
from app.web.codes import CODES, FRAMEWORK, INVALID
from tests.house.source import Source, every_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Given = tuple[str, int | None]  # a code, and its status where the call says it
Function = ast.FunctionDef | ast.AsyncFunctionDef
NO_ANSWERS = {"Failure"}  # why a job ended: it is kept with the job
INTERNAL = int(HTTPStatus.INTERNAL_SERVER_ERROR)


def program() -> list[Source]:
    return [source for source in every_source() if source.path.startswith("app/") and source.path.endswith(".py")]


def named(node: ast.expr | None) -> str:
    """The last part of a name."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def error_classes(sources: Iterable[Source]) -> dict[str, type[AppError]]:
    """Every kind of AppError by its name. Only the modules that define one are imported."""
    defined = [
        (node.name, {named(base) for base in node.bases}, source.path)
        for source in sources
        for node in source.nodes
        if isinstance(node, ast.ClassDef) and node.bases
    ]
    kinds, before = {"AppError": "app/errors.py"}, 0
    while before != len(kinds):
        before = len(kinds)
        kinds |= {name: path for name, bases, path in defined if bases & kinds.keys()}
    modules = {
        name: path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name, path in kinds.items()
    }
    return {name: getattr(import_module(module), name) for name, module in modules.items()}


def given(source: Source, kinds: dict[str, type[AppError]]) -> Iterator[Given]:
    """The codes that a file gives. What has a status of 500 is told as an internal error, whatever its code."""
    makers = {f.name: kinds[named(f.returns)] for f in _functions(source) if named(f.returns) in kinds}
    for call in (node for node in source.nodes if isinstance(node, ast.Call)):
        called = named(call.func)
        kind = kinds.get(called) or makers.get(called)
        code = _code(call)
        if called in NO_ANSWERS or (kind and kind.status == INTERNAL):
            continue
        if isinstance(code, ast.Constant) and isinstance(code.value, str):
            yield code.value, kind.status if kind else None
        elif code is None and called in kinds:
            yield kinds[called].default_code, kinds[called].status


def unreadable(source: Source) -> Iterator[str]:
    """Calls whose code is put together, or handed on from what is not a keyword-only `code` or another error's."""
    for function, call in _calls(source.tree, None):
        code = _code(call)
        if code is None or isinstance(code, ast.Constant) or named(call.func) in NO_ANSWERS:
            continue
        handed_on = isinstance(code, ast.Name) and function and code.id in {a.arg for a in function.args.kwonlyargs}
        anothers = isinstance(code, ast.Attribute) and code.attr == "code"
        if not (handed_on or anothers or named(getattr(code, "func", None)) == "_code"):
            yield f"{source.path}:{call.lineno}: a code that can’t be read from here"


def _functions(source: Source) -> Iterator[Function]:
    return (node for node in source.nodes if isinstance(node, Function))


def _code(call: ast.Call) -> ast.expr | None:
    return next((keyword.value for keyword in call.keywords if keyword.arg == "code"), None)


def _calls(node: ast.AST, function: Function | None) -> Iterator[tuple[Function | None, ast.Call]]:
    """Every call with the function that it stands in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield function, child
        yield from _calls(child, child if isinstance(child, Function) else function)


def complaints(found: Iterable[Given], listed: Iterable[Given]) -> Iterator[str]:
    """Codes that are given and not listed, listed and not given, or listed with a status they don't come with."""
    found, listed = set(found), set(listed)
    codes, told = {code for code, _ in found}, {code for code, _ in listed}
    yield from (f"{code} is given, and app/web/codes.py does not list it" for code in sorted(codes - told))
    yield from (f"{code} is listed in app/web/codes.py, and nothing gives it" for code in sorted(told - codes))
    for code, status in sorted((code, status) for code, status in found if status is not None):
        if code in told and (code, status) not in listed:
            yield f"{code} comes with {status}, and app/web/codes.py says otherwise"
    for code, status in sorted((code, status) for code, status in listed if status is not None):
        if (code, status) not in found and (code, None) not in found and code in codes:
            yield f"{code} is listed with {status}, and never comes with it"


def test_every_code_is_told_with_its_status_and_no_other() -> None:
    sources = program()
    kinds = error_classes(sources)
    found = {each for source in sources for each in given(source, kinds)}
    framework = {(code, status) for status, code in FRAMEWORK.items()} | {(INVALID, 400)}
    assert {("unknown_style", 400), ("too_large", 413), ("hidden", 410), ("internal_error", None)} <= found
    said = list(complaints(found | framework, [(error.code, error.status) for error in CODES]))
    assert not said, "\n".join(said)


def test_every_code_can_be_read_where_it_is_given() -> None:
    said = [each for source in program() for each in unreadable(source)]
    assert not said, "\n".join(said)


def test_the_list_is_in_order_says_each_once_and_in_sentences() -> None:
    assert [(error.status, error.code) for error in CODES] == sorted((error.status, error.code) for error in CODES)
    assert not [code for code, times in Counter(error.code for error in CODES).items() if times > 1]
    assert not [error.code for error in CODES if not error.meaning.endswith(".") or len(error.meaning) < 20]


def test_codes_are_found_wherever_they_are_given() -> None:
    kinds = {"AppError": AppError} | error_classes(
        Source(s.path, s.text) for s in program() if s.path == "app/errors.py"
    )
    text = """
def _bad(message: str, *, code: str) -> NotFound:
    return NotFound(message, code=code)
def f():
    raise _bad("x", code="no_door")
    raise Gone("x", code="shut")
    raise errors.Conflict("x")
    raise AppError("x", code="lost")
    tell(Failure(code="ended"), code="told")
"""
    found = set(given(Source("app/x.py", text), kinds))
    assert found == {("no_door", 404), ("shut", 410), ("conflict", 409), ("told", None)}
    assert not list(unreadable(Source("app/x.py", text)))


def test_a_code_that_cant_be_read_is_noticed() -> None:
    made_up = 'def f(a: str, code: str):\n    raise Gone("x", code={})'
    for code in ('f"no_{a}"', '"no_" + a', "a", "code"):
        assert list(unreadable(Source("app/x.py", made_up.format(code))))
    assert not list(unreadable(Source("app/x.py", made_up.format("error.code"))))


def test_an_unlisted_an_unused_and_a_wrongly_listed_code_are_noticed() -> None:
    assert not list(complaints([("a", 400), ("b", None)], [("a", 400), ("b", 500)]))
    assert list(complaints([("a", 400), ("b", 404)], [("a", 400)]))
    assert list(complaints([("a", 400)], [("a", 400), ("b", 404)]))
    assert list(complaints([("a", 400)], [("a", 404)]))
    assert list(complaints([("a", 400)], [("a", 400), ("a", 404)]))
