"""`/signin/second`: what a sign-in still needs when the second step is switched on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Literal

import msgspec
from litestar.di import NamedDependency

from app.accounts.accounts import Accounts
from app.accounts.audit.queries import note
from app.accounts.cookies import cookie_name
from app.accounts.door_picture import DoorPicture
from app.accounts.limits import before_proof
from app.accounts.me import Me
from app.accounts.passkeys.proving import PasskeyRefused, accept, proof_of, request_options
from app.accounts.passkeys.schemas import Assertion, RequestOptions
from app.accounts.passkeys.telling import tell_owner
from app.accounts.people.queries import by_id
from app.accounts.second.codes import use_code
from app.accounts.second.queries import codes_left
from app.accounts.signing.entering import STEP, Half, SecondStep, enter
from app.accounts.tickets.queries import count_try, look, take
from app.errors import AppError, FieldError, Gone
from app.web.action import Done, Refusal
from app.web.sender import Sender
from app.web.view import View

if TYPE_CHECKING:
    from sqlite_utils import Database

TRIES: Final = 5


class SecondStepGone(Gone):
    """There is no half-done sign-in: it took too long, is done by now, or had too many wrong tries."""

    default_code = "second_step_gone"


class WrongRecoveryCode(AppError):
    """Not a code of this person, or one that was used before."""

    status, default_code = 401, "wrong_recovery_code"


class Waiting(msgspec.Struct, frozen=True):
    """A sign-in whose first step is done."""

    user_id: str
    back: str
    tries: int


class SecondPage(View, kw_only=True):
    """The second step of a sign-in. `waiting` is false when there is none to be taken; then one begins at `/signin`."""

    template: ClassVar[str] = "accounts/second.html"

    waiting: bool
    refusal: Refusal
    picture: DoorPicture | None


class SecondProof(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Either a recovery code, or a passkey’s answer: as JSON, or as its text."""

    code: str = ""
    credential: Assertion | str = ""


def second_page(
    accounts: NamedDependency[Accounts], sender: NamedDependency[Sender], refusal: NamedDependency[Refusal]
) -> SecondPage:
    """The second step of a sign-in."""
    try:
        waiting = bool(_waiting(accounts, _raw(accounts, sender)))
    except SecondStepGone:
        waiting = False
    return SecondPage(waiting=waiting, refusal=refusal, picture=accounts.picture())


def second_options(accounts: NamedDependency[Accounts], sender: NamedDependency[Sender]) -> Done[RequestOptions]:
    """What to ask a passkey for the second step."""
    raw = _raw(accounts, sender)
    waiting = _waiting(accounts, raw)
    return Done(view=request_options(accounts, "second", bound=raw, user_id=waiting.user_id))


def take_second_step(
    given: SecondProof, accounts: NamedDependency[Accounts], sender: NamedDependency[Sender]
) -> Done[Me] | Done[SecondStep]:
    """Finish a sign-in with a recovery code or a passkey."""
    raw = _raw(accounts, sender)
    waiting = _waiting(accounts, raw)
    if given.code.strip() and not given.credential:
        before_proof(accounts, sender, waiting.user_id)
        return _by_code(accounts, sender, raw, given.code)
    before_proof(accounts, sender, "")
    try:
        proof = proof_of(accounts, sender, given.credential, "second", bound=raw, user_id=waiting.user_id)
    except PasskeyRefused:
        with accounts.store.write() as db:
            _count_wrong(db, accounts, sender, raw)
        raise
    with accounts.store.write() as db:
        accept(db, accounts, proof)
        return _finish(db, accounts, sender, raw, "passkey")


def _by_code(accounts: Accounts, sender: Sender, raw: str, typed: str) -> Done[Me] | Done[SecondStep]:
    with accounts.store.write() as db:
        user_id = _waiting_in(db, accounts, raw).user_id
        if use_code(db, accounts, user_id, typed):
            _tell_of_code(db, accounts, sender, user_id)
            return _finish(db, accounts, sender, raw, "recovery code")
        left = _count_wrong(db, accounts, sender, raw)
    if left == 0:
        raise SecondStepGone(f"That was wrong {TRIES} times, so this sign-in is over. Begin again at the sign-in.")
    wrong = FieldError("code", "This is none of your codes, or was used before.")
    tries = "one more try" if left == 1 else f"{left} more tries"
    raise WrongRecoveryCode(f"The code is not right. You are not signed in yet, and have {tries}.", errors=(wrong,))


def _tell_of_code(db: Database, accounts: Accounts, sender: Sender, user_id: str) -> None:
    left, user = codes_left(db, user_id), by_id(db, user_id)
    note(db, "recovery_code.used", accounts.now(), sender.whence, user_id=user_id, detail=f"{left} left")
    if user is not None:
        happened = f"A recovery code of your account was used, which leaves {left},"
        tell_owner(db, accounts, user.email, "A recovery code was used", happened)


def _finish(
    db: Database, accounts: Accounts, sender: Sender, raw: str, way: Literal["passkey", "recovery code"]
) -> Done[Me] | Done[SecondStep]:
    waiting = _waiting_in(db, accounts, raw)
    take(db, STEP, raw, accounts.now())
    return enter(accounts, db, waiting.user_id, way, sender, waiting.back)


def _count_wrong(db: Database, accounts: Accounts, sender: Sender, raw: str) -> int:
    """One more wrong answer, counted in the write that found it wrong; how many more there may be."""
    waiting = _waiting_in(db, accounts, raw)
    left = TRIES - waiting.tries - 1
    note(db, "second_step.failed", accounts.now(), sender.whence, user_id=waiting.user_id, actor="nobody")
    if left > 0:
        count_try(db, raw)
    else:
        take(db, STEP, raw, accounts.now())
    return left


def _raw(accounts: Accounts, sender: Sender) -> str:
    return sender.cookie(cookie_name(STEP, secure=accounts.secure))


def _waiting(accounts: Accounts, raw: str) -> Waiting:
    with accounts.store.read() as db:
        return _waiting_in(db, accounts, raw)


def _waiting_in(db: Database, accounts: Accounts, raw: str) -> Waiting:
    """The half-done sign-in of this browser. Raises SecondStepGone."""
    ticket = look(db, STEP, raw, accounts.now()) if raw else None
    if ticket is None or ticket.user_id is None:
        raise SecondStepGone("No sign-in is waiting here: it took too long, or is done. Begin again at the sign-in.")
    return Waiting(ticket.user_id, ticket.read(Half).back, ticket.tries)
