"""How far looks are from one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from app.media.look.measuring import PARTS, SIZE, STEPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# What each part counts for, in the order of PARTS. Results hardly depend on it: with 0.3, 0.25 and 0.45 the same share
# of pictures finds its style among the first five, to a hundredth. So what people see first weighs most.
WEIGHTS: Final = np.array([0.4, 0.25, 0.35], np.float32)
_CHUNK: Final = 1024


def rows_of(looks: Sequence[bytes]) -> NDArray[np.uint8]:
    """Looks as rows, uint8 (n, SIZE)."""
    return np.frombuffer(b"".join(looks), np.uint8).reshape(len(looks), -1)


def differences(look: bytes, others: NDArray[np.uint8]) -> NDArray[np.float32]:
    """How far a look is from each row of `others` (n, SIZE) in each of PARTS: float32 (n, 3).

    1 is as far as all of the part's measures being off by what they vary by over the shipped wall. It is the mean of
    absolute differences, which one measure that is far off does not rule as it does the mean of squares.
    """
    own = np.frombuffer(look, np.uint8).astype(np.int16)
    found = np.empty((len(others), len(PARTS)), np.float32)
    for start in range(0, len(others), _CHUNK):
        off = np.abs(others[start : start + _CHUNK] - own)
        for number, part in enumerate(PARTS.values()):
            off[:, part].mean(1, np.float32, out=found[start : start + _CHUNK, number])
    return found / np.float32(STEPS)


def distances(look: bytes, others: NDArray[np.uint8]) -> NDArray[np.float32]:
    """How far a look is from each row in all, float32 (n,)."""
    total: NDArray[np.float32] = differences(look, others) @ WEIGHTS
    return total


def measure_weights() -> NDArray[np.float32]:
    """What each measure counts for, float32 (SIZE,): its part's weight in equal shares. They sum to 1."""
    weights = np.empty(SIZE, np.float32)
    for part, weight in zip(PARTS.values(), WEIGHTS, strict=True):
        weights[part] = weight / (part.stop - part.start)
    return weights


def weighted_distances(
    look: bytes, others: NDArray[np.uint8], weights: NDArray[np.float32], which: NDArray[np.intp]
) -> NDArray[np.float32]:
    """How far a look is from each row in all, float32 (n,), row i weighed with `weights[which[i]]` (m, SIZE)."""
    own = np.frombuffer(look, np.uint8).astype(np.int16)
    found = np.empty(len(others), np.float32)
    for start in range(0, len(others), _CHUNK):
        off = np.abs(others[start : start + _CHUNK] - own).astype(np.float32)
        chosen = weights[which[start : start + _CHUNK]]
        found[start : start + _CHUNK] = np.einsum("ij,ij->i", off, chosen)
    return found / np.float32(STEPS)
