"""Work on large arrays a few rows at a time, so that what it makes on the way stays small and near the processor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

_PIXELS = 40_000

Array = NDArray[Any]


def strips(*arrays: Array) -> Iterator[tuple[Array, ...]]:
    """The same few rows of every array, as views that may be written to, from the top down.

    The first array's shape counts; the others have as many rows.
    """
    height, width = arrays[0].shape[0], int(np.prod(arrays[0].shape[1:2]))
    rows = max(1, _PIXELS // max(1, width))
    for top in range(0, height, rows):
        yield tuple(array[top : top + rows] for array in arrays)


def in_strips(draw: Callable[..., NDArray[np.float32]], *arrays: Array) -> NDArray[np.float32]:
    """`draw(*arrays)` for a `draw` whose every row needs no other row, worked out strip by strip."""
    height, top = len(arrays[0]), 0
    done = np.empty(0, np.float32)
    for part in strips(*arrays):
        rows = draw(*part)
        if len(rows) == height:
            return rows
        if top == 0:
            done = np.empty((height, *rows.shape[1:]), rows.dtype)
        done[top : top + len(rows)] = rows
        top += len(rows)
    return done
