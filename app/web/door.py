"""The door: an ASGI app before everything else that answers from the table of finished answers.

A hit costs a look into a dictionary and never reaches the gate or Litestar. On a miss the request goes on to the gate;
an answer at a public address is compressed, given an ETag and kept. While one request builds a page, others that want
the same wait for it. Pages are the same for everyone, so cookies play no part. `web.protocol` is a shorter way to the
same table.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from app.web.answer import ASGI, SELDOM, Message, Receive, Scope, Send, raw_path
from app.web.asked import Asked, asked_by
from app.web.conditional import matches
from app.web.finishing import LIGHTLY, WELL, Caught, finished, varies
from app.web.negotiation import choose_encoding, form_of
from app.web.parameters import without_trackers

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.web.negotiation import Encoding, Representation
    from app.web.table import Entry, Table

    Wanted = tuple[bytes, Representation, Encoding]

SMALL = 32 << 10
OF_A_PART = frozenset({b"range", b"if-range"})


class Door:
    """`app` is what answers misses; `version` the data's version, read before a page's first query."""

    def __init__(self, app: ASGI, table: Table, version: Callable[[], int], is_public: Callable[[str], bool]) -> None:
        self.app = app
        self.table = table
        self.version = version
        self._is_public = is_public
        self._building: dict[tuple[Wanted, int], asyncio.Future[None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        scope["query_string"] = without_trackers(scope["query_string"])
        if scope["method"] == "HEAD":
            scope = whole(scope)
            receive, send = without_body(receive, send)
        asked = asked_by(scope["headers"])
        version, url = self.version(), address(scope)
        wanted: Wanted = (url, form_of(scope["path"], asked.accept), choose_encoding(asked.accept_encoding))
        entry = None if asked.ranged else self.table.get(url, version)
        entry = entry or self.table.get(wanted, version)
        if entry is not None:
            await answer_from(entry, asked.if_none_match, send)
        elif self._is_public(scope["path"]):
            await self._build(wanted, version, asked, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _build(
        self, wanted: Wanted, version: int, asked: Asked, scope: Scope, receive: Receive, send: Send
    ) -> None:
        running = self._building.get((wanted, version))
        if running is not None:
            await asyncio.wait([running])
            entry = self.table.get(wanted[0], version) or self.table.get(wanted, version)
            if entry is not None:
                await answer_from(entry, asked.if_none_match, send)
                return
        done = self._building.setdefault((wanted, version), asyncio.get_running_loop().create_future())
        try:
            caught = Caught(send)
            await self.app(scope, receive, caught)
            if caught.start is not None:
                quality = LIGHTLY if scope.get(SELDOM) else WELL
                finish = partial(finished, caught.start, bytes(caught.body), wanted[2], version, quality)
                # To compress a small one takes no longer than to have it done by a thread.
                entry = finish() if len(caught.body) <= SMALL else await asyncio.to_thread(finish)
                self.table.put(wanted if varies(entry) else wanted[0], entry)
                await answer_from(entry, asked.if_none_match, send)
        finally:
            self._building.pop((wanted, version), None)
            if not done.done():
                done.set_result(None)


def address(scope: Scope) -> bytes:
    """The path and query string as the table knows them."""
    query: bytes = scope["query_string"]
    return raw_path(scope) + b"?" + query if query else raw_path(scope)


async def answer_from(entry: Entry, if_none_match: str, send: Send) -> None:
    """Sends a kept answer, or 304 when the caller has it."""
    held = matches(if_none_match, entry.etag.decode("latin-1"))
    start = {"type": "http.response.start", "status": 304 if held else 200, "headers": entry.headers(unchanged=held)}
    await send(start)
    await send({"type": "http.response.body", "body": b"" if held else entry.body, "more_body": False})


def whole(scope: Scope) -> Scope:
    """A HEAD request as the GET that it is answered as: of the whole, as ranges mean nothing to it (RFC 9110, 14.2)."""
    headers = [pair for pair in scope["headers"] if pair[0] not in OF_A_PART]
    return {**scope, "method": "GET", "headers": headers}


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
