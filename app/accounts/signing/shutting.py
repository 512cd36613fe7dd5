"""Shutting ways into an account that somebody else may have opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.audit.queries import linked_since
from app.accounts.keys.queries import revoke_all, revoke_since
from app.accounts.linking.queries import unlink
from app.accounts.passkeys.queries import count_of, remove_all, remove_since
from app.accounts.second.queries import forget_codes, set_second_step

if TYPE_CHECKING:
    from datetime import datetime

    from sqlite_utils import Database


def shut_all(db: Database, user_id: str, at: datetime) -> None:
    """Shut all ways in but the password."""
    remove_all(db, user_id)
    _drop_second_step(db, user_id)
    revoke_all(db, user_id, at)
    unlink(db, user_id, "google")
    unlink(db, user_id, "github")


def shut_since(db: Database, user_id: str, since: datetime, at: datetime) -> None:
    """Shut those that were opened since then. A second step that no passkey is left for goes with them."""
    revoke_since(db, user_id, since, at)
    for provider in linked_since(db, user_id, since):
        unlink(db, user_id, provider)
    if remove_since(db, user_id, since) and not count_of(db, user_id):
        _drop_second_step(db, user_id)


def _drop_second_step(db: Database, user_id: str) -> None:
    set_second_step(db, user_id, on=False)
    forget_codes(db, user_id)
