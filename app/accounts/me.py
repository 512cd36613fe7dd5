"""`/me`: who one is here, for programs and for the corner of each page."""

from __future__ import annotations

from typing import ClassVar

import msgspec
from litestar.di import NamedDependency

from app.accounts.caller import PER_ACCOUNT, Caller
from app.accounts.people.user import User
from app.accounts.profile.picture import picture_url
from app.web.view import View


class Credits(msgspec.Struct, frozen=True, kw_only=True):
    """Credits to spend, those held for work under way, and when the plan's next ones come (null: never)."""

    balance: int
    held: int
    resets_at: str | None


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Requests that this account may make a minute."""

    requests_per_minute: int


class Me(View, kw_only=True):
    """The signed-in person. `picture_url` is null for those without a picture."""

    template: ClassVar[str] = "accounts/me.html"
    fragment: ClassVar[str | None] = "accounts/_corner.html"

    id: str
    email: str
    email_verified: bool
    name: str
    picture_url: str | None
    is_admin: bool
    plan: str
    credits: Credits
    limits: Limits
    entitlements: tuple[str, ...]


def me_of(user: User) -> Me:
    """What `/me` says of a person."""
    return Me(
        id=user.id,
        email=user.email,
        email_verified=user.verified,
        name=user.name,
        picture_url=picture_url(user) or None,
        is_admin=user.is_admin,
        plan="free",
        credits=Credits(balance=0, held=0, resets_at=None),
        limits=Limits(requests_per_minute=PER_ACCOUNT.amount),
        entitlements=(),
    )


def me(caller: NamedDependency[Caller]) -> Me:
    """Who you are here."""
    return me_of(caller.user)
