"""Erasing those whose time to change their mind is over, and sweeping up what interrupted work left.

All rows go in one transaction, which lists the files that nothing needs after it; then the files go. After a crash in
between, the next call removes what is still listed. The database overwrites what it deletes with zeros.
"""

from __future__ import annotations

import logging
import re
import time
from typing import TYPE_CHECKING, Final

from app.accounts.audit.queries import note, other_addresses
from app.accounts.people.queries import by_id
from app.accounts.privacy import queries
from app.accounts.privacy.exporting import FOLDER as EXPORTS
from app.accounts.privacy.exporting import UNFINISHED
from app.accounts.profile.picture import FOLDER as PICTURES
from app.accounts.profile.queries import has_picture
from app.accounts.removal.removal import remove, to_be_removed
from app.engine.queries import forget_jobs_of
from app.web.sender import Whence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils import Database

    from app.accounts.accounts import Accounts
    from app.accounts.people.user import User

LOG = logging.getLogger("tessera.privacy")
OUTBOX: Final = "outbox"
LEFT_SECONDS: Final = 3600
FOLDS: Final = 6
FOLD_PAUSE: Final = 0.5
NOBODY: Final = Whence()


def erase_due(accounts: Accounts) -> None:
    """Erase every account whose time is over, and finish what was interrupted.

    One that can't be erased is told in the log, and tried again with the next call.
    """
    finished = remove(accounts)
    _sweep(accounts)
    with accounts.store.read() as db:
        waiting = queries.due(db, accounts.now())
    erased = 0
    for user_id in waiting:
        try:
            erased += erase(accounts, user_id)
        except Exception:
            LOG.exception("an account could not be erased; it is tried again")
    if erased or finished:
        _fold(accounts)


def _fold(accounts: Accounts) -> None:
    """Have nothing of them in the write-ahead log either. Who reads for so long that it can't be done is told of."""
    for _ in range(FOLDS):
        if accounts.store.fold():
            return
        time.sleep(FOLD_PAUSE)
    LOG.warning("the database's log could not be emptied after an account was erased; the next writes overwrite it")


def erase(accounts: Accounts, user_id: str) -> bool:
    """Erase an account whose time is over: rows, files, keys, sessions, letters; false when its owner kept it."""
    now = accounts.now()
    with accounts.store.write() as db:
        user = by_id(db, user_id)
        if user is None or user.delete_after is None or user.delete_after > now:
            return False
        addresses = {user.email, *other_addresses(db, user.id)}
        paths = [path for holding in accounts.holdings for path in holding.erase(db, user.id)]
        to_be_removed(accounts, db, [*paths, *_own_files(accounts, db, user, addresses)])
        forget_jobs_of(db, user.id)
        for address in addresses:
            queries.erase_traces(db, user.id, address)
        queries.erase_rows(db, user.id)
        note(db, "account.erased", now, NOBODY)
    return True


def expire_exports(accounts: Accounts) -> None:
    """Remove exports whose seven days are over."""
    root = accounts.settings.data_folder
    with accounts.store.write() as db:
        to_be_removed(accounts, db, [root / path for path in queries.expire_rows(db, accounts.now())])


def _own_files(accounts: Accounts, db: Database, user: User, addresses: set[str]) -> Iterator[Path]:
    root = accounts.settings.data_folder
    yield from (root / PICTURES).glob(f"{user.id}-*.webp")
    for export in queries.exports_of(db, user.id):
        yield root / EXPORTS / f"{export.id}.zip"
        yield from (root / "tmp").glob(f"{UNFINISHED}{export.id}-*.zip")
    naming = _naming(addresses)
    yield from (path for path in (root / OUTBOX).glob("*.eml") if _speaks_of(path, user.id, naming))


def _naming(addresses: set[str]) -> re.Pattern[str]:
    """What finds any of these addresses, and none that one of them is only a part of."""
    each = "|".join(re.escape(address) for address in addresses)
    return re.compile(rf"(?<![\w.!#$%&'*+/=?^`{{|}}~-])(?:{each})(?![\w-]|\.\w)", re.IGNORECASE)


def _speaks_of(path: Path, user_id: str, naming: re.Pattern[str]) -> bool:
    """Whether a letter that was written to the disk went to this person, or names them."""
    try:
        raw = path.read_bytes()
    except OSError:
        return False
    if user_id.encode() in raw:
        return True
    from email import message_from_bytes
    from email.policy import default

    letter = message_from_bytes(raw, policy=default)
    parts = (part.get_content() for part in letter.walk() if part.get_content_maintype() == "text")
    return any(naming.search(str(text)) for text in (*letter.values(), *parts))


def _sweep(accounts: Accounts) -> None:
    """Files of interrupted work: pictures that are nobody's, exports without a row, unfinished ones; an hour old."""
    root, old = accounts.settings.data_folder, time.time() - LEFT_SECONDS
    unfinished = [path for path in (root / "tmp").glob(f"{UNFINISHED}*.zip") if _last_changed(path) < old]
    pictures = [path for path in (root / PICTURES).glob("*.webp") if _last_changed(path) < old]
    exports = [path for path in (root / EXPORTS).glob("*.zip") if _last_changed(path) < old]
    with accounts.store.read() as db:
        left = [
            path for path in pictures if not has_picture(db, path.stem.rpartition("-")[0], f"{PICTURES}/{path.name}")
        ]
        left += [path for path in exports if not queries.export_known(db, path.stem)]
    for path in (*unfinished, *left):
        path.unlink(missing_ok=True)


def _last_changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return time.time()
