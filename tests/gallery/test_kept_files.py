"""A restart removes files that nothing needs, and never a picture."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

import pytest

from app.main import sweep
from tests.instance import running_instance


def grow_old(data: Path) -> set[Path]:
    """Make every picture a day old; returns them."""
    pictures = set(data.glob("images/*/*/*.webp"))
    for path in pictures:
        os.utime(path, (path.stat().st_mtime - 86400,) * 2)
    return pictures


def test_the_sweep_keeps_pictures_however_old_and_removes_strangers(tmp_path: Path) -> None:
    with running_instance(tmp_path) as instance:
        instance.fill(["linocut"], ["lighthouse"], ["local:brush"])
        made = grow_old(tmp_path)
        stranger = next(iter(made)).with_name(f"{uuid4()}.webp")
        stranger.write_bytes(b"nobody's")
        grow_old(tmp_path)
        sweep(instance.rooms)
        assert len(made) == 3
        assert set(tmp_path.glob("images/*/*/*.webp")) == made


def test_what_lies_in_the_trash_keeps_its_files(tmp_path: Path) -> None:
    with running_instance(tmp_path) as instance:
        instance.fill(["linocut"], ["lighthouse"], ["local:brush"])
        with instance.rooms.store.write() as db:
            db.execute("UPDATE renders SET deleted_at = '2026-01-01T00:00:00+00:00'")
        made = grow_old(tmp_path)
        sweep(instance.rooms)
        assert set(tmp_path.glob("images/*/*/*.webp")) == made


def test_pictures_of_another_database_are_left_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with running_instance(tmp_path) as instance:
        instance.fill(["linocut"], ["lighthouse"], ["local:brush"])
        made = next(iter(tmp_path.glob("images/*/*/*.webp")))
        for _ in range(40):
            made.with_name(f"{uuid4()}.webp").write_bytes(b"another's")
        there = grow_old(tmp_path)
        sweep(instance.rooms)
        assert set(tmp_path.glob("images/*/*/*.webp")) == there
        assert "belong to no render" in caplog.text
