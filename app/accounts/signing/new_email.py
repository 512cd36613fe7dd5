"""Changing the address of an account: the new one confirms, the old one can stop it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import msgspec
from litestar.di import NamedDependency

from app.accounts import limits
from app.accounts.accounts import Accounts
from app.accounts.addresses import address_from
from app.accounts.audit.queries import note
from app.accounts.caller import Caller
from app.accounts.letters.kinds import Changing
from app.accounts.letters.queries import call_back, call_back_since
from app.accounts.letters.queue import post
from app.accounts.people.queries import EmailTaken, by_id, set_email
from app.accounts.sessions.queries import end_all
from app.accounts.signing.shutting import shut_since
from app.accounts.signing.tickets import CHANGE, RESET, STEP_KINDS, STOP, VERIFY, Change, Wanted
from app.accounts.signing.views import DeadLink, LetterSent, StopPage
from app.accounts.signing.ways import Token, link_dead
from app.accounts.tickets.queries import look, take, withdraw, withdraw_since
from app.errors import BadRequest, FieldError
from app.web.action import Done, Refusal
from app.web.sender import Sender

if TYPE_CHECKING:
    from sqlite_utils import Database

BEFORE_ASKED: Final = timedelta(days=1)
"""How long before they ask for another address a thief may have opened ways in of their own."""


class EmailChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The address that the account is to have."""

    email: str


class Stopping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The token of the link that the old address got."""

    token: str


class SameEmail(BadRequest):
    """The account has this address."""

    default_code = "same_email"


def change_email(
    given: EmailChange,
    accounts: NamedDependency[Accounts],
    fresh: NamedDependency[Caller],
    sender: NamedDependency[Sender],
) -> Done[LetterSent]:
    """Have another address.

    Both addresses are written to: the new one with a link that confirms it, without which nothing changes, the old one
    with a link that stops it, unless nobody has ever confirmed that. If the new one is somebody's here, they are told
    instead; the answer is the same.
    """
    user, email = fresh.user, address_from(given.email)
    if email == user.email:
        why = "This is your address already. Nothing was changed."
        raise SameEmail(why, errors=(FieldError("email", why),))
    limits.before_mail(accounts, sender, email)
    asked = accounts.now().timestamp()
    change = Changing(user_id=user.id, former=user.email, new=email, asked=asked, confirmed=user.verified)
    with accounts.store.write() as db:
        withdraw(db, user.id, CHANGE)
        call_back(db, user.id, "email_change")
        post(db, accounts, "email_change", email, change)
        post(db, accounts, "email_leaving", user.email, change)
        note(db, "email.change_asked", accounts.now(), fresh.whence, user_id=user.id, detail=email)
    return Done(view=LetterSent(email=email, kind="change", picture=accounts.picture()), status=202)


def stop_page(
    accounts: NamedDependency[Accounts], refusal: NamedDependency[Refusal], token: Token = ""
) -> StopPage | DeadLink:
    """What the link that the old address got would do. Looking at it uses nothing up."""
    with accounts.store.read() as db:
        ticket = look(db, STOP, token, accounts.now())
    picture = accounts.picture()
    if ticket is None:
        return DeadLink(kind="stop", picture=picture)
    change = ticket.read(Change)
    return StopPage(token=token, former=change.former, new=change.new, refusal=refusal, picture=picture)


def stop_change(
    given: Stopping, accounts: NamedDependency[Accounts], sender: NamedDependency[Sender]
) -> Done[LetterSent]:
    """Stop a change of address, or take it back.

    Whoever asked for it was signed in, so every session ends, as do the ways in that were opened since the day before,
    and the old address gets a link to a new password.
    """
    with accounts.store.write() as db:
        ticket = take(db, STOP, given.token, accounts.now())
        if ticket is None or ticket.user_id is None:
            raise link_dead()
        change = ticket.read(Change)
        _take_back(db, accounts, sender, ticket.user_id, change)
    return Done(view=LetterSent(email=change.former, kind="reset", picture=accounts.picture()))


def _take_back(db: Database, accounts: Accounts, sender: Sender, user_id: str, change: Change) -> None:
    """Whatever became of the change, and of those after it: of two addresses the one that was there first wins.

    So a thief gains nothing by moving on to a third address, nor by the link that the second one got. Raises LinkDead,
    and EmailTaken when somebody else has the address.
    """
    user, now = by_id(db, user_id), accounts.now()
    if user is None:
        raise link_dead()
    if user.email != change.former:
        try:
            set_email(db, user_id, change.former, now)
        except EmailTaken:
            raise EmailTaken("Somebody else has this address by now. Write to the operator of this instance.") from None
    call_back(db, user_id, "email_change")
    call_back_since(db, user_id, "email_leaving", change.asked)
    withdraw(db, user_id, CHANGE, RESET, VERIFY, *STEP_KINDS)
    withdraw_since(db, user_id, STOP, change.asked)
    end_all(db, user_id)
    shut_since(db, user_id, datetime.fromtimestamp(change.asked, UTC) - BEFORE_ASKED, now)
    note(db, "email.change_stopped", now, sender.whence, user_id=user_id)
    post(db, accounts, "reset", change.former, Wanted())
