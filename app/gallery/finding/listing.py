"""The renders that searches list, as the API tells them, kept while nothing public changes."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from app.gallery.finding import queries
from app.gallery.tiles import render_json
from app.gallery.views import Tombstone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from app.gallery.gallery import Gallery
    from app.gallery.views import Listed

MOST: Final = 2048
"""Renders kept, some 3 KB each."""


class Listing:
    """What stood at one revision of the store, for all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._revision, self._kept = -1, dict[int, "Listed"]()

    def of(self, gallery: Gallery, db: Database, seqs: Sequence[int]) -> list[Listed]:
        """The renders with these sequence numbers, as this transaction sees them; a tombstone for what is hidden."""
        kept = self._at(queries.revision(db))
        missing = [seq for seq in seqs if seq not in kept]
        if missing:
            rows = queries.shown(db, missing)
            for seq in missing:
                row = rows.get(seq)
                kept[seq] = render_json(gallery, row) if row else Tombstone()
        return [kept[seq] for seq in seqs]

    def _at(self, revision: int) -> dict[int, Listed]:
        """What is kept of this revision; something of its own for a transaction that began before the last change."""
        with self._lock:
            if revision < self._revision:
                return {}
            if revision > self._revision or len(self._kept) > MOST:
                self._revision, self._kept = revision, {}
            return self._kept
