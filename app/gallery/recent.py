"""Memory of bounded size for what costs much to make."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable

Thing = TypeVar("Thing")


class Recent(Generic[Thing]):
    """What was used last, at most `limit` of it by the sizes that it was put with; used longest ago leaves first.

    Used from one thread, or under its owner's lock.
    """

    def __init__(self, limit: int) -> None:
        self._limit, self.size = limit, 0
        self._held: OrderedDict[Hashable, tuple[Thing, int]] = OrderedDict()

    def get(self, key: Hashable) -> Thing | None:
        """What is kept under this key, which is now the last used; None for nothing."""
        held = self._held.get(key)
        if held is None:
            return None
        self._held.move_to_end(key)
        return held[0]

    def put(self, key: Hashable, thing: Thing, size: int) -> None:
        """Keep a thing; one larger than the limit pushes out all and is not kept itself."""
        before = self._held.pop(key, None)
        self._held[key] = thing, size
        self.size += size - (before[1] if before else 0)
        while self.size > self._limit:
            self.size -= self._held.popitem(last=False)[1][1]

    def clear(self) -> None:
        """Forget all of it."""
        self._held.clear()
        self.size = 0
