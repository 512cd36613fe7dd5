"""Signing up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from litestar.di import NamedDependency
from litestar.params import FromQuery

from app.accounts import limits
from app.accounts.accounts import Accounts
from app.accounts.addresses import address_from
from app.accounts.audit.queries import note
from app.accounts.letters.queue import post
from app.accounts.me import Me
from app.accounts.passwords import check_password, hash_password
from app.accounts.people.queries import EmailTaken, add_user, by_email, email_taken
from app.accounts.profile.naming import name_from
from app.accounts.signing.entering import SecondStep, enter
from app.accounts.signing.first import take_first
from app.accounts.signing.tickets import STOP
from app.accounts.signing.views import SignUpPage
from app.accounts.signing.ways import LANDING, Next, wanted, ways
from app.accounts.tickets.queries import names_former
from app.web.action import Done, Refusal
from app.web.rates import Rate, RateLimited
from app.web.returning import by_way_of, here_only
from app.web.sender import Sender

if TYPE_CHECKING:
    from sqlite_utils import Database

TOLD_OF_TAKEN: Final = Rate("letter that an address is taken", 1, 3600)


class SignUp(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A new account. `next` is the address here to go to afterwards, `first` what the operator's own link has."""

    email: str
    password: str
    name: str = ""
    next: str = ""
    first: str = ""


class New(msgspec.Struct, frozen=True):
    """An account that may be made."""

    email: str
    name: str
    kept: str


def sign_up_page(
    accounts: NamedDependency[Accounts],
    refusal: NamedDependency[Refusal],
    back: Next = "",
    first: FromQuery[str] = "",
) -> SignUpPage:
    """What signing up takes."""
    return SignUpPage(
        back=wanted(refusal, back),
        first=refusal.value("first") or first,
        ways=ways(accounts),
        refusal=refusal,
        picture=accounts.picture(),
    )


def sign_up(
    given: SignUp, accounts: NamedDependency[Accounts], sender: NamedDependency[Sender]
) -> Done[Me] | Done[SecondStep]:
    """Make an account.

    It is signed in at once, and a letter goes to the address with a link and a code to confirm it. An address that has
    an account is refused with `email_taken`, and its owner is told.
    """
    limits.before_sign_up(accounts, sender)
    email, name = address_from(given.email), name_from(given.name)
    check_password(given.password, email=email, name=name)
    try:
        with accounts.store.read() as db:
            _refuse_taken(db, accounts, email)
        new = New(email, name, hash_password(given.password))
        with accounts.store.write() as db:
            return _made(db, accounts, sender, new, given)
    except EmailTaken:
        _tell_owner(accounts, email)
        raise


def _made(db: Database, accounts: Accounts, sender: Sender, new: New, given: SignUp) -> Done[Me] | Done[SecondStep]:
    _refuse_taken(db, accounts, new.email)
    first = take_first(db, accounts, given.first)
    now = accounts.now()
    user_id = add_user(db, new.email, now, password_hash=new.kept, verified=first, admin=first, name=new.name)
    note(db, "account.made", now, sender.whence, user_id=user_id, detail="first link" if first else "password")
    back = here_only(given.next, LANDING)
    if not first:
        post(db, accounts, "verify", new.email)
        back = by_way_of("/verify-email", back if back != LANDING else "")
    done = enter(accounts, db, user_id, "first link" if first else "password", sender, back)
    return msgspec.structs.replace(done, status=201)


def _refuse_taken(db: Database, accounts: Accounts, email: str) -> None:
    """An address that an account can still have back is its own, so nobody can keep it from that by signing up."""
    if by_email(db, email) is not None or names_former(db, STOP, email, accounts.now()):
        raise email_taken()


def _tell_owner(accounts: Accounts, email: str) -> None:
    """Tell the owner of an address that somebody tried to sign up with it, once an hour at most."""
    try:
        accounts.rates.hit(TOLD_OF_TAKEN, email.lower())
    except RateLimited:
        return
    with accounts.store.write() as db:
        post(db, accounts, "taken", email)
