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
USED = "UPDATE api_keys SET used_at = :at, used_from = :address WHERE id = :id"


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
