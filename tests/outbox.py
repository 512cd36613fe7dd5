"""What an instance without a mail server wrote instead of sending it."""

from __future__ import annotations

import re
import time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import NamedTuple

LINK = re.compile(r"https?://\S+\?token=\S+")
CODE = re.compile(r"(?m)^\s*(\d{3}) ?(\d{3})\s*$")


class Read(NamedTuple):
    """A letter as its reader sees it. `link` is its first one with a token, `code` its digits; or nothing."""

    message: EmailMessage
    to: str
    subject: str
    text: str
    html: str

    @property
    def link(self) -> str:
        found = LINK.search(self.text)
        return found[0] if found else ""

    @property
    def token(self) -> str:
        return self.link.partition("?token=")[2]

    @property
    def code(self) -> str:
        found = CODE.search(self.text)
        return found[1] + found[2] if found else ""


def read_letter(raw: bytes) -> Read:
    """A letter from its bytes."""
    message = message_from_bytes(raw, EmailMessage, policy=default)
    parts = {part.get_content_type(): str(part.get_content()) for part in message.walk() if not part.is_multipart()}
    return Read(message, str(message["to"]), str(message["subject"]), parts["text/plain"], parts["text/html"])


class Outbox:
    """The folder of letters, the oldest first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def letters(self, address: str, kind: str = "") -> list[Read]:
        """All letters to an address, of a kind or of any."""
        files = sorted(self.folder.glob(f"*-{kind or '*'}.eml"))
        return [letter for letter in map(read_letter, (file.read_bytes() for file in files)) if letter.to == address]

    def latest(self, address: str, kind: str = "", *, least: int = 1, seconds: float = 10) -> Read:
        """The newest of the letters to an address, once there are `least` of them."""
        until = time.monotonic() + seconds
        while len(found := self.letters(address, kind)) < least:
            assert time.monotonic() < until, f"{len(found)} {kind} letters to {address}, where {least} should be"
            time.sleep(0.02)
        return found[-1]
