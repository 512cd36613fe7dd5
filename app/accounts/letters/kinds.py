"""The kinds of letters, and how each is written when it is sent.

A kind costs a function and its line in `KINDS`. The function is called inside a write, where it makes the secrets that
its letter holds, and returns None when there is nobody to tell any more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import msgspec

from app.accounts.letters.mail import Mail
from app.accounts.people.queries import by_email, by_id
from app.accounts.privacy.letters import export_ready, leaving
from app.accounts.signing.tickets import (
    Address,
    Change,
    Wanted,
    issue_change,
    issue_reset,
    issue_stop,
    issue_verify,
)

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.accounts.accounts import Accounts
    from app.accounts.letters.queries import Letter

NOT_YOU: Final = "If that was not you, do nothing: nobody gets in by this letter but its reader."


def here(accounts: Accounts) -> str:
    """What the instance is called in a sentence: its host."""
    return urlsplit(accounts.site).netloc


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """The data of a `notice`: what has happened to an account, and the page here where one can do something about it.

    Like all data of waiting letters it holds no secret, and nothing that a stranger typed.
    """

    subject: str
    lines: tuple[str, ...]
    label: str = ""
    path: str = ""


class Changing(msgspec.Struct, frozen=True, kw_only=True):
    """The data of both letters about a new address. `asked` is when it was asked for, in seconds since 1970;
    `confirmed` says that the former address was known to be its owner's.
    """

    user_id: str
    former: str
    new: str
    asked: float
    confirmed: bool = True


def verify(db: Database, accounts: Accounts, letter: Letter) -> Mail | None:
    """To an address that somebody signed up with."""
    user = by_email(db, letter.address)
    if user is None or user.verified or user.disabled_at is not None:
        return None
    token, digits = issue_verify(db, accounts, user.id, Address(user.email))
    return Mail(
        to=user.email,
        subject="Confirm your address",
        before=(
            f"An account was made with this address at {here(accounts)}. "
            "Type this code where you signed up, or open the link in the browser where you are signed in.",
        ),
        digits=digits,
        label="Confirm the address",
        link=f"{accounts.site}/verify-email?token={token.raw}",
        after=(
            "Code and link are good for 24 hours.",
            "If that was not you, leave it unconfirmed. To have the account for yourself, "
            f"set a password of your own: {accounts.site}/reset",
        ),
    )


def reset(db: Database, accounts: Accounts, letter: Letter) -> Mail | None:
    """To whoever has this address here; to nobody when there is no such account."""
    user = by_email(db, letter.address)
    if user is None or user.disabled_at is not None:
        return None
    token = issue_reset(db, accounts, user.id, Address(user.email, letter.read(Wanted).back))
    return Mail(
        to=user.email,
        subject="Set a new password",
        before=(f"Somebody, probably you, asked for a new password for your account at {here(accounts)}.",),
        label="Set a new password",
        link=f"{accounts.site}/reset/set?token={token.raw}",
        after=(
            "The link works once, within an hour. A new password signs out every other device.",
            "If that was not you, do nothing: your password stays as it is.",
        ),
    )


def taken(db: Database, accounts: Accounts, letter: Letter) -> Mail | None:
    """To the owner of an address with which somebody tried to sign up, or to which they tried to move."""
    user = by_email(db, letter.address)
    if user is None:
        return None
    return Mail(
        to=user.email,
        subject="You have an account already",
        before=(
            f"Somebody, probably you, wanted to use this address for an account at {here(accounts)}. "
            "It has one already, so nothing was changed.",
        ),
        label="Sign in",
        link=f"{accounts.site}/signin",
        after=(
            f"Forgotten the password? Set a new one: {accounts.site}/reset",
            "If that was not you, there is nothing to do: they were not let in.",
        ),
    )


def password_changed(_: Database, accounts: Accounts, letter: Letter) -> Mail | None:
    """To the owner of an account, after its password was changed."""
    return Mail(
        to=letter.address,
        subject="Your password was changed",
        before=(
            f"The password of your account at {here(accounts)} was changed on {letter.created_at:%d %B %Y} at "
            f"{letter.created_at:%H:%M} UTC. Every other device was signed out. API keys work on.",
            "If that was you, there is nothing to do. If not, set a new password now:",
        ),
        label="Set a new password",
        link=f"{accounts.site}/reset",
    )


def email_change(db: Database, accounts: Accounts, letter: Letter) -> Mail | None:
    """To the new address of an account; if somebody else has it here, they are told instead."""
    change = letter.read(Changing)
    user, owner = by_id(db, change.user_id), by_email(db, change.new)
    if user is None or user.email != change.former:
        return None
    if owner is not None and owner.id != user.id:
        return taken(db, accounts, letter)
    token = issue_change(db, accounts, user.id, Change(former=change.former, new=change.new, asked=change.asked))
    return Mail(
        to=change.new,
        subject="Confirm your new address",
        before=(
            f"Somebody signed in at {here(accounts)} asked for this to be the address of their account. "
            "Confirm it in the browser where you are signed in.",
        ),
        label="Confirm the new address",
        link=f"{accounts.site}/verify-email?token={token.raw}",
        after=("The link works once, within 24 hours.", NOT_YOU),
    )


def email_leaving(db: Database, accounts: Accounts, letter: Letter) -> Mail | None:
    """To the address that an account has so far. One that nobody has confirmed has no right to the account: whoever
    signed up with it could be a stranger to it, and would hand over an account that they can still get into.
    """
    change = letter.read(Changing)
    user = by_id(db, change.user_id)
    if user is None:
        return None
    if not change.confirmed:
        return _leaving_unconfirmed(accounts, change)
    token = issue_stop(db, accounts, user.id, Change(former=change.former, new=change.new, asked=change.asked))
    return Mail(
        to=change.former,
        subject="Your account is to have another address",
        before=(
            f"Somebody signed in to your account at {here(accounts)} asked for its address to become {change.new}. "
            "It changes once that address is confirmed.",
            "If that was you, there is nothing to do. If not, stop it:",
        ),
        label="Stop it and sign everybody out",
        link=f"{accounts.site}/stop-email-change?token={token.raw}",
        after=("The link works for three days, after the change too: the account then gets this address back.",),
    )


def _leaving_unconfirmed(accounts: Accounts, change: Changing) -> Mail:
    return Mail(
        to=change.former,
        subject="An account gives up your address",
        before=(
            f"Somebody made an account with this address at {here(accounts)}, which was never confirmed, and now wants "
            "another one for it.",
        ),
        after=("There is nothing to do. Once the account has moved, you can sign up with this address.",),
    )


def notice(_: Database, accounts: Accounts, letter: Letter) -> Mail | None:
    """What has happened, for what needs no secret."""
    told = letter.read(Notice)
    link = f"{accounts.site}{told.path}" if told.path else ""
    return Mail(to=letter.address, subject=told.subject, before=told.lines, label=told.label, link=link)


Composer = Callable[["Database", "Accounts", "Letter"], Mail | None]

KINDS: Final[Mapping[str, Composer]] = {
    "verify": verify,
    "reset": reset,
    "taken": taken,
    "password_changed": password_changed,
    "email_change": email_change,
    "email_leaving": email_leaving,
    "export_ready": export_ready,
    "leaving": leaving,
    "notice": notice,
}
