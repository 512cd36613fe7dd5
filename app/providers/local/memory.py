"""Memory that a finished picture leaves behind goes back to the system."""

from __future__ import annotations

import ctypes

_malloc_trim = getattr(ctypes.CDLL(None), "malloc_trim", None)


def give_back() -> None:
    """Let glibc return the heap's free pages, which it would keep for the next large array. Elsewhere: nothing."""
    if _malloc_trim is not None:
        _malloc_trim(0)
