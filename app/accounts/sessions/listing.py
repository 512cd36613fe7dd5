"""`/settings/sessions`: where one is signed in, and ending that."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

import msgspec
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.accounts.accounts import Accounts
from app.accounts.audit.queries import note
from app.accounts.caller import Caller
from app.accounts.sessions.devices import device_of
from app.accounts.sessions.queries import end, end_all, of_user
from app.accounts.sessions.sessions import IDLE, no_cookies
from app.errors import NotFound
from app.web.action import Done, Nothing, Refusal
from app.web.view import View

PLACE = "/settings/sessions"


class SessionRow(msgspec.Struct, frozen=True, kw_only=True):
    """One session. `device` is read from what the browser calls itself (`agent`), `address` is where it was last used
    from, `way` how it was signed in; `current` says that it is the one that asks.
    """

    id: str
    device: str
    agent: str
    address: str
    way: str
    created_at: datetime
    seen_at: datetime
    ends_at: datetime
    current: bool


class SessionsPage(View, kw_only=True):
    """All sessions of a person, the one that asks first, then the last used first. `idle_days` without use end one."""

    template: ClassVar[str] = "accounts/sessions.html"

    sessions: tuple[SessionRow, ...]
    idle_days: int
    refusal: Refusal


class Ended(View, kw_only=True):
    """How many sessions were ended."""

    ended: int


def sessions_page(
    person: NamedDependency[Caller], accounts: NamedDependency[Accounts], refusal: NamedDependency[Refusal]
) -> SessionsPage:
    """Where you are signed in."""
    now = accounts.now()
    with accounts.store.read() as db:
        found = of_user(db, person.user.id, now, now - IDLE)
    rows = [
        SessionRow(
            id=each.id,
            device=device_of(each.agent),
            agent=each.agent,
            address=each.address,
            way=each.way,
            created_at=each.created_at,
            seen_at=each.seen_at,
            ends_at=each.ends_at,
            current=each.id == person.proof,
        )
        for each in found
    ]
    rows.sort(key=lambda row: not row.current)
    return SessionsPage(sessions=tuple(rows), idle_days=IDLE.days, refusal=refusal)


def end_session(
    session_id: FromPath[str], person: NamedDependency[Caller], accounts: NamedDependency[Accounts]
) -> Done[Nothing]:
    """End one of your sessions.

    From now on its cookie opens nothing. To end the one that asks is to sign out.
    """
    with accounts.store.write() as db:
        if not end(db, person.user.id, session_id):
            raise NotFound("You have no such session: it has ended already. Nothing was changed.")
        note(db, "session.ended", accounts.now(), person.whence, user_id=person.user.id)
    if session_id == person.proof:
        return Done(view=Nothing(), to="/", cookies=no_cookies(secure=accounts.secure))
    return Done(view=Nothing(), to=PLACE)


def end_others(person: NamedDependency[Caller], accounts: NamedDependency[Accounts]) -> Done[Ended]:
    """End all of your sessions but the one that asks."""
    with accounts.store.write() as db:
        ended = end_all(db, person.user.id, but=person.proof)
        if ended:
            how = f"all others: {ended}"
            note(db, "session.ended", accounts.now(), person.whence, user_id=person.user.id, detail=how)
    return Done(view=Ended(ended=ended), to=PLACE)
