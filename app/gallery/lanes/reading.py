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
    heads = heapq.nlargest(count, queries.last_below(db, lanes, below), key=lambda head: head[1])
    if len(heads) < 2:
        return queries.below(db, heads[0][0], below, count) if heads else []
    floor = heads[-1][1] if len(heads) == count else 0
    found: list[int] = []
    for lane, head in heads:
        found.append(head)
        rest = queries.below(db, lane, head, count - 1)
        found += [seq for seq in rest if seq > floor] if floor else rest
    return heapq.nlargest(count, found)


def next_newer(db: Database, lanes: Sequence[int], seq: int, as_of: int) -> int | None:
    """The oldest sequence number above `seq`, up to `as_of`, in any of the lanes."""
    above = min((head for _, head in queries.first_above(db, lanes, seq)), default=None)
    return above if above is not None and above <= as_of else None
