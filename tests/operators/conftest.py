"""The seed script as an operator calls it, on small pictures."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.engine import STORE_TROUBLE
from app.main import Rooms, open_rooms, run_seed
from app.settings import load_settings
from tests.instance import SMALL, keep_plates

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
def script(data: Path, tmp_path: Path) -> Seed:
    """Run `seed_data.py` with these arguments, a process of its own, and wait for its end."""

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


@pytest.fixture
def seed(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Seed:
    """What the script does, in this process, which has its libraries and its scenes already."""
    monkeypatch.setenv("DATA_DIR", str(data))
    monkeypatch.setattr(STORE_TROUBLE, "told_elsewhere", False)
    monkeypatch.chdir(tmp_path)
    keep_plates()

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        capsys.readouterr()
        try:
            status = run_seed(arguments)
        except SystemExit as left:
            status = int(left.code or 0)
        return subprocess.CompletedProcess(arguments, status, *capsys.readouterr())

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
