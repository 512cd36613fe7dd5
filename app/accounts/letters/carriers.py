"""How letters leave: through the operator's mail server, or into a folder."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from app.accounts.letters.queries import waits
from app.media.errors import StorageFull, Unwritable
from app.media.volume import folder, place, telling

if TYPE_CHECKING:
    from datetime import datetime
    from email.message import EmailMessage

    from app.accounts.accounts import Accounts
    from app.accounts.letters.mail import Mail

LOG = logging.getLogger("tessera.letters")
OUTBOX: Final = "outbox"
STAMP: Final = "%Y%m%dT%H%M%S.%fZ"


class Undelivered(Exception):
    """A letter was not taken; the message says why. `lasting`: it never will be, as its address takes no mail."""

    def __init__(self, reason: str, *, lasting: bool = False) -> None:
        super().__init__(reason)
        self.lasting = lasting


class Parcel(NamedTuple):
    """A letter on its way: its number in the queue, its kind, what it says, and the message that says it."""

    number: int
    kind: str
    mail: Mail
    message: EmailMessage


class Carrier(Protocol):
    """Where letters go."""

    def carry(self, parcel: Parcel) -> None:
        """Raises Undelivered."""


class Outbox:
    """Without a mail server, letters are files in the data folder; the log has what one would click on."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self.folder = accounts.settings.data_folder / OUTBOX

    def carry(self, parcel: Parcel) -> None:
        """Written whole or not at all, readable by the owner of the data folder alone.

        Not at all, too, when the letter has left the queue by now: whoever it was for has left, and the letters to them
        that lay here were removed in the same moment.
        """
        from email.policy import SMTP

        path = self.folder / f"{self._accounts.now():{STAMP}}-{parcel.kind}.eml"
        try:
            with self._accounts.store.write() as db, telling(self.folder.parent):
                if not waits(db, parcel.number):
                    return
                folder(self.folder)
                self.folder.chmod(0o700)
                place({path: parcel.message.as_bytes(policy=SMTP)}, self.folder.parent / "tmp")
        except (OSError, StorageFull, Unwritable) as error:
            raise Undelivered(str(error)) from error
        mail = parcel.mail
        code = f" Its code: {mail.digits}" if mail.digits else ""
        link = f" Its link: {mail.link}" if mail.link else ""
        LOG.info("No SMTP_URL is set: “%s” to %s is in %s.%s%s", mail.subject, mail.to, path, code, link)


def clear_outbox(accounts: Accounts, before: datetime) -> None:
    """Remove the letters in the data folder that were written before that time."""
    for path in (accounts.settings.data_folder / OUTBOX).glob("*.eml"):
        if path.name < f"{before:{STAMP}}":
            path.unlink(missing_ok=True)


def carrier_of(accounts: Accounts) -> Carrier:
    """The carrier that the settings ask for."""
    from app.accounts.letters.smtp import Smtp

    server = accounts.settings.mail_server
    return Outbox(accounts) if server is None else Smtp(server, accounts.settings.letters_from.address)
