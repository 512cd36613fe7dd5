"""Passkeys in the place of a password: a whole sign-in, and the proof that it is still the same person."""

from __future__ import annotations

import msgspec
from litestar.di import NamedDependency

from app.accounts.accounts import Accounts
from app.accounts.caller import Caller
from app.accounts.limits import before_proof
from app.accounts.me import Me
from app.accounts.passkeys.proving import accept, proof_of, request_options
from app.accounts.passkeys.schemas import Assertion, RequestOptions
from app.accounts.signing.again import proved
from app.accounts.signing.entering import LANDING, SecondStep, enter
from app.web.action import Done
from app.web.sender import Sender


class PasskeySignIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A passkey’s answer: as JSON, or as its text. `next` is the page here to go to afterwards."""

    credential: Assertion | str = ""
    next: str = ""


def sign_in_options(accounts: NamedDependency[Accounts]) -> Done[RequestOptions]:
    """What to ask a passkey for a sign-in. Whose it is, the passkey says."""
    return Done(view=request_options(accounts, "signin"))


def sign_in_by_passkey(
    given: PasskeySignIn, accounts: NamedDependency[Accounts], sender: NamedDependency[Sender]
) -> Done[Me] | Done[SecondStep]:
    """Sign in with a passkey; that is both steps at once."""
    before_proof(accounts, sender, "")
    proof = proof_of(accounts, sender, given.credential, "signin")
    with accounts.store.write() as db:
        accept(db, accounts, proof)
        return enter(accounts, db, proof.user_id, "passkey", sender, given.next or LANDING)


def again_options(person: NamedDependency[Caller], accounts: NamedDependency[Accounts]) -> Done[RequestOptions]:
    """What to ask a passkey of whoever is signed in, to prove that it is still them."""
    return Done(view=request_options(accounts, "again", bound=person.proof, user_id=person.user.id))


def prove_again_by_passkey(
    given: PasskeySignIn,
    person: NamedDependency[Caller],
    accounts: NamedDependency[Accounts],
    sender: NamedDependency[Sender],
) -> Done[Me]:
    """Prove with a passkey that it is still you; your session gets a new token."""
    user = person.user
    before_proof(accounts, sender, "")
    proof = proof_of(accounts, sender, given.credential, "again", bound=person.proof, user_id=user.id)
    with accounts.store.write() as db:
        accept(db, accounts, proof)
        return proved(accounts, db, person, "passkey", given.next)
