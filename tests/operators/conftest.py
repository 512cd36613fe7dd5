"""The seed script as an operator calls it, on small pictures."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.main import Rooms, open_rooms
from app.settings import load_settings
from tests.instance import SMALL

ROOT = Path(__file__).resolve().parents[2]
Seed = Callable[..., "subprocess.CompletedProcess[str]"]


def environment(data: Path) -> dict[str, str]:
    """The environment of a command on this data folder."""
    return os.environ | {"DATA_DIR": str(data), "PYTHONPATH": str(ROOT)}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "catalog.toml").write_text(SMALL)
    return folder


@pytest.fixture
def seed(data: Path, tmp_path: Path) -> Seed:
    """Run `seed_data.py` with these arguments and wait for its end."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(ROOT / "seed_data.py"), *arguments],
            env=environment(data),
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


def standing(data: Path) -> dict[str, int]:
    """How many renders there are of each status, and how many files."""
    with open_rooms(load_settings({"DATA_DIR": str(data)}, None)) as rooms:
        return counts(rooms, data)


def counts(rooms: Rooms, data: Path) -> dict[str, int]:
    with rooms.store.read() as db:
        found = {str(row[0]): int(row[1]) for row in db.execute("SELECT status, count(*) FROM renders GROUP BY status")}
        missing = [row[0] for row in db.execute("SELECT image_path FROM renders WHERE status = 'done'")]
    found["files"] = len(list(data.glob("images/*/*/*.webp")))
    found["without file"] = sum(not (data / path).is_file() for path in missing)
    return found
