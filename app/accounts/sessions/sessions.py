"""Sessions: a random token in a cookie, its hash in the database.

A session ends after `IDLE` without use and after `LONGEST` in any case. Whoever has just proved who they are is
`FRESH` for a while, and may do what a stolen cookie must not. The token changes at every sign-in and whenever rights
rise, so one that somebody planted or saw before is worth nothing after.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal
from uuid import uuid4

from litestar.datastructures import Cookie

from app.accounts.audit.queries import note
from app.accounts.sessions import queries
from app.accounts.tokens import Token, hash_token, new_token

if TYPE_CHECKING:
    from datetime import datetime

    from sqlite_utils import Database

    from app.accounts.accounts import Accounts
    from app.accounts.sessions.queries import Session
    from app.web.sender import Whence

Way = Literal["password", "google", "github", "passkey", "recovery code", "first link"]

IDLE: Final = timedelta(days=14)
LONGEST: Final = timedelta(days=90)
FRESH: Final = timedelta(minutes=15)
NOTED_EVERY: Final = timedelta(minutes=1)
HINT: Final = "signed_in"


def cookie_name(secure: bool) -> str:
    """On https the browser refuses such a cookie from a sub-domain or over plain http (RFC 6265bis, `__Host-`)."""
    return "__Host-session" if secure else "session"


def session_cookies(secure: bool, token: Token) -> tuple[Cookie, ...]:
    """The token, and a hint without meaning from which a page knows at once that it should ask whose it is."""
    seconds = int(LONGEST.total_seconds())
    return (
        Cookie(
            cookie_name(secure),
            path="/",
            value=token.raw,
            max_age=seconds,
            httponly=True,
            secure=secure,
            samesite="lax",
        ),
        Cookie(HINT, path="/", value="1", max_age=seconds, secure=secure, samesite="lax"),
    )


def no_cookies(secure: bool) -> tuple[Cookie, ...]:
    """What takes both back."""
    return (
        Cookie(cookie_name(secure), path="/", value="", max_age=0, httponly=True, secure=secure, samesite="lax"),
        Cookie(HINT, path="/", value="", max_age=0, secure=secure, samesite="lax"),
    )


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


def session_of(accounts: Accounts, raw: str, whence: Whence) -> Session | None:
    """The session that a cookie's token opens. Its last use is written down, once a minute at most."""
    if not raw:
        return None
    now = accounts.now()
    with accounts.store.read() as db:
        session = queries.by_token(db, hash_token(raw), now, now - IDLE)
    if session is not None and now - session.seen_at > NOTED_EVERY:
        with accounts.store.write() as db:
            queries.set_seen(db, session.id, now, whence.address, whence.agent)
    return session
