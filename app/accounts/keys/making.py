"""`/settings/keys`: making API keys, and revoking them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, ClassVar, Final
from uuid import uuid4

import msgspec
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.accounts.accounts import Accounts
from app.accounts.audit.queries import note
from app.accounts.caller import Caller, Scope
from app.accounts.keys import queries
from app.accounts.keys.keys import PREFIX
from app.accounts.letters.kinds import Notice
from app.accounts.letters.queue import post
from app.accounts.profile.naming import name_from
from app.accounts.tokens import new_token
from app.errors import BadRequest, Conflict, FieldError, NotFound
from app.web.action import Done, Nothing, Refusal
from app.web.view import View

if TYPE_CHECKING:
    from sqlite_utils import Database

PLACE: Final = "/settings/keys"
MOST: Final = 50
SCOPES: Final[tuple[Scope, ...]] = ("read", "create")
HINT_LENGTH: Final = 4
LONGEST: Final = timedelta(days=3660)


class KeyMaking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A key to be made. `expires` is the last day on which it works, in UTC; without one it works until revoked."""

    name: str
    scopes: tuple[Scope, ...] = ()
    expires: date | None = None


class KeyRow(msgspec.Struct, frozen=True, kw_only=True):
    """A key. `hint` is how its token ends, `used_from` the address of its last use."""

    id: str
    name: str
    hint: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    expired: bool
    used_at: datetime | None
    used_from: str | None


class KeysPage(View, kw_only=True):
    """A person's keys, the newest first. `fresh` says whether one can be made now or needs a fresh sign-in first."""

    template: ClassVar[str] = "accounts/keys.html"

    keys: tuple[KeyRow, ...]
    fresh: bool
    full: bool
    most: int
    site: str
    refusal: Refusal


class KeyMade(View, kw_only=True):
    """A new key with its `token`, which nobody is ever shown again."""

    template: ClassVar[str] = "accounts/key_made.html"

    id: str
    name: str
    token: str
    scopes: tuple[Scope, ...]
    expires_at: datetime | None
    site: str


class TooManyKeys(Conflict):
    """An account has as many keys as it may."""

    default_code = "too_many_keys"


def keys_page(
    person: NamedDependency[Caller], accounts: NamedDependency[Accounts], refusal: NamedDependency[Refusal]
) -> KeysPage:
    """Your API keys."""
    now = accounts.now()
    with accounts.store.read() as db:
        found = queries.of_user(db, person.user.id)
    rows = tuple(_row(each, now) for each in found)
    return KeysPage(
        keys=rows,
        fresh=person.fresh,
        full=sum(not row.expired for row in rows) >= MOST,
        most=MOST,
        site=accounts.site,
        refusal=refusal,
    )


def _row(key: queries.Listed, now: datetime) -> KeyRow:
    return KeyRow(
        id=key.id,
        name=key.name,
        hint=key.hint,
        scopes=key.scopes,
        created_at=key.created_at,
        expires_at=key.expires_at,
        expired=key.expires_at is not None and key.expires_at <= now,
        used_at=key.used_at,
        used_from=key.used_from,
    )


def make_key(given: KeyMaking, fresh: NamedDependency[Caller], accounts: NamedDependency[Accounts]) -> Done[KeyMade]:
    """Make an API key.

    Its token is shown in this answer and never again; what is kept is its hash. Its owner is told by mail.
    """
    token, now, scopes = new_token(PREFIX), accounts.now(), _scopes(given.scopes)
    key = queries.NewKey(
        id=str(uuid4()),
        kept=token.kept,
        user_id=fresh.user.id,
        name=_name(given.name),
        hint=token.raw[-HINT_LENGTH:],
        scopes=scopes,
        expires_at=_end_of(given.expires, now),
    )
    with accounts.store.write() as db:
        if queries.count_live(db, fresh.user.id, now) >= MOST:
            raise TooManyKeys(f"You have {MOST} keys, which is as many as one may have. Revoke one, then make this.")
        queries.insert(db, key, now)
        how = f"…{key.hint} {' '.join(key.scopes)}"
        note(db, "key.made", now, fresh.whence, user_id=fresh.user.id, detail=how)
        _tell(db, accounts, fresh, key)
    made = KeyMade(
        id=key.id,
        name=key.name,
        token=token.raw,
        scopes=scopes,
        expires_at=key.expires_at,
        site=accounts.site,
    )
    return Done(view=made, status=201)


def revoke_key(
    key_id: FromPath[str], person: NamedDependency[Caller], accounts: NamedDependency[Accounts]
) -> Done[Nothing]:
    """Revoke one of your API keys. It opens nothing from now on."""
    now = accounts.now()
    with accounts.store.write() as db:
        hint = queries.revoke(db, person.user.id, key_id, now)
        if hint is None:
            raise NotFound("You have no such key: it is revoked already. Nothing was changed.")
        note(db, "key.revoked", now, person.whence, user_id=person.user.id, detail=f"…{hint}")
    return Done(view=Nothing(), to=PLACE)


def _tell(db: Database, accounts: Accounts, fresh: Caller, key: queries.NewKey) -> None:
    told = Notice(
        subject="A new API key for your account",
        lines=(
            f"An API key that ends in {key.hint} was made for your account at {accounts.site}. "
            "Programs that have it can act for you.",
            "If that was you, there is nothing to do. If not, revoke it and change your password.",
        ),
        label="See your API keys",
        path=PLACE,
    )
    post(db, accounts, "notice", fresh.user.email, told)


def _name(given: str) -> str:
    name = name_from(given)
    if not name:
        raise _bad("name", "Give it a name, such as what uses it.")
    return name


def _scopes(given: tuple[Scope, ...]) -> tuple[Scope, ...]:
    if not given:
        raise _bad("scopes", "Tick at least one.")
    return tuple(scope for scope in SCOPES if scope in given)


def _end_of(day: date | None, now: datetime) -> datetime | None:
    """The moment after a day."""
    if day is None:
        return None
    if not now.date() <= day <= now.date() + LONGEST:
        raise _bad("expires", "Give a day from today on, within ten years, or none.")
    return datetime.combine(day + timedelta(days=1), time(), UTC)


def _bad(field: str, why: str) -> BadRequest:
    return BadRequest(f"{why} Nothing was made.", code="validation_failed", errors=(FieldError(field, why),))
