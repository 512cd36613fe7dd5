"""Templates: Jinja2 with strict variables and autoescape. A template sees its View's fields and these globals:

- `asset(name)`: the lasting address of a file below `app/static`, as `asset("wall.css")`;
- `version`: the program's version;
- `site`: the address that people reach the instance by, without a slash at its end, for links that leave it;
- `shapes(by, {kind: markup})`: markup with places, for what is shown dozens of times (`web/shapes.py`);
- `path`: the page's own address without its query string, for `aria-current`; empty on an error page.

A page extends `layout/page.html` and fills its blocks `title`, `description` and `main`.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import app
from app.web.assets import Assets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment
    from jinja2.nodes import Template

    from app.web.view import View

ROOT = Path(__file__).resolve().parents[2] / "templates"


class Templates:
    """Every template of the program, compiled once and kept."""

    def __init__(self, assets: Assets, root: Path = ROOT, site: str = "") -> None:
        self.assets = assets
        self._site = site.rstrip("/")
        self._root = root

    @cached_property
    def environment(self) -> Environment:
        """Jinja's environment. It is made for the first page, as the import alone is a tenth of the start."""
        from jinja2 import FileSystemLoader, StrictUndefined

        from app.web.compiled import Compiled, Frozen
        from app.web.shapes import Shapes

        environment = Frozen(
            loader=FileSystemLoader(self._root),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=Compiled() if self._root == ROOT else None,
        )
        environment.globals.update(asset=self.assets.url, version=app.__version__, site=self._site, path="")
        environment.globals["shapes"] = Shapes
        return environment

    def page(self, view: View, path: str = "") -> str:
        """The whole page."""
        return self._render(view.template, view, path)

    def fragment(self, view: View, path: str = "") -> str:
        """The part of the page that htmx swaps. Raises LookupError when the View has none."""
        if view.fragment is None:
            raise LookupError(f"{type(view).__name__} has no fragment")
        return self._render(view.fragment, view, path)

    def _render(self, name: str, view: View, path: str) -> str:
        fields: dict[str, Any] = {field: getattr(view, field) for field in view.__struct_fields__}
        return self.environment.get_template(name).render(fields, path=path)


def view_variables(view: type[View], environment: Environment) -> list[str]:
    """What is wrong between a View and its templates, a sentence each; empty when all is well.

    Every variable that the View's template uses, or a template that it extends, includes or imports, must be one of
    the struct's fields or a global. A field that no template uses is fine: the JSON twin says it.
    """
    known = frozenset(view.__struct_fields__) | frozenset(environment.globals) | {"path"}
    complaints: list[str] = []
    for name in filter(None, (view.template, view.fragment)):
        for where, variable in _unknown(name, environment, known, frozenset()):
            complaints.append(f"{where} uses {variable}, which {view.__name__} has no field for")
    return complaints


def _unknown(
    name: str, environment: Environment, known: frozenset[str], above: frozenset[str]
) -> Iterator[tuple[str, str]]:
    from jinja2 import meta, nodes

    if environment.loader is None or name in above:
        return
    source, _, _ = environment.loader.get_source(environment, name)
    tree = environment.parse(source, name)
    for variable in sorted(meta.find_undeclared_variables(tree) - known - _exported(tree)):
        yield name, variable
    within = known | {n.name for n in tree.find_all(nodes.Name) if n.ctx in ("store", "param")} | _exported(tree)
    for referenced in meta.find_referenced_templates(tree):
        if referenced is None:
            yield name, "a template whose name is worked out while it runs"
        else:
            yield from _unknown(referenced, environment, within, above | {name})


def _exported(tree: Template) -> set[str]:
    """The names that a template sets, imports or defines outside its blocks; its blocks see them."""
    from jinja2 import nodes

    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, nodes.FromImport):
            names |= {each if isinstance(each, str) else each[1] for each in node.names}
        elif isinstance(node, nodes.Import):
            names.add(node.target)
        elif isinstance(node, nodes.Macro):
            names.add(node.name)
        elif isinstance(node, nodes.Assign):
            names |= {target.name for target in node.find_all(nodes.Name) if target.ctx == "store"}
    return names
