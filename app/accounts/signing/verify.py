"""Confirming that an address is one's own, by the link of a letter or by its code."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

import msgspec
from litestar.di import NamedDependency

from app.accounts import limits
from app.accounts.accounts import Accounts
from app.accounts.addresses import address_from
from app.accounts.audit.queries import note
from app.accounts.caller import Caller
from app.accounts.letters.queue import post
from app.accounts.me import Me, me_of
from app.accounts.people.queries import by_id, set_email, set_verified
from app.accounts.people.user import User
from app.accounts.signing.tickets import CHANGE, RESET, TRIES, VERIFY, Address, Change, kept_code
from app.accounts.signing.views import DeadLink, LetterSent, VerifyPage
from app.accounts.signing.ways import LANDING, LinkDead, Next, Token, link_dead, wanted
from app.accounts.tickets.queries import Ticket, count_try_of, look, newest, take, withdraw
from app.errors import BadRequest, FieldError, Forbidden
from app.web.action import Done, Refusal
from app.web.returning import here_only
from app.web.sender import Sender

if TYPE_CHECKING:
    from sqlite_utils import Database

SETTINGS = "/settings/security"


class Confirmation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The link's token or the letter's code. `next` is the address here to go to afterwards."""

    token: str = ""
    code: str = ""
    next: str = ""


class Once(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose letter is to be sent once more; whoever is signed in need not say it."""

    email: str = ""


class WrongCode(BadRequest):
    """The code is not the one of the newest letter, or too many were tried."""

    default_code = "wrong_code"


class LinkOfAnother(Forbidden):
    """The link was sent to the owner of another account."""

    default_code = "link_of_another"


def verify_page(
    accounts: NamedDependency[Accounts],
    visitor: NamedDependency[Caller | None],
    refusal: NamedDependency[Refusal],
    token: Token = "",
    back: Next = "",
) -> VerifyPage | DeadLink:
    """What is left to do until an address is confirmed. Looking at it uses no link up."""
    picture, back = accounts.picture(), wanted(refusal, back)
    if refusal.code == LinkDead.default_code or (token and _ticket(accounts, token) is None):
        return DeadLink(kind="verify", picture=picture)
    page = VerifyPage(step="sign_in", token=token, email="", back=back, refusal=refusal, picture=picture)
    user = visitor.user if visitor is not None and visitor.way == "session" else None
    if user is None:
        return page
    page.email = user.email
    if token:
        page.step, page.email = "link", _address_of(_ticket(accounts, token), user)
    else:
        page.step = "done" if user.verified else "code"
    return page


def verify(
    given: Confirmation,
    accounts: NamedDependency[Accounts],
    person: NamedDependency[Caller],
    sender: NamedDependency[Sender],
) -> Done[Me]:
    """Confirm an address, signed in as the account that it is of.

    So nobody confirms, by a click on a letter that they did not ask for, an account that a stranger made with their
    address and has the password of.
    """
    limits.before_proof(accounts, sender, person.user.id)
    if not given.token:
        limits.before_code(accounts, sender, person.user.id)
    changed = _by_link(accounts, person, given.token) if given.token else _by_code(accounts, person, given.code)
    with accounts.store.read() as db:
        user = by_id(db, person.user.id) or person.user
    return Done(view=me_of(user), to=here_only(given.next, SETTINGS if changed else LANDING))


def verify_once_more(
    given: Once,
    accounts: NamedDependency[Accounts],
    visitor: NamedDependency[Caller | None],
    sender: NamedDependency[Sender],
) -> Done[LetterSent]:
    """Have the letter sent once more. The answer is the same whether the address waits to be confirmed or not."""
    email = address_from(given.email or (visitor.user.email if visitor is not None else ""))
    limits.before_mail(accounts, sender, email)
    with accounts.store.write() as db:
        post(db, accounts, "verify", email)
        note(db, "email.letter_asked", accounts.now(), sender.whence)
    return Done(view=LetterSent(email=email, kind="verify", picture=accounts.picture()), status=202)


def _ticket(accounts: Accounts, token: str) -> Ticket | None:
    with accounts.store.read() as db:
        return look(db, VERIFY, token, accounts.now()) or look(db, CHANGE, token, accounts.now())


def _address_of(ticket: Ticket | None, user: User) -> str:
    """What the link confirms; nothing is told of another's."""
    if ticket is None or ticket.user_id != user.id:
        return ""
    return ticket.read(Address).email if ticket.kind == VERIFY else ticket.read(Change).new


def _by_link(accounts: Accounts, person: Caller, token: str) -> bool:
    """Whether it was a change of address. Raises LinkDead, LinkOfAnother, EmailTaken."""
    ticket = _ticket(accounts, token)
    if ticket is None:
        raise link_dead()
    if ticket.user_id != person.user.id:
        raise LinkOfAnother("This link belongs to another account. Sign in to that one, then open it again.")
    with accounts.store.write() as db:
        user = by_id(db, person.user.id)
        if user is None or take(db, ticket.kind, token, accounts.now()) is None:
            raise link_dead()
        if ticket.kind == VERIFY:
            _confirm(db, accounts, person, user, ticket.read(Address).email)
        else:
            _change(db, accounts, person, user, ticket.read(Change))
    return ticket.kind == CHANGE


def _confirm(db: Database, accounts: Accounts, person: Caller, user: User, email: str) -> None:
    if email != user.email:
        raise link_dead()
    set_verified(db, user.id, accounts.now())
    withdraw(db, user.id, VERIFY)
    note(db, "email.verified", accounts.now(), person.whence, user_id=user.id)


def _change(db: Database, accounts: Accounts, person: Caller, user: User, change: Change) -> None:
    if change.former != user.email:
        raise link_dead()
    set_email(db, user.id, change.new, accounts.now())
    withdraw(db, user.id, VERIFY, CHANGE, RESET)
    note(db, "email.changed", accounts.now(), person.whence, user_id=user.id, detail=change.former)


def _by_code(accounts: Accounts, person: Caller, code: str) -> bool:
    """Raises WrongCode. Wrong ones are counted, so they must not undo the write."""
    typed = "".join(letter for letter in code if letter.isdigit())
    with accounts.store.write() as db:
        user, now = by_id(db, person.user.id), accounts.now()
        ticket = newest(db, person.user.id, VERIFY, now)
        if user is None or ticket is None or ticket.tries >= TRIES:
            problem = "Too many wrong codes, or too old a letter. Have a new letter sent."
        elif hmac.compare_digest(ticket.read(Address).digits, kept_code(accounts, user.id, typed)):
            _confirm(db, accounts, person, user, ticket.read(Address).email)
            return False
        else:
            count_try_of(db, user.id, VERIFY)
            problem = "This is not the code of the newest letter. Look again."
        note(db, "email.code_refused", now, person.whence, user_id=person.user.id)
    raise WrongCode(problem, errors=(FieldError("code", problem),))
