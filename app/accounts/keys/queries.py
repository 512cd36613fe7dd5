"""The SQL of `api_keys`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from app.accounts.people.queries import COLUMNS, user_of
from app.accounts.people.user import User

if TYPE_CHECKING:
    from sqlite_utils import Database

BY_TOKEN = f"""
SELECT api_keys.id AS key_id, scopes, used_at, {COLUMNS} FROM api_keys JOIN users ON users.id = user_id
WHERE token_hash = :hash AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now) AND disabled_at IS NULL
    AND delete_after IS NULL
"""
INSERT = """
INSERT INTO api_keys (id, token_hash, user_id, name, hint, scopes, created_at, expires_at)
VALUES (:id, :hash, :user, :name, :hint, :scopes, :at, :expires)
"""
OF_USER = """
SELECT id, name, hint, scopes, created_at, expires_at, used_at, used_from FROM api_keys
WHERE user_id = :user AND revoked_at IS NULL ORDER BY created_at DESC, id
"""
LIVE = """
SELECT count(*) FROM api_keys
WHERE user_id = :user AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now)
"""
REVOKE = "UPDATE api_keys SET revoked_at = :at WHERE user_id = :user AND id = :id AND revoked_at IS NULL RETURNING hint"
REVOKE_ALL = "UPDATE api_keys SET revoked_at = :at WHERE user_id = :user AND revoked_at IS NULL"
REVOKE_SINCE = """
UPDATE api_keys SET revoked_at = :at WHERE user_id = :user AND revoked_at IS NULL AND created_at >= :since
"""
EXPIRE = "DELETE FROM api_keys WHERE revoked_at < :before OR expires_at < :before"
USED = "UPDATE api_keys SET used_at = :at, used_from = :address WHERE id = :id"


class NewKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key that is to be made."""

    id: str
    kept: bytes
    user_id: str
    name: str
    hint: str
    scopes: tuple[str, ...]
    expires_at: datetime | None


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A key as its owner sees it; `hint` is how its token ends."""

    id: str
    name: str
    hint: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    used_at: datetime | None
    used_from: str | None


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """A key that is good, and whose it is."""

    id: str
    scopes: frozenset[str]
    used_at: datetime | None
    user: User


def by_token(db: Database, kept: bytes, now: datetime) -> Key | None:
    """The key of a token; None when it is revoked or expired, or its owner locked or leaving."""
    for row in db.query(BY_TOKEN, {"hash": kept, "now": now.isoformat()}):
        return Key(
            id=row["key_id"],
            scopes=msgspec.json.decode(row["scopes"], type=frozenset[str]),
            used_at=datetime.fromisoformat(row["used_at"]) if row["used_at"] else None,
            user=user_of({name: value for name, value in row.items() if name in User.__struct_fields__}),
        )
    return None


def set_used(db: Database, key_id: str, at: datetime, address: str) -> None:
    db.conn.execute(USED, {"id": key_id, "at": at.isoformat(), "address": address})


def insert(db: Database, key: NewKey, at: datetime) -> None:
    row = {
        "id": key.id,
        "hash": key.kept,
        "user": key.user_id,
        "name": key.name,
        "hint": key.hint,
        "scopes": msgspec.json.encode(key.scopes).decode(),
        "at": at.isoformat(),
        "expires": key.expires_at.isoformat() if key.expires_at else None,
    }
    db.conn.execute(INSERT, row)


def of_user(db: Database, user_id: str) -> list[Listed]:
    """A person's keys that were not revoked, the newest first; expired ones are among them for a while."""
    rows = db.query(OF_USER, {"user": user_id})
    return [msgspec.convert(row | {"scopes": msgspec.json.decode(row["scopes"])}, Listed) for row in rows]


def count_live(db: Database, user_id: str, now: datetime) -> int:
    """How many keys of a person open something."""
    return int(db.conn.execute(LIVE, {"user": user_id, "now": now.isoformat()}).fetchone()[0])


def revoke(db: Database, user_id: str, key_id: str, at: datetime) -> str | None:
    """Revoke one; returns its hint, or None when this person has no such key."""
    row = next(iter(db.conn.execute(REVOKE, {"user": user_id, "id": key_id, "at": at.isoformat()}).fetchall()), None)
    return str(row[0]) if row else None


def revoke_all(db: Database, user_id: str, at: datetime) -> int:
    """Revoke all of a person's keys; how many that were."""
    return int(db.conn.execute(REVOKE_ALL, {"user": user_id, "at": at.isoformat()}).rowcount)


def revoke_since(db: Database, user_id: str, since: datetime, at: datetime) -> None:
    """Revoke those that were made since then."""
    db.conn.execute(REVOKE_SINCE, {"user": user_id, "since": since.isoformat(), "at": at.isoformat()})


def expire(db: Database, before: datetime) -> None:
    """Remove what was revoked or ran out before that time."""
    db.conn.execute(EXPIRE, {"before": before.isoformat()})
