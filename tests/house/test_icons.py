"""The sprite holds every icon that a page draws, and no other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment, nodes

from tests.house.source import Source, every_source, is_template

if TYPE_CHECKING:
    from collections.abc import Iterator

SPRITE = "app/static/vendor/icons.svg"


def texts(node: nodes.Node, tree: nodes.Template) -> Iterator[str]:
    """Every text that an expression can be: of texts, both sides of a choice, `~`, `{…}.get(…)` and loop variables.

    Raises ValueError for an expression that can't be told from the template alone.
    """
    match node:
        case nodes.Const(value=str(value)):
            yield value
        case nodes.CondExpr(expr1=one, expr2=nodes.Node() as other):
            yield from (*texts(one, tree), *texts(other, tree))
        case nodes.Concat(nodes=[first, second]):
            yield from (a + b for a in texts(first, tree) for b in texts(second, tree))
        case nodes.Call(node=nodes.Getattr(node=nodes.Dict(items=pairs), attr="get"), args=[_, otherwise]):
            yield from texts(otherwise, tree)
            yield from (text for pair in pairs for text in texts(pair.value, tree))
        case nodes.Name(name=name):
            yield from (text for value in values(name, tree) for text in texts(value, tree))
        case _:
            raise ValueError(f"line {node.lineno}: which icon it is can't be told")


def values(name: str, tree: nodes.Template) -> Iterator[nodes.Node]:
    """What a loop variable runs through: one place of each row of a list that the template itself holds."""
    lists = {each.target.name: each.node for each in tree.find_all(nodes.Assign) if isinstance(each.target, nodes.Name)}
    found = False
    for loop in tree.find_all(nodes.For):
        through = lists.get(loop.iter.name) if isinstance(loop.iter, nodes.Name) else loop.iter
        names = [each.name for each in loop.target.find_all(nodes.Name)] or [getattr(loop.target, "name", "")]
        if name in names and isinstance(through, nodes.List):
            found = True
            yield from (row.items[names.index(name)] if isinstance(row, nodes.Tuple) else row for row in through.items)
    if not found:
        raise ValueError(f"which icons {name} names can't be told")


def drawn(source: Source) -> set[str]:
    """The icons that a template or a module draws: `icon(…)`, or a sprite's address with a name in it."""
    names = set(re.findall(r"icons\.svg[^#\n]*#([\w-]+)", source.text))
    if is_template(source.path):
        tree = Environment(autoescape=True).parse(source.text)
        calls = [call for call in tree.find_all(nodes.Call) if getattr(call.node, "name", "") == "icon"]
        names.update(text for call in calls for text in texts(call.args[0], tree))
    return names


def test_the_sprite_holds_the_icons_that_are_drawn_and_no_other() -> None:
    sources = {source.path: source for source in every_source()}
    held = re.findall(r'<symbol id="([^"]+)"', sources[SPRITE].text)
    pages = [s for p, s in sources.items() if is_template(p) or re.fullmatch(r"app/static/[\w-]+\.js", p)]
    wanted = set().union(*(drawn(source) for source in pages))
    assert wanted
    assert held == sorted(wanted)


@pytest.mark.parametrize(
    ("template", "icons"),
    [
        ('{{ icon("x", "s") }}', {"x"}),
        ('{{ icon("a" if here else "b") }}', {"a", "b"}),
        ('{{ icon({"p": "a", "q": "b"}.get(state, "c")) }}', {"a", "b", "c"}),
        ('{% for way in ["up", "down"] %}{{ icon("go-" ~ way) }}{% endfor %}', {"go-up", "go-down"}),
        ('{% set all = [("/", "a"), ("/b", "b")] %}{% for _, i in all %}{{ icon(i) }}{% endfor %}', {"a", "b"}),
        ("<use href=\"{{ asset('vendor/icons.svg') }}#x\"/>", {"x"}),
    ],
)
def test_the_icons_of_a_template_are_told(template: str, icons: set[str]) -> None:
    assert drawn(Source("templates/page.html", template)) == icons


@pytest.mark.parametrize("template", ["{{ icon(state) }}", "{{ icon(it.state) }}"])
def test_an_icon_that_cannot_be_told_is_noticed(template: str) -> None:
    with pytest.raises(ValueError, match="can't be told"):
        drawn(Source("templates/page.html", template))
