"""`/settings/privacy`: taking one's data along, and leaving."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

import msgspec
from litestar.di import NamedDependency

from app.accounts.accounts import Accounts
from app.accounts.caller import Caller
from app.accounts.privacy import queries
from app.accounts.privacy.exporting import LASTS, PAUSE, export_path, order_export
from app.accounts.privacy.leaving import TIME_TO_THINK, keep, leave
from app.web.action import Done, Refusal
from app.web.view import View

HERE = "/settings/privacy"


class ReadyExport(msgspec.Struct, frozen=True, kw_only=True):
    """An export that can be downloaded until `expires_at`."""

    url: str
    bytes: int
    created_at: datetime
    expires_at: datetime


class Privacy(View, kw_only=True):
    """What can be taken along, and how to leave.

    `fresh` says that the person has just proved who they are, as both need it. `pending` is an export that is being
    made, `next_at` when another one may be ordered, `delete_after` when the account will be erased.
    """

    template: ClassVar[str] = "accounts/privacy.html"

    email: str
    fresh: bool
    pending: bool
    failed: bool
    ready: ReadyExport | None
    next_at: datetime | None
    days_kept: int
    delete_after: datetime | None
    days_to_think: int
    last_admin: bool
    refusal: Refusal


class Ordered(View, kw_only=True):
    """An export that is being made; `/api/settings/privacy` tells where it is when it is done."""

    id: str
    pending: bool = True


class Leave(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The account's own address, typed to show that it is meant."""

    email: str


class Standing(View, kw_only=True):
    """When the account will be erased; null when it stays."""

    delete_after: datetime | None


def show_privacy(
    person: NamedDependency[Caller], accounts: NamedDependency[Accounts], refusal: NamedDependency[Refusal]
) -> Privacy:
    """Your data, and leaving."""
    user, now = person.user, accounts.now()
    with accounts.store.read() as db:
        exports = queries.exports_of(db, user.id)
        last_admin = user.is_admin and not queries.other_admins(db, user.id)
    newest = exports[0] if exports else None
    done = next((one for one in exports if one.status == "done"), None)
    ready = _ready(accounts, done, now) if done else None
    pause_ends = done.created_at + PAUSE if done else None
    return Privacy(
        email=user.email,
        fresh=person.fresh,
        pending=any(one.status == "pending" for one in exports),
        failed=newest is not None and newest.status == "failed",
        ready=ready,
        next_at=pause_ends if pause_ends is not None and pause_ends > now else None,
        days_kept=LASTS.days,
        delete_after=user.delete_after,
        days_to_think=TIME_TO_THINK.days,
        last_admin=last_admin,
        refusal=refusal,
    )


def _ready(accounts: Accounts, export: queries.Export, now: datetime) -> ReadyExport | None:
    if export.expires_at is None or export.expires_at <= now:
        return None
    return ReadyExport(
        url=export_path(accounts, export.id),
        bytes=export.bytes or 0,
        created_at=export.created_at,
        expires_at=export.expires_at,
    )


def order(fresh: NamedDependency[Caller], accounts: NamedDependency[Accounts]) -> Done[Ordered]:
    """Have all of your data put together. A mail tells when it is ready; there is one export a day."""
    return Done(view=Ordered(id=order_export(accounts, fresh)), to=HERE, status=202)


def delete(given: Leave, fresh: NamedDependency[Caller], accounts: NamedDependency[Accounts]) -> Done[Standing]:
    """Delete your account.

    Other sessions end and API keys stop working at once. After seven days it is erased, unless you keep it.
    """
    user = leave(accounts, fresh, given.email)
    return Done(view=Standing(delete_after=user.delete_after), to=HERE, status=202)


def stay(person: NamedDependency[Caller], accounts: NamedDependency[Accounts]) -> Done[Standing]:
    """Keep your account after all."""
    return Done(view=Standing(delete_after=keep(accounts, person).delete_after), to=HERE)
