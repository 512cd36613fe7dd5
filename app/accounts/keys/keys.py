"""API keys: `Authorization: Bearer tessera_…`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.accounts.keys import queries
from app.accounts.tokens import hash_token

if TYPE_CHECKING:
    from app.accounts.accounts import Accounts
    from app.accounts.keys.queries import Key
    from app.web.sender import Whence

PREFIX: Final = "tessera_"
NOTED_EVERY: Final = timedelta(minutes=1)


def key_of(accounts: Accounts, raw: str, whence: Whence) -> Key | None:
    """The key that a token is, when it is good. Its last use is written down, once a minute at most."""
    now = accounts.now()
    with accounts.store.read() as db:
        key = queries.by_token(db, hash_token(raw), now)
    if key is not None and (key.used_at is None or now - key.used_at > NOTED_EVERY):
        with accounts.store.write() as db:
            queries.set_used(db, key.id, now, whence.address)
    return key
