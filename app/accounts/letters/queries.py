"""The SQL of `letters`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

import msgspec

if TYPE_CHECKING:
    from sqlite_utils import Database

INSERT = """
INSERT INTO letters (kind, address, data, send_after, created_at) VALUES (:kind, :address, :data, :after, :at)
"""
CLAIM = """
UPDATE letters SET send_after = :until, attempts = attempts + 1 WHERE number = (
    SELECT number FROM letters WHERE send_after <= :now ORDER BY send_after, number LIMIT 1
) RETURNING number, kind, address, data, attempts, created_at
"""
WAITS = "SELECT EXISTS (SELECT 1 FROM letters WHERE number = :number)"
PUT_OFF = "UPDATE letters SET send_after = :until WHERE number = :number"
REMOVE = "DELETE FROM letters WHERE number = :number"
CALL_BACK = """
DELETE FROM letters WHERE kind IN (SELECT value FROM json_each(:kinds)) AND json_extract(data, '$.user_id') = :user
"""
CALL_BACK_SINCE = """
DELETE FROM letters
WHERE kind = :kind AND json_extract(data, '$.user_id') = :user AND json_extract(data, '$.asked') >= :asked
"""
NEXT = "SELECT min(send_after) FROM letters"
EXPIRE = "DELETE FROM letters WHERE created_at < :before"

D = TypeVar("D", bound=msgspec.Struct)


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A letter that waits. `data` is the JSON of its kind's own struct; `attempts` counts the one under way."""

    number: int
    kind: str
    address: str
    data: str
    attempts: int
    created_at: datetime

    def read(self, shape: type[D]) -> D:
        """Its data."""
        return msgspec.json.decode(self.data, type=shape)


def insert(db: Database, kind: str, address: str, data: msgspec.Struct | None, at: datetime) -> None:
    row = {
        "kind": kind,
        "address": address,
        "data": msgspec.json.encode(data).decode() if data is not None else "{}",
        "after": at.timestamp(),
        "at": at.isoformat(),
    }
    db.conn.execute(INSERT, row)


def claim(db: Database, now: datetime, lasting: float) -> Letter | None:
    """The letter that has waited longest of those that are due. Nobody else gets it for `lasting` seconds."""
    given = {"now": now.timestamp(), "until": now.timestamp() + lasting}
    return next((msgspec.convert(row, Letter) for row in list(db.query(CLAIM, given))), None)


def waits(db: Database, number: int) -> bool:
    """Whether a letter is in the queue; one that is being sent still is."""
    return bool(db.conn.execute(WAITS, {"number": number}).fetchone()[0])


def put_off(db: Database, number: int, until: float) -> None:
    """Send it at this time instead, in seconds since 1970."""
    db.conn.execute(PUT_OFF, {"number": number, "until": until})


def remove(db: Database, number: int) -> None:
    """It is sent, or never will be."""
    db.conn.execute(REMOVE, {"number": number})


def call_back(db: Database, user_id: str, *kinds: str) -> None:
    """Remove a person's letters of these kinds that have not been sent; their data has a `user_id`."""
    db.conn.execute(CALL_BACK, {"user": user_id, "kinds": msgspec.json.encode(kinds).decode()})


def call_back_since(db: Database, user_id: str, kind: str, asked: float) -> None:
    """Remove those of a kind whose data says that they were `asked` for at this time or later."""
    db.conn.execute(CALL_BACK_SINCE, {"user": user_id, "kind": kind, "asked": asked})


def next_at(db: Database) -> float | None:
    """When the next letter is due, in seconds since 1970; None when none waits."""
    due = db.conn.execute(NEXT).fetchone()[0]
    return None if due is None else float(due)


def expire(db: Database, before: datetime) -> None:
    """Remove what has waited since before that time."""
    db.conn.execute(EXPIRE, {"before": before.isoformat()})
