"""`/dashboard`: where one lands signed in."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

import msgspec
from litestar.di import NamedDependency

from app.accounts.accounts import Accounts
from app.accounts.caller import Caller
from app.accounts.people.ways import ways_in
from app.accounts.sessions.queries import Listed, of_user
from app.accounts.sessions.sessions import IDLE
from app.web.view import View


class LastUse(msgspec.Struct, frozen=True, kw_only=True):
    """When and from where a session began or was used; `way` is how it was signed in."""

    at: datetime
    address: str
    way: str


class Dashboard(View, kw_only=True):
    """What is worth knowing on arrival.

    `this_session` is this session's sign-in, `other_session` the last use of another one, null without any;
    `leaving_at` when the account is to be deleted, null when it stays. `passkeys` is how many there are.
    """

    template: ClassVar[str] = "accounts/dashboard.html"

    name: str
    email: str
    email_verified: bool
    is_admin: bool
    passkeys: int
    this_session: LastUse | None
    other_session: LastUse | None
    leaving_at: datetime | None


def dashboard(person: NamedDependency[Caller], accounts: NamedDependency[Accounts]) -> Dashboard:
    """Where one lands signed in."""
    user, now = person.user, accounts.now()
    with accounts.store.read() as db:
        sessions = of_user(db, user.id, now, now - IDLE)
        ways = ways_in(db, user)
    return Dashboard(
        name=user.called,
        email=user.email,
        email_verified=user.verified,
        is_admin=user.is_admin,
        passkeys=ways.passkeys,
        this_session=next((_use(each, each.created_at) for each in sessions if each.id == person.proof), None),
        other_session=next((_use(each, each.seen_at) for each in sessions if each.id != person.proof), None),
        leaving_at=user.delete_after,
    )


def _use(session: Listed, at: datetime) -> LastUse:
    return LastUse(at=at, address=session.address, way=session.way)
