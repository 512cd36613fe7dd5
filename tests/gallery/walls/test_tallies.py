"""Tallies count what hangs, whatever happens to a render."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.gallery.walls import queries
from app.main import open_rooms
from app.migrations import m0005_tallies
from app.settings import load_settings
from tests.gallery.walls.conftest import FEW, hang
from tests.instance import SMALL, Instance, running_instance

COUNTS = "SELECT model_key, subject_id, style_id, hung, done, filling FROM tallies WHERE hung > 0 ORDER BY 1, 2, 3"
SAME = [sql for sql in m0005_tallies.STATEMENTS if "INSERT INTO tallies" in sql and "TRIGGER" not in sql]
HAPPENINGS = {
    "hidden": "UPDATE renders SET hidden_at = 'now' WHERE rowid % 3 = 0",
    "shown again": "UPDATE renders SET hidden_at = NULL WHERE rowid % 2 = 0",
    "failed": "UPDATE renders SET status = 'failed' WHERE rowid % 5 = 0",
    "begun again": "UPDATE renders SET status = 'pending' WHERE rowid % 5 = 0",
    "made private": "UPDATE renders SET public = 0 WHERE rowid % 4 = 1",
    "published": "UPDATE renders SET public = 1",
    "moved": "UPDATE renders SET subject_id = 3 WHERE rowid % 7 = 0",
    "drawn by another": "UPDATE renders SET model_key = 'local:poster' WHERE rowid % 6 = 0",
    "put in the trash": "UPDATE renders SET deleted_at = 'now' WHERE rowid % 3 = 1",
    "deleted": "DELETE FROM renders WHERE rowid % 3 = 2",
}


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with running_instance(tmp_path_factory.mktemp("tallies"), catalog=SMALL) as instance:
        for subject in ("lighthouse", "mountain-lake"):
            hang(instance.rooms, [None, *FEW], subject, ["local:brush", "local:graver"])
        yield instance


@pytest.mark.parametrize("happening", HAPPENINGS)
def test_they_stay_what_counting_anew_would_give(live: Instance, happening: str) -> None:
    with live.rooms.store.write() as db:
        db.execute("DROP INDEX IF EXISTS renders_cell")
        before = db.execute(COUNTS).fetchall()
        db.execute(HAPPENINGS[happening])
        kept = db.execute(COUNTS).fetchall()
        db.execute("DELETE FROM tallies")
        db.execute(SAME[0])
        assert kept == db.execute(COUNTS).fetchall()
        assert kept != before


def test_what_is_not_styled_or_not_public_is_not_counted(tmp_path: Path) -> None:
    with running_instance(tmp_path, catalog=SMALL) as instance:
        hang(instance.rooms, [None], "lighthouse", ["local:brush"])
        with instance.rooms.store.read() as db:
            assert db.execute(COUNTS).fetchall() == []


def test_no_query_of_a_wall_reads_every_render(tmp_path: Path) -> None:
    sql = {name: text for name, text in vars(queries).items() if name.isupper() and "SELECT" in str(text)}
    names = ("CELL", "RENDER", "RENDER_JOINS")
    with open_rooms(load_settings({"DATA_DIR": str(tmp_path)}, None)) as rooms, rooms.store.read() as db:
        values = dict.fromkeys(["styles", "subjects", "places"], "[]") | dict.fromkeys(
            ["model", "subject", "style", "start", "count"], 1
        )
        for name, text in sql.items():
            if name in names:
                continue
            plan = [row[3] for row in db.conn.execute("EXPLAIN QUERY PLAN " + text, values)]
            whole = [step for step in plan if step.startswith("SCAN renders") and "INDEX" not in step]
            assert whole == [], name
    assert len(sql) > 12
