"""ES modules joined into one, so that a page asks for one file instead of a dozen.

Each module becomes a function of its own that runs once, after those it imports. That holds for modules written as ours
are: imports of names from files beside them, each on one line; exports of constants, functions and classes where they
are declared.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

IMPORT = re.compile(r'^import (?:\{ ([\w ,]+) \} from )?"\./([\w-]+\.js)";\n?', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:const|function|async function|class) (\w+))", re.MULTILINE)
OTHER = re.compile(r"^\s*(?:import|export)\b.*|\bimport\s*[.(].*|^await\b.*", re.MULTILINE)


def in_order(names: Sequence[str], tree: Mapping[str, Path]) -> list[str]:
    """The modules and all that they import, each once and after its own imports.

    Raises KeyError for one that is not there and ValueError when modules import each other in a circle.
    """
    done: dict[str, None] = {}

    def visit(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise ValueError(f"{' imports '.join((*above, name))}: a circle")
        if name not in done:
            for _, needed in IMPORT.findall(tree[name].read_text("utf-8")):
                visit(needed, (*above, name))
            done[name] = None

    for name in names:
        visit(name, ())
    return list(done)


def join_modules(names: Sequence[str], tree: Mapping[str, Path]) -> str:
    """One module that does what the modules `names` do, in their order; ValueError when one of them can't be joined."""
    order = in_order(names, tree)
    own = {name: f"module{number}" for number, name in enumerate(order)}
    return "".join(_wrapped(name, own, tree[name].read_text("utf-8")) for name in order)


def _wrapped(name: str, own: Mapping[str, str], text: str) -> str:
    taken = "".join(_taken(text, own))
    given = ", ".join(exported for _, exported in EXPORT.findall(text))
    body = EXPORT.sub(r"\1", IMPORT.sub("", text))
    if other := OTHER.search(body):
        raise ValueError(f"{name} can't be joined: {other.group().strip()}")
    return f"// {name}\nconst {own[name]} = (() => {{\n{taken}{body}\nreturn {{ {given} }};\n}})();\n"


def _taken(text: str, own: Mapping[str, str]) -> Iterator[str]:
    for names, module in IMPORT.findall(text):
        if names:
            yield f"const {{ {names.replace(' as ', ': ')} }} = {own[module]};\n"
