"""The last step of every way in, whichever it was: a session, or first the second step."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import msgspec

from app.accounts.audit.queries import note
from app.accounts.cookies import no_cookie, secret_cookie, theme_cookie
from app.accounts.me import Me, me_of
from app.accounts.people.queries import by_id
from app.accounts.sessions.queries import end_by_token
from app.accounts.sessions.sessions import Way, begin, session_cookies, session_token
from app.accounts.tickets.queries import issue
from app.accounts.tokens import hash_token
from app.errors import Forbidden
from app.web.action import Done
from app.web.returning import here_only
from app.web.view import View

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.accounts.accounts import Accounts
    from app.accounts.people.user import User
    from app.web.sender import Sender

STEP: Final = "step"
"""The kind of ticket, and the cookie, of a sign-in that lacks its second step."""
STEP_LASTS: Final = timedelta(minutes=10)
LANDING: Final = "/dashboard"
WHOLE: Final = frozenset({"passkey", "recovery code"})
"""Ways that are a second step themselves."""


class Half(msgspec.Struct, frozen=True):
    """What the ticket of a half-done sign-in remembers: the first way, and where to go afterwards."""

    way: Way
    back: str


class SecondStep(View, kw_only=True):
    """The first step is done; the second is a passkey or a recovery code, at `/signin/second`."""

    second_step: bool = True


class AccountDisabled(Forbidden):
    """The operator has locked this account."""

    default_code = "account_disabled"


def enter(
    accounts: Accounts, db: Database, user_id: str, way: Way, sender: Sender, back: str = LANDING
) -> Done[Me] | Done[SecondStep]:
    """Sign a person in who has just proved, by `way`, who they are; inside a write. `back` is where they go next.

    With a second step switched on, and a way that is none itself, the answer is a ticket for `/signin/second` instead.
    A session that this browser had ends. Raises AccountDisabled.
    """
    user = by_id(db, user_id)
    if user is None or user.disabled_at is not None:
        raise AccountDisabled("The operator has locked this account. Write to them if you think that is a mistake.")
    now, secure = accounts.now(), accounts.secure
    back = here_only(back, LANDING)
    if user.second_step and way not in WHOLE:
        ticket = issue(db, STEP, now, STEP_LASTS, user_id=user.id, data=Half(way, back))
        cookie = secret_cookie(STEP, ticket.raw, STEP_LASTS, secure=secure)
        return Done(view=SecondStep(), to="/signin/second", status=202, cookies=(cookie,))
    _end_former(db, accounts, user, sender)
    token = begin(db, user.id, way, now, sender.whence)
    theme = () if user.theme == "system" else (theme_cookie(user.theme, secure=secure),)
    cookies = (*session_cookies(token, secure=secure), no_cookie(STEP, secure=secure), *theme)
    return Done(view=me_of(user), to=back if user.delete_after is None else "/settings/privacy", cookies=cookies)


def _end_former(db: Database, accounts: Accounts, user: User, sender: Sender) -> None:
    raw = session_token(accounts, sender)
    if raw and end_by_token(db, hash_token(raw)):
        note(db, "session.replaced", accounts.now(), sender.whence, user_id=user.id)
