"""The SQL of `passkeys`."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import msgspec

from app.errors import Conflict

if TYPE_CHECKING:
    from sqlite_utils import Database

COLUMNS = """
passkeys.id, credential_id, user_id, public_key, sign_count, transports, backed_up, passkeys.name AS name,
passkeys.created_at AS created_at, used_at
"""
COUNT = "SELECT count(*) FROM passkeys WHERE user_id = :user"
OF_USER = f"SELECT {COLUMNS} FROM passkeys WHERE user_id = :user ORDER BY created_at, id"
BY_CREDENTIAL = f"""
SELECT {COLUMNS}, passkey_handle FROM passkeys JOIN users ON users.id = user_id WHERE credential_id = :credential
"""
HANDLE = "SELECT passkey_handle FROM users WHERE id = :user"
INSERT = """
INSERT INTO passkeys (id, credential_id, user_id, public_key, sign_count, transports, backed_up, name, created_at)
VALUES (:id, :credential, :user, :key, :count, :transports, :backed_up, :name, :at)
"""
USED = """
UPDATE passkeys SET sign_count = :count, backed_up = :backed_up, used_at = :at
WHERE id = :id AND sign_count = :count_before
"""
RENAME = "UPDATE passkeys SET name = :name WHERE user_id = :user AND id = :id"
REMOVE = "DELETE FROM passkeys WHERE user_id = :user AND id = :id RETURNING name"
REMOVE_ALL = "DELETE FROM passkeys WHERE user_id = :user"
REMOVE_SINCE = "DELETE FROM passkeys WHERE user_id = :user AND created_at >= :since"


class PasskeyKnown(Conflict):
    """The credential is an account's already."""

    default_code = "passkey_known"


class Passkey(msgspec.Struct, frozen=True, kw_only=True):
    """A row of `passkeys`. `sign_count` is 0 for one that does not count, as those that a cloud keeps."""

    id: str
    credential_id: bytes
    user_id: str
    public_key: bytes
    sign_count: int
    transports: tuple[str, ...]
    backed_up: bool
    name: str
    created_at: datetime
    used_at: datetime | None


class Owned(msgspec.Struct, frozen=True):
    """A passkey and the handle by which it knows its owner."""

    passkey: Passkey
    handle: bytes


def _passkey(row: dict[str, object]) -> Passkey:
    told = {name: row[name] for name in Passkey.__struct_fields__}
    told["transports"] = msgspec.json.decode(str(row["transports"]))
    return msgspec.convert(told, Passkey, strict=False, builtin_types=(bytes,))


def count_of(db: Database, user_id: str) -> int:
    """How many passkeys a person has."""
    return int(db.conn.execute(COUNT, {"user": user_id}).fetchone()[0])


def of_user(db: Database, user_id: str) -> list[Passkey]:
    """A person's passkeys, the oldest first."""
    return [_passkey(row) for row in db.query(OF_USER, {"user": user_id})]


def by_credential(db: Database, credential: bytes) -> Owned | None:
    """The passkey that calls itself so."""
    rows = db.query(BY_CREDENTIAL, {"credential": credential})
    return next((Owned(_passkey(row), row["passkey_handle"]) for row in rows), None)


def handle_of(db: Database, user_id: str) -> bytes:
    """What authenticators know a person by: random bytes that tell nothing of them."""
    return bytes(db.conn.execute(HANDLE, {"user": user_id}).fetchone()[0])


def insert(db: Database, new: Passkey) -> None:
    """A new passkey. Raises PasskeyKnown."""
    row = {
        "id": new.id,
        "credential": new.credential_id,
        "user": new.user_id,
        "key": new.public_key,
        "count": new.sign_count,
        "transports": msgspec.json.encode(new.transports).decode(),
        "backed_up": new.backed_up,
        "name": new.name,
        "at": new.created_at.isoformat(),
    }
    try:
        db.conn.execute(INSERT, row)
    except sqlite3.IntegrityError:
        raise PasskeyKnown("This passkey is in use here already. Nothing was changed.") from None


def set_used(db: Database, passkey: Passkey, count: int, backed_up: bool, at: datetime) -> bool:
    """It has signed once more; false when it is gone, or another sign-in with it came in between."""
    row = {
        "id": passkey.id,
        "count": count,
        "count_before": passkey.sign_count,
        "backed_up": backed_up,
        "at": at.isoformat(),
    }
    return db.conn.execute(USED, row).rowcount > 0


def rename(db: Database, user_id: str, passkey_id: str, name: str) -> bool:
    """Another name; false when this person has no such passkey."""
    return db.conn.execute(RENAME, {"user": user_id, "id": passkey_id, "name": name}).rowcount > 0


def remove(db: Database, user_id: str, passkey_id: str) -> str | None:
    """Remove one; returns its name, or None when this person has no such passkey."""
    row = db.conn.execute(REMOVE, {"user": user_id, "id": passkey_id}).fetchone()
    return str(row[0]) if row else None


def remove_all(db: Database, user_id: str) -> None:
    """Remove all that a person has."""
    db.conn.execute(REMOVE_ALL, {"user": user_id})


def remove_since(db: Database, user_id: str, since: datetime) -> int:
    """Remove those that were added since then; how many that were."""
    return int(db.conn.execute(REMOVE_SINCE, {"user": user_id, "since": since.isoformat()}).rowcount)


def new_id() -> str:
    return str(uuid4())
