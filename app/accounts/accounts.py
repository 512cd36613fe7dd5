"""What every page and form of the accounts room needs, in one place."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

import msgspec

from app.accounts.door_picture import PictureSource, no_picture
from app.accounts.oauth import OAuth
from app.accounts.tokens import secret_of
from app.web.rates import Rates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils import Database

    from app.database import Store
    from app.settings import Settings


class Portion(msgspec.Struct, frozen=True, kw_only=True):
    """A file of an export: `name` in the ZIP, and either `content` or the `path` of a file to copy."""

    name: str
    content: bytes = b""
    path: Path | None = None


class Holding(Protocol):
    """What another room keeps of a person; `main` hands each one in, as those rooms lie above this one."""

    def export(self, db: Database, user_id: str) -> Iterator[Portion]:
        """Everything it keeps of this person, for an export."""

    def erase(self, db: Database, user_id: str) -> list[Path]:
        """Remove it, in the transaction that removes the account; the files returned are removed after the commit."""


class Accounts:
    """The people of one instance. `site` is its address without a slash at its end, `secure` whether that is https,
    `picture()` what hangs on the wall beside the forms on the way in.
    """

    def __init__(
        self,
        store: Store,
        settings: Settings,
        holdings: tuple[Holding, ...] = (),
        picture: PictureSource = no_picture,
    ) -> None:
        self.store, self.settings, self.holdings, self.picture = store, settings, holdings, picture
        self.site = settings.public_url
        self.secure = self.site.startswith("https://")
        self.secret = secret_of(settings.data_folder, settings.secret_key)
        self.rates = Rates()
        self.oauth = OAuth(settings)
        self.letters_wait = threading.Event()  # a letter has been posted since the postman last looked

    def now(self) -> datetime:
        """The time, in UTC."""
        return datetime.now(UTC)
