"""A letter, from what it says to the bytes that are sent."""

from __future__ import annotations

import hmac
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from app.web.templates import ROOT

if TYPE_CHECKING:
    from email.message import EmailMessage

    from jinja2 import Environment

    from app.accounts.accounts import Accounts
    from app.accounts.letters.queries import Letter


class Mail(msgspec.Struct, frozen=True, kw_only=True):
    """What a letter says: paragraphs, a link as a button and a code to type, more paragraphs.

    Nothing in it may be what a stranger typed, but for addresses: else anybody could have the instance send their words
    to whomever they like.
    """

    to: str
    subject: str
    before: tuple[str, ...]
    label: str = ""
    link: str = ""
    digits: str = ""
    after: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()


def message_of(accounts: Accounts, letter: Letter, mail: Mail) -> EmailMessage:
    """The letter as text and as HTML. Sent again, it has the same Message-ID, so that some readers show it once."""
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.utils import format_datetime

    sender = accounts.settings.letters_from
    message = EmailMessage()
    message["From"] = Address(sender.name, addr_spec=sender.address)
    message["To"] = Address(addr_spec=mail.to)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(accounts.now())
    message["Message-ID"] = f"<{_unique(accounts.secret, letter)}@{sender.address.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody is away from this
    for name, value in mail.headers:
        message[name] = value
    for form, kind in (("txt", "plain"), ("html", "html")):
        template = _environment().get_template(f"accounts/mail/letter.{form}")
        text = template.render(msgspec.structs.asdict(mail), site=accounts.site, host=urlsplit(accounts.site).netloc)
        if kind == "plain":
            message.set_content(text, cte="quoted-printable")
        else:
            message.add_alternative(text, subtype="html", cte="quoted-printable")
    return message


def _unique(secret: bytes, letter: Letter) -> str:
    told = f"letter\0{letter.number}\0{letter.created_at.isoformat()}"
    return hmac.digest(secret, told.encode(), "sha256").hex()[:32]


@lru_cache(1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    return Environment(
        loader=FileSystemLoader(ROOT),
        undefined=StrictUndefined,
        autoescape=select_autoescape(("html",)),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
