"""The SQL of exports and of leaving."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

_EXPORT = "id, user_id, status, path, bytes, created_at, expires_at"
INSERT = """
INSERT INTO exports (id, user_id, status, token_hash, created_at) VALUES (:id, :user, 'pending', :hash, :at)
"""
OF_USER = f"SELECT {_EXPORT} FROM exports WHERE user_id = :user ORDER BY created_at DESC, id"
BY_ID = f"SELECT {_EXPORT} FROM exports WHERE id = :id"
BY_TOKEN = f"""
SELECT {_EXPORT} FROM exports
WHERE token_hash = :hash AND user_id = :user AND status = 'done' AND expires_at > :now
"""
FINISH = """
UPDATE exports SET status = 'done', path = :path, bytes = :bytes, expires_at = :expires
WHERE id = :id AND status = 'pending'
"""
FAIL = "UPDATE exports SET status = 'failed', expires_at = :expires WHERE id = :id AND status = 'pending'"
DROP_OLDER = "DELETE FROM exports WHERE user_id = :user AND id <> :id AND status <> 'pending' RETURNING path"
EXPIRE = "DELETE FROM exports WHERE expires_at <= :now RETURNING path"
KNOWN = "SELECT EXISTS (SELECT 1 FROM exports WHERE id = :id)"

# What an export holds of the accounts room. Hashes, and what opens anything, stay out.
SESSIONS = """
SELECT id, way, address, agent, created_at, seen_at, proved_at, ends_at FROM sessions WHERE user_id = :user
ORDER BY created_at, id
"""
KEYS = """
SELECT id, name, hint, json(scopes) AS scopes, created_at, expires_at, used_at, used_from, revoked_at FROM api_keys
WHERE user_id = :user ORDER BY created_at, id
"""
PASSKEYS = """
SELECT id, name, json(transports) AS transports, backed_up, created_at, used_at FROM passkeys WHERE user_id = :user
ORDER BY created_at, id
"""
AUDIT = """
SELECT number, at, iif(actor = :user, 'you', 'someone else') AS actor, action, detail,
    iif(actor IN (:user, 'nobody'), address, '') AS address, iif(actor IN (:user, 'nobody'), agent, '') AS agent
FROM audit WHERE user_id = :user ORDER BY number
"""
EXPORTS = "SELECT id, status, bytes, created_at, expires_at FROM exports WHERE user_id = :user ORDER BY created_at, id"
CODES_LEFT = "SELECT count(*) FROM recovery_codes WHERE user_id = :user AND used_at IS NULL"

SET_DELETE_AFTER = "UPDATE users SET delete_after = :at WHERE id = :user"
OTHER_ADMINS = """
SELECT count(*) FROM users WHERE is_admin = 1 AND id <> :user AND disabled_at IS NULL AND delete_after IS NULL
"""
DUE = "SELECT id FROM users WHERE delete_after <= :now ORDER BY delete_after, id"
ERASE_AUDIT = """
UPDATE audit SET user_id = iif(user_id = :user, NULL, user_id), actor = iif(actor = :user, 'gone', actor), detail = '',
    address = '', agent = ''
WHERE user_id = :user OR actor = :user OR instr(detail, :user) > 0
"""
ERASE_DETAIL = """
UPDATE audit SET detail = '', address = iif(user_id IS NULL, '', address), agent = iif(user_id IS NULL, '', agent)
WHERE instr(' ' || lower(detail) || ' ', ' ' || lower(:email) || ' ') > 0
"""
ERASE_LETTERS = """
DELETE FROM letters WHERE address = :email COLLATE NOCASE OR instr(data, :user) > 0
    OR instr(lower(data), json_quote(lower(:email))) > 0
"""
ERASE_TICKETS = """
DELETE FROM tickets WHERE user_id = :user OR instr(data, :user) > 0
    OR instr(lower(data), json_quote(lower(:email))) > 0
"""
# Sessions, keys, passkeys, recovery codes and exports go with their owner's row.
ERASE_USER = "DELETE FROM users WHERE id = :user"


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """A row of `exports`; `path` is relative to the data folder."""

    id: str
    user_id: str
    status: Literal["pending", "done", "failed"]
    path: str | None
    bytes: int | None
    created_at: datetime
    expires_at: datetime | None


def insert_export(db: Database, export_id: str, user_id: str, kept: bytes, at: datetime) -> None:
    db.conn.execute(INSERT, {"id": export_id, "user": user_id, "hash": kept, "at": at.isoformat()})


def exports_of(db: Database, user_id: str) -> list[Export]:
    """A person's exports, the newest first."""
    return [msgspec.convert(row, Export) for row in db.query(OF_USER, {"user": user_id})]


def export_by_id(db: Database, export_id: str) -> Export | None:
    return next((msgspec.convert(row, Export) for row in list(db.query(BY_ID, {"id": export_id}))), None)


def export_by_token(db: Database, kept: bytes, user_id: str, now: datetime) -> Export | None:
    """The person's export that a link leads to, while it can be had."""
    given = {"hash": kept, "user": user_id, "now": now.isoformat()}
    return next((msgspec.convert(row, Export) for row in list(db.query(BY_TOKEN, given))), None)


def finish_export(db: Database, export_id: str, path: str, size: int, expires: datetime) -> bool:
    """It can be had until then; false when it is gone, or not awaited any more."""
    values = {"id": export_id, "path": path, "bytes": size, "expires": expires.isoformat()}
    return db.conn.execute(FINISH, values).rowcount > 0


def fail_export(db: Database, export_id: str, expires: datetime) -> None:
    db.conn.execute(FAIL, {"id": export_id, "expires": expires.isoformat()})


def drop_older_exports(db: Database, user_id: str, but: str) -> list[str]:
    """Forget a person's exports but one; the paths of their files."""
    rows = db.conn.execute(DROP_OLDER, {"user": user_id, "id": but}).fetchall()
    return [row[0] for row in rows if row[0]]


def expire_rows(db: Database, now: datetime) -> list[str]:
    """Forget the exports whose time is over; the paths of their files."""
    return [row[0] for row in db.conn.execute(EXPIRE, {"now": now.isoformat()}).fetchall() if row[0]]


def export_known(db: Database, export_id: str) -> bool:
    return bool(db.conn.execute(KNOWN, {"id": export_id}).fetchone()[0])


def sessions_told(db: Database, user_id: str) -> Iterator[dict[str, object]]:
    """A person's sessions as they are exported; the next four tell other things in the same way."""
    return db.query(SESSIONS, {"user": user_id})


def keys_told(db: Database, user_id: str) -> Iterator[dict[str, object]]:
    return db.query(KEYS, {"user": user_id})


def passkeys_told(db: Database, user_id: str) -> Iterator[dict[str, object]]:
    return db.query(PASSKEYS, {"user": user_id})


def audit_told(db: Database, user_id: str) -> Iterator[dict[str, object]]:
    return db.query(AUDIT, {"user": user_id})


def exports_told(db: Database, user_id: str) -> Iterator[dict[str, object]]:
    return db.query(EXPORTS, {"user": user_id})


def codes_left(db: Database, user_id: str) -> int:
    """How many recovery codes a person has not used."""
    return int(db.conn.execute(CODES_LEFT, {"user": user_id}).fetchone()[0])


def set_delete_after(db: Database, user_id: str, at: datetime | None) -> bool:
    """When the account is removed for good; None keeps it. False when there is none."""
    values = {"user": user_id, "at": at.isoformat() if at else None}
    return db.conn.execute(SET_DELETE_AFTER, values).rowcount > 0


def other_admins(db: Database, user_id: str) -> int:
    """How many others run the instance and stay."""
    return int(db.conn.execute(OTHER_ADMINS, {"user": user_id}).fetchone()[0])


def due(db: Database, now: datetime) -> list[str]:
    """Whose time to change their mind is over."""
    return [row[0] for row in db.conn.execute(DUE, {"now": now.isoformat()})]


def erase_traces(db: Database, user_id: str, email: str) -> None:
    """Remove what waits for a person under one of their addresses, or says it. One that is part of another's is not
    it: whoever signs up as `a@b` does not take `anna@b.example` along.
    """
    given = {"user": user_id, "email": email}
    db.conn.execute(ERASE_DETAIL, given)
    db.conn.execute(ERASE_LETTERS, given)
    db.conn.execute(ERASE_TICKETS, given)


def erase_rows(db: Database, user_id: str) -> None:
    """Remove a person from every table of the room. Lines of the audit stay, and say no more who it was."""
    db.conn.execute(ERASE_AUDIT, {"user": user_id})
    db.conn.execute(ERASE_USER, {"user": user_id})
