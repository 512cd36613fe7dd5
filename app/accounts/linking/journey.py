"""There and back: a browser is sent to a provider, and comes back with what the provider says of its owner.

What it takes along is remembered here under a random cookie, for one return within ten minutes. So whatever comes back
counts only in the browser that was sent, for the provider it was sent to, once (RFC 9700, sections 2.1 and 4.4).
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal

import msgspec
from litestar.datastructures import Cookie

from app.accounts.cookies import cookie_name, secret_cookie
from app.accounts.linking.identity import NAMES, Provider
from app.accounts.linking.protocol import Going
from app.accounts.tickets.queries import issue, take
from app.errors import BadRequest, Forbidden, NotFound
from app.web.errors import DETAILS
from app.web.rates import Rate

if TYPE_CHECKING:
    from app.accounts.accounts import Accounts
    from app.accounts.caller import Caller
    from app.web.sender import Sender

COOKIE: Final = "oauth"
"""The kind of ticket, and the cookie, of a browser that is on its way."""
LASTS: Final = timedelta(minutes=10)
JOURNEYS: Final = Rate("sign-ins at providers of an address", 60, 900)
Purpose = Literal["signin", "again", "link"]


class StateMismatch(BadRequest):
    """What came back is not the answer to anything that this browser was sent for."""

    default_code = "oauth_state"


class SignInDenied(Forbidden):
    """Whoever was asked at the provider said no."""

    default_code = "oauth_denied"


class Journey(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of a browser on its way; `session` is whose it was when it left, by the session's id."""

    provider: Provider
    purpose: Purpose
    state: str
    nonce: str
    verifier: str
    back: str
    session: str


class SetOut(msgspec.Struct, frozen=True):
    """Where to send a browser, and what it keeps."""

    url: str
    cookie: Cookie


class Returned(msgspec.Struct, frozen=True):
    """What a browser brought back."""

    code: str
    state: str
    error: str


def back_to(accounts: Accounts, provider: Provider) -> str:
    """The address that a provider sends browsers back to, as the operator has registered it there."""
    return f"{accounts.site}/auth/{provider}/callback"


async def set_out(
    accounts: Accounts, sender: Sender, provider: Provider, purpose: Purpose, back: str, person: Caller | None = None
) -> SetOut:
    """Send a browser to a provider. Raises NotFound where that is not offered, RateLimited, ProviderUnreachable."""
    client = accounts.oauth.google if provider == "google" else accounts.oauth.github
    if client is None or not accounts.oauth.offers(provider):
        raise NotFound(DETAILS[404])
    sender.keep_left(accounts.rates.hit(JOURNEYS, sender.whence.address))
    journey = Journey(
        provider=provider,
        purpose=purpose,
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        back=back,
        session=person.proof if person else "",
    )
    going = Going(
        back_to=back_to(accounts, provider),
        state=journey.state,
        verifier=journey.verifier,
        nonce=journey.nonce,
        choose=purpose != "signin",
    )
    url = await client.address(going)
    return SetOut(url, await asyncio.to_thread(_remember, accounts, journey, person))


def _remember(accounts: Accounts, journey: Journey, person: Caller | None) -> Cookie:
    with accounts.store.write() as db:
        user_id = person.user.id if person else None
        ticket = issue(db, COOKIE, accounts.now(), LASTS, user_id=user_id, data=journey)
    return secret_cookie(COOKIE, ticket.raw, LASTS, secure=accounts.secure)


async def resume(accounts: Accounts, sender: Sender, provider: Provider, returned: Returned) -> Journey:
    """The journey that a browser comes back from, which is over by this. Raises StateMismatch or SignInDenied."""
    if returned.error == "access_denied":
        raise SignInDenied(f"You told {NAMES[provider]} not to say who you are. Nobody was signed in.")
    return await asyncio.to_thread(_resume, accounts, sender, provider, returned)


def _resume(accounts: Accounts, sender: Sender, provider: Provider, returned: Returned) -> Journey:
    raw = sender.cookie(cookie_name(COOKIE, secure=accounts.secure))
    with accounts.store.write() as db:
        ticket = take(db, COOKIE, raw, accounts.now()) if raw else None
        journey = ticket.read(Journey) if ticket else None
        if journey is None or journey.provider != provider or not _same(journey.state, returned.state):
            raise StateMismatch(  # and what the ticket is for may still come back
                "This browser has begun no such sign-in: it was finished before, began in another browser, or took "
                "more than ten minutes. Nobody was signed in."
            )
    return journey


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode("utf-8", "surrogatepass"))
