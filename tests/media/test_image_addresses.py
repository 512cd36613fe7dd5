"""An address opens a render's file, and nothing else on the machine."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.media.files import Files
from app.media.ingest import Ingested

ID = "0191d7f0-0000-4000-8000-000000000001"
OTHER = "0191d7f0-0000-4000-8000-000000000002"
WHEN = datetime(2026, 11, 2, tzinfo=UTC)
MADE = Ingested(
    full=b"0123456789", thumb=b"thumb", thumb_2x=b"thumb2", width=4, height=3, colour="d-000", look=b"", phash=0
)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    files = Files(tmp_path / "data")
    files.write_render(ID, WHEN, MADE, public=True)
    files.write_render(OTHER, WHEN, MADE, public=False)
    return files


@pytest.mark.parametrize(("suffix", "content"), [("", MADE.full), ("-thumb", MADE.thumb), ("-thumb-2x", MADE.thumb_2x)])
def test_opens_each_of_the_three(files: Files, suffix: str, content: bytes) -> None:
    opened = files.open_image("2026", "11", f"{ID}{suffix}.webp")
    assert opened is not None
    with opened:
        assert (opened.size, opened.read()) == (len(content), content)


def test_reads_a_part(files: Files) -> None:
    opened = files.open_image("2026", "11", f"{ID}.webp")
    assert opened is not None
    with opened:
        assert opened.read(3, 4) == b"3456"
        assert opened.read(8) == b"89"
        assert opened.read(8, 100) == b"89"


def test_private_files_open_only_when_asked_for(files: Files) -> None:
    assert files.open_image("2026", "11", f"{OTHER}.webp") is None
    opened = files.open_image("2026", "11", f"{OTHER}.webp", public=False)
    assert opened is not None
    opened.close()


@pytest.mark.parametrize(
    ("year", "month", "name"),
    [
        ("2026", "11", f"{OTHER}.webp"),
        ("2026", "13", f"{ID}.webp"),
        ("2026", "1", f"{ID}.webp"),
        ("٢٠٢٦", "11", f"{ID}.webp"),
        ("2026\n", "11", f"{ID}.webp"),
        ("2026", "11", f"{ID}.webp\n"),
        ("2026", "11", f"{ID}.webp\0.png"),
        ("2026", "11", f"{ID}-thumb-3x.webp"),
        ("2026", "11", f"../11/{ID}.webp"),
        ("..", "..", "etc/passwd"),
        ("2026", "11", "../../../tessera.db"),
        ("2026", "11", ""),
        ("2026", "11", "a" * 5000),
        ("2026", "11", f"{ID.upper()}.webp"),
    ],
)
def test_everything_else_is_nothing(files: Files, year: str, month: str, name: str) -> None:
    assert files.open_image(year, month, name) is None


def test_links_folders_and_pipes_are_nothing(files: Files, tmp_path: Path) -> None:
    month = files.root / "images/2026/11"
    (tmp_path / "secret").write_bytes(b"secret")
    (month / f"{OTHER}.webp").symlink_to(tmp_path / "secret")
    (month / f"{OTHER}-thumb.webp").mkdir()
    os.mkfifo(month / f"{OTHER}-thumb-2x.webp")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for suffix in ("", "-thumb", "-thumb-2x"):
        assert files.open_image("2026", "11", f"{OTHER}{suffix}.webp") is None
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_delete_removes_all_three_and_may_come_twice(files: Files) -> None:
    for _ in range(2):
        files.delete_render(f"images/2026/11/{ID}.webp")
        assert not list((files.root / "images").rglob("*.webp"))
    assert len(list((files.root / "private").rglob("*.webp"))) == 3


@pytest.mark.parametrize(
    "path", ["", "tessera.db", f"images/../11/{ID}.webp", f"images/2026/11/x/{ID}.webp", f"/images/2026/11/{ID}.webp"]
)
def test_delete_takes_only_paths_of_renders(files: Files, path: str) -> None:
    with pytest.raises(ValueError, match="path of a render"):
        files.delete_render(path)
