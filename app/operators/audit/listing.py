"""`/admin/audit`: who did what from where, the newest first."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar, Final
from urllib.parse import urlencode

import msgspec
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter

from app.accounts.accounts import Accounts
from app.accounts.audit.queries import BEYOND_ALL, Entry, actions, lines
from app.accounts.caller import Caller
from app.accounts.people.queries import by_email, by_id
from app.accounts.sessions.devices import device_of
from app.operators.audit.words import words_of
from app.web.view import View

if TYPE_CHECKING:
    from sqlite_utils import Database

PLACE: Final = "/admin/audit"
AT_ONCE: Final = 50

Whose = Annotated[str, QueryParameter(description="Whose account: its address of mail, or its id.", max_length=254)]
Before = Annotated[int, QueryParameter(description="Lines older than the one of this number.", ge=1, le=BEYOND_ALL)]


class AuditLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line. `email` is the account's address today, empty when it is gone or nobody's; `own` says that it is the
    reader's; `by` is who did it when that was not the account's owner; `said` the action in plain words, `device` what
    `agent` seems to be.
    """

    number: int
    at: datetime
    user_id: str | None
    email: str
    own: bool
    by: str
    action: str
    said: str
    detail: str
    address: str
    agent: str
    device: str


class Option(msgspec.Struct, frozen=True):
    """An action that one can ask for."""

    key: str
    label: str


class AuditPage(View, kw_only=True):
    """A page of lines, the newest first; `next` is the address of those before them, null at the end. `user` and
    `action` are what was asked for, `known` says whether there is such an account.
    """

    template: ClassVar[str] = "operators/audit.html"

    entries: tuple[AuditLine, ...]
    next: str | None
    user: str
    action: str
    known: bool
    actions: tuple[Option, ...]


def audit_page(
    admin: NamedDependency[Caller],
    accounts: NamedDependency[Accounts],
    user: Whose = "",
    action: FromQuery[str] = "",
    before: Before = BEYOND_ALL,
) -> AuditPage:
    """Who did what from where, for whoever runs the instance. It is kept for 400 days."""
    with accounts.store.read() as db:
        user_id = _id_of(db, user.strip())
        if user_id is None and user.strip():
            found: list[Entry] = []
        else:
            found = lines(db, AT_ONCE + 1, user_id=user_id, action=action, before=before)
        known = tuple(Option(each, words_of(each)) for each in actions(db))
        operators = _addresses(db, found)
    return AuditPage(
        entries=tuple(_line(each, operators, admin.user.id) for each in found[:AT_ONCE]),
        next=_next(user, action, found[AT_ONCE - 1].number) if len(found) > AT_ONCE else None,
        user=user,
        action=action,
        known=user_id is not None or not user.strip(),
        actions=known,
    )


def _id_of(db: Database, user: str) -> str | None:
    """The id of an account that is named by address or id."""
    found = by_email(db, user) if "@" in user else by_id(db, user)
    return found.id if found is not None else None


def _addresses(db: Database, found: list[Entry]) -> dict[str, str]:
    """The addresses of those who did something to another's account."""
    strangers = {each.actor for each in found if each.actor not in (each.user_id, "operator", "nobody")}
    people = (by_id(db, user_id) for user_id in strangers)
    return {person.id: person.email for person in people if person is not None}


def _line(entry: Entry, operators: dict[str, str], reader: str) -> AuditLine:
    return AuditLine(
        number=entry.number,
        at=entry.at,
        user_id=entry.user_id,
        email=entry.email,
        own=entry.user_id == reader,
        by="" if entry.actor == entry.user_id else operators.get(entry.actor, entry.actor),
        action=entry.action,
        said=words_of(entry.action),
        detail=entry.detail,
        address=entry.address,
        agent=entry.agent,
        device=device_of(entry.agent) if entry.agent else "",
    )


def _next(user: str, action: str, before: int) -> str:
    asked = {name: value for name, value in (("user", user), ("action", action), ("before", before)) if value}
    return f"{PLACE}?{urlencode(asked)}"
