"""The SQL of `recovery_codes`, and of the second step in `users`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlite_utils import Database

SET_STEP = "UPDATE users SET second_step = :on WHERE id = :user"
INSERT = "INSERT INTO recovery_codes (user_id, code_hash) VALUES (:user, :hash)"
USE = """
UPDATE recovery_codes SET used_at = :at WHERE user_id = :user AND code_hash = :hash AND used_at IS NULL
"""
LEFT = "SELECT count(*) FROM recovery_codes WHERE user_id = :user AND used_at IS NULL"
FORGET = "DELETE FROM recovery_codes WHERE user_id = :user"


def set_second_step(db: Database, user_id: str, on: bool) -> None:
    db.conn.execute(SET_STEP, {"user": user_id, "on": on})


def insert_codes(db: Database, user_id: str, kept: Iterable[bytes]) -> None:
    """New codes, by what is kept of them."""
    db.conn.executemany(INSERT, [{"user": user_id, "hash": each} for each in kept])


def use_code(db: Database, user_id: str, kept: bytes, at: datetime) -> bool:
    """Use one up; false when it is no code of this person, or was used before."""
    return db.conn.execute(USE, {"user": user_id, "hash": kept, "at": at.isoformat()}).rowcount > 0


def codes_left(db: Database, user_id: str) -> int:
    """How many codes a person has not used."""
    return int(db.conn.execute(LEFT, {"user": user_id}).fetchone()[0])


def forget_codes(db: Database, user_id: str) -> None:
    """Void all of a person's codes."""
    db.conn.execute(FORGET, {"user": user_id})
