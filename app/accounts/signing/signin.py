"""Signing in with a password, and signing out."""

from __future__ import annotations

import msgspec
from litestar.di import NamedDependency

from app.accounts import limits
from app.accounts.accounts import Accounts
from app.accounts.addresses import BadEmail, address_from
from app.accounts.audit.queries import note
from app.accounts.me import Me
from app.accounts.passwords import fits, hash_password, is_outdated
from app.accounts.people.queries import Kept, kept_of, set_password
from app.accounts.people.queries import password_hash as hash_now
from app.accounts.sessions.queries import by_token, end_by_token
from app.accounts.sessions.sessions import IDLE, no_cookies, session_token
from app.accounts.signing.entering import SecondStep, enter
from app.accounts.signing.views import SignInPage
from app.accounts.signing.ways import LANDING, Next, wanted, ways
from app.accounts.tokens import hash_token
from app.errors import AppError, FieldError
from app.web.action import Done, Nothing, Refusal
from app.web.returning import here_only
from app.web.sender import Sender


class SignIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Address and password. `next` is the address here to go to afterwards."""

    email: str
    password: str
    next: str = ""


class SignOut(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nothing is needed to leave. `next` is the address here to go to afterwards."""

    next: str = ""


class WrongCredentials(AppError):
    """No account has this address and this password. Nobody is told which of them is wrong.

    It is no Unauthorized, as that one leads to the sign-in, where one is.
    """

    status, default_code = 401, "wrong_credentials"


def wrong_credentials() -> WrongCredentials:
    """The one refusal of every sign-in by password, told beside it."""
    why = "Address and password don’t belong together. Try again, or set a new password."
    return WrongCredentials(why, errors=(FieldError("password", why),))


def sign_in_page(accounts: NamedDependency[Accounts], refusal: NamedDependency[Refusal], back: Next = "") -> SignInPage:
    """The ways in."""
    return SignInPage(back=wanted(refusal, back), ways=ways(accounts), refusal=refusal, picture=accounts.picture())


def sign_in(
    given: SignIn, accounts: NamedDependency[Accounts], sender: NamedDependency[Sender]
) -> Done[Me] | Done[SecondStep]:
    """Sign in with a password.

    The answer is a session's cookie, or, for an account with a second step, a 202 and what `/signin/second` asks for.
    Wrong is `wrong_credentials`, after the same time, whether the address is known or not.
    """
    email = _as_kept(given.email)
    limits.before_sign_in(accounts, sender, email)
    with accounts.store.read() as db:
        known = kept_of(db, email)
    if not fits(given.password, known.password_hash if known else None) or known is None:
        limits.after_failure(accounts, sender, email)
        _note_refused(accounts, sender, known)
        raise wrong_credentials()
    limits.after_success(accounts, sender, email)
    anew = hash_password(given.password) if is_outdated(known.password_hash or "") else None
    with accounts.store.write() as db:
        if hash_now(db, known.id) != known.password_hash:  # it was changed while this one was looked at
            raise wrong_credentials()
        if anew is not None:
            set_password(db, known.id, anew)
        return enter(accounts, db, known.id, "password", sender, given.next or LANDING)


def _as_kept(given: str) -> str:
    """The address as it would be kept; what is no address is nobody's, and is refused as such."""
    try:
        return address_from(given)
    except BadEmail:
        return given[:254]


def _note_refused(accounts: Accounts, sender: Sender, known: Kept | None) -> None:
    """What was typed as an address is not kept: people type their passwords there."""
    with accounts.store.write() as db:
        user_id = known.id if known else None
        note(db, "session.refused", accounts.now(), sender.whence, user_id=user_id, actor="nobody", detail="password")


def sign_out(given: SignOut, accounts: NamedDependency[Accounts], sender: NamedDependency[Sender]) -> Done[Nothing]:
    """Sign out. Whoever is not signed in is told the same."""
    raw, now = session_token(accounts, sender), accounts.now()
    if raw:
        with accounts.store.write() as db:
            session = by_token(db, hash_token(raw), now, now - IDLE)
            if end_by_token(db, hash_token(raw)) and session is not None:
                note(db, "session.ended", now, sender.whence, user_id=session.user.id, detail="signed out")
    return Done(view=Nothing(), to=here_only(given.next), cookies=no_cookies(secure=accounts.secure))
