"""`/settings/mails`: which mails one gets that are not about the account's safety; and leaving them from a mail."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from typing import ClassVar, Final, Literal

import msgspec
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from app.accounts.accounts import Accounts
from app.accounts.audit.queries import note
from app.accounts.caller import Caller
from app.accounts.people.queries import by_id
from app.accounts.people.user import User
from app.accounts.profile.queries import set_mails
from app.accounts.tokens import hash_code
from app.errors import NotFound
from app.web.action import Done, Refusal
from app.web.sender import Sender
from app.web.view import View

Kind = Literal["finished", "news"]
SAVED: Final = "/settings/mails?saved=1"


class MailKind(msgspec.Struct, frozen=True):
    """A kind of mail that people may do without."""

    kind: Kind
    label: str
    about: str


OPTIONAL: Final = (
    MailKind("finished", "Long work is finished", "One mail when a run or a training that took long is done."),
    MailKind("news", "News of this instance", "What its operator tells everyone here, such as new image models."),
)


class Subscription(msgspec.Struct, frozen=True):
    """A kind of mail, and whether the person gets it."""

    kind: Kind
    label: str
    about: str
    on: bool


class Mails(View, kw_only=True):
    """The mails that the person may choose, and where all of theirs go; `saved` when they come from choosing."""

    template: ClassVar[str] = "accounts/mails.html"

    email: str
    mails: tuple[Subscription, ...]
    saved: bool
    refusal: Refusal


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The kinds of mail that the person wants, of those that are theirs to choose."""

    wanted: tuple[Kind, ...] = ()


class Unsubscribe(View, kw_only=True):
    """A kind of mail that a link in one leads away from; `off` when it is switched off already."""

    template: ClassVar[str] = "accounts/unsubscribe.html"

    label: str
    off: bool


def wants(user: User, kind: Kind) -> bool:
    """Whether a person is to be sent mails of this kind: the address is theirs, and they have not switched it off."""
    return user.verified and user.disabled_at is None and user.delete_after is None and kind not in user.mails


def unsubscribe_url(accounts: Accounts, user_id: str, kind: Kind) -> str:
    """Where a mail's reader leaves its kind with one click, signed in or not. The address never expires."""
    return f"{accounts.site}/unsubscribe/{_token(accounts, user_id, kind)}"


def unsubscribe_headers(accounts: Accounts, user_id: str, kind: Kind) -> tuple[tuple[str, str], ...]:
    """What a mail of this kind says to mail programs (RFC 2369 and RFC 8058)."""
    return (
        ("List-Unsubscribe", f"<{unsubscribe_url(accounts, user_id, kind)}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    )


def show_mails(
    person: NamedDependency[Caller], refusal: NamedDependency[Refusal], saved: FromQuery[bool] = False
) -> Mails:
    """The mails you get."""
    return mails_of(person.user, refusal, saved=saved and not refusal.message)


def mails_of(user: User, refusal: Refusal, *, saved: bool) -> Mails:
    """The page of a person's mails."""
    kinds = tuple(Subscription(m.kind, m.label, m.about, m.kind not in user.mails) for m in OPTIONAL)
    return Mails(email=user.email, mails=kinds, saved=saved, refusal=refusal)


def save_mails(given: Wanted, person: NamedDependency[Caller], accounts: NamedDependency[Accounts]) -> Done[Mails]:
    """Choose your mails. Those about the safety of your account always come."""
    off = tuple(sorted({mail.kind for mail in OPTIONAL} - set(given.wanted)))
    with accounts.store.write() as db:
        set_mails(db, person.user.id, off)
        note(db, "mails.changed", accounts.now(), person.whence, user_id=person.user.id)
    user = msgspec.structs.replace(person.user, mails=off)
    return Done(view=mails_of(user, Refusal(), saved=True), to=SAVED)


def show_unsubscribe(accounts: NamedDependency[Accounts], token: FromPath[str]) -> Unsubscribe:
    """What a mail's link would switch off."""
    user, mail = _read(accounts, token)
    return Unsubscribe(label=mail.label, off=mail.kind in user.mails)


def unsubscribe(
    accounts: NamedDependency[Accounts], sender: NamedDependency[Sender], token: FromPath[str]
) -> Unsubscribe:
    """Switch off the mails that a mail's link is about."""
    user, mail = _read(accounts, token)
    with accounts.store.write() as db:
        now = by_id(db, user.id)
        if now is not None and mail.kind not in now.mails:
            set_mails(db, user.id, {*now.mails, mail.kind})
            note(db, "mails.changed", accounts.now(), sender.whence, user_id=user.id, detail="by a mail’s link")
    return Unsubscribe(label=mail.label, off=True)


def _token(accounts: Accounts, user_id: str, kind: str) -> str:
    code = urlsafe_b64encode(hash_code(accounts.secret, "unsubscribe", user_id, kind)).decode().rstrip("=")
    return f"{kind}.{user_id}.{code}"


def _read(accounts: Accounts, token: str) -> tuple[User, MailKind]:
    """Whose mails, and which. Raises NotFound for a link that was never sent, or whose reader has left."""
    kind, _, rest = token.partition(".")
    user_id = rest.partition(".")[0]
    mail = next((each for each in OPTIONAL if each.kind == kind), None)
    good = hmac.compare_digest(token.encode(), _token(accounts, user_id, kind).encode())
    with accounts.store.read() as db:
        user = by_id(db, user_id) if good else None
    if user is None or mail is None:
        raise NotFound("This link leads nowhere: it is cut off, or the account is gone. No mails come from here then.")
    return user, mail
