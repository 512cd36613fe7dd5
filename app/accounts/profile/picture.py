"""A person's picture: a small square file that only they are shown."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Final

from app.accounts.audit.queries import note
from app.accounts.people.queries import by_id
from app.accounts.profile.queries import set_picture
from app.accounts.removal.removal import to_be_removed
from app.errors import NotFound, Unauthorized
from app.media.volume import place, telling
from app.web.rates import Rate

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.accounts.accounts import Accounts
    from app.accounts.caller import Caller
    from app.accounts.people.user import User

FOLDER: Final = "private/people"
PER_HOUR: Final = Rate("picture", 30, 3600)
FILE: Final = re.compile(r"[0-9a-f]{16}\.webp")


def picture_url(user: User) -> str:
    """Where the person finds their picture; nothing when they have none."""
    return f"/me/picture/{user.picture_path.rpartition('-')[2]}" if user.picture_path else ""


def picture_file(accounts: Accounts, user: User, file: str) -> bytes:
    """The person's own picture by the last part of its address. Raises NotFound for any other file."""
    path = f"{FOLDER}/{user.id}-{file}"
    if FILE.fullmatch(file) and user.picture_path == path:
        try:
            return (accounts.settings.data_folder / path).read_bytes()
        except FileNotFoundError:
            pass
    raise NotFound("There is no such picture. It may have been replaced.")


def keep_picture(accounts: Accounts, person: Caller, data: bytes) -> str:
    """Make a picture the person's own, in place of the one before; returns its path.

    Raises MediaError for bytes that are no picture, RateLimited for too many in an hour.
    """
    from app.media.portrait import portrait  # loads Pillow and NumPy

    accounts.rates.hit(PER_HOUR, person.user.id)
    content, root = portrait(data), accounts.settings.data_folder
    path = f"{FOLDER}/{person.user.id}-{secrets.token_hex(8)}.webp"
    with telling(root):
        place({root / path: content}, root / "tmp")
    try:
        with accounts.store.write() as db:
            _set(accounts, db, person, path)
            note(db, "picture.changed", accounts.now(), person.whence, user_id=person.user.id)
    except BaseException:
        (root / path).unlink(missing_ok=True)
        raise
    return path


def drop_picture(accounts: Accounts, person: Caller) -> None:
    """Remove the person's picture. Having none is no error."""
    with accounts.store.write() as db:
        _set(accounts, db, person, None)
        note(db, "picture.removed", accounts.now(), person.whence, user_id=person.user.id)


def _set(accounts: Accounts, db: Database, person: Caller, path: str | None) -> None:
    """Raises Unauthorized when the account has gone in this very moment."""
    former = by_id(db, person.user.id)
    if former is None or not set_picture(db, person.user.id, path):
        raise Unauthorized("This account is gone. Nothing was kept.")
    if former.picture_path:
        to_be_removed(accounts, db, [accounts.settings.data_folder / former.picture_path])
