"""Sessions: a random token in a cookie, its hash in the database.

A session ends after `IDLE` without use and after `LONGEST` in any case. Whoever has just proved who they are is
`FRESH` for a while, and may do what a stolen cookie must not. The token changes at every sign-in and whenever rights
rise, so one that somebody planted or saw before is worth nothing after.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal
from uuid import uuid4

from app.accounts.audit.queries import note
from app.accounts.cookies import cookie_name, hint_cookie, no_cookie, no_hint, secret_cookie
from app.accounts.sessions import queries
from app.accounts.tokens import Token, hash_token, new_token

if TYPE_CHECKING:
    from datetime import datetime

    from litestar.datastructures import Cookie
    from sqlite_utils import Database

    from app.accounts.accounts import Accounts
    from app.accounts.sessions.queries import Session
    from app.web.sender import Sender, Whence

Way = Literal["password", "google", "github", "passkey", "recovery code", "first link"]

IDLE: Final = timedelta(days=14)
LONGEST: Final = timedelta(days=90)
FRESH: Final = timedelta(minutes=15)
NOTED_EVERY: Final = timedelta(minutes=1)
COOKIE: Final = "session"


def session_cookies(token: Token, *, secure: bool) -> tuple[Cookie, ...]:
    """The token, and the hint."""
    return secret_cookie(COOKIE, token.raw, LONGEST, secure=secure), hint_cookie(LONGEST, secure=secure)


def no_cookies(*, secure: bool) -> tuple[Cookie, ...]:
    """What takes both back."""
    return no_cookie(COOKIE, secure=secure), no_hint(secure=secure)


def session_token(accounts: Accounts, sender: Sender) -> str:
    """The token that the browser sent, good or not; or nothing."""
    return sender.cookie(cookie_name(COOKIE, secure=accounts.secure))


def begin(db: Database, user_id: str, way: Way, at: datetime, whence: Whence) -> Token:
    """Sign a person in; returns the token for the cookie. Whoever calls has checked everything, a second step too."""
    token = new_token()
    row = {
        "id": str(uuid4()),
        "hash": token.kept,
        "user": user_id,
        "way": way,
        "address": whence.address,
        "agent": whence.agent,
        "at": at.isoformat(),
        "ends": (at + LONGEST).isoformat(),
    }
    queries.insert(db, row)
    note(db, "session.begun", at, whence, user_id=user_id, detail=way)
    return token


def renewed(db: Database, session_id: str, at: datetime) -> Token:
    """A new token for a session whose owner has just proved who they are."""
    token = new_token()
    queries.renew(db, session_id, token.kept, at)
    return token


def session_of(accounts: Accounts, sender: Sender) -> Session | None:
    """The session that the browser's cookie opens. Its last use is written down, once a minute at most."""
    raw, whence = session_token(accounts, sender), sender.whence
    if not raw:
        return None
    now = accounts.now()
    with accounts.store.read() as db:
        session = queries.by_token(db, hash_token(raw), now, now - IDLE)
    if session is not None and now - session.seen_at > NOTED_EVERY:
        with accounts.store.write() as db:
            queries.set_seen(db, session.id, now, whence.address, whence.agent)
    return session
