"""Who sent a request, as far as the connection and its headers tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import msgspec
from litestar import Request

from app.web.line import client_of
from app.web.rates import keep_left

if TYPE_CHECKING:
    from app.web.answer import Scope
    from app.web.rates import Left

LONGEST_AGENT: Final = 300


class Whence(msgspec.Struct, frozen=True):
    """`address` is a host of IPv4 or a network of 64 bits of IPv6, `agent` what the client calls itself."""

    address: str = ""
    agent: str = ""


class Sender:
    """The dependency `sender`: a request without its body.

    `whence` is where it comes from (the address as the server trusts it), `authorization` that header or nothing.
    """

    def __init__(self, request: Request[Any, Any, Any]) -> None:
        self._request = request
        self.method: Final = str(request.method)
        self.authorization: Final = request.headers.get("authorization", "")
        agent = "".join(letter for letter in request.headers.get("user-agent", "") if letter.isprintable())
        self.whence: Final = Whence(client_of(request.client.host if request.client else ""), agent[:LONGEST_AGENT])

    def cookie(self, name: str) -> str:
        """A cookie's value, or nothing."""
        return self._request.cookies.get(name, "")

    def keep_left(self, left: Left) -> None:
        """Have the answer say in its headers what is left, unless something scarcer is kept already."""
        keep_left(cast("Scope", self._request.scope), left)


def sender_of(request: Request[Any, Any, Any]) -> Sender:
    """The sender of a request."""
    return Sender(request)
