"""Pictures made before looks were kept are looked at by a durable job."""

from __future__ import annotations

import logging
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from app.database import Store
from app.gallery.by_picture.filling import BATCH, KIND, order_looks
from app.media.look import LOOK_VERSION
from tests.gallery.by_picture.conftest import file_of, found, renders, saved
from tests.instance import Instance, running_instance

BEFORE_LOOKS = (
    "DROP TRIGGER look_group_changed",
    "DROP TRIGGER look_group_lost",
    "DROP TABLE look_groups",
    "DROP TABLE looks",
    "DELETE FROM _sqlite_migrations WHERE name = 'm0004_looks'",
)


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a version that knew no looks: two styles on one subject."""
    folder = tmp_path_factory.mktemp("older")
    with running_instance(folder) as instance:
        instance.fill([None, "linocut", "cyanotype"], ["lighthouse"], ["local:brush", "local:graver"])
    change(folder, *BEFORE_LOOKS)
    return folder


@pytest.fixture
def folder(older: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(older, tmp_path / "data"))


def change(folder: Path, *statements: str) -> None:
    store = Store(folder / "tessera.db")
    with store.write() as db:
        for statement in statements:
            db.execute(statement)
    store.close()


def looks(instance: Instance) -> list[dict[str, Any]]:
    with instance.rooms.store.read() as db:
        return list(db.query("SELECT render_id, version, look IS NOT NULL AS seen, phash FROM looks"))


def jobs(instance: Instance) -> list[dict[str, Any]]:
    with instance.rooms.store.read() as db:
        return list(db.query("SELECT status FROM jobs WHERE kind = ?", [KIND]))


def wait(instance: Instance, seconds: float = 30) -> None:
    """Until every picture has been looked at."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with instance.rooms.store.read() as db:
            waiting = db.execute("SELECT count(*) FROM looks WHERE version < ?", [LOOK_VERSION]).fetchone()[0]
        if not waiting:
            return
        time.sleep(0.05)
    pytest.fail("the pictures have not been looked at in time")


def test_a_store_without_looks_gets_them_and_its_pictures_can_be_found(folder: Path) -> None:
    with running_instance(folder) as instance:
        wait(instance)
        assert len(looks(instance)) == 6
        assert all(one["seen"] and one["phash"] is not None for one in looks(instance))
        for render in renders(instance):
            assert found(instance, file_of(instance, render["image_path"]).read_bytes())[0]["render"] == render["id"]


def test_a_look_made_later_is_that_of_a_render_made_now(folder: Path, tmp_path: Path) -> None:
    with running_instance(tmp_path / "now") as now, running_instance(folder) as later:
        now.fill(["linocut"], ["lighthouse"], ["local:brush"])
        wait(later)
        picture = saved(file_of(now, renders(now)[0]["image_path"]))
        fresh, filled = (
            next(style["distance"] for style in found(one, picture) if style["style"] == "linocut")
            for one in (now, later)
        )
        assert abs(fresh - filled) < 0.12


def test_pictures_of_an_older_version_of_looks_are_looked_at_again(folder: Path) -> None:
    with running_instance(folder) as instance:
        wait(instance)
    change(folder, "UPDATE looks SET version = 0, look = NULL", "UPDATE look_groups SET version = 0")
    with running_instance(folder) as instance:
        wait(instance)
        assert {bool(one["seen"]) for one in looks(instance)} == {True}


def test_more_pictures_than_a_batch_are_looked_at_batch_by_batch(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert BATCH > 6
    monkeypatch.setattr("app.gallery.by_picture.filling.BATCH", 2)
    with running_instance(folder) as instance:
        wait(instance)
        assert [job["status"] for job in jobs(instance)] == ["done"] * 3


def test_a_batch_that_a_crash_cut_off_is_begun_again(folder: Path) -> None:
    with running_instance(folder) as instance:
        wait(instance)
    change(
        folder,
        "UPDATE looks SET version = 0, look = NULL",
        f"UPDATE jobs SET status = 'running', holder = 'dead', lease_until = 1 WHERE kind = '{KIND}'",
    )
    with running_instance(folder) as instance:
        wait(instance)
        assert [job["status"] for job in jobs(instance)] == ["done"]


def test_a_picture_that_cannot_be_read_is_told_once_and_left_out(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = min((folder / "images").rglob("*.webp")).name[:36]
    for file in (folder / "images").rglob(f"{broken}*.webp"):
        file.write_bytes(b"RIFF broken")
    with caplog.at_level(logging.WARNING, "tessera.looks"), running_instance(folder) as instance:
        wait(instance)
        assert [one["render_id"] for one in looks(instance) if not one["seen"]] == [broken]
    with running_instance(folder) as instance:
        assert not order_looks(instance.rooms.gallery)
    told = [record.getMessage() for record in caplog.records if record.name == "tessera.looks"]
    assert [broken in message for message in told] == [True]


def test_a_missing_thumbnail_is_made_up_for_by_the_picture_itself(folder: Path) -> None:
    for file in (folder / "images").rglob("*-thumb-2x.webp"):
        file.unlink()
    with running_instance(folder) as instance:
        wait(instance)
        assert {bool(one["seen"]) for one in looks(instance)} == {True}


def test_what_is_ordered_is_drawn_before_older_pictures_are_looked_at(folder: Path) -> None:
    with running_instance(folder) as instance:
        wait(instance)
        with instance.rooms.store.write() as db:
            db.execute("UPDATE looks SET version = 0")
        assert order_looks(instance.rooms.gallery)
        assert not order_looks(instance.rooms.gallery)
        with instance.rooms.store.read() as db:
            first, last = (
                db.execute("SELECT max(priority) FROM jobs WHERE kind = ?", [kind]).fetchone()[0]
                for kind in ("render", KIND)
            )
        assert last < first
        wait(instance)


def test_nothing_is_ordered_when_every_picture_has_been_looked_at(tmp_path: Path) -> None:
    with running_instance(tmp_path) as instance:
        instance.fill(["linocut"], ["lighthouse"], ["local:brush"])
        assert not order_looks(instance.rooms.gallery)
        assert jobs(instance) == []
