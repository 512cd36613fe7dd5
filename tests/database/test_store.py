"""The Store: one writer, many readers, one revision."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from app.database import Store, telling
from app.errors import Unavailable
from app.migrations import migrate


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = Store(tmp_path / "tessera.db")
    migrate(opened)
    return opened


def test_writes_of_many_threads_lose_nothing(store: Store) -> None:
    before = store.revision()

    def add() -> None:
        for _ in range(25):
            with store.write() as db:
                number = db.execute("SELECT number FROM revision").fetchone()[0]
                db.execute("UPDATE revision SET number = :n", {"n": number + 1})

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    time.sleep(0.15)
    assert store.revision() == before + 200


def test_a_failed_write_leaves_nothing(store: Store) -> None:
    with pytest.raises(ValueError, match="no"), store.write() as db:
        db.execute("UPDATE revision SET number = 99")
        raise ValueError("no")
    with store.read() as db:
        assert db.execute("SELECT number FROM revision").fetchone()[0] != 99


def test_a_nested_write_joins_the_outer_one(store: Store) -> None:
    with pytest.raises(ValueError, match="no"), store.write() as outer:
        with store.write() as inner:
            inner.execute("UPDATE revision SET number = 99")
        assert outer is inner
        raise ValueError("no")
    with store.read() as db:
        assert db.execute("SELECT number FROM revision").fetchone()[0] != 99


def test_a_reader_can_not_write(store: Store) -> None:
    with store.read() as db, pytest.raises(Exception, match="readonly"):
        db.conn.execute("UPDATE revision SET number = 99")


def test_a_readers_queries_see_one_moment(store: Store) -> None:
    with store.read() as db:
        first = db.execute("SELECT number FROM revision").fetchone()[0]
        with store.write() as writer:
            store.publish(writer)
        assert db.execute("SELECT number FROM revision").fetchone()[0] == first


def test_a_published_write_shows_at_once_in_the_revision(store: Store) -> None:
    before = store.revision()
    with store.write() as db:
        store.publish(db)
    assert store.revision() == before + 1


def test_an_unpublished_write_leaves_the_revision(store: Store) -> None:
    before = store.revision()
    with store.write() as db:
        db.execute("DELETE FROM jobs")
    time.sleep(0.15)
    assert store.revision() == before


def test_another_processs_write_shows_within_a_moment(store: Store) -> None:
    before = store.revision()
    code = (
        "import sys; from pathlib import Path; from app.database import Store\n"
        "s = Store(Path(sys.argv[1]))\nwith s.write() as db: s.publish(db)"
    )
    subprocess.run([sys.executable, "-c", code, str(store.path)], check=True)
    time.sleep(0.12)
    assert store.revision() == before + 1


def test_every_table_of_ours_is_strict(store: Store) -> None:
    with store.read() as db:
        loose = [
            row[0]
            for row in db.execute(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND type = 'table'"
                " AND name NOT LIKE 'sqlite%' AND name NOT LIKE '_sqlite%'"
            )
        ]
    assert loose == []


def test_renders_carry_the_agreed_columns(store: Store) -> None:
    agreed = """id user_id style_phrase model_key base_prompt image_path thumb_path input_image_path status cost_credits
        render_metadata stripe_event_id created_at seq style_id subject_id operation parent_id recipe_hash
        negative_prompt seed steps guidance width height public curated_rank deleted_at hidden_at error_code"""
    with store.read() as db:
        columns = {row[0] for row in db.execute("SELECT name FROM pragma_table_info('renders')")}
    assert set(agreed.split()) <= columns


def test_processes_that_start_at_once_migrate_once(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from app.database import Store; from app.migrations import migrate\n"
        "migrate(Store(Path(sys.argv[1])))"
    )
    path = tmp_path / "tessera.db"
    started = [subprocess.Popen([sys.executable, "-c", code, str(path)]) for _ in range(4)]
    assert [process.wait(30) for process in started] == [0, 0, 0, 0]
    with Store(path).read() as db:
        names = [row[0] for row in db.execute("SELECT name FROM _sqlite_migrations")]
    assert len(names) == len(set(names)) > 0


def test_a_store_of_a_newer_version_is_left_alone(store: Store) -> None:
    with store.write() as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('tessera', 'm9999_later', '')"
        )
    with pytest.raises(Unavailable, match="newer version"):
        migrate(store)


def test_a_commit_that_fails_leaves_no_transaction_open(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError), store.write() as db:
        db.execute("PRAGMA defer_foreign_keys = ON")
        db.execute("UPDATE revision SET number = 4711")
        db.execute("""INSERT INTO renders (id, style_id, style_phrase, model_key, base_prompt, operation, seed, width,
            height, recipe_hash, status, created_at) VALUES ('a', 99, '', '', '', '', 1, 1, 1, '', 'pending', '')""")
    with store.write() as db:
        assert db.execute("SELECT number FROM revision").fetchone()[0] != 4711


def test_a_file_that_is_no_database_is_told_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "tessera.db"
    path.write_bytes(b"no database at all" * 1000)
    with pytest.raises(Unavailable, match=r"not a database.* Restore"), telling(path):
        Store(path)


def test_a_database_that_another_program_holds_is_told_as_such(store: Store) -> None:
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable, match="held by another program"), telling(store.path):
        impatient = sqlite3.connect(store.path, timeout=0, isolation_level=None)
        impatient.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_full_disk_is_told_as_such(store: Store) -> None:
    with pytest.raises(Unavailable, match="The disk is full"), telling(store.path), store.write() as db:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages}")
        db.execute("UPDATE styles SET note = ''")
        db.execute(
            "INSERT INTO subjects (slug, label, base_prompt, width, height, position, created_at)"
            " VALUES ('a', hex(zeroblob(100000)), '', 1, 1, 1, '')"
        )


def test_what_is_deleted_is_overwritten_and_leaves_the_log_when_it_is_folded(store: Store) -> None:
    def lies_in() -> list[str]:
        return sorted(path.name for path in store.path.parent.glob("*") if b"Zzyzx" in path.read_bytes())

    with store.write() as db:
        db.execute("INSERT INTO names (axis, key, words) VALUES ('model', 'x', :words)", {"words": "Zzyzx " * 2000})
    assert store.fold()
    assert lies_in() == ["tessera.db"]
    with store.write() as db:
        db.execute("DELETE FROM names WHERE key = 'x'")
    assert store.fold()
    assert lies_in() == []


def test_folding_waits_for_nobody_who_reads(store: Store) -> None:
    with store.write() as db:
        db.execute("UPDATE revision SET number = number + 1")
    began = time.monotonic()
    with store.read() as db:
        db.execute("SELECT number FROM revision").fetchone()
        assert not store.fold()
    assert time.monotonic() - began < 5
    assert store.fold()
