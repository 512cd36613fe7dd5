"""Challenges: what a passkey signs, so that nothing it signed before is worth anything.

A challenge carries its end and a seal of the instance over what it is for, so that asking for one writes nothing, and
any number of open pages each have their own. The one who takes its answer spends it, in the same write.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal

from app.accounts.passkeys.schemas import BadPasskey, base64url, from_base64url
from app.accounts.tokens import hash_code
from app.errors import AppError

if TYPE_CHECKING:
    from app.accounts.accounts import Accounts

Purpose = Literal["signin", "second", "again", "new"]

LASTS: Final = timedelta(minutes=10)
KIND: Final = "passkey"
"""The kind of ticket that a spent challenge leaves behind."""
RANDOM_BYTES, END_BYTES, SEAL_BYTES = 16, 5, 32


class StaleChallenge(AppError):
    """The challenge is too old, was used before, or was made for something else."""

    status, default_code = 401, "passkey_stale"


def new_challenge(accounts: Accounts, purpose: Purpose, bound: str = "") -> str:
    """A challenge for this purpose only, and for what it is `bound` to: a session, or a half-done sign-in."""
    ends = int((accounts.now() + LASTS).timestamp())
    body = secrets.token_bytes(RANDOM_BYTES) + ends.to_bytes(END_BYTES, "big")
    return base64url(body + _seal(accounts, purpose, bound, body))


def end_of(accounts: Accounts, challenge: str, purpose: Purpose, bound: str = "") -> datetime:
    """When a challenge ends. Raises StaleChallenge when it has, or is none of ours for this purpose."""
    try:
        raw = from_base64url(challenge)
    except BadPasskey:
        raise stale() from None
    body, seal = raw[: RANDOM_BYTES + END_BYTES], raw[RANDOM_BYTES + END_BYTES :]
    if not hmac.compare_digest(seal, _seal(accounts, purpose, bound, body)):
        raise stale()
    ends = datetime.fromtimestamp(int.from_bytes(body[RANDOM_BYTES:], "big"), UTC)
    if ends <= accounts.now():
        raise stale()
    return ends


def stale() -> StaleChallenge:
    """The refusal of an answer that comes too late or a second time."""
    return StaleChallenge("That took too long, or was used before. Try again. Nothing was changed.")


def _seal(accounts: Accounts, purpose: Purpose, bound: str, body: bytes) -> bytes:
    return hash_code(accounts.secret, KIND, purpose, bound, body.hex())
