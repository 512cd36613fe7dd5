"""The SQL of `users`."""

from __future__ import annotations

import secrets
import sqlite3
from typing import TYPE_CHECKING
from uuid import uuid4

import msgspec

from app.accounts.people.user import User
from app.errors import Conflict, FieldError

if TYPE_CHECKING:
    from datetime import datetime

    from sqlite_utils import Database

HANDLE_BYTES = 32  # WebAuthn allows 64; the handle tells nothing of the person

COLUMNS = """
users.id, email, email_verified_at, password_hash IS NOT NULL AS has_password, google_sub, google_email, github_id,
github_login, second_step, stripe_customer_id, is_admin, disabled_at, delete_after, users.name AS name, picture_path,
theme, default_model, default_size, default_public, mails, users.created_at AS created_at
"""
BY_ID = f"SELECT {COLUMNS} FROM users WHERE id = :id"
BY_EMAIL = f"SELECT {COLUMNS} FROM users WHERE email = :email"
HASH_OF = "SELECT password_hash FROM users WHERE id = :id"
KEPT_OF = "SELECT id, password_hash FROM users WHERE email = :email"
SET_HASH = "UPDATE users SET password_hash = :hash WHERE id = :id"
SET_VERIFIED = "UPDATE users SET email_verified_at = coalesce(email_verified_at, :at) WHERE id = :id"
SET_EMAIL = "UPDATE users SET email = :email, email_verified_at = :at WHERE id = :id"
SET_ADMIN = "UPDATE users SET is_admin = :admin WHERE id = :id"
SET_DISABLED = "UPDATE users SET disabled_at = :at WHERE id = :id"
ANYONE = "SELECT EXISTS (SELECT 1 FROM users)"
ADMINS = "SELECT EXISTS (SELECT 1 FROM users WHERE is_admin)"
ALL = f"SELECT {COLUMNS} FROM users ORDER BY users.created_at, users.id"
INSERT = """
INSERT INTO users (id, email, email_verified_at, password_hash, passkey_handle, is_admin, name, created_at)
VALUES (:id, :email, :verified, :password, :handle, :admin, :name, :at)
"""


class Kept(msgspec.Struct, frozen=True):
    """Whose address it is, and what is kept of their password."""

    id: str
    password_hash: str | None


class EmailTaken(Conflict):
    """Another account has this address."""

    default_code = "email_taken"


def email_taken() -> EmailTaken:
    """The refusal of an address that another account has."""
    why = "There is an account with this address already. Sign in, or set a new password."
    return EmailTaken(why, errors=(FieldError("email", why),))


def user_of(row: dict[str, object]) -> User:
    """A row as a User."""
    return msgspec.convert(row | {"mails": msgspec.json.decode(str(row["mails"]))}, User, strict=False)


def by_id(db: Database, user_id: str) -> User | None:
    return next((user_of(row) for row in db.query(BY_ID, {"id": user_id})), None)


def by_email(db: Database, email: str) -> User | None:
    """Whoever has this address; letters count the same in both cases."""
    return next((user_of(row) for row in db.query(BY_EMAIL, {"email": email})), None)


def everyone(db: Database) -> list[User]:
    """All accounts, the oldest first."""
    return [user_of(row) for row in db.query(ALL)]


def anyone(db: Database) -> bool:
    """Whether there is an account at all."""
    return bool(db.conn.execute(ANYONE).fetchone()[0])


def any_admin(db: Database) -> bool:
    """Whether somebody runs the instance."""
    return bool(db.conn.execute(ADMINS).fetchone()[0])


def add_user(
    db: Database,
    email: str,
    at: datetime,
    *,
    password_hash: str | None = None,
    verified: bool = False,
    admin: bool = False,
    name: str = "",
) -> str:
    """A new account; returns its id. Raises EmailTaken."""
    user_id = str(uuid4())
    row = {
        "id": user_id,
        "email": email,
        "verified": at.isoformat() if verified else None,
        "password": password_hash,
        "handle": secrets.token_bytes(HANDLE_BYTES),
        "admin": admin,
        "name": name,
        "at": at.isoformat(),
    }
    try:
        db.conn.execute(INSERT, row)
    except sqlite3.IntegrityError:
        raise email_taken() from None
    return user_id


def password_hash(db: Database, user_id: str) -> str | None:
    row = db.conn.execute(HASH_OF, {"id": user_id}).fetchone()
    return str(row[0]) if row and row[0] else None


def kept_of(db: Database, email: str) -> Kept | None:
    """What a sign-in with this address is checked against; one query, whether there is such an account or not."""
    row = db.conn.execute(KEPT_OF, {"email": email}).fetchone()
    return Kept(row[0], row[1]) if row else None


def set_password(db: Database, user_id: str, hashed: str) -> None:
    db.conn.execute(SET_HASH, {"id": user_id, "hash": hashed})


def set_verified(db: Database, user_id: str, at: datetime) -> None:
    """The address is the person's; one that was verified before keeps its time."""
    db.conn.execute(SET_VERIFIED, {"id": user_id, "at": at.isoformat()})


def set_email(db: Database, user_id: str, email: str, at: datetime) -> None:
    """A new address, verified at that time. Raises EmailTaken."""
    try:
        db.conn.execute(SET_EMAIL, {"id": user_id, "email": email, "at": at.isoformat()})
    except sqlite3.IntegrityError:
        raise email_taken() from None


def set_admin(db: Database, user_id: str, admin: bool) -> None:
    db.conn.execute(SET_ADMIN, {"id": user_id, "admin": admin})


def set_disabled(db: Database, user_id: str, at: datetime | None) -> None:
    """Since when the operator has locked the account; None lets it in again."""
    db.conn.execute(SET_DISABLED, {"id": user_id, "at": at.isoformat() if at else None})
