"""What a macro has drawn of a thing that never changes is drawn once, and kept as long as the thing itself is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from jinja2.runtime import Macro


class Kept:
    """`kept(macro, thing, *others)` in a template is `macro(thing, *others)`.

    `thing` is compared by identity and may not change; the others are compared by value. The macro may show nothing
    else that changes. Threads may share it.
    """

    def __init__(self) -> None:
        self._drawn: WeakKeyDictionary[Any, dict[tuple[object, ...], str]] = WeakKeyDictionary()

    def __call__(self, macro: Macro, thing: object, *others: object) -> str:
        of_thing = self._drawn.setdefault(thing, {})
        key = (macro.name, *others)
        drawn = of_thing.get(key)
        if drawn is None:
            drawn = of_thing[key] = macro(thing, *others)
        return drawn
