"""The SQL of `tickets`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

import msgspec

from app.accounts.tokens import Token, hash_token, new_token

if TYPE_CHECKING:
    from sqlite_utils import Database

INSERT = """
INSERT INTO tickets (token_hash, kind, user_id, data, created_at, expires_at)
VALUES (:hash, :kind, :user, :data, :at, :expires)
"""
SPEND = """
INSERT INTO tickets (token_hash, kind, created_at, expires_at) VALUES (:hash, :kind, :at, :until)
ON CONFLICT (token_hash) DO NOTHING
"""
LOOK = """
SELECT kind, user_id, data, tries, expires_at FROM tickets
WHERE token_hash = :hash AND kind = :kind AND expires_at > :now
"""
TAKE = """
DELETE FROM tickets WHERE token_hash = :hash AND kind = :kind AND expires_at > :now
RETURNING kind, user_id, data, tries, expires_at
"""
TRY = "UPDATE tickets SET tries = tries + 1 WHERE token_hash = :hash"
NEWEST = """
SELECT kind, user_id, data, tries, expires_at FROM tickets
WHERE user_id = :user AND kind = :kind AND expires_at > :now ORDER BY created_at DESC LIMIT 1
"""
TRY_ALL = "UPDATE tickets SET tries = tries + 1 WHERE user_id = :user AND kind = :kind"
FORMER = """
SELECT EXISTS (
    SELECT 1 FROM tickets WHERE kind = :kind AND expires_at > :now
        AND json_extract(data, '$.former') = :email COLLATE NOCASE
)
"""
WITHDRAW_SINCE = """
DELETE FROM tickets WHERE user_id = :user AND kind = :kind AND json_extract(data, '$.asked') >= :asked
"""
WITHDRAW_KIND = "DELETE FROM tickets WHERE kind = :kind"
WITHDRAW = "DELETE FROM tickets WHERE user_id = :user AND kind IN (SELECT value FROM json_each(:kinds))"
EXPIRE = "DELETE FROM tickets WHERE expires_at <= :now"

D = TypeVar("D", bound=msgspec.Struct)


class Ticket(msgspec.Struct, frozen=True):
    """A ticket that is still good. `data` is the JSON of its kind's own struct."""

    kind: str
    user_id: str | None
    data: str
    tries: int
    expires_at: datetime

    def read(self, shape: type[D]) -> D:
        """Its data."""
        return msgspec.json.decode(self.data, type=shape)


def issue(
    db: Database,
    kind: str,
    at: datetime,
    lasting: timedelta,
    *,
    user_id: str | None = None,
    data: msgspec.Struct | None = None,
) -> Token:
    """A new ticket, good for `lasting` from `at`."""
    token = new_token()
    row = {
        "hash": token.kept,
        "kind": kind,
        "user": user_id,
        "data": msgspec.json.encode(data).decode() if data is not None else "{}",
        "at": at.isoformat(),
        "expires": (at + lasting).isoformat(),
    }
    db.conn.execute(INSERT, row)
    return token


def look(db: Database, kind: str, raw: str, now: datetime) -> Ticket | None:
    """The ticket, without using it; None when it is unknown, used, expired or of another kind."""
    rows = db.query(LOOK, {"hash": hash_token(raw), "kind": kind, "now": now.isoformat()})
    return next((msgspec.convert(row, Ticket) for row in rows), None)


def take(db: Database, kind: str, raw: str, now: datetime) -> Ticket | None:
    """The ticket, used up by this; of two who take it at once one gets None."""
    rows = list(db.query(TAKE, {"hash": hash_token(raw), "kind": kind, "now": now.isoformat()}))
    return msgspec.convert(rows[0], Ticket) if rows else None


def spend(db: Database, kind: str, raw: str, at: datetime, until: datetime) -> bool:
    """Remember, `until` then, that a secret which is no ticket has been used; false when it was before.

    So a signed challenge, or a token that someone else has issued, is taken only once.
    """
    row = {"hash": hash_token(raw), "kind": kind, "at": at.isoformat(), "until": until.isoformat()}
    return db.conn.execute(SPEND, row).rowcount > 0


def count_try(db: Database, raw: str) -> None:
    """One more wrong answer to what the ticket asks for."""
    db.conn.execute(TRY, {"hash": hash_token(raw)})


def newest(db: Database, user_id: str, kind: str, now: datetime) -> Ticket | None:
    """The last of a person's tickets of a kind that is still good."""
    rows = db.query(NEWEST, {"user": user_id, "kind": kind, "now": now.isoformat()})
    return next((msgspec.convert(row, Ticket) for row in rows), None)


def count_try_of(db: Database, user_id: str, kind: str) -> None:
    """One more wrong answer to all that a person was asked by tickets of a kind."""
    db.conn.execute(TRY_ALL, {"user": user_id, "kind": kind})


def names_former(db: Database, kind: str, email: str, now: datetime) -> bool:
    """Whether a good ticket of a kind says that an account had this address."""
    given = {"kind": kind, "email": email, "now": now.isoformat()}
    return bool(db.conn.execute(FORMER, given).fetchone()[0])


def withdraw_since(db: Database, user_id: str, kind: str, asked: float) -> None:
    """Void those of a person's tickets of a kind that were `asked` for at this time or later."""
    db.conn.execute(WITHDRAW_SINCE, {"user": user_id, "kind": kind, "asked": asked})


def withdraw_kind(db: Database, kind: str) -> None:
    """Void all tickets of a kind, whosever they are."""
    db.conn.execute(WITHDRAW_KIND, {"kind": kind})


def withdraw(db: Database, user_id: str, *kinds: str) -> None:
    """Void all of a person's tickets of these kinds."""
    db.conn.execute(WITHDRAW, {"user": user_id, "kinds": msgspec.json.encode(kinds).decode()})


def expire(db: Database, now: datetime) -> None:
    """Remove what is no longer good."""
    db.conn.execute(EXPIRE, {"now": now.isoformat()})
