"""What has been drawn of a thing that never changes is drawn once, and kept as long as the thing itself is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from app.web.shapes import Drawn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Kept:
    """`kept(draw, things, *others)` in a template is `draw(thing, *others)` of each thing, one after the other.

    `draw` is a macro or a shape that is made once: an imported template's. Things are compared by identity and may not
    change; the others are compared by value. What draws may show nothing else that changes. Threads may share it.
    """

    def __init__(self) -> None:
        self._drawn: WeakKeyDictionary[Any, dict[tuple[object, ...], str]] = WeakKeyDictionary()

    def __call__(self, draw: Callable[..., str], things: Iterable[object], *others: object) -> str:
        key = (draw, *others)
        parts = []
        for thing in things:
            of_thing = self._drawn.setdefault(thing, {})
            drawn = of_thing.get(key)
            if drawn is None:
                drawn = of_thing[key] = draw(thing, *others)
            parts.append(drawn)
        return Drawn("".join(parts))
