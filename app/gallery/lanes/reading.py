"""Reading several lanes as one, newest publication first.

What this costs follows the number of lanes and not what stands in them: only the lanes with the newest heads can reach
a page.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from app.gallery.lanes import queries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database


def newest(db: Database, lanes: Sequence[int], below: int, count: int) -> list[int]:
    """The newest `count` sequence numbers below `below` in any of the lanes, newest first."""
    if len(lanes) == 1:
        return queries.below(db, lanes[0], below, count)
    heads = queries.last_below(db, lanes, below, count)
    floor = heads[-1][1] if len(heads) == count else 0
    return heapq.nlargest(count, queries.below_each(db, [lane for lane, _ in heads], below, floor, count))


def oldest(db: Database, lanes: Sequence[int], above: int, as_of: int, count: int) -> list[int]:
    """The oldest `count` sequence numbers above `above`, up to `as_of`, in any of the lanes, oldest first."""
    heads = queries.first_above(db, lanes, above, as_of, count)
    ceiling = heads[-1][1] if len(heads) == count else as_of
    return heapq.nsmallest(count, queries.above_each(db, [lane for lane, _ in heads], above, ceiling, count))
