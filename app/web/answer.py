"""A finished answer: status, headers and body, ready to be sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import msgspec

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGI = Callable[[Scope, Receive, Send], Awaitable[None]]

Header = tuple[bytes, bytes]

SELDOM = "tessera.seldom"
"""In a scope: the address is one of very many, of which each is hardly ever asked for again."""


class Answer(msgspec.Struct, frozen=True):
    """What goes out. Names of headers are lower case, as ASGI wants them; the content's length is added when sent."""

    status: int
    headers: tuple[Header, ...]
    body: bytes = b""


def header(scope: Scope, name: bytes) -> str:
    """The request's header, several of one name joined as a list; empty when absent."""
    return b", ".join(value for key, value in scope["headers"] if key == name).decode("latin-1")


def raw_path(scope: Scope) -> bytes:
    """The path as it was sent, percent-encoded. Some servers leave it out, others add the query string to it."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return raw.partition(b"?")[0]


async def deliver(answer: Answer, send: Send) -> None:
    """Sends the answer whole."""
    headers = answer.headers
    if answer.status != 304:
        headers = (*headers, (b"content-length", b"%d" % len(answer.body)))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body, "more_body": False})
