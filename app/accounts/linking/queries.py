"""The SQL of the identities in `users`."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from app.errors import Conflict

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.accounts.linking.identity import Identity, Provider

OWNER = """
SELECT id FROM users WHERE (:provider = 'google' AND google_sub = :sub) OR (:provider = 'github' AND github_id = :sub)
"""
SET = """
UPDATE users SET
    google_sub = CASE :provider WHEN 'google' THEN :sub ELSE google_sub END,
    google_email = CASE :provider WHEN 'google' THEN :called ELSE google_email END,
    github_id = CASE :provider WHEN 'github' THEN :sub ELSE github_id END,
    github_login = CASE :provider WHEN 'github' THEN :called ELSE github_login END
WHERE id = :user
"""


class IdentityTaken(Conflict):
    """Another account here is linked to this identity."""

    default_code = "identity_taken"


def owner_of(db: Database, identity: Identity) -> str | None:
    """The id of the account that this identity opens."""
    row = db.conn.execute(OWNER, {"provider": identity.provider, "sub": identity.sub}).fetchone()
    return str(row[0]) if row else None


def link(db: Database, user_id: str, identity: Identity) -> None:
    """From now on the identity opens this account. Raises IdentityTaken."""
    row = {"provider": identity.provider, "sub": identity.sub, "called": identity.called, "user": user_id}
    try:
        db.conn.execute(SET, row)
    except sqlite3.IntegrityError:
        raise IdentityTaken(
            f"This {identity.at} account opens another account here. Unlink it there first. Nothing was changed."
        ) from None


def unlink(db: Database, user_id: str, provider: Provider) -> None:
    """The account is opened by no identity of this provider any more."""
    db.conn.execute(SET, {"provider": provider, "sub": None, "called": None, "user": user_id})
