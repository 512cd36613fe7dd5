"""The order of a set: tiers of lanes, best fit first, and within a tier the newest publication first.

What reading costs follows the number of lanes and not what stands in them, however far down one reads.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from app.gallery.lanes.queries import count
from app.gallery.lanes.reading import newest, oldest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

CURSOR = re.compile(r"([0-4])-([1-9][0-9]{0,17})")


class Place(NamedTuple):
    """Where a render stands in a set. Written `1-75` it is what a later page goes on after."""

    tier: int
    seq: int

    def __str__(self) -> str:
        return f"{self.tier}-{self.seq}"


def place_of(cursor: str) -> Place | None:
    """The place that a cursor names; None for what is none."""
    found = CURSOR.fullmatch(cursor)
    return Place(int(found[1]), int(found[2])) if found else None


class Order:
    """The places of a set as of a sequence number. `lanes` has one list a tier; no render stands in two lanes."""

    def __init__(self, lanes: Sequence[Sequence[int]], as_of: int) -> None:
        self._lanes = [list(tier) for tier in lanes]
        self._as_of = as_of

    def total(self, db: Database) -> int:
        """How many places there are, with those of renders that were hidden since."""
        return self._count(db, self._lanes)

    def _count(self, db: Database, tiers: Sequence[Sequence[int]]) -> int:
        lanes = [lane for tier in tiers for lane in tier]
        return count(db, lanes, self._as_of) if lanes else 0

    def after(self, db: Database, place: Place | None, size: int) -> list[Place]:
        """The next `size` places after this one (None: the first ones), in order."""
        tier, below = place or Place(0, self._as_of + 1)
        found: list[Place] = []
        for number in range(tier, len(self._lanes)):
            wanted = size - len(found)
            if wanted and self._lanes[number]:
                found += [Place(number, seq) for seq in newest(db, self._lanes[number], below, wanted)]
            below = self._as_of + 1
        return found

    def before(self, db: Database, place: Place, size: int) -> list[Place]:
        """The `size` places before this one, the nearest first."""
        tier, above = place
        found: list[Place] = []
        for number in range(tier, -1, -1):
            wanted = size - len(found)
            if wanted and self._lanes[number]:
                found += [Place(number, seq) for seq in oldest(db, self._lanes[number], above, self._as_of, wanted)]
            above = 0
        return found

    def position(self, db: Database, place: Place) -> int:
        """How many places there are up to and with this one."""
        lanes = self._lanes[place.tier]
        older = count(db, lanes, place.seq - 1) if lanes else 0
        return self._count(db, self._lanes[: place.tier + 1]) - older
