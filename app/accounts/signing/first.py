"""The first account: whoever has the link that the log shows runs the instance."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.accounts.people.queries import any_admin
from app.accounts.signing.tickets import FIRST
from app.accounts.signing.ways import link_dead
from app.accounts.tickets.queries import issue, take, withdraw_kind

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.accounts.accounts import Accounts

LOG = logging.getLogger("tessera")
LASTS: Final = timedelta(days=30)


def print_first_link(accounts: Accounts) -> str:
    """While nobody runs the instance, print the link by which its operator signs up, and return it; else nothing.

    Each start makes a new one and voids those before.
    """
    with accounts.store.write() as db:
        withdraw_kind(db, FIRST)
        if any_admin(db):
            return ""
        token = issue(db, FIRST, accounts.now(), LASTS)
    link = f"{accounts.site}/signup?first={token.raw}"
    LOG.warning("Nobody runs this instance yet. The account made by this link does: %s", link)
    return link


def take_first(db: Database, accounts: Accounts, raw: str) -> bool:
    """Whether a sign-up came by that link, which is used up by it; false without one. Raises LinkDead."""
    if not raw:
        return False
    if take(db, FIRST, raw, accounts.now()) is None or any_admin(db):
        raise link_dead()
    return True
