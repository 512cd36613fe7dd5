"""What a request asks of the table, read from the headers' list of ASGI or from the bytes of a head."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httptools
import msgspec

from app.web.negotiation import Encoding, choose_encoding, prefers_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.web.answer import Header

SLOW = frozenset(
    {b"range", b"if-range", b"if-none-match", b"content-length", b"transfer-encoding", b"upgrade", b"expect"}
)


class Asked(msgspec.Struct):
    """The headers of a request that the door reads."""

    accept: str = ""
    accept_encoding: str = ""
    if_none_match: str = ""
    ranged: bool = False


class Wish(msgspec.Struct, frozen=True):
    """What a plain request wants a page as."""

    json: bool
    encoding: Encoding


def asked_by(headers: Iterable[Header]) -> Asked:
    """What the door needs of the headers; several of one name are one list."""
    asked = Asked()
    for name, value in headers:
        if name == b"accept":
            asked.accept = _listed(asked.accept, value)
        elif name == b"accept-encoding":
            asked.accept_encoding = _listed(asked.accept_encoding, value)
        elif name == b"if-none-match":
            asked.if_none_match = _listed(asked.if_none_match, value)
        elif name == b"range":
            asked.ranged = True
    return asked


def _listed(before: str, value: bytes) -> str:
    text = value.decode("latin-1")
    return f"{before}, {text}" if before else text


def plain_wish(fields: bytes) -> Wish | None:
    """What a GET with these header fields wants, or None when it is more than plain or not right.

    `fields` is all of a head behind the request line, from its line break to the empty line.
    """
    head = _Head()
    try:
        head.parser.feed_data(b"GET / HTTP/1.1" + fields)
    except (httptools.HttpParserError, httptools.HttpParserUpgrade):
        return None
    if not head.whole or any(name in SLOW for name, _ in head.headers):
        return None
    asked = asked_by(head.headers)
    return Wish(prefers_json(asked.accept), choose_encoding(asked.accept_encoding))


class _Head:
    """Collects one head from a parser of its own; `whole` once it was one request without a body, to be kept alive."""

    def __init__(self) -> None:
        self.headers: list[Header] = []
        self.whole = False
        self._keeps_alive = False
        self._messages = 0
        self.parser = httptools.HttpRequestParser(self)

    def on_message_begin(self) -> None:
        self._messages += 1
        self.whole = False

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        self._keeps_alive = self.parser.should_keep_alive() and not self.parser.should_upgrade()

    def on_message_complete(self) -> None:
        self.whole = self._keeps_alive and self._messages == 1
