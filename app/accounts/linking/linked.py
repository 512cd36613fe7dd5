"""Which accounts at Google and GitHub open a person's account, and letting go of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.accounts.accounts import Accounts
from app.accounts.audit.queries import note
from app.accounts.caller import Caller
from app.accounts.letters.kinds import Notice
from app.accounts.letters.queue import post
from app.accounts.linking import queries
from app.accounts.linking.identity import NAMES, Provider
from app.accounts.people.queries import by_id
from app.accounts.people.ways import keep_one
from app.errors import NotFound, Unauthorized
from app.web.action import Done, Nothing

if TYPE_CHECKING:
    from app.accounts.people.user import User

SECURITY = "/settings/security"


class LinkedAccount(msgspec.Struct, frozen=True, kw_only=True):
    """A provider and what is linked of it. `called` is what its owner knows the linked account by, empty without one;
    `offered` says that one can sign in by it here, and so link one.
    """

    provider: Provider
    name: str
    linked: bool
    called: str
    offered: bool


def linked_of(accounts: Accounts, user: User) -> tuple[LinkedAccount, ...]:
    """What a person has linked, and what they could link here; a provider that is neither is left out."""
    known: dict[Provider, tuple[str | None, str | None]] = {
        "google": (user.google_sub, user.google_email),
        "github": (user.github_id, user.github_login),
    }
    listed = (
        LinkedAccount(
            provider=provider,
            name=NAMES[provider],
            linked=sub is not None,
            called=called or "",
            offered=accounts.oauth.offers(provider),
        )
        for provider, (sub, called) in known.items()
    )
    return tuple(each for each in listed if each.linked or each.offered)


def provider_from(given: str) -> Provider:
    """The provider that an address names. Raises NotFound."""
    for provider in NAMES:
        if given == provider:
            return provider
    raise NotFound("There is no such way to sign in. Take Google or GitHub.")


def unlink(
    provider: FromPath[str], fresh: NamedDependency[Caller], accounts: NamedDependency[Accounts]
) -> Done[Nothing]:
    """Unlink your account at Google or GitHub. One that is your only way in stays."""
    leaving = provider_from(provider)
    with accounts.store.write() as db:
        user = by_id(db, fresh.user.id)
        if user is None:
            raise Unauthorized("This account is gone. Nothing was changed.")
        if (user.google_sub if leaving == "google" else user.github_id) is None:
            return Done(view=Nothing(), to=SECURITY)
        keep_one(db, user, leaving)
        queries.unlink(db, user.id, leaving)
        note(db, "identity.unlinked", accounts.now(), fresh.whence, user_id=user.id, detail=leaving)
        post(db, accounts, "notice", user.email, unlinked_notice(accounts, leaving))
    return Done(view=Nothing(), to=SECURITY)


def linked_notice(accounts: Accounts, provider: Provider) -> Notice:
    """What the owner is told when an account at a provider opens theirs from now on."""
    name = NAMES[provider]
    return Notice(
        subject=f"{name} opens your account now",
        lines=(
            f"Your account at {accounts.site} was linked with one at {name}: whoever signs in there gets in here.",
            "If that was you, there is nothing to do. If not, unlink it, then set a new password:",
        ),
        label="Look at how you sign in",
        path=SECURITY,
    )


def unlinked_notice(accounts: Accounts, provider: Provider) -> Notice:
    """What the owner is told when an account at a provider opens theirs no longer."""
    name = NAMES[provider]
    return Notice(
        subject=f"{name} no longer opens your account",
        lines=(
            f"The link between your account at {accounts.site} and an account at {name} was taken away.",
            "If that was you, there is nothing to do. If not, look at who else may get in:",
        ),
        label="Look at how you sign in",
        path=SECURITY,
    )
