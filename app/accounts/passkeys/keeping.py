"""A person's passkeys: naming and removing them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

import msgspec
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.accounts.accounts import Accounts
from app.accounts.audit.queries import note
from app.accounts.caller import Caller
from app.accounts.passkeys import queries
from app.accounts.passkeys.naming import good_name
from app.accounts.passkeys.telling import tell_owner
from app.accounts.people.queries import by_id
from app.accounts.people.ways import keep_one
from app.errors import Conflict, NotFound
from app.web.action import Done, Nothing
from app.web.sender import Sender
from app.web.view import View

if TYPE_CHECKING:
    from app.accounts.passkeys.queries import Passkey

PAGE: Final = "/settings/security"


class SecondStepNeedsPasskey(Conflict):
    """The second step is asked of a passkey, so the last one stays as long as it is on."""

    default_code = "second_step_needs_passkey"


class PasskeyName(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to call a passkey, in at most 60 characters."""

    name: str


class KeptPasskey(View, kw_only=True):
    """A passkey as its owner sees it. `synced` says that a cloud keeps copies of it."""

    id: str
    name: str
    created_at: datetime
    used_at: datetime | None
    synced: bool


def kept_passkey(passkey: Passkey) -> KeptPasskey:
    """A passkey without its secrets."""
    return KeptPasskey(
        id=passkey.id,
        name=passkey.name,
        created_at=passkey.created_at,
        used_at=passkey.used_at,
        synced=passkey.backed_up,
    )


def rename_passkey(
    given: PasskeyName,
    passkey_id: FromPath[str],
    person: NamedDependency[Caller],
    accounts: NamedDependency[Accounts],
    sender: NamedDependency[Sender],
) -> Done[Nothing]:
    """Give a passkey another name."""
    name, user_id = good_name(given.name), person.user.id
    with accounts.store.write() as db:
        if not queries.rename(db, user_id, passkey_id, name):
            raise _unknown()
        note(db, "passkey.renamed", accounts.now(), sender.whence, user_id=user_id, detail=name)
    return Done(view=Nothing(), to=PAGE)


def remove_passkey(
    passkey_id: FromPath[str],
    fresh: NamedDependency[Caller],
    accounts: NamedDependency[Accounts],
    sender: NamedDependency[Sender],
) -> Done[Nothing]:
    """Remove a passkey; it opens nothing here from then on."""
    with accounts.store.write() as db:
        user = by_id(db, fresh.user.id)
        there = queries.of_user(db, fresh.user.id)
        if user is None or passkey_id not in {each.id for each in there}:
            raise _unknown()
        keep_one(db, user, "passkey")
        if user.second_step and len(there) == 1:
            raise SecondStepNeedsPasskey(
                "The second step needs a passkey. Add another one first, or switch the second step off. "
                "Nothing was changed."
            )
        name = queries.remove(db, user.id, passkey_id)
        note(db, "passkey.removed", accounts.now(), sender.whence, user_id=user.id, detail=name or "")
        tell_owner(db, accounts, user.email, "A passkey was removed", "A passkey of your account was removed")
    return Done(view=Nothing(), to=PAGE)


def _unknown() -> NotFound:
    return NotFound("You have no such passkey. It may have been removed already.")
