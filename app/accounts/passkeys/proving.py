"""A passkey's proof of who somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.accounts.audit.queries import note
from app.accounts.passkeys.challenges import KIND, LASTS, Purpose, end_of, new_challenge, stale
from app.accounts.passkeys.domain import needed_domain
from app.accounts.passkeys.queries import Owned, Passkey, by_credential, of_user, set_used
from app.accounts.passkeys.schemas import (
    Assertion,
    Descriptor,
    RequestOptions,
    base64url,
    challenge_in,
    from_base64url,
    read_credential,
)
from app.accounts.passkeys.verifying import Answered, verified_answer
from app.accounts.tickets.queries import spend
from app.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlite_utils import Database

    from app.accounts.accounts import Accounts
    from app.web.sender import Sender


class PasskeyRefused(AppError):
    """The passkey is not known here, is another person's, or its signature is not right."""

    status, default_code = 401, "passkey_refused"


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """A signature that is right, by a passkey of `user_id`; it counts once it is `accepted`."""

    passkey: Passkey
    answered: Answered
    challenge: str
    ends: datetime

    @property
    def user_id(self) -> str:
        return self.passkey.user_id


def request_options(
    accounts: Accounts, purpose: Purpose, *, bound: str = "", user_id: str | None = None
) -> RequestOptions:
    """What to ask a passkey of this person, or of anyone. Raises PasskeysUnavailable."""
    allowed: list[Passkey] = []
    if user_id is not None:
        with accounts.store.read() as db:
            allowed = of_user(db, user_id)
    return RequestOptions(
        challenge=new_challenge(accounts, purpose, bound),
        timeout=int(LASTS.total_seconds() * 1000),
        rp_id=needed_domain(accounts.site).host,
        allow_credentials=described(allowed),
        user_verification="preferred" if purpose == "second" else "required",
    )


def described(passkeys: Iterable[Passkey]) -> tuple[Descriptor, ...]:
    """Passkeys as browsers are told of them."""
    return tuple(Descriptor(id=base64url(each.credential_id), transports=each.transports) for each in passkeys)


def proof_of(
    accounts: Accounts,
    sender: Sender,
    given: Assertion | str,
    purpose: Purpose,
    *,
    bound: str = "",
    user_id: str | None = None,
) -> Proof:
    """Check what a passkey answered: a passkey of `user_id`, or, without one, whosever it says it is.

    Where the passkey is all there is to a sign-in, it must have checked who uses it (by finger, face or PIN); a second
    step is content with its presence. Raises BadPasskey, StaleChallenge, PasskeyRefused or PasskeysUnavailable.
    """
    domain, assertion = needed_domain(accounts.site), read_credential(given, Assertion)
    challenge = challenge_in(from_base64url(assertion.response.client_data))
    ends = end_of(accounts, challenge, purpose, bound)
    with accounts.store.read() as db:
        owned = by_credential(db, from_base64url(assertion.id))
    if owned is None or not _is_owners(owned, assertion, user_id):
        raise PasskeyRefused("This passkey is not known here. It may have been removed. Take another way in.")
    passkey = owned.passkey
    answered = verified_answer(assertion, challenge, domain, passkey.public_key, in_person=purpose != "second")
    if answered is None:
        raise PasskeyRefused("This passkey’s signature is not right. Try again, or take another way in.")
    if answered.count <= passkey.sign_count and (answered.count or passkey.sign_count):
        _tell_of_copy(accounts, sender, passkey)
    return Proof(passkey=passkey, answered=answered, challenge=challenge, ends=ends)


def accept(db: Database, accounts: Accounts, proof: Proof) -> None:
    """Spend a proof, inside the write of what it is for. Raises StaleChallenge when it was spent before."""
    now, answered = accounts.now(), proof.answered
    fresh = spend(db, KIND, proof.challenge, now, proof.ends)
    if not fresh or not set_used(db, proof.passkey, answered.count, answered.backed_up, now):
        raise stale()


def _is_owners(owned: Owned, assertion: Assertion, user_id: str | None) -> bool:
    """Whether the passkey is the one of whom it is asked for, and names its owner as we do (WebAuthn 7.2, step 6)."""
    named = assertion.response.user_handle
    if named is not None and from_base64url(named) != owned.handle:
        return False
    return owned.passkey.user_id == user_id if user_id is not None else named is not None


def _tell_of_copy(accounts: Accounts, sender: Sender, passkey: Passkey) -> None:
    """Two devices that count by themselves hold the same passkey (WebAuthn 6.1.1): one of them is a copy."""
    with accounts.store.write() as db:
        note(
            db,
            "passkey.refused",
            accounts.now(),
            sender.whence,
            user_id=passkey.user_id,
            actor="nobody",
            detail=f"{passkey.name}: its count went back, so there may be a copy of it",
        )
    raise PasskeyRefused(
        "This passkey’s count went back, so there may be a copy of it. "
        "Take another way in, then remove it in the settings."
    )
