"""Markup with places, for what a page shows hundreds of times: a fraction of what a macro costs.

`shapes("status", {"done": '<a href="{url}">{tile.alt} {0}</a>'})` in a template is a function of things and others:
each thing is drawn by the shape that its `status` names; `{url}` and `{tile.alt}` are its attributes, `{0}` is the
first of the others. What is filled in is escaped as everywhere. Shapes are made once, as their template is loaded;
their markup may hold no other braces, and nothing that people wrote.
"""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from app.web.drawn import Drawn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

PLACE = re.compile(r"\{([a-z0-9_.]+)\}")
FORMS_KEPT = 64

Values = tuple[Any, ...]


class Shape:
    """Markup with places. Threads may share it."""

    def __init__(self, markup: str) -> None:
        self._pieces = PLACE.split(markup)
        if any(brace in text for text in self._pieces[::2] for brace in "{}"):
            raise ValueError(f"a place is {{name}}, {{name.name}} or {{0}}: {markup}")
        self.values = _reader([name for name in self._pieces[1::2] if not name.isdigit()])
        self._forms: dict[Values, str] = {}

    def form(self, others: Values) -> str:
        """The markup as a format for `values`, with the others filled in."""
        form = self._forms.get(others)
        if form is None:
            if len(self._forms) >= FORMS_KEPT:
                self._forms.clear()
            form = self._forms[others] = "".join(self._filled(others))
        return form

    def _filled(self, others: Values) -> Iterable[str]:
        for number, piece in enumerate(self._pieces):
            if number % 2 and not piece.isdigit():
                yield "%s"
            else:
                yield (escape(others[int(piece)]) if number % 2 else piece).replace("%", "%%")

    def __call__(self, thing: object, *others: object) -> Drawn:
        return Drawn(self.form(others) % escaped(self.values(thing)))


class Shapes:
    """A shape for each kind of thing; a thing's attribute `by` says which it is. Threads may share it."""

    def __init__(self, by: str, shapes: Mapping[str, str]) -> None:
        self._kind = attrgetter(by)
        self._shapes = {kind: Shape(markup) for kind, markup in shapes.items()}

    def __call__(self, things: Iterable[object], *others: object) -> Drawn:
        """All the things, one after the other."""
        kind_of = self._kind
        shapes = {kind: (shape.form(others), shape.values) for kind, shape in self._shapes.items()}
        forms: list[str] = []
        values: list[object] = []
        for thing in things:
            form, read = shapes[kind_of(thing)]
            forms.append(form)
            values += read(thing)
        return Drawn("".join(forms) % escaped(tuple(values)))


def escaped(values: Values) -> Values:
    """The values safe to stand in markup. They are looked at as one text first, as few hold anything to escape."""
    text = "%s" * len(values) % values
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
        return tuple(map(escape, values))
    return values


def _reader(names: list[str]) -> Callable[[object], Values]:
    """What reads these attributes of a thing."""
    if not names:
        return lambda _: ()
    read = attrgetter(*names)
    return read if len(names) > 1 else lambda thing: (read(thing),)
