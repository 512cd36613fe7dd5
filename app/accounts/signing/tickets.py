"""The tickets that letters carry: what each is good for, how long, and what it remembers."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import msgspec

from app.accounts.tickets.queries import issue
from app.accounts.tokens import hash_code

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.accounts.accounts import Accounts
    from app.accounts.tokens import Token

VERIFY, RESET, CHANGE, STOP, FIRST = "verify", "reset", "email", "email stop", "first"
STEP_KINDS: Final = ("step",)
"""Sign-ins that are half done."""
VERIFY_LASTS: Final = timedelta(hours=24)
RESET_LASTS: Final = timedelta(hours=1)
CHANGE_LASTS: Final = timedelta(hours=24)
STOP_LASTS: Final = timedelta(days=3)
CODE_LENGTH: Final = 6
TRIES: Final = 5
"""Wrong codes after which only another letter's code is taken."""


class Wanted(msgspec.Struct, frozen=True):
    """The data of a letter after which one goes on to where one wanted to."""

    back: str = ""


class Address(msgspec.Struct, frozen=True):
    """What a letter to an account's own address remembers: that address, the hash of its code, and where to go on."""

    email: str
    back: str = ""
    digits: str = ""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A change of address, and when it was asked for, in seconds since 1970."""

    former: str
    new: str
    asked: float


def issue_verify(db: Database, accounts: Accounts, user_id: str, address: Address) -> tuple[Token, str]:
    """A link and a code that say whose mail this is."""
    code = f"{secrets.randbelow(10**CODE_LENGTH):0{CODE_LENGTH}d}"
    data = msgspec.structs.replace(address, digits=kept_code(accounts, user_id, code))
    return issue(db, VERIFY, accounts.now(), VERIFY_LASTS, user_id=user_id, data=data), code


def kept_code(accounts: Accounts, user_id: str, code: str) -> str:
    """What is kept of a code."""
    return hash_code(accounts.secret, VERIFY, user_id, code).hex()


def issue_reset(db: Database, accounts: Accounts, user_id: str, address: Address) -> Token:
    """What sets a new password."""
    return issue(db, RESET, accounts.now(), RESET_LASTS, user_id=user_id, data=address)


def issue_change(db: Database, accounts: Accounts, user_id: str, change: Change) -> Token:
    """What gives an account its new address."""
    return issue(db, CHANGE, accounts.now(), CHANGE_LASTS, user_id=user_id, data=change)


def issue_stop(db: Database, accounts: Accounts, user_id: str, change: Change) -> Token:
    """What keeps an account's former address, or brings it back."""
    return issue(db, STOP, accounts.now(), STOP_LASTS, user_id=user_id, data=change)
