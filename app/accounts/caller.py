"""Who asks. Handlers name what they need of the caller, as dependencies:

- `visitor: NamedDependency[Caller | None]`: whoever it is;
- `caller: NamedDependency[Caller]`: someone signed in, by a session or by an API key with the scope for it;
- `person: NamedDependency[Caller]`: someone signed in by a session, as keys may not touch an account;
- `fresh: NamedDependency[Caller]`: a person who has proved who they are within the last minutes;
- `admin: NamedDependency[Caller]`: a person who runs the instance.
"""

from __future__ import annotations

from typing import Literal

import msgspec
from litestar.di import NamedDependency, Provide

from app.accounts.accounts import Accounts
from app.accounts.keys.keys import key_of
from app.accounts.people.user import User
from app.accounts.sessions.sessions import FRESH, session_of
from app.errors import Forbidden, Unauthorized
from app.web.rates import Rate
from app.web.sender import Sender, Whence

Scope = Literal["read", "create"]
PER_ACCOUNT = Rate("account", 600, 60)
BAD_KEYS = Rate("keys of an address that are not good", 60, 60)
READING = frozenset({"GET", "HEAD", "OPTIONS"})


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """A signed-in person. `proof` is the id of the session or key; `fresh` is never true of a key."""

    user: User
    way: Literal["session", "key"]
    proof: str
    scopes: frozenset[str]
    fresh: bool
    whence: Whence


class NotFresh(Forbidden):
    """What is asked for needs a sign-in of the last minutes."""

    default_code, mended_at = "fresh_sign_in_needed", "/signin/again"


def visitor(sender: NamedDependency[Sender], accounts: NamedDependency[Accounts]) -> Caller | None:
    """Whoever sends the request. Raises Unauthorized for a key that is not good, RateLimited for too many requests."""
    found = _by_key(sender, accounts) if sender.authorization else _by_session(sender, accounts)
    if found is not None:
        sender.keep_left(accounts.rates.hit(PER_ACCOUNT, found.user.id))
    return found


def _by_key(sender: Sender, accounts: Accounts) -> Caller:
    kind, _, raw = sender.authorization.partition(" ")
    key = key_of(accounts, raw.strip(), sender.whence) if kind.lower() == "bearer" else None
    if key is None:
        sender.keep_left(accounts.rates.hit(BAD_KEYS, sender.whence.address))
        raise Unauthorized(
            "This API key is unknown, revoked or expired. Make a new one in the settings.", code="bad_key"
        )
    return Caller(user=key.user, way="key", proof=key.id, scopes=key.scopes, fresh=False, whence=sender.whence)


def _by_session(sender: Sender, accounts: Accounts) -> Caller | None:
    session = session_of(accounts, sender)
    if session is None:
        return None
    return Caller(
        user=session.user,
        way="session",
        proof=session.id,
        scopes=frozenset({"read", "create"}),
        fresh=accounts.now() - session.proved_at < FRESH,
        whence=sender.whence,
    )


def caller(sender: NamedDependency[Sender], visitor: NamedDependency[Caller | None]) -> Caller:
    """Raises Unauthorized without a sign-in, Forbidden for a key without the scope that the method needs."""
    if visitor is None:
        raise Unauthorized("Sign in first. Nothing was changed.")
    scope: Scope = "read" if sender.method in READING else "create"
    if scope not in visitor.scopes:
        raise Forbidden(f"This API key lacks the scope “{scope}”. Nothing was changed.", code="scope_missing")
    return visitor


def person(visitor: NamedDependency[Caller | None]) -> Caller:
    """Raises Unauthorized without a sign-in, Forbidden for a key."""
    if visitor is None:
        raise Unauthorized("Sign in first. Nothing was changed.")
    if visitor.way == "key":
        raise Forbidden("This can’t be done with an API key. Sign in for it.", code="session_needed")
    return visitor


def fresh(person: NamedDependency[Caller]) -> Caller:
    """Raises NotFresh when the last proof is older than some minutes."""
    if not person.fresh:
        raise NotFresh("Confirm that it is you, then do this again. Nothing was changed.")
    return person


def admin(person: NamedDependency[Caller]) -> Caller:
    """Raises Forbidden for everyone who does not run the instance."""
    if not person.user.is_admin:
        raise Forbidden("Only the operator of this instance can see this.", code="operators_only")
    return person


def caller_dependencies() -> dict[str, Provide]:
    """The dependencies, by name."""
    return {
        "visitor": Provide(visitor, sync_to_thread=True),
        "caller": Provide(caller, sync_to_thread=False),
        "person": Provide(person, sync_to_thread=False),
        "fresh": Provide(fresh, sync_to_thread=False),
        "admin": Provide(admin, sync_to_thread=False),
    }
