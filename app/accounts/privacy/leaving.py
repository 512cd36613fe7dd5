"""Leaving: asked for by a person, undone by them within a week."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import msgspec

from app.accounts.audit.queries import note
from app.accounts.letters.queries import call_back
from app.accounts.letters.queue import post
from app.accounts.people.queries import by_id
from app.accounts.privacy import queries
from app.accounts.sessions.queries import end_all
from app.errors import BadRequest, Conflict, FieldError, Unauthorized

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.accounts.accounts import Accounts
    from app.accounts.caller import Caller
    from app.accounts.people.user import User

TIME_TO_THINK: Final = timedelta(days=7)
LETTER: Final = "leaving"


class LastAdmin(Conflict):
    """Nobody else could run the instance."""

    default_code = "last_admin"


class Farewell(msgspec.Struct, frozen=True):
    """What the letter `leaving` is written from."""

    user_id: str
    until: datetime


def leave(accounts: Accounts, person: Caller, email: str) -> User:
    """Close a person's account; it is erased after `TIME_TO_THINK`. Their other sessions end, their keys stop working.

    Asked for again, it stays at the first time. Raises BadRequest unless `email` is the account's address, and
    LastAdmin when nobody else runs the instance.
    """
    if email.strip().casefold() != person.user.email.casefold():
        wrong = FieldError("email", "This is not the address of this account.")
        raise BadRequest(
            "Type the address of this account to delete it. Nothing was changed.",
            code="validation_failed",
            errors=(wrong,),
        )
    now = accounts.now()
    with accounts.store.write() as db:
        user = _still_there(db, person)
        refuse_last_admin(db, user)
        until = user.delete_after or now + TIME_TO_THINK
        queries.set_delete_after(db, user.id, until)
        end_all(db, user.id, but=person.proof)
        if user.delete_after is None:
            note(db, "account.leaving", now, person.whence, user_id=user.id)
            post(db, accounts, LETTER, user.email, Farewell(user.id, until))
    return msgspec.structs.replace(user, delete_after=until)


def keep(accounts: Accounts, person: Caller) -> User:
    """Undo `leave`: keys work again. An account that nobody wanted to delete stays as it is."""
    with accounts.store.write() as db:
        user = _still_there(db, person)
        if user.delete_after is not None:
            queries.set_delete_after(db, user.id, None)
            call_back(db, user.id, LETTER)
            note(db, "account.kept", accounts.now(), person.whence, user_id=user.id)
    return msgspec.structs.replace(user, delete_after=None)


def refuse_last_admin(db: Database, user: User) -> None:
    """Raises LastAdmin for the only person who runs the instance and stays."""
    if user.is_admin and not queries.other_admins(db, user.id):
        raise LastAdmin(
            "You are the only one who runs this instance. Make someone else an admin first: "
            "python -m app user grant-admin EMAIL. Nothing was changed."
        )


def _still_there(db: Database, person: Caller) -> User:
    user = by_id(db, person.user.id)
    if user is None:
        raise Unauthorized("This account is gone. Nothing was changed.")
    return user
