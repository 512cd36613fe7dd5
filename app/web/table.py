"""The table of finished answers: bytes in memory, bounded in bytes, the least recently used leave first."""

from __future__ import annotations

import os
import re
from collections import OrderedDict
from functools import lru_cache
from typing import TYPE_CHECKING

from app.web.conditional import OF_THE_BODY
from app.web.negotiation import Encoding, Representation
from app.web.security import security_headers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.web.answer import Header

Key = bytes | tuple[bytes, Representation, Encoding]

OVERHEAD = 1000
TRUST = frozenset(name for name, _ in security_headers("https://"))
BREAKING = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")


class Entry:
    """A finished 200 as the bytes that go out: head, tail and body.

    `head` are the answer's own header lines, `unchanged` those of its 304, `tail` the lines that all answers share and
    the empty line; the status line and the date come before them. `body` is held once, whoever sends it.

    An entry is good as long as the data's version is the one it was made from. When that has changed, `confirm` may
    say that this entry still stands (a file that is still there); without `confirm` it has to be made again.

    `descriptor` is a file that holds the body and nothing else, from which the kernel may send it, or -1; it is the
    entry's own and closed with it.
    """

    __slots__ = ("body", "confirm", "descriptor", "etag", "head", "size", "tail", "unchanged", "version")

    def __init__(
        self,
        headers: Iterable[Header],
        body: bytes,
        etag: str,
        version: int,
        confirm: Callable[[], bool] | None = None,
        descriptor: int = -1,
    ) -> None:
        """Raises ValueError when a header would break out of its line."""
        self.descriptor = descriptor
        own: list[Header] = []
        shared: list[Header] = []
        for pair in headers:
            (shared if pair[0] in TRUST else own).append(pair)
        self.head = lines((*own, (b"content-length", b"%d" % len(body))))
        self.unchanged = lines(pair for pair in own if pair[0] not in OF_THE_BODY)
        self.tail = tail(tuple(shared))
        self.body = body
        self.etag = etag.encode("latin-1")
        self.version = version
        self.confirm = confirm
        self.size = len(body) + len(self.head) + len(self.unchanged) + OVERHEAD

    def __del__(self) -> None:
        if self.descriptor >= 0:
            os.close(self.descriptor)

    def stands(self, version: int) -> bool:
        """Whether the entry may still be sent now that the data is at `version`."""
        if self.version == version:
            return True
        if self.confirm is None or not self.confirm():
            return False
        self.version = version
        return True

    def headers(self, *, unchanged: bool) -> list[Header]:
        """The headers of the 200, or those of the 304, as ASGI wants them."""
        text = (self.unchanged if unchanged else self.head) + self.tail
        pairs = (line.partition(b": ") for line in text.split(b"\r\n") if line)
        return [(name, value) for name, _, value in pairs]


class Table:
    """Entries by address, or by address, form and encoding where there are several. For one thread, the event loop's.

    An address is the path as it was sent, with `?` and the query string when there is one.
    """

    def __init__(self, limit: int = 40 << 20) -> None:
        self.limit = limit
        self.size = 0
        self._entries: OrderedDict[Key, Entry] = OrderedDict()

    def get(self, key: Key, version: int) -> Entry | None:
        """The entry, if there is one that stands at `version`; one that does not is dropped."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        if entry.version != version and not entry.stands(version):
            self.drop(key)
            return None
        self._entries.move_to_end(key)
        return entry

    def put(self, key: Key, entry: Entry) -> None:
        """Keeps the entry, unless it alone would take more than an eighth of the table."""
        if entry.size > self.limit // 8:
            return
        self.drop(key)
        self._entries[key] = entry
        self.size += entry.size
        while self.size > self.limit:
            _, oldest = self._entries.popitem(last=False)
            self.size -= oldest.size

    def drop(self, key: Key) -> None:
        """Forgets the entry."""
        entry = self._entries.pop(key, None)
        if entry is not None:
            self.size -= entry.size

    def __len__(self) -> int:
        return len(self._entries)


def lines(headers: Iterable[Header]) -> bytes:
    """Header lines as they go out. Raises ValueError when a value holds a control character."""
    pairs = list(headers)
    for name, value in pairs:
        if BREAKING.search(value):
            raise ValueError(f"the header {name!r} holds a control character")
    return b"".join(b"%s: %s\r\n" % pair for pair in pairs)


@lru_cache(16)
def tail(headers: tuple[Header, ...]) -> bytes:
    """The lines that end every head; one object for all entries."""
    return lines(headers) + b"\r\n"
