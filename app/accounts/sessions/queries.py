"""The SQL of `sessions`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from app.accounts.people.queries import COLUMNS, user_of
from app.accounts.people.user import User

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database

INSERT = """
INSERT INTO sessions (id, token_hash, user_id, way, address, agent, created_at, seen_at, proved_at, ends_at)
VALUES (:id, :hash, :user, :way, :address, :agent, :at, :at, :at, :ends)
"""
BY_TOKEN = f"""
SELECT sessions.id AS session_id, way, seen_at, proved_at, {COLUMNS} FROM sessions JOIN users ON users.id = user_id
WHERE token_hash = :hash AND ends_at > :now AND seen_at > :idle_since AND disabled_at IS NULL
"""
OF_USER = """
SELECT id, way, address, agent, created_at, seen_at, ends_at FROM sessions
WHERE user_id = :user AND ends_at > :now AND seen_at > :idle_since ORDER BY seen_at DESC, id
"""
SEEN = "UPDATE sessions SET seen_at = :at, address = :address, agent = :agent WHERE id = :id"
RENEW = "UPDATE sessions SET token_hash = :hash, proved_at = :at, seen_at = :at WHERE id = :id"
END = "DELETE FROM sessions WHERE user_id = :user AND id = :id"
END_THIS = "DELETE FROM sessions WHERE token_hash = :hash"
END_ALL = "DELETE FROM sessions WHERE user_id = :user AND id <> :but"
EXPIRE = "DELETE FROM sessions WHERE ends_at <= :now OR seen_at <= :idle_since"


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A session that is still good, and whose it is."""

    id: str
    way: str
    seen_at: datetime
    proved_at: datetime
    user: User


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A session as its owner sees it."""

    id: str
    way: str
    address: str
    agent: str
    created_at: datetime
    seen_at: datetime
    ends_at: datetime


def insert(db: Database, row: Mapping[str, object]) -> None:
    db.conn.execute(INSERT, row)


def by_token(db: Database, kept: bytes, now: datetime, idle_since: datetime) -> Session | None:
    """The session of a token; None when it has ended, or the operator has locked the account."""
    given = {"hash": kept, "now": now.isoformat(), "idle_since": idle_since.isoformat()}
    for row in db.query(BY_TOKEN, given):
        return Session(
            id=row["session_id"],
            way=row["way"],
            seen_at=datetime.fromisoformat(row["seen_at"]),
            proved_at=datetime.fromisoformat(row["proved_at"]),
            user=user_of({name: value for name, value in row.items() if name in User.__struct_fields__}),
        )
    return None


def of_user(db: Database, user_id: str, now: datetime, idle_since: datetime) -> list[Listed]:
    """A person's sessions, the last used first."""
    given = {"user": user_id, "now": now.isoformat(), "idle_since": idle_since.isoformat()}
    return [msgspec.convert(row, Listed) for row in db.query(OF_USER, given)]


def set_seen(db: Database, session_id: str, at: datetime, address: str, agent: str) -> None:
    db.conn.execute(SEEN, {"id": session_id, "at": at.isoformat(), "address": address, "agent": agent})


def renew(db: Database, session_id: str, kept: bytes, at: datetime) -> None:
    """Another token for the same session; the old one opens nothing from now on."""
    db.conn.execute(RENEW, {"id": session_id, "hash": kept, "at": at.isoformat()})


def end(db: Database, user_id: str, session_id: str) -> bool:
    """End one; false when this person has no such session."""
    return db.conn.execute(END, {"user": user_id, "id": session_id}).rowcount > 0


def end_by_token(db: Database, kept: bytes) -> bool:
    """End the one of this token; false when there is none."""
    return db.conn.execute(END_THIS, {"hash": kept}).rowcount > 0


def end_all(db: Database, user_id: str, but: str = "") -> int:
    """End all of a person's sessions but one; how many that were."""
    return int(db.conn.execute(END_ALL, {"user": user_id, "but": but}).rowcount)


def expire(db: Database, now: datetime, idle_since: datetime) -> None:
    """Remove what has ended by itself."""
    db.conn.execute(EXPIRE, {"now": now.isoformat(), "idle_since": idle_since.isoformat()})
