"""Writing looks, and the mean look of each style on each image model.

NumPy loads with the first picture and not with the server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.gallery.by_picture import queries
from app.gallery.by_picture.rows import Mean, Seen
from app.media.look import LOOK_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlite_utils import Database

    from app.gallery.by_picture.rows import GroupKey

MEMBERS = 64


def keep_look(db: Database, render_id: str, look: bytes, phash: int) -> None:
    """Write the look and the hash (unsigned) of a render that has just been finished, in the same transaction."""
    keep_looks(db, [Seen(render_id, look, phash)])


def keep_looks(db: Database, seen: Iterable[Seen]) -> None:
    """Write what was seen, and the means that it belongs to."""
    seen = list(seen)
    for one in seen:
        queries.keep_look(db, one, LOOK_VERSION)
    for key in queries.groups_of(db, [one.render_id for one in seen]):
        queries.keep_group(db, key, LOOK_VERSION, mean_of_group(db, key))


def mean_of_group(db: Database, key: GroupKey) -> Mean | None:
    """The mean look of the newest `MEMBERS` renders that are shown; None when none is."""
    looks = queries.member_looks(db, key, LOOK_VERSION, MEMBERS)
    return _mean(looks) if looks else None


def _mean(looks: Sequence[bytes]) -> Mean:
    import numpy as np

    rows = np.frombuffer(b"".join(looks), np.uint8).reshape(len(looks), -1)
    mean = rows.mean(0, np.float32)
    spread = np.abs(rows - mean).sum(0) / max(1, len(looks) - 1)
    packed = (np.minimum(np.rint(part), 255).astype(np.uint8).tobytes() for part in (mean, spread * 4))
    return Mean(len(looks), *packed)
