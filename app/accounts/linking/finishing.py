"""The end of a way in through a provider: what it says of somebody, and what that is for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

import msgspec
from litestar.datastructures import Cookie

from app.accounts.audit.queries import note
from app.accounts.cookies import no_cookie
from app.accounts.linking.arriving import arrive, join, prove
from app.accounts.linking.id_tokens import IdToken, accept, read_id_token
from app.accounts.linking.identity import Identity
from app.accounts.linking.journey import COOKIE, JOURNEYS, StateMismatch, back_to
from app.accounts.linking.protocol import Brought, CodeRefused, GitHubAddress, GitHubUser
from app.accounts.signing.ways import LANDING
from app.errors import AppError, NotFound, TooManyRequests, Unavailable
from app.web.errors import DETAILS

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Database

    from app.accounts.accounts import Accounts
    from app.accounts.caller import Caller
    from app.accounts.linking.identity import Provider
    from app.accounts.linking.journey import Journey, Returned
    from app.accounts.me import Me
    from app.accounts.signing.entering import SecondStep
    from app.web.action import Done
    from app.web.sender import Sender

R = TypeVar("R")


class Proven(msgspec.Struct, frozen=True):
    """Who somebody is, and the token that says so; what GitHub says comes without one."""

    identity: Identity
    token: IdToken | None = None


class Arrived(msgspec.Struct, frozen=True):
    """Where a browser goes next, and its cookies."""

    to: str
    cookies: tuple[Cookie, ...]


async def finish(
    accounts: Accounts, sender: Sender, person: Caller | None, journey: Journey, returned: Returned
) -> Arrived:
    """What a journey was for is done. Raises StateMismatch, and what asking the provider and `arriving` raise."""
    brought = Brought(code=returned.code, verifier=journey.verifier, back_to=back_to(accounts, journey.provider))
    try:
        proven = await _proven(accounts, journey, brought)
        arrived = await asyncio.to_thread(_arrived, accounts, sender, person, journey, proven)
    except AppError as error:
        await asyncio.to_thread(_note_refused, accounts, sender, person, journey.provider, error)
        raise
    return Arrived(arrived.to, (*arrived.cookies, no_cookie(COOKIE, secure=accounts.secure)))


async def by_token(accounts: Accounts, sender: Sender, raw: str, back: str) -> Done[Me] | Done[SecondStep]:
    """Sign in by an ID token that Google gave to the browser. Raises NotFound where Google is no way in, RateLimited,
    BadCredential, ProviderUnreachable, and what `arrive` raises.
    """
    google = accounts.oauth.google
    if google is None:
        raise NotFound(DETAILS[404])
    sender.keep_left(accounts.rates.hit(JOURNEYS, sender.whence.address))
    try:
        signed = await google.posted(raw)
        token = read_id_token(signed, google.client_id, accounts.now())
        proven = Proven(token.identity, token)

        def act(db: Database) -> Done[Me] | Done[SecondStep]:
            return arrive(db, accounts, sender, proven.identity, back or LANDING)

        return await asyncio.to_thread(_written, accounts, proven, act)
    except AppError as error:
        await asyncio.to_thread(_note_refused, accounts, sender, None, "google", error)
        raise


async def _proven(accounts: Accounts, journey: Journey, brought: Brought) -> Proven:
    """Ask the provider. Raises CodeRefused, BadCredential or ProviderUnreachable."""
    google, github = accounts.oauth.google, accounts.oauth.github
    if not brought.code:
        raise CodeRefused("The provider did not confirm the sign-in. Nothing was changed. Start again.")
    if journey.provider == "google" and google is not None:
        signed = await google.exchange(brought)
        token = read_id_token(signed, google.client_id, accounts.now(), journey.nonce)
        return Proven(token.identity, token)
    if journey.provider == "github" and github is not None:
        return Proven(_of_github(*await github.exchange(brought)))
    raise NotFound(DETAILS[404])


def _of_github(user: GitHubUser, addresses: tuple[GitHubAddress, ...]) -> Identity:
    """GitHub's number of a person is theirs for ever; logins and addresses change hands."""
    email = next((each.email for each in addresses if each.primary and each.verified), "")
    return Identity(
        provider="github",
        sub=str(user.id),
        email=email,
        verified=bool(email),
        name=user.name or "",
        called=user.login,
    )


def _written(accounts: Accounts, proven: Proven, act: Callable[[Database], R]) -> R:
    """A token is used up by what it is for, in the same write."""
    with accounts.store.write() as db:
        if proven.token is not None:
            accept(db, proven.token, accounts.now())
        return act(db)


def _arrived(accounts: Accounts, sender: Sender, person: Caller | None, journey: Journey, proven: Proven) -> Arrived:
    def act(db: Database) -> Arrived:
        if journey.purpose == "signin":
            done = arrive(db, accounts, sender, proven.identity, journey.back)
            return Arrived(done.to, done.cookies)
        if person is None or person.proof != journey.session:
            raise StateMismatch("You were signed out in between. Nothing was changed. Sign in, then try it again.")
        if journey.purpose == "link":
            return Arrived(join(db, accounts, person, proven.identity), ())
        proved = prove(db, accounts, person, proven.identity, journey.back)
        return Arrived(proved.to, proved.cookies)

    return _written(accounts, proven, act)


def _note_refused(
    accounts: Accounts, sender: Sender, person: Caller | None, provider: Provider, error: AppError
) -> None:
    if isinstance(error, Unavailable | TooManyRequests):
        return
    user_id, why = person.user.id if person else None, f"{provider}: {error.code}"
    with accounts.store.write() as db:
        note(db, "session.refused", accounts.now(), sender.whence, user_id=user_id, actor="nobody", detail=why)
