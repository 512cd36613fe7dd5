"""A render's files are whole and on disk, or not there."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
import pytest

from app.media.errors import StorageFull, Unwritable
from app.media.files import Files, Paths
from app.media.ingest import Ingested

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ID = "0191d7f0-0000-4000-8000-000000000001"
WHEN = datetime(2026, 11, 2, 23, 59, tzinfo=UTC)
MADE = Ingested(
    full=b"full" * 999, thumb=b"thumb", thumb_2x=b"thumb2", width=4, height=3, colour="d-000", look=b"", phash=0
)
BASE = f"images/2026/11/{ID}"


def everything(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def test_three_files_by_month(tmp_path: Path) -> None:
    paths = Files(tmp_path).write_render(ID, WHEN, MADE, public=True)
    assert paths == Paths(image_path=f"{BASE}.webp", thumb_path=f"{BASE}-thumb.webp")
    assert everything(tmp_path) == [f"{BASE}-thumb-2x.webp", f"{BASE}-thumb.webp", f"{BASE}.webp"]
    assert (tmp_path / paths.image_path).read_bytes() == MADE.full
    assert (tmp_path / paths.thumb_path).read_bytes() == MADE.thumb
    assert (tmp_path / f"{BASE}-thumb-2x.webp").read_bytes() == MADE.thumb_2x


def test_private_files_have_a_folder_of_their_own(tmp_path: Path) -> None:
    paths = Files(tmp_path).write_render(ID, WHEN, MADE, public=False)
    assert paths.image_path == f"private/2026/11/{ID}.webp"
    assert not (tmp_path / "images").exists()


def test_writing_again_replaces(tmp_path: Path) -> None:
    files = Files(tmp_path)
    files.write_render(ID, WHEN, MADE, public=True)
    paths = files.write_render(ID, WHEN, msgspec.structs.replace(MADE, full=b"new"), public=True)
    assert (tmp_path / paths.image_path).read_bytes() == b"new"


@pytest.mark.parametrize("render_id", ["../../etc/passwd", "", ID + "/x", ID.upper() + "\n", "0191d7f0"])
def test_only_a_render_id_makes_a_name(tmp_path: Path, render_id: str) -> None:
    with pytest.raises(ValueError, match="render id"):
        Files(tmp_path).write_render(render_id, WHEN, MADE, public=True)
    assert not everything(tmp_path)


KILLED = f"""
import os, signal, sys
from datetime import datetime
from pathlib import Path
from app.media.files import Files
from app.media.ingest import Ingested
calls = 0
def hook(event, arguments):
    global calls
    if event == sys.argv[2] and str(arguments[0]).startswith(sys.argv[1]):
        calls += 1
        if calls == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
made = Ingested(
    full=b"full" * 999, thumb=b"thumb", thumb_2x=b"thumb2", width=4, height=3, colour="d-000", look=b"", phash=0
)
Files(Path(sys.argv[1])).write_render("{ID}", datetime(2026, 11, 2), made, public=True)
"""


@pytest.mark.parametrize(("event", "call"), [("os.rename", 1), ("os.rename", 2), ("os.rename", 3)])
def test_killed_in_the_middle_leaves_no_half_file(tmp_path: Path, event: str, call: int) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), event, str(call)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert not (tmp_path / f"{BASE}.webp").exists()
    whole = {f"{BASE}-thumb.webp": MADE.thumb, f"{BASE}-thumb-2x.webp": MADE.thumb_2x}
    left = everything(tmp_path)
    assert sum(name.startswith("tmp/") for name in left) == 4 - call
    for name in left:
        assert name.startswith("tmp/") or (tmp_path / name).read_bytes() == whole[name]
    files = Files(tmp_path)
    files.sweep(lambda _: False, datetime(2100, 1, 1, tzinfo=UTC))
    assert not everything(tmp_path)
    files.write_render(ID, WHEN, MADE, public=True)
    assert len(everything(tmp_path)) == 3


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_no_room_for_the_file_leaves_nothing(tmp_path: Path) -> None:
    with largest_file(1000), pytest.raises(StorageFull, match="disk is full") as caught:
        Files(tmp_path).write_render(ID, WHEN, MADE, public=True)
    assert (caught.value.status, caught.value.code) == (503, "storage_full")
    assert not everything(tmp_path)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_full_disk_at_fsync_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def full(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    files = Files(tmp_path)
    files.check_writable()
    monkeypatch.setattr(os, "fsync", full)
    (tmp_path / "images/2026/11").mkdir(parents=True)
    with pytest.raises(StorageFull):
        files.write_render(ID, WHEN, MADE, public=True)
    assert not everything(tmp_path)


@contextmanager
def as_nobody() -> Iterator[int]:
    """Run as a user who owns nothing; as oneself where one isn't root."""
    if os.geteuid():
        yield os.geteuid()
        return
    os.setegid(65534)
    os.seteuid(65534)
    try:
        yield 65534
    finally:
        os.seteuid(0)
        os.setegid(0)


@pytest.mark.parametrize("missing", [True, False])
def test_unwritable_folder_names_the_command_that_mends_it(tmp_path: Path, missing: bool) -> None:
    for folder in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        folder.chmod(0o755)
    data = tmp_path / "data"
    if not missing:
        data.mkdir(mode=0o555)
    tmp_path.chmod(0o555)
    try:
        with as_nobody() as user, pytest.raises(Unwritable) as caught:
            Files(data).check_writable()
    finally:
        tmp_path.chmod(0o755)
    assert f"chown -R {user}:" in caught.value.message
    assert str(data) in caught.value.message
    assert caught.value.status == 503


def test_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"")
    with pytest.raises(Unwritable, match="a file where a folder should be"):
        Files(tmp_path / "data").check_writable()


def test_writable_folder_is_made_and_left_clean(tmp_path: Path) -> None:
    Files(tmp_path / "data").check_writable()
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == ["images", "private", "tmp", "uploads"]
    assert not everything(tmp_path)
