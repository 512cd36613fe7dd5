"""Adding a passkey to an account."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec
from litestar.di import NamedDependency

from app.accounts.accounts import Accounts
from app.accounts.audit.queries import note
from app.accounts.caller import Caller
from app.accounts.passkeys import queries
from app.accounts.passkeys.challenges import KIND, LASTS, end_of, new_challenge, stale
from app.accounts.passkeys.domain import needed_domain
from app.accounts.passkeys.keeping import PAGE, KeptPasskey, kept_passkey
from app.accounts.passkeys.naming import default_name, free_name, good_name
from app.accounts.passkeys.proving import described
from app.accounts.passkeys.queries import Passkey
from app.accounts.passkeys.schemas import (
    BadPasskey,
    CreationOptions,
    Holder,
    Party,
    Registration,
    base64url,
    challenge_in,
    from_base64url,
    read_credential,
)
from app.accounts.passkeys.telling import tell_owner
from app.accounts.passkeys.verifying import NewKey, verified_key
from app.accounts.tickets.queries import spend
from app.errors import Conflict
from app.web.action import Done
from app.web.sender import Sender

MOST: Final = 20
TRANSPORTS: Final = frozenset({"usb", "nfc", "ble", "smart-card", "internal", "cable", "hybrid"})
LONGEST_ID: Final = 1023
"""Bytes of a credential's id (WebAuthn 7.1, step 25)."""


class TooManyPasskeys(Conflict):
    """The account has as many passkeys as one may have."""

    default_code = "too_many_passkeys"


class NewPasskey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new passkey: as JSON, or as its text. Without a name it gets that of the device."""

    credential: Registration | str = ""
    name: str = ""


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A registration that is right; it counts once its challenge is spent."""

    registration: Registration
    key: NewKey
    challenge: str
    ends: datetime


def new_options(fresh: NamedDependency[Caller], accounts: NamedDependency[Accounts]) -> Done[CreationOptions]:
    """How to make a passkey for your account."""
    domain, user = needed_domain(accounts.site), fresh.user
    with accounts.store.read() as db:
        handle, there = queries.handle_of(db, user.id), queries.of_user(db, user.id)
    options = CreationOptions(
        challenge=new_challenge(accounts, "new", fresh.proof),
        timeout=int(LASTS.total_seconds() * 1000),
        rp=Party(domain.host, "Tessera"),
        user=Holder(id=base64url(handle), name=user.email, display_name=user.called),
        exclude_credentials=described(there),
    )
    return Done(view=options)


def add_passkey(
    given: NewPasskey,
    fresh: NamedDependency[Caller],
    accounts: NamedDependency[Accounts],
    sender: NamedDependency[Sender],
) -> Done[KeptPasskey]:
    """Add a passkey to your account."""
    user, now = fresh.user, accounts.now()
    made = _checked(accounts, given.credential, fresh.proof)
    wanted = good_name(given.name) if given.name else default_name(made.registration, sender.whence.agent)
    with accounts.store.write() as db:
        there = queries.of_user(db, user.id)
        if len(there) >= MOST:
            raise TooManyPasskeys(f"An account has at most {MOST} passkeys. Remove one that you no longer use first.")
        if not spend(db, KIND, made.challenge, now, made.ends):
            raise stale()
        passkey = _passkey(made, user.id, free_name(wanted, {each.name for each in there}), now)
        queries.insert(db, passkey)
        note(db, "passkey.added", now, sender.whence, user_id=user.id, detail=passkey.name)
        tell_owner(db, accounts, user.email, "A passkey was added", "A passkey was added to your account")
    return Done(view=kept_passkey(passkey), to=PAGE, status=201)


def _checked(accounts: Accounts, given: Registration | str, bound: str) -> Checked:
    """Raises BadPasskey, StaleChallenge or PasskeysUnavailable."""
    domain, registration = needed_domain(accounts.site), read_credential(given, Registration)
    challenge = challenge_in(from_base64url(registration.response.client_data))
    ends = end_of(accounts, challenge, "new", bound)
    key = verified_key(registration, challenge, domain)
    if key is None or len(key.credential_id) > LONGEST_ID or from_base64url(registration.id) != key.credential_id:
        raise BadPasskey("This passkey can’t be taken here. Try another device or browser. Nothing was changed.")
    return Checked(registration=registration, key=key, challenge=challenge, ends=ends)


def _passkey(made: Checked, user_id: str, name: str, now: datetime) -> Passkey:
    return Passkey(
        id=queries.new_id(),
        credential_id=made.key.credential_id,
        user_id=user_id,
        public_key=made.key.public_key,
        sign_count=made.key.count,
        transports=tuple(sorted(TRANSPORTS & set(made.registration.response.transports))),
        backed_up=made.key.backed_up,
        name=name,
        created_at=now,
        used_at=None,
    )
