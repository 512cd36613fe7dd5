"""The queue of letters: a row for each, sent when the write that posted it has been committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.letters import queries

if TYPE_CHECKING:
    import msgspec
    from sqlite_utils import Database

    from app.accounts.accounts import Accounts


def post(db: Database, accounts: Accounts, kind: str, address: str, data: msgspec.Struct | None = None) -> None:
    """Have a letter sent, in the transaction of what it tells of: without that there is no letter either.

    `kind` is one of `letters.kinds.KINDS`, `data` what that kind reads. The letter is written when it is sent, and a
    secret in it is made then, so that the queue holds none. It is sent at least once, over three days of trying.
    """
    queries.insert(db, kind, address, data, accounts.now())
    accounts.store.after_commit(accounts.letters_wait.set)
