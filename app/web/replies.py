"""The table of finished answers as bytes on the wire: from the bytes of a plain request to those of its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from app.web.asked import plain_wish
from app.web.negotiation import API, FRAGMENTS, Representation

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.web.answer import Header
    from app.web.asked import Wish
    from app.web.table import Entry, Table

LONGEST_PLAIN = 4 << 10
REMEMBERED = 1024
TAGS = (b"\r\nIf-None-Match: ", b"\r\nif-none-match: ")
TAG_LENGTH = len(TAGS[0])
FORMS: tuple[tuple[bytes, Representation], ...] = (
    (f"{API}/".encode(), "json"),
    (f"{FRAGMENTS}/".encode(), "fragment"),
)


class Replies:
    """What all connections of one server answer plain requests with. `version` is the data's.

    Nothing in a request is taken on trust: its address is a key of the table, byte for byte, its tag the entry's own,
    and the parser that reads every other request has judged these very header fields before. The same fields come with
    every request of one visitor, so what they wish for is remembered.
    """

    def __init__(self, table: Table, version: Callable[[], int]) -> None:
        self._table = table
        self._version = version
        self._wishes: dict[bytes, Wish] = {}
        self._tag_at = 0
        self._defaults: list[Header] | None = None
        self._opening = self._unchanged = b""

    def to(self, head: bytes, defaults: list[Header]) -> tuple[bytes, Entry | None] | None:
        """The answer to a request that is nothing but this head: its head, and the entry whose body follows, None for a
        304. Altogether None when the request is more than plain or the table does not hold what it asks for.

        `defaults` are the headers that uvicorn begins every answer with; it makes a new list of them each second.
        """
        line = head.find(b"\r")
        fields, tag = head[line:], b""
        wish = None
        if fields[self._tag_at : self._tag_at + TAG_LENGTH] not in TAGS:
            wish = self._wishes.get(fields)
        if wish is None:
            fields, tag = self._without_tag(fields)
            wish = self._wishes.get(fields) or self._judged(fields)
        if wish is None or head[:4] != b"GET " or head[line - 9 : line] != b" HTTP/1.1":
            return None
        entry = self._held(head[4 : line - 9], wish)
        if entry is None or (tag and tag != entry.etag):
            return None
        if defaults is not self._defaults:
            self._begin_with(defaults)
        if tag:
            return b"".join((self._unchanged, entry.unchanged, entry.tail)), None
        return b"".join((self._opening, entry.head, entry.tail)), entry

    def _held(self, url: bytes, wish: Wish) -> Entry | None:
        version = self._version()
        entry = self._table.get(url, version)
        if entry is not None:
            return entry
        form: Representation = "json" if wish.json else "page"
        for beginning, fixed in FORMS:
            if url.startswith(beginning):
                form = fixed
        return self._table.get((url, form, wish.encoding), version)

    def _without_tag(self, fields: bytes) -> tuple[bytes, bytes]:
        """The fields without their first line of If-None-Match, and what that said; as they are where there is none, or
        none before the empty line.

        It stands where it stood in the last request, for all that one visitor asks for.
        """
        at = self._tag_at
        if fields[at : at + TAG_LENGTH] not in TAGS:
            at = max(fields.find(name) for name in TAGS)
        end = fields.find(b"\r", at + TAG_LENGTH)
        if at < 0 or fields[end + 2 : end + 3] in (b"", b" ", b"\t") or fields[at - 2 : at] == b"\r\n":
            return fields, b""
        self._tag_at = at
        return fields[:at] + fields[end:], fields[at + TAG_LENGTH : end]

    def _judged(self, fields: bytes) -> Wish | None:
        wish = plain_wish(fields) if len(fields) <= LONGEST_PLAIN else None
        if wish is not None:
            if len(self._wishes) >= REMEMBERED:
                self._wishes.clear()
            self._wishes[fields] = wish
        return wish

    def _begin_with(self, defaults: list[Header]) -> None:
        own = b"".join(b"%s: %s\r\n" % pair for pair in defaults)
        self._opening, self._unchanged = STATUS_LINE[200] + own, STATUS_LINE[304] + own
        self._defaults = defaults
