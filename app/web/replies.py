"""The table of finished answers as bytes on the wire: from the bytes of a plain request to those of its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from app.web.asked import Wish, plain_wish
from app.web.negotiation import API, FRAGMENTS, Representation

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.web.answer import Header
    from app.web.table import Entry, Table

LONGEST_PLAIN = 4 << 10
REMEMBERED = 512
VERSION = b" HTTP/1.1"
TAGS = (b"\r\nIf-None-Match: ", b"\r\nif-none-match: ")
TAG_LENGTH = len(TAGS[0])
FORMS: tuple[tuple[bytes, Representation], ...] = (
    (f"{API}/".encode(), "json"),
    (f"{FRAGMENTS}/".encode(), "fragment"),
)


class Fields(NamedTuple):
    """The header fields of plain requests as they stand in a head behind its address, and what they wish for.

    `plain` is all of that; `before` and `after` are what stands around the tag where a request names one, empty as long
    as none came.
    """

    plain: bytes
    before: bytes
    after: bytes
    wish: Wish


UNKNOWN = Fields(b"", b"", b"", Wish(json=False, encoding="identity"))


class Replies:
    """What all connections of one server answer plain requests with. `version` is the data's.

    Nothing in a request is taken on trust: its address is a key of the table, byte for byte, its tag the entry's own,
    and the parser that reads every other request has judged these very header fields before. The same fields come with
    every request of one visitor, so those that were judged are known, and a connection holds its own to compare with.
    """

    def __init__(self, table: Table, version: Callable[[], int]) -> None:
        self._table = table
        self._look = table.look
        self._version = version
        self._known: dict[bytes, Fields] = {}
        self._defaults: list[Header] | None = None
        self._opening = self._unchanged = b""

    def to(self, head: bytes, fields: Fields, defaults: list[Header]) -> tuple[bytes, Entry | None] | None:
        """The answer to a request that is nothing but a head with these fields: all its bytes, or its head and the
        entry whose large body follows. None when it is another request, or the table does not hold what it asks for.

        `defaults` are the headers that uvicorn begins every answer with; it makes a new list of them each second.
        """
        end = head.find(b" ", 4)
        url, version = head[4:end], self._version()
        entry = self._look(url)
        if entry is None or entry.version != version:
            entry = self._held(url, fields.wish, version)
        if entry is None or head[:4] != b"GET ":
            return None
        entry.used = True
        if defaults is not self._defaults:
            self._begin_with(defaults)
        rest = head[end:]
        if rest == fields.plain:
            if entry.large:
                return b"".join((self._opening, entry.head, entry.tail)), entry
            return b"".join((self._opening, entry.head, entry.tail, entry.at_hand)), None
        if fields.before and rest == fields.before + entry.etag + fields.after:
            return b"".join((self._unchanged, entry.unchanged, entry.tail)), None
        return None

    def _held(self, url: bytes, wish: Wish, version: int) -> Entry | None:
        entry = self._table.get(url, version)
        if entry is not None:
            return entry
        form: Representation = "json" if wish.json else "page"
        for beginning, fixed in FORMS:
            if url.startswith(beginning):
                form = fixed
        return self._table.get((url, form, wish.encoding), version)

    def learn(self, head: bytes) -> Fields | None:
        """The fields of this head, to be known from now on; None when it is more than a plain request's."""
        plain, before, after = _around_tag(VERSION + head[head.find(b"\r") :])
        known = self._known.get(plain)
        wish = known.wish if known is not None else _judged(plain)
        if wish is None:
            return None
        if known is None or (before and known[1:3] != (before, after)):
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[plain] = Fields(plain, before, after, wish)
        return known

    def _begin_with(self, defaults: list[Header]) -> None:
        own = b"".join(b"%s: %s\r\n" % pair for pair in defaults)
        self._opening, self._unchanged = STATUS_LINE[200] + own, STATUS_LINE[304] + own
        self._defaults = defaults


def _around_tag(fields: bytes) -> tuple[bytes, bytes, bytes]:
    """The fields without their first line of If-None-Match, and what stands before and after its value; as they are
    where there is none, or none before the empty line.
    """
    at = max(fields.find(name) for name in TAGS)
    end = fields.find(b"\r", at + TAG_LENGTH)
    if at < 0 or fields[end + 2 : end + 3] in (b"", b" ", b"\t") or fields[at - 2 : at] == b"\r\n":
        return fields, b"", b""
    return fields[:at] + fields[end:], fields[: at + TAG_LENGTH], fields[end:]


def _judged(plain: bytes) -> Wish | None:
    return plain_wish(plain[len(VERSION) :]) if len(plain) <= LONGEST_PLAIN else None
