"""People for the browser tests: accounts made beside the pages, and browsers that are signed in to them."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from app.accounts.passwords import hash_password
from app.accounts.people.queries import add_user, by_email
from app.accounts.sessions.sessions import begin
from app.web.sender import Whence

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

    from tests.instance import Instance

PASSWORD: Final = "seven grey herons"
HASH: Final[list[str]] = []
NUMBERS = count(1)


def add_person(wall: Instance, email: str = "", *, verified: bool = True, admin: bool = False, name: str = "") -> str:
    """A person with the password `PASSWORD`; returns their address."""
    accounts, email = wall.rooms.accounts, email or f"person-{next(NUMBERS)}@example.org"
    if not HASH:
        HASH.append(hash_password(PASSWORD))
    with accounts.store.write() as db:
        add_user(db, email, accounts.now(), password_hash=HASH[0], verified=verified, admin=admin, name=name)
    return email


def let_in(context: BrowserContext, wall: Instance, email: str) -> None:
    """Sign the browser in, as the pages do: by a cookie that scripts can't read, and a hint that they can."""
    accounts = wall.rooms.accounts
    with accounts.store.write() as db:
        person = by_email(db, email)
        assert person is not None
        token = begin(db, person.id, "password", accounts.now(), Whence("127.0.0.1", "tests"))
    context.add_cookies(
        [
            {"name": "session", "value": token.raw, "url": wall.url, "httpOnly": True, "sameSite": "Lax"},
            {"name": "signed_in", "value": "1", "url": wall.url, "sameSite": "Lax"},
        ]
    )
