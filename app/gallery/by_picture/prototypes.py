"""The mean looks of all groups in memory, brought up to date by what has changed since they were last asked for.

A measure says the more about a style the less it varies within it: all cyanotypes are blue, while oil paintings take
their subject's colours. So each style has weights of its own, from how far its renders are from the means of their
groups against how far those of all styles are (after Rui, Huang, Ortega and Mehrotra 1998), shrunk towards what is
usual, as a style may have few renders.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from app.gallery.by_picture import queries
from app.gallery.by_picture.groups import mean_of_group
from app.media.look import LOOK_VERSION
from app.media.look.comparing import measure_weights, weighted_distances
from app.media.look.measuring import SIZE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from sqlite_utils import Database

    from app.gallery.by_picture.rows import GroupKey, Mean

_USUAL: Final = 13.0  # steps of a look that a measure varies by within a style, in a library that can't tell yet
_OF_ALL, _OF_STYLE = 20.0, 8.0  # that many renders' worth of what is usual stands beside what was seen
_LEAST: Final = 1.0
_MOST: Final = 9.0

# Of more groups than this, only so many are compared measure by measure: those that are nearest in a random projection
# to a few numbers, which keeps distances to a few hundredths (Johnson and Lindenstrauss 1984).
SHORTLIST: Final = 3000
_PROJECTED: Final = 48


class Far(NamedTuple):
    """A group and how far its mean look is from the one asked for."""

    key: GroupKey
    distance: float


class Arranged(NamedTuple):
    """All groups, style by style. Row i of `rows` (n, SIZE) is the mean of group i, whose style's weights are row
    `style_of[i]` of `weights`. `sketch` is the rows projected, empty where there are few."""

    keys: list[GroupKey]
    rows: NDArray[np.uint8]
    style_of: NDArray[np.intp]
    weights: NDArray[np.float32]
    sketch: NDArray[np.float32]


class Prototypes:
    """Two bytes a measure and group: tens of thousands of groups are compared in one go. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen = 0
        self._means: dict[GroupKey, Mean] = {}
        self._arranged = _arranged({})

    def nearest(self, db: Database, look: bytes) -> tuple[list[Far], int]:
        """The groups nearest to a look, nearest first, and how many styles there are in all."""
        with self._lock:
            if self._refresh(db):
                self._arranged = _arranged(self._means)
            keys, rows, style_of, weights, sketch = self._arranged
        chosen = _shortlist(sketch, look) if len(sketch) else np.arange(len(keys))
        found = weighted_distances(look, rows[chosen], weights, style_of[chosen])
        order = np.argsort(found, kind="stable")
        return [Far(keys[chosen[at]], float(found[at])) for at in order.tolist()], len(weights)

    def _refresh(self, db: Database) -> bool:
        changed = queries.changed_groups(db, self._seen, LOOK_VERSION)
        for group in changed:
            self._put(group.key, group.mean)
            self._seen = group.changed
        stale = queries.stale_groups(db)
        for key in stale:
            self._put(key, mean_of_group(db, key))
        return bool(changed or stale)

    def _put(self, key: GroupKey, mean: Mean | None) -> None:
        if mean is None:
            self._means.pop(key, None)
        else:
            self._means[key] = mean


def _arranged(means: Mapping[GroupKey, Mean]) -> Arranged:
    """Fresh arrays of what is known, so that a search under way keeps its own."""
    keys = sorted(means)
    rows = _stacked([means[key].look for key in keys])
    spread = _stacked([means[key].spread for key in keys])
    freedom = np.array([means[key].members - 1 for key in keys], np.float32)
    styles, starts, style_of = np.unique(
        np.array([key.style_id for key in keys], np.int64), return_index=True, return_inverse=True
    )
    ends = [*starts[1:].tolist(), len(keys)]
    off, of_style = np.zeros((len(styles), SIZE), np.float32), np.zeros(len(styles), np.float32)
    for at, (start, end) in enumerate(zip(starts.tolist(), ends[: len(styles)], strict=True)):
        off[at] = freedom[start:end] @ spread[start:end] / 4
        of_style[at] = freedom[start:end].sum()
    sketch = _projected(rows) if len(keys) > SHORTLIST else np.empty((0, _PROJECTED), np.float32)
    return Arranged(keys, rows, style_of, _weights(off, of_style), sketch)


def _stacked(looks: list[bytes]) -> NDArray[np.uint8]:
    return np.frombuffer(b"".join(looks), np.uint8).reshape(len(looks), SIZE)


def _projected(rows: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Each row as a few numbers, float32 (n, _PROJECTED), the same for the same row at any time."""
    across = np.random.default_rng(0).standard_normal((SIZE, _PROJECTED), np.float32)
    across *= np.sqrt(measure_weights())[:, None]
    projected = np.empty((len(rows), _PROJECTED), np.float32)
    for start in range(0, len(rows), 4096):
        part = slice(start, start + 4096)
        projected[part] = rows[part].astype(np.float32) @ across
    return projected


def _shortlist(sketch: NDArray[np.float32], look: bytes) -> NDArray[np.intp]:
    """Which `SHORTLIST` rows are nearest in projection."""
    own = _projected(np.frombuffer(look, np.uint8)[None])[0]
    off = sketch - own
    return np.argpartition(np.einsum("ij,ij->i", off, off), SHORTLIST)[:SHORTLIST]


def _weights(off: NDArray[np.float32], freedom: NDArray[np.float32]) -> NDArray[np.float32]:
    """What each measure counts for in each style, float32 (styles, SIZE), rows summing to 1.

    `off` (styles, SIZE) is how far a style's renders are from the means of their groups, summed over its degrees of
    `freedom` (styles,).
    """
    usual = (off.sum(0) + _USUAL * _OF_ALL) / (freedom.sum() + _OF_ALL)
    within = (off + usual * _OF_STYLE) / (freedom + _OF_STYLE)[:, None]
    telling = np.clip((usual + _LEAST) / (within + _LEAST), 1 / _MOST, _MOST)
    weights = np.asarray(telling * measure_weights(), np.float32)
    weights /= weights.sum(1, keepdims=True)
    return weights
