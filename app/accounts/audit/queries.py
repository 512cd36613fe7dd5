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
SIGNED_IN_FROM = """
SELECT EXISTS (
    SELECT 1 FROM audit JOIN users ON users.id = audit.user_id
    WHERE users.email = :email AND audit.address = :address AND audit.action = 'session.begun' AND audit.at > :since
)
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


def signed_in_from(db: Database, email: str, address: str, since: datetime) -> bool:
    """Whether the account of an address of mail was signed in to from a network lately."""
    given = {"email": email, "address": address, "since": since.isoformat()}
    return bool(db.conn.execute(SIGNED_IN_FROM, given).fetchone()[0])


def expire(db: Database, before: datetime) -> None:
    """Remove what happened before that time."""
    db.conn.execute(EXPIRE, {"before": before.isoformat()})
