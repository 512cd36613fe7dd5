"""Image files over HTTP: immutable, with ETag, 304, HEAD and single ranges; small ones go into the table.

Only public renders lie below `/images/`. What is not there falls through to Litestar, which says 404.
"""

from __future__ import annotations

import asyncio
import os
import re
from functools import partial
from typing import TYPE_CHECKING, Protocol

from litestar.exceptions import MethodNotAllowedException

from app.errors import BadRequest
from app.web.answer import Answer, Header, Scope, Send, deliver, header
from app.web.conditional import Unsatisfiable, asked_range, matches, not_modified
from app.web.descriptors import spared
from app.web.door import address, answer_from
from app.web.table import Entry, Table

if TYPE_CHECKING:
    from collections.abc import Callable

ADDRESS = re.compile(r"/images/(\d{4})/(\d{2})/([0-9a-z-]{1,80}\.webp)")
LASTING = b"public, max-age=31536000, immutable"
KEPT_WHOLE = 512 << 10
CHUNK = 256 << 10
FROM_DISK = 64 << 10


class OpenImage(Protocol):
    """An open file whose content never changes."""

    @property
    def size(self) -> int: ...
    def read(self, offset: int, length: int, /) -> bytes: ...
    def fileno(self) -> int: ...
    def close(self) -> None: ...


class ImageSource(Protocol):
    """Where image files come from: `media.files.Files`."""

    def open_image(self, year: str, month: str, name: str, /) -> OpenImage | None: ...


class Images:
    """Answers for `/images/{year}/{month}/{file}`."""

    def __init__(
        self, source: ImageSource, table: Table, version: Callable[[], int], headers: tuple[Header, ...]
    ) -> None:
        self._source = source
        self._table = table
        self._version = version
        self._headers = headers

    async def respond(self, scope: Scope, send: Send) -> bool:
        """Answers when the address is that of a file that is there, and says whether it did."""
        found = ADDRESS.fullmatch(scope["path"])
        if found is None:
            return False
        if scope["method"] != "GET":
            raise MethodNotAllowedException(headers={"allow": "GET"})
        version = self._version()
        file = self._source.open_image(*found.groups())
        if file is None:
            return False
        try:
            if scope["query_string"]:
                raise BadRequest("A picture's address takes no query parameters.", code="unknown_parameter")
            if header(scope, b"range") or file.size > KEPT_WHOLE:
                await self._send_part(file, _tag(found[3], file), scope, send)
            else:
                entry = self._entry(file, version, found.groups())
                self._table.put(address(scope), entry)
                await answer_from(entry, header(scope, b"if-none-match"), send)
        finally:
            file.close()
        return True

    def _entry(self, file: OpenImage, version: int, parts: tuple[str, ...]) -> Entry:
        tag = _tag(parts[2], file)
        still = partial(self._still, file.size, parts)
        return Entry(self._head(tag), file.read(0, file.size), tag, version, still, _own(file))

    def _still(self, size: int, parts: tuple[str, ...]) -> bool:
        """Whether the file is there as it was: a render may have been hidden or deleted since."""
        year, month, name = parts
        file = self._source.open_image(year, month, name)
        if file is None:
            return False
        file.close()
        return file.size == size

    def _head(self, tag: str) -> tuple[Header, ...]:
        return (
            (b"content-type", b"image/webp"),
            (b"cache-control", LASTING),
            (b"etag", tag.encode()),
            (b"accept-ranges", b"bytes"),
            *self._headers,
        )

    async def _send_part(self, file: OpenImage, etag: str, scope: Scope, send: Send) -> None:
        headers, size = self._head(etag), file.size
        if matches(header(scope, b"if-none-match"), etag):
            await deliver(not_modified(headers), send)
            return
        try:
            part = asked_range(header(scope, b"range"), header(scope, b"if-range"), etag, size)
        except Unsatisfiable:
            told = (b"content-range", b"bytes */%d" % size)
            await deliver(Answer(416, (*self._headers, told, (b"cache-control", b"no-store"))), send)
            return
        start, end = part or (0, size)
        more = [(b"content-length", b"%d" % (end - start))]
        if part is not None:
            more.append((b"content-range", b"bytes %d-%d/%d" % (start, end - 1, size)))
        status = 200 if part is None else 206
        await send({"type": "http.response.start", "status": status, "headers": [*headers, *more]})
        for at in range(start, end, CHUNK):
            piece = await asyncio.to_thread(file.read, at, min(CHUNK, end - at))
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def _own(file: OpenImage) -> int:
    """A descriptor of a large file for its entry to keep, as the kernel sends most cheaply from a disk's cache; -1 for
    a small one, and where no more can be had.
    """
    if file.size <= FROM_DISK:
        return -1
    try:
        return spared(os.dup(file.fileno()))
    except OSError:
        return -1


def _tag(name: str, file: OpenImage) -> str:
    """The entity tag. A file never changes under its name, so name and size are enough."""
    return f'"{name.removesuffix(".webp")}-{file.size:x}"'
