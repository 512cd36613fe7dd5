"""The table of finished answers: bytes in memory, bounded in bytes, those that nobody asks for leave first."""

from __future__ import annotations

import os
import re
from collections import OrderedDict
from functools import lru_cache
from typing import TYPE_CHECKING

from app.web.conditional import OF_THE_BODY
from app.web.descriptors import memory_file
from app.web.negotiation import Encoding, Representation
from app.web.security import security_headers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.web.answer import Header

Key = bytes | tuple[bytes, Representation, Encoding]

OVERHEAD = 1000
OF_A_FILE = 5000
LARGE = 16 << 10
CHANCES = 100
TRUST = frozenset(name for name, _ in security_headers("https://"))
BREAKING = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")


class Entry:
    """A finished 200 as the bytes that go out: head, tail and body.

    `head` are the answer's own header lines, `unchanged` those of its 304, `tail` the lines that all answers share and
    the empty line; the status line and the date come before them. `body` is held once, whoever sends it: `at_hand`, or
    if it is `large` in a file in memory that the kernel sends from without copying it there. `descriptor` is that
    file's, or of one on disk with the same body, the entry's own and closed with it; -1 where there is none.

    An entry is good as long as the data's version is the one it was made from. When that has changed, `confirm` may
    say that this entry still stands (a file that is still there); without `confirm` it has to be made again.
    """

    __slots__ = (
        "at_hand",
        "confirm",
        "descriptor",
        "etag",
        "head",
        "large",
        "length",
        "size",
        "tail",
        "unchanged",
        "used",
        "version",
    )

    def __init__(
        self,
        headers: Iterable[Header],
        body: bytes,
        etag: str,
        version: int,
        confirm: Callable[[], bool] | None = None,
        descriptor: int = -1,
    ) -> None:
        """`descriptor`, if any, is that of a file that holds the body and nothing else. Raises ValueError when a header
        would break out of its line.
        """
        self.descriptor = descriptor
        own: list[bytes] = []
        lasting: list[bytes] = []
        shared: list[Header] = []
        for pair in headers:
            if pair[0] in TRUST:
                shared.append(pair)
                continue
            own.append(_line(pair))
            if pair[0] not in OF_THE_BODY:
                lasting.append(own[-1])
        self.head = b"%bcontent-length: %d\r\n" % (b"".join(own), len(body))
        self.unchanged = b"".join(lasting)
        self.tail = tail(tuple(shared))
        self.length = len(body)
        self.large = self.length > LARGE
        self.at_hand = body
        self.size = self.length + len(self.head) + len(self.unchanged) + OVERHEAD
        if self.large and descriptor < 0:
            self._move()
        self.etag = etag.encode("latin-1")
        self.version = version
        self.confirm = confirm
        self.used = False

    def _move(self) -> None:
        """Put the body into a file in memory, if one can be had."""
        self.descriptor = memory_file(self.at_hand)
        if self.descriptor >= 0:
            self.at_hand = b""
            self.size += OF_A_FILE

    @property
    def body(self) -> bytes:
        """All of it, read anew where it is not at hand."""
        return self.at_hand if len(self.at_hand) == self.length else os.pread(self.descriptor, self.length, 0)

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
        pairs = [line.partition(b": ") for line in text.split(b"\r\n")[:-2]]
        return [(name, value) for name, _, value in pairs]


class Table:
    """Entries by address, or by address, form and encoding where there are several. For one thread, the event loop's.

    An address is the path as it was sent, with `?` and the query string when there is one. What leaves is the oldest
    entry that was not asked for since it was put, or since its last turn to leave (second chance: F. J. Corbató, 1968),
    as to move an entry up with each request costs more than to find it.
    """

    def __init__(self, limit: int = 40 << 20) -> None:
        self.limit = limit
        self.size = 0
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self.look = self._entries.get  # whether what it finds still stands is its caller's to see

    def get(self, key: Key, version: int) -> Entry | None:
        """The entry, if there is one that stands at `version`; one that does not is dropped."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        if entry.version != version and not entry.stands(version):
            self.drop(key)
            return None
        entry.used = True
        return entry

    def put(self, key: Key, entry: Entry) -> None:
        """Keeps the entry, unless it alone would take more than an eighth of the table."""
        if entry.size > self.limit // 8:
            return
        self.drop(key)
        self._entries[key] = entry
        self.size += entry.size
        chances = CHANCES
        while self.size > self.limit:
            its_key, oldest = self._entries.popitem(last=False)
            if oldest.used and chances:
                chances -= 1
                oldest.used = False
                self._entries[its_key] = oldest
            else:
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
    return b"".join([_line(pair) for pair in headers])


def _line(pair: Header) -> bytes:
    if BREAKING.search(pair[1]):
        raise ValueError(f"the header {pair[0]!r} holds a control character")
    return b"%b: %b\r\n" % pair


@lru_cache(16)
def tail(headers: tuple[Header, ...]) -> bytes:
    """The lines that end every head; one object for all entries."""
    return lines(headers) + b"\r\n"
