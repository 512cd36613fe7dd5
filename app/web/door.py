"""The door: an ASGI app before everything else that answers from the table of finished answers.

A hit costs a look into a dictionary and never reaches the gate or Litestar. On a miss the request goes on to the gate;
an answer at a public address is compressed, given an ETag and kept. While one request builds a page, others that want
the same wait for it. Pages are the same for everyone, so cookies play no part.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from typing import TYPE_CHECKING

import msgspec

from app.web.answer import ASGI, Answer, Header, Message, Receive, Scope, Send, raw_path
from app.web.conditional import matches, not_modified
from app.web.negotiation import Encoding, Representation, choose_encoding, form_of
from app.web.parameters import without_trackers
from app.web.table import Entry, Table

if TYPE_CHECKING:
    from collections.abc import Callable

WORTH_COMPRESSING = 400
Key = tuple[bytes, bytes, Representation, Encoding]
FileKey = tuple[bytes, bytes]


class Asked(msgspec.Struct):
    """The headers of a request that the door reads."""

    accept: str = ""
    accept_encoding: str = ""
    if_none_match: str = ""
    ranged: bool = False


class Door:
    """`app` is what answers misses; `version` the data's version, read before a page's first query."""

    def __init__(self, app: ASGI, table: Table, version: Callable[[], int], is_public: Callable[[str], bool]) -> None:
        self.app = app
        self.table = table
        self._version = version
        self._is_public = is_public
        self._building: dict[tuple[Key, int], asyncio.Future[None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        asked = read(scope["headers"])
        scope["query_string"] = without_trackers(scope["query_string"])
        url = file_key(scope)
        version = self._version()
        entry = None if asked.ranged else self.table.get(url, version)
        key: Key = (*url, form_of(scope["path"], asked.accept), choose_encoding(asked.accept_encoding))
        entry = entry or self.table.get(key, version)
        if entry is not None:
            await answer_from(entry, asked.if_none_match, scope["method"], send)
            return
        if scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
            receive, send = without_body(receive, send)
        if self._is_public(scope["path"]):
            await self._build(key, version, asked, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _build(self, key: Key, version: int, asked: Asked, scope: Scope, receive: Receive, send: Send) -> None:
        running = self._building.get((key, version))
        if running is not None:
            await asyncio.wait([running])
            entry = self.table.get(key, version)
            if entry is not None:
                await answer_from(entry, asked.if_none_match, "GET", send)
                return
        done = self._building.setdefault((key, version), asyncio.get_running_loop().create_future())
        try:
            caught = Caught(send)
            await self.app(scope, receive, caught)
            if caught.start is not None:
                entry = await asyncio.to_thread(finished, caught.start, bytes(caught.body), key[3], version)
                self.table.put(key, entry)
                await answer_from(entry, asked.if_none_match, "GET", send)
        finally:
            self._building.pop((key, version), None)
            if not done.done():
                done.set_result(None)


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


def file_key(scope: Scope) -> FileKey:
    """The key of an answer that has one form only: the address."""
    return raw_path(scope), scope["query_string"]


def read(headers: list[Header]) -> Asked:
    """What the door needs of the request's headers."""
    asked = Asked()
    for name, value in headers:
        if name == b"accept":
            asked.accept = f"{asked.accept}, {value.decode('latin-1')}" if asked.accept else value.decode("latin-1")
        elif name == b"accept-encoding":
            asked.accept_encoding = value.decode("latin-1")
        elif name == b"if-none-match":
            asked.if_none_match = value.decode("latin-1")
        elif name == b"range":
            asked.ranged = True
    return asked


async def answer_from(entry: Entry, if_none_match: str, method: str, send: Send) -> None:
    """Sends a kept answer, or 304 when the caller has it."""
    if if_none_match and matches(if_none_match, entry.etag):
        await send(entry.unchanged)
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        return
    await send(entry.start)
    body = b"" if method == "HEAD" else entry.body
    await send({"type": "http.response.body", "body": body, "more_body": False})


def finished(start: Message, body: bytes, encoding: Encoding, version: int) -> Entry:
    """A public answer as it is kept: compressed, tagged, to be asked about again before it is reused."""
    packed = compress(body, encoding)
    tag = hashlib.blake2b(body, digest_size=9).hexdigest()
    etag = f'"{tag}"' if packed is body else f'"{tag}-{encoding}"'
    own = {b"content-length", b"cache-control", b"vary", b"etag"}
    headers: list[Header] = [pair for pair in start["headers"] if pair[0] not in own]
    headers += [
        (b"cache-control", b"no-cache"),
        (b"vary", b"Accept, Accept-Encoding"),
        (b"etag", etag.encode()),
    ]
    if packed is not body:
        headers.append((b"content-encoding", encoding.encode()))
    return Entry(Answer(200, tuple(headers), packed), not_modified(headers), etag, version)


def compress(body: bytes, encoding: Encoding) -> bytes:
    """The body in the given coding, or itself where that would not make it shorter."""
    if len(body) < WORTH_COMPRESSING or encoding == "identity":
        return body
    if encoding == "br":
        import brotli

        packed: bytes = brotli.compress(body, quality=5)
    else:
        packed = gzip.compress(body, 6, mtime=0)
    return packed if len(packed) < len(body) else body


def without_body(receive: Receive, send: Send) -> tuple[Receive, Send]:
    """The channel of a HEAD request that is answered as a GET: the head goes out, and then the caller is gone."""
    begun = False

    async def head_only(message: Message) -> None:
        nonlocal begun
        if message["type"] == "http.response.start":
            await send(message)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            begun = True

    async def until_begun() -> Message:
        return {"type": "http.disconnect"} if begun else await receive()

    return until_begun, head_only
