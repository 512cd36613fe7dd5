"""What the operator does to accounts. Each act is one transaction and one line of the audit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal, TextIO

import msgspec

from app.accounts.addresses import address_from
from app.accounts.audit.queries import note
from app.accounts.keys.queries import revoke_all
from app.accounts.letters.queue import post
from app.accounts.passwords import check_password, hash_password
from app.accounts.people.queries import add_user, by_email, everyone, set_admin, set_disabled, set_password
from app.accounts.profile.naming import name_from
from app.accounts.second.queries import forget_codes, set_second_step
from app.accounts.sessions.queries import end_all
from app.accounts.signing.tickets import CHANGE, RESET, STEP_KINDS, VERIFY, Address
from app.accounts.tickets.queries import issue, withdraw
from app.errors import BadRequest, NotFound
from app.web.sender import Whence

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.accounts.accounts import Accounts
    from app.accounts.people.user import User
    from app.operators.people.options import Wish

LINK_LASTS: Final = timedelta(days=1)
HERE: Final = Whence(agent="python -m app")
OPERATOR: Final = "operator"
State = Literal["active", "locked", "leaving"]


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """An account as `user list` tells it."""

    id: str
    email: str
    name: str
    verified: bool
    admin: bool
    state: State
    second_step: bool
    created_at: datetime


def run(accounts: Accounts, wish: Wish, given: TextIO, out: TextIO) -> None:
    """Do what is wished, reading a password from `given` when one comes that way, and say on `out` what was done.

    Raises NotFound for an address without an account, EmailTaken, and BadRequest for what won't do.
    """
    if wish.verb == "list":
        _list(accounts, wish, out)
        return
    password = _first_line(given) if wish.password_stdin else None
    if wish.verb == "create":
        _create(accounts, wish, password, out)
        return
    email = address_from(wish.email)
    kept = None
    if password is not None:
        check_password(password, email=email)
        kept = hash_password(password)
    with accounts.store.write() as db:
        user = by_email(db, email)
        if user is None:
            raise NotFound(f"There is no account {email}. Nothing was changed.")
        told = (
            _reset(accounts, db, user, kept) if wish.verb == "reset-password" else ACTS[wish.verb](accounts, db, user)
        )
    print(told, file=out)


def _list(accounts: Accounts, wish: Wish, out: TextIO) -> None:
    with accounts.store.read() as db:
        people = [_person(user) for user in everyone(db)]
    if wish.json:
        print(msgspec.json.format(msgspec.json.encode(people)).decode(), file=out)
        return
    rows = [("ADDRESS", "NAME", "SINCE", "STATE", "")]
    rows += [(each.email, each.name, f"{each.created_at:%Y-%m-%d}", each.state, _marks(each)) for each in people]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True)]
        print("  ".join(cells).rstrip(), file=out)


def _person(user: User) -> Person:
    return Person(
        id=user.id,
        email=user.email,
        name=user.name,
        verified=user.verified,
        admin=user.is_admin,
        state="locked" if user.disabled_at else "leaving" if user.delete_after else "active",
        second_step=user.second_step,
        created_at=user.created_at,
    )


def _marks(person: Person) -> str:
    marks = {
        "runs the instance": person.admin,
        "second step": person.second_step,
        "address not confirmed": not person.verified,
    }
    return ", ".join(mark for mark, holds in marks.items() if holds)


def _create(accounts: Accounts, wish: Wish, password: str | None, out: TextIO) -> None:
    email, name, now = address_from(wish.email), name_from(wish.name), accounts.now()
    kept = None
    if password is not None:
        check_password(password, email=email, name=name)
        kept = hash_password(password)
    with accounts.store.write() as db:
        user_id = add_user(db, email, now, password_hash=kept, verified=True, admin=wish.admin, name=name)
        _note(db, accounts, "account.made", user_id, "runs the instance" if wish.admin else "")
        link = _link(db, accounts, user_id, email) if kept is None else ""
    print(f"{email} has an account now{', and runs the instance' if wish.admin else ''}.", file=out)
    if link:
        print(f"Its password is set by this link, within a day:\n{link}", file=out)


def _grant(accounts: Accounts, db: Database, user: User) -> str:
    """Sessions that were begun with fewer rights end: a token from before opens nothing with more."""
    if user.is_admin:
        return f"{user.email} runs the instance already. Nothing was changed."
    set_admin(db, user.id, True)
    end_all(db, user.id)
    _note(db, accounts, "admin.granted", user.id)
    return f"{user.email} runs the instance now, from the next sign-in on."


def _revoke(accounts: Accounts, db: Database, user: User) -> str:
    if not user.is_admin:
        return f"{user.email} does not run the instance. Nothing was changed."
    set_admin(db, user.id, False)
    _note(db, accounts, "admin.revoked", user.id)
    return f"{user.email} does not run the instance any more."


def _disable(accounts: Accounts, db: Database, user: User) -> str:
    if user.disabled_at is None:
        set_disabled(db, user.id, accounts.now())
        _note(db, accounts, "account.disabled", user.id)
    sessions, keys = end_all(db, user.id), revoke_all(db, user.id, accounts.now())
    withdraw(db, user.id, RESET, CHANGE, *STEP_KINDS)
    return f"{user.email} is locked. Ended: {sessions} sessions, {keys} API keys."


def _enable(accounts: Accounts, db: Database, user: User) -> str:
    if user.disabled_at is None:
        return f"{user.email} is not locked. Nothing was changed."
    set_disabled(db, user.id, None)
    _note(db, accounts, "account.enabled", user.id)
    return f"{user.email} can sign in again. API keys that were revoked stay so."


def _drop_second_step(accounts: Accounts, db: Database, user: User) -> str:
    """Whoever is let in this way signs in anew; their passkeys stay theirs."""
    if not user.second_step:
        return f"{user.email} has no second step. Nothing was changed."
    set_second_step(db, user.id, on=False)
    forget_codes(db, user.id)
    end_all(db, user.id)
    _note(db, accounts, "second_step.off", user.id)
    return f"{user.email} signs in without a second step now. All sessions were ended."


def _reset(accounts: Accounts, db: Database, user: User, kept: str | None) -> str:
    if user.disabled_at is not None:
        raise BadRequest(f"{user.email} is locked. Unlock it first: python -m app user enable {user.email}")
    if kept is None:
        link = _link(db, accounts, user.id, user.email)
        return f"This link sets a new password for {user.email}, once, within a day:\n{link}"
    set_password(db, user.id, kept)
    end_all(db, user.id)
    withdraw(db, user.id, RESET, VERIFY, CHANGE, *STEP_KINDS)
    _note(db, accounts, "password.set", user.id)
    post(db, accounts, "password_changed", user.email)
    return f"{user.email} has the new password. All sessions were ended."


def _link(db: Database, accounts: Accounts, user_id: str, email: str) -> str:
    token = issue(db, RESET, accounts.now(), LINK_LASTS, user_id=user_id, data=Address(email))
    _note(db, accounts, "password.link_made", user_id)
    return f"{accounts.site}/reset/set?token={token.raw}"


def _note(db: Database, accounts: Accounts, action: str, user_id: str, detail: str = "") -> None:
    note(db, action, accounts.now(), HERE, user_id=user_id, actor=OPERATOR, detail=detail)


def _first_line(given: TextIO) -> str:
    """The password, without the end of its line. Raises BadRequest when there is none, or it is no text."""
    try:
        password = given.readline().rstrip("\r\n")
    except UnicodeDecodeError:
        raise BadRequest("The password on standard input is not UTF-8 text. Nothing was changed.") from None
    if not password:
        raise BadRequest("There is no password on standard input. Nothing was changed.")
    return password


ACTS: Final[Mapping[str, Callable[[Accounts, Database, User], str]]] = {
    "grant-admin": _grant,
    "revoke-admin": _revoke,
    "disable": _disable,
    "enable": _enable,
    "drop-second-step": _drop_second_step,
}
