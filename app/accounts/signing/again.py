"""Proving once more who one is, before what a stolen cookie must not do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from litestar.di import NamedDependency

from app.accounts import limits
from app.accounts.accounts import Accounts
from app.accounts.audit.queries import note
from app.accounts.caller import Caller
from app.accounts.me import Me, me_of
from app.accounts.passwords import fits
from app.accounts.people.queries import password_hash
from app.accounts.people.ways import ways_in
from app.accounts.sessions.sessions import Way, renewed, session_cookies
from app.accounts.signing.views import AgainPage
from app.accounts.signing.ways import LANDING, Next, wanted
from app.errors import FieldError, Forbidden
from app.web.action import Done, Refusal
from app.web.returning import here_only
from app.web.sender import Sender

if TYPE_CHECKING:
    from sqlite_utils import Database


class Proof(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The password of whoever is signed in. `next` is the address here to go to afterwards."""

    password: str
    next: str = ""


class WrongPassword(Forbidden):
    """The password of a signed-in person is not what was given."""

    default_code = "wrong_password"


class PasswordNotEnough(Forbidden):
    """An account with a second step is not proved by its password alone."""

    default_code = "second_step_needed"


def wrong_password(*, field: str = "password") -> WrongPassword:
    """The refusal, told beside the field."""
    why = "This is not your password. Nothing was changed."
    return WrongPassword(why, errors=(FieldError(field, why),))


def again_page(
    person: NamedDependency[Caller],
    accounts: NamedDependency[Accounts],
    refusal: NamedDependency[Refusal],
    back: Next = "",
) -> AgainPage:
    """By what you can prove that it is you."""
    with accounts.store.read() as db:
        own = ways_in(db, person.user)
    return AgainPage(
        back=wanted(refusal, back),
        email=person.user.email,
        ways=own,
        second_step=person.user.second_step,
        refusal=refusal,
        picture=accounts.picture(),
    )


def sign_in_again(
    given: Proof,
    person: NamedDependency[Caller],
    accounts: NamedDependency[Accounts],
    sender: NamedDependency[Sender],
) -> Done[Me]:
    """Prove by the password that it is you. The session gets a new token."""
    if person.user.second_step:
        raise PasswordNotEnough("Your account has a second step, so confirm with a passkey. Nothing was changed.")
    prove_password(accounts, sender, person, given.password)
    with accounts.store.write() as db:
        return proved(accounts, db, person, "password", given.next)


def prove_password(
    accounts: Accounts, sender: Sender, person: Caller, password: str, *, field: str = "password"
) -> None:
    """Raises WrongPassword, after counting it against account and sender as a failed sign-in."""
    limits.before_sign_in(accounts, sender, person.user.email)
    with accounts.store.read() as db:
        kept = password_hash(db, person.user.id)
    if not fits(password, kept):
        limits.after_failure(accounts, sender, person.user.email)
        with accounts.store.write() as db:
            note(db, "session.proof_refused", accounts.now(), person.whence, user_id=person.user.id, detail="password")
        raise wrong_password(field=field)
    limits.after_success(accounts, sender, person.user.email)


def proved(accounts: Accounts, db: Database, person: Caller, way: Way, back: str) -> Done[Me]:
    """The last step of every such proof, inside a write: the session is fresh, and its old token opens nothing."""
    token = renewed(db, person.proof, accounts.now())
    note(db, "session.proved", accounts.now(), person.whence, user_id=person.user.id, detail=way)
    cookies = session_cookies(token, secure=accounts.secure)
    return Done(view=me_of(person.user), to=here_only(back, LANDING), cookies=cookies)
