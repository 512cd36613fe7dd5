"""Nothing that is sent to be verified stays: no file, no row, no line in a log, neither while it is read nor after."""

from __future__ import annotations

import hashlib
import logging
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.gallery.verifying.conftest import saved, stranger, verified

if TYPE_CHECKING:
    from tests.instance import Instance

SECRET = "kept-nowhere-7c1e"


def files_below(*folders: Path) -> set[tuple[str, int]]:
    """(path, bytes) of every file; what goes while it is looked at is left out."""
    found = set()
    for folder in folders:
        for path in folder.rglob("*"):
            try:
                if path.is_file():
                    found.add((str(path), path.stat().st_size))
            except OSError:
                continue
    return found


def rows(instance: Instance) -> str:
    """A digest of everything in the database."""
    with instance.rooms.store.read() as db:
        return hashlib.sha256("\n".join(db.conn.iterdump()).encode()).hexdigest()


class Watch(threading.Thread):
    """Looks at folders all the time, until it is told to stop."""

    def __init__(self, *folders: Path) -> None:
        super().__init__(daemon=True)
        self._folders, self._over = folders, threading.Event()
        self.seen: set[tuple[str, int]] = set()

    def run(self) -> None:
        while not self._over.wait(0.002):
            self.seen |= files_below(*self._folders)

    def stop(self) -> set[tuple[str, int]]:
        self._over.set()
        self.join()
        return self.seen


@pytest.mark.parametrize("kind", ["PNG", "AVIF", "TIFF"])
def test_nothing_of_a_picture_is_kept(
    library: Instance, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    caplog.set_level(logging.DEBUG)
    data = saved(stranger().resize((1600, 1200)), kind, **({"compress_level": 0} if kind == "PNG" else {}))
    folders = (library.rooms.settings.data_folder, tmp_path)
    before, content = files_below(*folders), rows(library)
    watch = Watch(*folders)
    watch.start()
    for _ in range(3):
        library.client.post("/verify", files={"file": (f"{SECRET}.png", data)})
    assert verified(library, data)["verdict"] == "not_here"
    during = watch.stop()
    assert during == files_below(*folders) == before
    assert rows(library) == content
    assert SECRET not in caplog.text
    assert not [record for record in caplog.records if record.name.startswith("tessera")]


def test_what_is_refused_is_not_kept_or_logged_either(library: Instance, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    before = files_below(library.rooms.settings.data_folder)
    for data in (SECRET.encode(), b"\xff\xd8\xff" + b"a" * 21_000_000, saved(stranger(), "PNG")[:2000]):
        assert library.client.post("/verify", files={"file": (SECRET, data)}).status_code in (413, 415, 422)
    assert files_below(library.rooms.settings.data_folder) == before
    assert SECRET not in caplog.text


def test_the_answer_is_kept_by_nobody(library: Instance) -> None:
    answer = library.client.post("/api/verify", files={"file": ("a", saved(stranger(), "PNG"))})
    assert answer.headers["cache-control"] == "no-store"
