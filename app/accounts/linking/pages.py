"""The addresses of Google and GitHub: there, back, linked and unlinked."""

from __future__ import annotations

import asyncio
import hmac
from typing import Annotated, Any, Final

import msgspec
from litestar import Request, Response
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, QueryParameter

from app.accounts.accounts import Accounts
from app.accounts.caller import Caller
from app.accounts.linking.arriving import check_unlinked
from app.accounts.linking.finishing import by_token, finish
from app.accounts.linking.identity import NAMES, Provider
from app.accounts.linking.journey import Purpose, Returned, resume, set_out
from app.accounts.linking.linked import SECURITY, provider_from, unlink
from app.accounts.linking.views import Leaving, TurnedBack, turned_back
from app.accounts.me import Me
from app.accounts.security import security_page
from app.accounts.signing.entering import SecondStep
from app.accounts.signing.ways import LANDING, Next
from app.errors import AppError, Forbidden, NotFound, TooManyRequests, Unauthorized
from app.web.action import Done, Refusal, action
from app.web.body import as_struct, read_body
from app.web.errors import form_of_error
from app.web.handler import Handler
from app.web.returning import here_only
from app.web.routing import draw
from app.web.sender import Sender

TAGS: Final = ("Signing in",)
THERE: Final = ["/auth/google", "/auth/github"]
BACK: Final = ["/auth/google/callback", "/auth/github/callback"]
DOUBLE: Final = "g_csrf_token"
ON: Final = {"cache-control": "no-store", "referrer-policy": "no-referrer"}
Again = Annotated[bool, QueryParameter(name="again", description="To prove once more who is signed in.")]
State = Annotated[str, QueryParameter(name="state", description="What the browser was sent away with.")]


class Posted(msgspec.Struct, frozen=True):
    """An ID token of Google's; `next` is the address here to go to afterwards. The form that Google posts has
    `g_csrf_token` beside it, which must be the cookie of that name, and more that means nothing here.
    """

    credential: str
    next: str = ""
    g_csrf_token: str = ""


class Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same as a program sends it."""

    credential: str
    next: str = ""


async def leave(
    request: Request[Any, Any, Any],
    accounts: NamedDependency[Accounts],
    sender: NamedDependency[Sender],
    visitor: NamedDependency[Caller | None],
    back: Next = "",
    again: Again = False,
) -> Response[bytes]:
    """Go to a provider to sign in, or to prove once more who is signed in."""
    provider = _provider(request)
    back = here_only(back, LANDING)
    person = visitor if visitor is not None and visitor.way == "session" else None
    if again and person is None:
        raise Unauthorized("Sign in first. Nothing was changed.")
    purpose: Purpose = "again" if again else "signin"
    try:
        gone = await set_out(accounts, sender, provider, purpose, back, person if again else None)
    except AppError as error:
        return await _turned_back(request, accounts, error, provider, purpose, back)
    return Response(b"", status_code=303, headers=ON | {"location": gone.url}, cookies=[gone.cookie])


async def come_back(
    request: Request[Any, Any, Any],
    accounts: NamedDependency[Accounts],
    sender: NamedDependency[Sender],
    visitor: NamedDependency[Caller | None],
    code: FromQuery[str] = "",
    answers: State = "",
    error: FromQuery[str] = "",
) -> Response[bytes]:
    """Come back from a provider."""
    provider, returned = _provider(request), Returned(code, answers, error)
    person = visitor if visitor is not None and visitor.way == "session" else None
    purpose: Purpose = "signin"
    back = ""
    try:
        journey = await resume(accounts, sender, provider, returned)
        purpose, back = journey.purpose, journey.back
        arrived = await finish(accounts, sender, person, journey, returned)
    except AppError as refused:
        return await _turned_back(request, accounts, refused, provider, purpose, back)
    return Response(b"", status_code=303, headers=ON | {"location": arrived.to}, cookies=list(arrived.cookies))


def _provider(request: Request[Any, Any, Any]) -> Provider:
    return provider_from(request.scope["path"].split("/")[2])


async def _turned_back(
    request: Request[Any, Any, Any],
    accounts: Accounts,
    error: AppError,
    provider: Provider,
    purpose: Purpose,
    back: str,
) -> Response[bytes]:
    """The page of an error on the way. Raises the error for programs, and where a usual page says all."""
    path, accept = request.scope["path"], request.headers.get("accept", "")
    if isinstance(error, NotFound | TooManyRequests) or form_of_error(path, accept) != "page":
        raise error
    told: Response[bytes] = request.app.state.errors.response(error, path, accept)
    back = "" if back == LANDING else back
    view = turned_back(accounts, provider, error.message, code=error.code, purpose=purpose, back=back)
    told.content = await asyncio.to_thread(draw, view, "page", request.app.state.templates, path)
    told.headers["referrer-policy"] = "no-referrer"
    return told


def refused_page(accounts: NamedDependency[Accounts], refusal: NamedDependency[Refusal]) -> TurnedBack:
    """Why an ID token does not lead in."""
    return turned_back(accounts, "google", refusal.message, code=refusal.code)


async def sign_in_by_token(
    given: Posted,
    request: Request[Any, Any, Any],
    accounts: NamedDependency[Accounts],
    sender: NamedDependency[Sender],
) -> Done[Me] | Done[SecondStep]:
    """Sign in with an ID token of Google's.

    The token is checked for its signature, its issuer, for whom it was made and when, and is taken once. An address
    that is new here gets an account; one that has an account is linked to it when both sides have confirmed it.
    """
    body = await read_body(request)
    if body.form is None:
        as_struct(body, Sent)
    elif not _twice_the_same(given.g_csrf_token, sender.cookie(DOUBLE)):
        raise Forbidden(
            "Google’s form came without the cookie that it sets in the same browser. Nobody was signed in.",
            code="cross_site_request",
        )
    return await by_token(accounts, sender, given.credential, given.next)


def _twice_the_same(sent: str, kept: str) -> bool:
    return bool(sent) and hmac.compare_digest(sent.encode("utf-8", "replace"), kept.encode("utf-8", "replace"))


async def leave_to_link(
    provider: FromPath[str],
    fresh: NamedDependency[Caller],
    accounts: NamedDependency[Accounts],
    sender: NamedDependency[Sender],
) -> Done[Leaving]:
    """Link an account at Google or GitHub: the answer is where to send the browser.

    A form that was sent may not be redirected to another site, so a page leads there.
    """
    to = provider_from(provider)
    check_unlinked(fresh.user, to)
    gone = await set_out(accounts, sender, to, "link", SECURITY, fresh)
    view = Leaving(provider=to, name=NAMES[to], url=gone.url)
    return Done(view=view, cookies=(gone.cookie,))


def _handlers(paths: list[str], function: Any, **opt: bool) -> list[HTTPRouteHandler]:
    return [Handler(paths, http_method="GET", include_in_schema=False, opt={"public": False} | opt)(function)]


ROUTES: list[list[HTTPRouteHandler]] = [
    _handlers(THERE, leave),
    _handlers(BACK, come_back, any_query=True),
    action("/auth/google", page=refused_page, tags=TAGS)(sign_in_by_token),
    action("/settings/linked/{provider:str}", page=security_page, tags=TAGS)(leave_to_link),
    action(
        "/settings/linked/{provider:str}/unlink",
        api="/api/settings/linked/{provider:str}",
        page=security_page,
        method="DELETE",
        tags=TAGS,
    )(unlink),
]
