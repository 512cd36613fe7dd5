"""Removing files so that no crash leaves one behind.

They are listed in the transaction in which the last row lets go of them, and unlinked when that stands. What a crash
or a full disk left on the list, the next call removes.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from app.accounts.removal.queries import forget_files, list_files, next_files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sqlite_utils import Database

    from app.accounts.accounts import Accounts

LOG = logging.getLogger("tessera.removal")
BATCH: Final = 500


def to_be_removed(accounts: Accounts, db: Database, paths: Iterable[Path]) -> None:
    """List files below the data folder; they are unlinked once this write has been committed."""
    root = accounts.settings.data_folder
    list_files(db, (path.relative_to(root).as_posix() for path in paths))
    accounts.store.after_commit(lambda: _remove(accounts))


def remove(accounts: Accounts) -> int:
    """Unlink all that is still listed; returns how many were. One that resists is told in the log, and stays listed."""
    after, gone = "", 0
    while True:
        with accounts.store.read() as db:
            batch = next_files(db, after, BATCH)
        if not batch:
            return gone
        removed = [path for path in batch if _unlinked(accounts.settings.data_folder / path)]
        with accounts.store.write() as db:
            forget_files(db, removed)
        after, gone = batch[-1], gone + len(removed)


def _remove(accounts: Accounts) -> None:
    remove(accounts)


def _unlinked(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        LOG.warning("%s can't be removed and is tried again: %s", path, error.strerror)
        return False
    return True
