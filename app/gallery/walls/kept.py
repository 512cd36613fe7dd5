"""Rows of walls kept from one page to the next: a change of the gallery makes only those rows anew that it touched.

A row is worked out from its renders' tally: as long as the tally's version is the same, so is the row, and neither
its cells are read again nor its HTML is drawn again (`walls/markup.py` holds that beside the row).
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import msgspec

from app.gallery.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.gallery.gallery import Gallery
    from app.gallery.rows import StyleRow
    from app.gallery.walls.views import Row

LARGEST = 8 << 20
ROW_BYTES, CELL_BYTES = 2500, 1300  # what they take in memory with their HTML, measured


class Held(msgspec.Struct, frozen=True):
    version: int
    frame: object
    row: Row


class KeptRows:
    """The rows that were shown last, at most `largest` bytes of them by what they count, which is `size`.

    Threads may share it.
    """

    def __init__(self, largest: int = LARGEST) -> None:
        self._held: Recent[Held] = Recent(largest)
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """In bytes, as counted."""
        return self._held.size

    def rows(
        self,
        wall: tuple[int, str],
        frame: object,
        styles: Sequence[StyleRow],
        versions: Mapping[int, int],
        make: Callable[[list[StyleRow]], list[Row]],
    ) -> list[Row]:
        """A row for each style of the wall (subject, image model); `make` makes those that are missing or stale.

        `frame` is what all rows of the wall depend on besides their renders; rows of another frame are stale.
        """
        found: dict[int, Row] = {}
        with self._lock:
            for style in styles:
                held = self._held.get((*wall, style.id))
                if held is not None and held.version == versions.get(style.id, 0) and held.frame == frame:
                    found[style.id] = held.row
        stale = [style for style in styles if style.id not in found]
        if stale:
            made = make(stale)
            found.update({style.id: row for style, row in zip(stale, made, strict=True)})
            with self._lock:
                for style in stale:
                    row = found[style.id]
                    held = Held(versions.get(style.id, 0), frame, row)
                    self._held.put((*wall, style.id), held, ROW_BYTES + CELL_BYTES * len(row.cells))
        return [found[style.id] for style in styles]

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._held.clear()


_OF: WeakKeyDictionary[Gallery, KeptRows] = WeakKeyDictionary()
_LOCK = threading.Lock()


def kept_rows(gallery: Gallery) -> KeptRows:
    """The rows kept for this gallery."""
    with _LOCK:
        return _OF.setdefault(gallery, KeptRows())
