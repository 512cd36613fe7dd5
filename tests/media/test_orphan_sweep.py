"""The sweep removes what nothing needs, and only that."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from app.media.files import Files
from app.media.ingest import Ingested

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = "0191d7f0-0000-4000-8000-000000000001"
LOST = "0191d7f0-0000-4000-8000-000000000002"
NOW = datetime(2026, 11, 20, tzinfo=UTC)
LIMIT = NOW - timedelta(hours=1)
MADE = Ingested(full=b"full", thumb=b"thumb", thumb_2x=b"thumb2", width=4, height=3, colour="d-000", look=b"", phash=0)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    files = Files(tmp_path)
    files.check_writable()
    for render_id, public in ((KNOWN, True), (LOST, True), (LOST, False)):
        files.write_render(render_id, NOW, MADE, public=public)
    (tmp_path / "tmp/0123-x.webp").write_bytes(b"half")
    (tmp_path / "images/2026/11/notes.webp").write_bytes(b"the operator's own")
    (tmp_path / "images/2026/11/.DS_Store").write_bytes(b"")
    return files


def age(root: Path, when: datetime) -> None:
    for path in root.rglob("*"):
        os.utime(path, (when.timestamp(), when.timestamp()))


def test_old_orphans_go_and_everything_else_stays(files: Files) -> None:
    age(files.root, LIMIT - timedelta(seconds=1))
    removed = files.sweep(lambda render_id: render_id == KNOWN, LIMIT)
    lost = [f"{LOST}-thumb-2x.webp", f"{LOST}-thumb.webp", f"{LOST}.webp"]
    expected = [f"{kind}/2026/11/{name}" for kind in ("images", "private") for name in lost] + ["tmp/0123-x.webp"]
    assert sorted(removed) == sorted(expected)
    left = sorted(path.name for path in files.root.rglob("*") if path.is_file())
    assert left == sorted([".DS_Store", "notes.webp", f"{KNOWN}.webp", f"{KNOWN}-thumb.webp", f"{KNOWN}-thumb-2x.webp"])


def test_what_is_young_may_still_get_its_row(files: Files) -> None:
    age(files.root, LIMIT + timedelta(seconds=1))
    assert files.sweep(lambda _: False, LIMIT) == []


def test_looking_removes_nothing(files: Files) -> None:
    age(files.root, LIMIT - timedelta(seconds=1))
    assert list(files.orphans(lambda _: True, LIMIT)) == ["tmp/0123-x.webp"]
    assert (files.root / "tmp/0123-x.webp").exists()


def test_a_file_that_another_process_swept_is_no_error(files: Files) -> None:
    age(files.root, LIMIT - timedelta(seconds=1))

    def known(render_id: str) -> bool:
        (files.root / "tmp/0123-x.webp").unlink(missing_ok=True)
        return True

    assert files.sweep(known, LIMIT) == []


def test_an_empty_folder_has_no_orphans(tmp_path: Path) -> None:
    assert Files(tmp_path / "none").sweep(lambda _: False, NOW) == []
