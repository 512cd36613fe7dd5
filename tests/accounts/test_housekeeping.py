"""What gets rid of itself."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from app.accounts import housekeeping
from app.accounts.audit.queries import note
from app.accounts.housekeeping import Housekeeping
from app.accounts.letters.queries import insert
from app.accounts.people.queries import add_user
from app.accounts.sessions.sessions import begin
from app.accounts.tickets.queries import issue
from app.main import open_rooms
from app.settings import load_settings
from app.web.sender import Whence

HERE = Whence("127.0.0.1", "tests")


def test_what_is_over_goes_and_the_rest_stays(tmp_path: Path) -> None:
    with open_rooms(load_settings({"DATA_DIR": str(tmp_path)}, None)) as rooms:
        accounts, now = rooms.accounts, rooms.accounts.now()
        ages = (dt.timedelta(days=500), dt.timedelta(0))
        with accounts.store.write() as db:
            user_id = add_user(db, "ada@example.org", now)
            for age in ages:
                issue(db, "reset", now - age, dt.timedelta(hours=1), user_id=user_id)
                begin(db, user_id, "password", now - age, HERE)
                insert(db, "verify", "ada@example.org", None, now - age)
                note(db, "key.made", now - age, HERE, user_id=user_id)
        Housekeeping(accounts).tidy()
        with accounts.store.read() as db:
            left = {
                table: db.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in ("tickets", "sessions", "letters", "audit", "users")
            }
    assert left == {"tickets": 1, "sessions": 1, "letters": 1, "audit": 2, "users": 1}


def test_a_chore_that_fails_keeps_the_others_from_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def broken(_: object) -> None:
        raise OSError("the disk is full")

    def sound(_: object) -> None:
        done.append("sound")

    monkeypatch.setattr(housekeeping, "CHORES", (broken, sound))
    with open_rooms(load_settings({"DATA_DIR": str(tmp_path)}, None)) as rooms:
        keeping = Housekeeping(rooms.accounts, every=0.01)
        keeping.start()
        while len(done) < 3:
            pass
        keeping.stop()
    assert "broken failed" in caplog.text
