"""What gets rid of itself: every ten minutes, and when the program starts."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.accounts.audit import queries as audit
from app.accounts.keys import queries as keys
from app.accounts.letters import queries as letters
from app.accounts.letters.carriers import clear_outbox
from app.accounts.privacy.erasing import erase_due, expire_exports
from app.accounts.sessions import queries as sessions
from app.accounts.sessions.sessions import IDLE
from app.accounts.tickets import queries as tickets

if TYPE_CHECKING:
    from app.accounts.accounts import Accounts

LOG = logging.getLogger("tessera.housekeeping")
EVERY: Final = 600.0
AUDIT_KEPT: Final = timedelta(days=400)
KEYS_KEPT: Final = timedelta(days=30)
"""How long a key that ran out or was revoked can still be told."""
LETTERS_KEPT: Final = timedelta(days=7)
OUTBOX_KEPT: Final = timedelta(days=30)


def expire_rows(accounts: Accounts) -> None:
    """Tickets and sessions that are no longer good, letters that nobody sent, and what is too old to be told."""
    now = accounts.now()
    with accounts.store.write() as db:
        tickets.expire(db, now)
        sessions.expire(db, now, now - IDLE)
        keys.expire(db, now - KEYS_KEPT)
        letters.expire(db, now - LETTERS_KEPT)
        audit.expire(db, now - AUDIT_KEPT)


def expire_outbox(accounts: Accounts) -> None:
    """Letters that were written into the data folder a month ago."""
    clear_outbox(accounts, accounts.now() - OUTBOX_KEPT)


Chore = Callable[["Accounts"], None]

CHORES: Final[tuple[Chore, ...]] = (expire_rows, expire_outbox, expire_exports, erase_due)


class Housekeeping:
    """A thread that does the chores. One that fails is told in the log, and keeps the others from nothing."""

    def __init__(self, accounts: Accounts, every: float = EVERY) -> None:
        self._accounts, self._every = accounts, every
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="housekeeping", daemon=True)

    def start(self) -> None:
        """Begin in a thread of this process."""
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> None:
        """Begin no further chore."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def tidy(self) -> None:
        """Do all chores once."""
        for chore in CHORES:
            if self._stop.is_set():
                return
            try:
                chore(self._accounts)
            except Exception:
                LOG.exception("%s failed and is tried again in ten minutes", chore.__name__)

    def _work(self) -> None:
        while not self._stop.is_set():
            self.tidy()
            self._stop.wait(self._every)
