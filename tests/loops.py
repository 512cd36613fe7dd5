"""Event loops for tests that need one of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Outcome = TypeVar("Outcome")


def run_apart(coroutine: Coroutine[Any, Any, Outcome]) -> Outcome:
    """`asyncio.run` in a thread of its own: in the main one a browser of another test may keep a loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
