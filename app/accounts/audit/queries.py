"""The SQL of `audit`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.web.sender import Whence

INSERT = """
INSERT INTO audit (at, user_id, actor, action, detail, address, agent)
VALUES (:at, :user, :actor, :action, :detail, :address, :agent)
"""
EXPIRE = "DELETE FROM audit WHERE at < :before"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line: `user_id` is whose account it happened to, `actor` who did it: an id, `operator` or `nobody`."""

    number: int
    at: datetime
    user_id: str | None
    actor: str
    action: str
    detail: str
    address: str
    agent: str


def note(
    db: Database,
    action: str,
    at: datetime,
    whence: Whence,
    *,
    user_id: str | None = None,
    actor: str = "",
    detail: str = "",
) -> None:
    """Write down one action (`session.begun`), in the transaction of what it did. `actor` is the person when empty."""
    row = {
        "at": at.isoformat(),
        "user": user_id,
        "actor": actor or user_id or "nobody",
        "action": action,
        "detail": detail[:500],
        "address": whence.address,
        "agent": whence.agent,
    }
    db.conn.execute(INSERT, row)


def expire(db: Database, before: datetime) -> None:
    """Remove what happened before that time."""
    db.conn.execute(EXPIRE, {"before": before.isoformat()})
