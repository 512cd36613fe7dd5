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

from app.gallery.looks import queries
from app.gallery.looks.groups import mean_of_group
from app.media.look import LOOK_VERSION
from app.media.look.comparing import measure_weights, weighted_distances
from app.media.look.measuring import SIZE

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sqlite_utils import Database

    from app.gallery.looks.rows import GroupKey, Mean

_USUAL: Final = 13.0  # steps of a look that a measure varies by within a style, in a library that can't tell yet
_OF_ALL, _OF_STYLE = 20.0, 8.0  # that many renders' worth of what is usual stands beside what was seen
_LEAST: Final = 1.0
_MOST: Final = 9.0


class Far(NamedTuple):
    """A group and how far its mean look is from the one asked for."""

    key: GroupKey
    distance: float


class Prototypes:
    """Two bytes a measure and group: tens of thousands of groups are compared in one go. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen = 0
        self._means: dict[GroupKey, Mean] = {}
        self._keys: list[GroupKey] = []
        self._rows: NDArray[np.uint8] = np.empty((0, SIZE), np.uint8)
        self._style_of: NDArray[np.intp] = np.empty(0, np.intp)
        self._weights: NDArray[np.float32] = np.empty((0, SIZE), np.float32)

    def nearest(self, db: Database, look: bytes) -> list[Far]:
        """Every group that shows a picture, nearest first."""
        with self._lock:
            if self._refresh(db):
                self._arrange()
            keys, rows, weights, style_of = self._keys, self._rows, self._weights, self._style_of
        found = weighted_distances(look, rows, weights, style_of)
        return [Far(keys[at], float(found[at])) for at in np.argsort(found, kind="stable").tolist()]

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

    def _arrange(self) -> None:
        """Fresh arrays of what is known, style by style, so that a search under way keeps its own."""
        self._keys = sorted(self._means)
        means = [self._means[key] for key in self._keys]
        self._rows = _stacked([mean.look for mean in means])
        styles, starts, self._style_of = np.unique(
            np.array([key.style_id for key in self._keys], np.int64), return_index=True, return_inverse=True
        )
        spread = _stacked([mean.spread for mean in means])
        freedom = np.array([mean.members - 1 for mean in means], np.float32)
        ends = [*starts[1:].tolist(), len(means)]
        off, of_style = np.zeros((len(styles), SIZE), np.float32), np.zeros(len(styles), np.float32)
        for at, (start, end) in enumerate(zip(starts.tolist(), ends, strict=True)):
            off[at] = freedom[start:end] @ spread[start:end] / 4
            of_style[at] = freedom[start:end].sum()
        self._weights = _weights(off, of_style)


def _stacked(looks: list[bytes]) -> NDArray[np.uint8]:
    return np.frombuffer(b"".join(looks), np.uint8).reshape(len(looks), SIZE)


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
