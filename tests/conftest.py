"""How the suite is spread over the cores: what waits long begins first, and there are more workers than cores.

No test cuts the power, so nothing waits for the disk: a commit and a file are there for every other process as soon as
the system has them. And no test guesses passwords, so hashing them is cheap.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app import database
from app.accounts import passwords

TESTS = Path(__file__).parent
SLOW_FIRST = ("operators", "browser", "engine", "web", "providers")


def pytest_configure() -> None:
    """Leave out the flushing to disk and the toil of hashing, in this process."""
    database.DURABILITY = "OFF"
    passwords.PASSES, passwords.MEMORY_KIB = 1, 64
    os.fsync = _flushed


def _flushed(fd: object) -> None:
    """In place of `os.fsync`: `fd` is as good as flushed."""
    del fd


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two a core, as most tests wait for a browser, a process or a socket; of what this process may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(2, 2 * cores)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files are handed out whole and in this order: were the long ones last, all cores but one would wait for them."""
    items.sort(key=lambda item: _turn(item.path))


def _turn(path: Path) -> int:
    room = path.relative_to(TESTS).parts[0]
    return SLOW_FIRST.index(room) if room in SLOW_FIRST else len(SLOW_FIRST)
