"""A new password for whoever reads the account's mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from litestar.di import NamedDependency

from app.accounts import limits
from app.accounts.accounts import Accounts
from app.accounts.addresses import address_from
from app.accounts.audit.queries import note
from app.accounts.letters.queue import post
from app.accounts.me import Me
from app.accounts.passwords import check_password, hash_password
from app.accounts.people.queries import by_id, set_password, set_verified
from app.accounts.people.user import User
from app.accounts.sessions.queries import end_all
from app.accounts.signing.entering import SecondStep, enter
from app.accounts.signing.shutting import shut_all
from app.accounts.signing.tickets import CHANGE, RESET, STEP_KINDS, VERIFY, Address, Wanted
from app.accounts.signing.views import DeadLink, LetterSent, ResetPage, SetPasswordPage
from app.accounts.signing.ways import LANDING, Next, Token, link_dead, wanted
from app.accounts.tickets.queries import Ticket, look, take, withdraw
from app.web.action import Done, Refusal
from app.web.returning import here_only
from app.web.sender import Sender

if TYPE_CHECKING:
    from sqlite_utils import Database


class Forgotten(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose password is forgotten. `next` is the address here to go to afterwards."""

    email: str
    next: str = ""


class NewPassword(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The new password, and the link's token unless the address has it."""

    password: str
    token: str = ""


class Holder(msgspec.Struct, frozen=True):
    """Whose link it is, and where they wanted to go."""

    user: User
    back: str


def reset_page(accounts: NamedDependency[Accounts], refusal: NamedDependency[Refusal], back: Next = "") -> ResetPage:
    """How to get a new password."""
    return ResetPage(back=wanted(refusal, back), refusal=refusal, picture=accounts.picture())


def ask_reset(
    given: Forgotten, accounts: NamedDependency[Accounts], sender: NamedDependency[Sender]
) -> Done[LetterSent]:
    """Have a link to a new password sent.

    The answer is the same, after the same time, whether the address has an account or not: all that happens now is
    that one letter is posted. Whether there is anybody to write to is looked up when it is sent.
    """
    email = address_from(given.email)
    limits.before_mail(accounts, sender, email)
    with accounts.store.write() as db:
        post(db, accounts, "reset", email, Wanted(here_only(given.next, "")))
        note(db, "reset.asked", accounts.now(), sender.whence)
    return Done(view=LetterSent(email=email, kind="reset", picture=accounts.picture()), status=202)


def set_password_page(
    accounts: NamedDependency[Accounts], refusal: NamedDependency[Refusal], token: Token = ""
) -> SetPasswordPage | DeadLink:
    """What a letter's link leads to. Looking at it uses nothing up, as programs that read mails look at links."""
    with accounts.store.read() as db:
        holder = _holder(db, look(db, RESET, token, accounts.now()))
    picture = accounts.picture()
    if holder is None:
        return DeadLink(kind="reset", picture=picture)
    return SetPasswordPage(token=token, email=holder.user.email, refusal=refusal, picture=picture)


def set_new_password(
    given: NewPassword,
    accounts: NamedDependency[Accounts],
    sender: NamedDependency[Sender],
    token: Token = "",
) -> Done[Me] | Done[SecondStep]:
    """Set the password, by a letter's link.

    It confirms the address, ends all sessions, voids every other such link, and signs in.
    """
    raw = given.token or token
    limits.before_proof(accounts, sender, "")
    with accounts.store.read() as db:
        holder = _holder(db, look(db, RESET, raw, accounts.now()))
    if holder is None:
        raise link_dead()
    check_password(given.password, email=holder.user.email, name=holder.user.name)
    kept = hash_password(given.password)
    with accounts.store.write() as db:
        holder = _holder(db, take(db, RESET, raw, accounts.now()))
        if holder is None:
            raise link_dead()
        _settle(db, accounts, sender, holder.user, kept)
        limits.after_success(accounts, sender, holder.user.email)
        return enter(accounts, db, holder.user.id, "password", sender, holder.back)


def _holder(db: Database, ticket: Ticket | None) -> Holder | None:
    """Whose ticket it is; nobody's when the account has another address by now."""
    user = by_id(db, ticket.user_id) if ticket is not None and ticket.user_id else None
    if ticket is None or user is None:
        return None
    address = ticket.read(Address)
    return Holder(user, address.back or LANDING) if address.email == user.email else None


def _settle(db: Database, accounts: Accounts, sender: Sender, user: User, kept: str) -> None:
    """Whoever set up an account whose address was never confirmed may be anybody: of that nothing stays.

    Else a stranger could sign up with somebody's address, add a passkey, and wait until they take the account over
    (A. Sudhodanan, A. Paverd, 2022: the Trojan identifier).
    """
    now = accounts.now()
    if not user.verified:
        shut_all(db, user.id, now)
    set_password(db, user.id, kept)
    set_verified(db, user.id, now)
    end_all(db, user.id)
    withdraw(db, user.id, RESET, VERIFY, CHANGE, *STEP_KINDS)
    note(db, "password.reset", now, sender.whence, user_id=user.id)
    post(db, accounts, "password_changed", user.email)
