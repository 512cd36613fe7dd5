"""Changing one's password in the settings."""

from __future__ import annotations

import msgspec
from litestar.di import NamedDependency

from app.accounts.accounts import Accounts
from app.accounts.audit.queries import note
from app.accounts.caller import Caller, NotFresh
from app.accounts.letters.queue import post
from app.accounts.me import Me
from app.accounts.passwords import check_password, hash_password
from app.accounts.people.queries import password_hash, set_password
from app.accounts.sessions.queries import end_all
from app.accounts.signing.again import prove_password, proved, wrong_password
from app.accounts.signing.tickets import RESET, STEP_KINDS
from app.accounts.tickets.queries import withdraw
from app.web.action import Done
from app.web.sender import Sender

SETTINGS = "/settings/security"


class PasswordChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The password so far, unless there is none, and the new one."""

    new_password: str
    old_password: str = ""


def change_password(
    given: PasswordChange,
    accounts: NamedDependency[Accounts],
    person: NamedDependency[Caller],
    sender: NamedDependency[Sender],
) -> Done[Me]:
    """Change your password.

    Every other session ends, this one gets a new token, and a letter tells of it. Without a password so far, and with
    a second step, it takes a sign-in of the last minutes.
    """
    user = person.user
    if user.has_password:
        prove_password(accounts, sender, person, given.old_password, field="old_password")
    if not person.fresh and (user.second_step or not user.has_password):
        raise NotFresh("Confirm that it is you, then do this again. Nothing was changed.")
    check_password(given.new_password, email=user.email, name=user.name, field="new_password")
    with accounts.store.read() as db:
        before = password_hash(db, user.id)
    kept = hash_password(given.new_password)
    with accounts.store.write() as db:
        if password_hash(db, user.id) != before:  # another request was quicker
            raise wrong_password(field="old_password")
        set_password(db, user.id, kept)
        end_all(db, user.id, but=person.proof)
        withdraw(db, user.id, RESET, *STEP_KINDS)
        note(db, "password.changed", accounts.now(), person.whence, user_id=user.id)
        post(db, accounts, "password_changed", user.email)
        return proved(accounts, db, person, "password", SETTINGS)
