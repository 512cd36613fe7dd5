"""The SQL of `audit`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

import msgspec

BEYOND_ALL = (1 << 63) - 1  # the greatest row id

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.web.sender import Whence

INSERT = """
INSERT INTO audit (at, user_id, actor, action, detail, address, agent)
VALUES (:at, :user, :actor, :action, :detail, :address, :agent)
"""
LINE = """
SELECT audit.number, at, user_id, coalesce(users.email, '') AS email, actor, action, detail, address, agent
FROM audit LEFT JOIN users ON users.id = audit.user_id
"""
NEWEST_FIRST = "audit.number < :before ORDER BY audit.number DESC LIMIT :count"
LINES = f"{LINE} WHERE {NEWEST_FIRST}"
OF_USER = f"{LINE} WHERE user_id = :user AND {NEWEST_FIRST}"
OF_ACTION = f"{LINE} WHERE action = :action AND {NEWEST_FIRST}"
OF_BOTH = f"{LINE} WHERE user_id = :user AND action = :action AND {NEWEST_FIRST}"
ACTIONS = """
WITH RECURSIVE step(action) AS (
    SELECT min(action) FROM audit
    UNION ALL
    SELECT (SELECT min(audit.action) FROM audit WHERE audit.action > step.action) FROM step
    WHERE step.action IS NOT NULL
)
SELECT action FROM step WHERE action IS NOT NULL
"""
SIGNED_IN_FROM = """
SELECT EXISTS (
    SELECT 1 FROM audit JOIN users ON users.id = audit.user_id
    WHERE users.email = :email AND audit.address = :address AND audit.action = 'session.begun' AND audit.at > :since
)
"""
LINKED_SINCE = """
SELECT DISTINCT detail FROM audit WHERE user_id = :user AND action = 'identity.linked' AND at >= :since
"""
ADDRESSES = """
SELECT DISTINCT detail FROM audit
WHERE user_id = :user AND action IN ('email.change_asked', 'email.changed') AND detail <> ''
    AND NOT EXISTS (SELECT 1 FROM users WHERE email = detail AND users.id <> :user)
"""
EXPIRE = "DELETE FROM audit WHERE at < :before"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line: `user_id` is whose account it happened to, `email` its address today (empty when it is gone), `actor`
    who did it: an id, `operator` or `nobody`.
    """

    number: int
    at: datetime
    user_id: str | None
    email: str
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


def lines(
    db: Database, count: int, *, user_id: str | None = None, action: str = "", before: int = BEYOND_ALL
) -> list[Entry]:
    """The newest `count` lines before the line `before`, of one account, of one action, of both or of all."""
    given = {"user": user_id, "action": action, "before": before, "count": count}
    if user_id is not None:
        rows = db.query(OF_BOTH, given) if action else db.query(OF_USER, given)
    else:
        rows = db.query(OF_ACTION, given) if action else db.query(LINES, given)
    return [msgspec.convert(row, Entry) for row in rows]


def actions(db: Database) -> list[str]:
    """The actions that lines tell of, in the order of the alphabet."""
    return [str(row[0]) for row in db.conn.execute(ACTIONS)]


def signed_in_from(db: Database, email: str, address: str, since: datetime) -> bool:
    """Whether the account of an address of mail was signed in to from a network lately."""
    given = {"email": email, "address": address, "since": since.isoformat()}
    return bool(db.conn.execute(SIGNED_IN_FROM, given).fetchone()[0])


def linked_since(db: Database, user_id: str, since: datetime) -> list[Literal["google", "github"]]:
    """The providers that were linked to an account since then."""
    rows = db.conn.execute(LINKED_SINCE, {"user": user_id, "since": since.isoformat()})
    return msgspec.convert([row[0] for row in rows], list[Literal["google", "github"]])


def other_addresses(db: Database, user_id: str) -> list[str]:
    """The addresses that an account had or was to have, but for those that are another's by now."""
    return [str(row[0]) for row in db.conn.execute(ADDRESSES, {"user": user_id})]


def expire(db: Database, before: datetime) -> None:
    """Remove what happened before that time."""
    db.conn.execute(EXPIRE, {"before": before.isoformat()})
