"""Where a request comes from, as sessions, limits and the audit write it down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from app.web.rates import address_of

if TYPE_CHECKING:
    from litestar import Request

LONGEST_AGENT: Final = 300


class Whence(msgspec.Struct, frozen=True):
    """`address` is a host of IPv4 or a network of 64 bits of IPv6, `agent` what the client calls itself."""

    address: str = ""
    agent: str = ""


COMMAND: Final = Whence("", "python -m app")


def whence_of(request: Request[Any, Any, Any]) -> Whence:
    """The request's origin; control characters in its `User-Agent` are dropped."""
    agent = "".join(letter for letter in request.headers.get("user-agent", "") if letter.isprintable())
    return Whence(address_of(request), agent[:LONGEST_AGENT])
