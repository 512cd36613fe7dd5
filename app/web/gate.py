"""The gate: what every request that the table can't answer passes on its way to Litestar.

It refuses addresses that no well-meaning client sends and writes from other sites, serves assets and image files, puts
the security headers on every answer, and has the last word when something breaks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from app.errors import AppError, BadRequest, Forbidden, NotFound
from app.web.answer import ASGI, Header, Message, Receive, Scope, Send, deliver, header, raw_path
from app.web.errors import DETAILS, ErrorAnswers
from app.web.line import client_of
from app.web.rates import WRITES, Rates, keep_left, keep_left_of, left_in
from app.web.security import SAFE_METHODS, crosses_sites, security_headers

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.web.assets import Assets
    from app.web.images import Images

LONGEST_ADDRESS = 8000
BROKEN_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
DISGUISED = re.compile(r"\\|//|/\.\.?(?:/|$)")


class AddressTooLong(AppError):
    """A 414."""

    status, default_code = 414, "address_too_long"


class Gate:
    """`app` is Litestar; `rates()` counts writes; `base_url` is the address that people reach the instance by."""

    def __init__(
        self,
        app: ASGI,
        *,
        assets: Assets,
        images: Images,
        errors: ErrorAnswers,
        rates: Callable[[], Rates],
        base_url: str,
    ) -> None:
        self._app = app
        self._assets = assets
        self._images = images
        self._errors = errors
        self._rates = rates
        self._base_url = base_url
        self._security = security_headers(base_url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        secured = Secured(send, self._security, scope)
        try:
            self._check(scope)
            await self._answer(scope, receive, secured)
        except Exception as error:
            if secured.begun:
                raise
            keep_left_of(scope, error)
            answer = self._errors.answer(error, scope["path"], header(scope, b"accept"))
            await deliver(answer, secured)

    def _check(self, scope: Scope) -> None:
        check_address(raw_path(scope), scope["query_string"])
        if scope["method"] in SAFE_METHODS:
            return
        if crosses_sites(scope["method"], scope["headers"], self._base_url, scope["path"]):
            raise Forbidden(
                "Your browser says that another site sent this. Nothing was changed. Open the page here and try again.",
                code="cross_site_request",
            )
        client = scope.get("client")
        keep_left(scope, self._rates().hit(WRITES, client_of(client[0] if client else "")))

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        if path.startswith("/static/") and await self._assets.respond(scope, send):
            return
        if path.startswith("/images/") and await self._images.respond(scope, send):
            return
        await self._app(scope, receive, send)


class Secured:
    """A `send` that adds the security headers which an answer does not bring itself, and what a limit leaves."""

    def __init__(self, send: Send, headers: tuple[Header, ...], scope: Scope) -> None:
        self.begun = False
        self._send = send
        self._headers = headers
        self._scope = scope

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            own = {name for name, _ in message["headers"]}
            missing = [pair for pair in self._headers if pair[0] not in own]
            message = {**message, "headers": [*message["headers"], *missing, *left_in(self._scope)]}
        await self._send(message)


def check_address(raw_path: bytes, query: bytes) -> None:
    """Raises AddressTooLong, BadRequest (not percent-encoded UTF-8, or with control characters) or NotFound (a path
    that names a parent folder, an empty segment or a separator in disguise)."""
    if len(raw_path) + len(query) > LONGEST_ADDRESS:
        raise AddressTooLong(DETAILS[414])
    path = _decoded(raw_path)
    if CONTROL.search(path) or "\0" in _decoded(query):
        raise BadRequest("The address holds control characters.", code="bad_address")
    if DISGUISED.search(path) or b"%2f" in raw_path.lower():
        raise NotFound(DETAILS[404])


def _decoded(escaped: bytes) -> str:
    try:
        if b"%" not in escaped:
            return escaped.decode()
        if BROKEN_ESCAPE.search(escaped):
            raise ValueError
        return unquote_to_bytes(escaped).decode()
    except ValueError:
        raise BadRequest("The address is not percent-encoded UTF-8.", code="bad_address") from None
