"""How a public answer of the application becomes an entry of the table: held back, compressed, tagged."""

from __future__ import annotations

import gzip
import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from app.web.table import Entry

if TYPE_CHECKING:
    from app.web.answer import Header, Message, Send
    from app.web.negotiation import Encoding

WORTH_COMPRESSING = 400
TEXT = re.compile(rb"text/|application/(?:json|javascript|xml|[\w.-]+\+(?:json|xml))\b|image/svg\+xml\b")
UNDECIDED = (b"", b"no-store")


class Quality(NamedTuple):
    """How hard the codings try."""

    brotli: int
    gzip: int


WELL = Quality(brotli=5, gzip=6)
LIGHTLY = Quality(brotli=1, gzip=1)
"""For what is sent once: a sixth more bytes in half the time."""


class Caught:
    """A `send` that holds back a whole 200 and lets everything else through."""

    def __init__(self, send: Send) -> None:
        self.start: Message | None = None
        self.body = bytearray()
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and keepable(message):
            self.start = message
        elif self.start is not None:
            self.body += message.get("body", b"")
        else:
            await self._send(message)


def keepable(start: Message) -> bool:
    """Whether this may go to others too: a 200 that sets no cookie."""
    return bool(start["status"] == 200 and not any(name == b"set-cookie" for name, _ in start["headers"]))


def varies(entry: Entry) -> bool:
    """Whether other requests for the same address may get another answer."""
    return b"vary: " in entry.unchanged


def finished(start: Message, body: bytes, encoding: Encoding, version: int, quality: Quality = WELL) -> Entry:
    """A public answer as it is kept: compressed if it is text, tagged, to be asked about again before it is reused.

    What the application says in headers stays, but `no-store`: the platform says that where nobody has decided.
    """
    given = [pair for pair in start["headers"] if pair[0] not in (b"content-length", b"etag")]
    text = TEXT.match(_value(given, b"content-type")) is not None
    packed = compress(body, encoding, quality) if text else body
    tag = hashlib.blake2b(packed, digest_size=9).hexdigest()
    etag = f'"{tag}"' if packed is body else f'"{tag}-{encoding}"'
    cached, vary = _value(given, b"cache-control"), _value(given, b"vary")
    headers: list[Header] = [pair for pair in given if pair[0] not in (b"cache-control", b"vary")]
    headers.append((b"cache-control", b"no-cache" if cached in UNDECIDED else cached))
    if text:
        vary = vary + b", Accept-Encoding" if vary else b"Accept-Encoding"
    if vary:
        headers.append((b"vary", vary))
    headers.append((b"etag", etag.encode()))
    if packed is not body:
        headers.append((b"content-encoding", encoding.encode()))
    return Entry(headers, packed, etag, version)


def _value(headers: list[Header], name: bytes) -> bytes:
    return b", ".join(value for key, value in headers if key == name)


def compress(body: bytes, encoding: Encoding, quality: Quality = WELL) -> bytes:
    """The body in the given coding, or itself where that would not make it shorter."""
    if len(body) < WORTH_COMPRESSING or encoding == "identity":
        return body
    if encoding == "br":
        import brotli

        packed: bytes = brotli.compress(body, quality=quality.brotli)
    else:
        packed = gzip.compress(body, quality.gzip, mtime=0)
    return packed if len(packed) < len(body) else body
