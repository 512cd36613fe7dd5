"""The protocol door: hits of the table of finished answers without a scope, a task or an event.

A request that came whole, is a plain GET and asks for what the table holds is answered from the bytes that were read,
before uvicorn's parser has seen them. Nothing is taken on trust by this: the address is a key of the table, byte for
byte, and the header fields have been judged by the same parser before (`web.asked`). Whatever else comes goes uvicorn's
way, in order. `web.door` answers the same from the same table.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from app.web.asked import plain_wish
from app.web.bounded import Bounded
from app.web.negotiation import API, FRAGMENTS, Representation

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.web.answer import Header
    from app.web.asked import Wish
    from app.web.table import Entry, Table

END = b"\r\n\r\n"
TAGS = (b"\r\nIf-None-Match: ", b"\r\nif-none-match: ")
LONGEST_PLAIN = 4 << 10
TURNS = 64
PIECE = 16 << 10
LONGEST_QUEUE = 1 << 20
JOINED = 64 << 10
FORMS: tuple[tuple[bytes, Representation], ...] = (
    (f"{API}/".encode(), "json"),
    (f"{FRAGMENTS}/".encode(), "fragment"),
)


class Shelf:
    """The table as all connections of one server see it. `version` is the data's."""

    def __init__(self, table: Table, version: Callable[[], int]) -> None:
        self._table = table
        self._version = version
        self._defaults: list[Header] | None = None
        self.openings = (b"", b"")

    def find(self, url: bytes, wish: Wish) -> Entry | None:
        """What the table holds for a plain GET."""
        version = self._version()
        entry = self._table.get(url, version)
        if entry is not None:
            return entry
        form: Representation = "json" if wish.json else "page"
        for beginning, fixed in FORMS:
            if url.startswith(beginning):
                form = fixed
        return self._table.get((url, form, wish.encoding), version)

    def openings_with(self, defaults: list[Header]) -> tuple[bytes, bytes]:
        """How a 200 and a 304 begin: status line and uvicorn's own headers, which it makes anew each second."""
        if defaults is not self._defaults:
            own = b"".join(b"%s: %s\r\n" % pair for pair in defaults)
            self.openings = (STATUS_LINE[200] + own, STATUS_LINE[304] + own)
            self._defaults = defaults
        return self.openings


class Quick(Bounded):
    """uvicorn's protocol with the shorter way to `shelf`. One client's requests are answered in order; those behind
    one that is still worked on, or that the client doesn't read the answers to, wait as bytes and nothing more is read.
    """

    def __init__(self, shelf: Shelf, **of_uvicorn: Any) -> None:
        super().__init__(**of_uvicorn)
        self._shelf = shelf
        self._queue = b""
        self._answered_at = 0.0

    def data_received(self, data: bytes) -> None:
        if not self._queue:
            self._take(data)
            return
        self._queue += data
        self.flow.pause_reading()
        if len(self._queue) > LONGEST_QUEUE:
            self.transport.abort()

    def _take(self, data: bytes) -> None:
        """Answers request by request; the parser is fed with no more than one of them while none has begun."""
        at = 0
        for _ in range(TURNS):
            if not self._may_take():
                break
            end = data.find(END, at) + len(END) if self.between_messages else 0
            if end < len(END):
                end = at + PIECE
                super().data_received(data[at:end])
            elif not self._answer(data, at, end):
                super().data_received(data[at:end])
            if end >= len(data):
                return
            at = end
        else:
            self.loop.call_soon(self._go_on)
        self._queue = data[at:]
        self.flow.pause_reading()

    def _may_take(self) -> bool:
        if self.pipeline or self.transport.is_closing():
            return False
        idle = self.cycle is None or self.cycle.response_complete
        return not self.between_messages or (idle and not self.flow.write_paused)

    def _answer(self, data: bytes, at: int, end: int) -> bool:
        """Answers the request whose head stands there, and says whether it is one to be answered here."""
        line = data.find(b" HTTP/1.1\r\n", at, end)
        if line < 0 or end - line > LONGEST_PLAIN or not data.startswith(b"GET /", at):
            return False
        fields, tag = without_tag(data[line + 9 : end])
        wish = plain_wish(fields)
        entry = wish and self._shelf.find(data[at + 4 : line], wish)
        if not entry or (tag and tag != entry.etag):
            return False
        opening, unchanged = self._shelf.openings_with(self.server_state.default_headers)
        if tag:
            self.transport.write(b"".join((unchanged, entry.unchanged, entry.tail)))
        elif len(entry.body) <= JOINED:
            self.transport.write(b"".join((opening, entry.head, entry.tail, entry.body)))
        else:
            self.transport.writelines((b"".join((opening, entry.head, entry.tail)), entry.body))
        self._answered()
        return True

    def _answered(self) -> None:
        self.in_time()
        self.server_state.total_requests += 1
        self._answered_at = self.loop.time()
        if self.timeout_keep_alive_task is None:
            self._stay_for(self.timeout_keep_alive)

    def _stay_for(self, seconds: float) -> None:
        self.timeout_keep_alive_task = self.loop.call_later(seconds, self.timeout_keep_alive_handler)

    def timeout_keep_alive_handler(self) -> None:
        """The timer is set once and looks here whether something was answered since: cheaper than one each answer."""
        left = self._answered_at + self.timeout_keep_alive - self.loop.time()
        if left > 0:
            self._stay_for(left)
        else:
            super().timeout_keep_alive_handler()

    def _go_on(self) -> None:
        """Takes what has waited."""
        queue, self._queue = self._queue, b""
        if queue:
            self._take(queue)
        if not self._queue and not self._body_waits():
            self.flow.resume_reading()

    def _body_waits(self) -> bool:
        cycle = self.cycle
        return cycle is not None and not cycle.response_complete and len(cycle.body) > HIGH_WATER_LIMIT

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self._queue:
            self.flow.pause_reading()
            self.loop.call_soon(self._go_on)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._queue:
            self.loop.call_soon(self._go_on)

    def connection_lost(self, exc: Exception | None) -> None:
        self._queue = b""
        super().connection_lost(exc)


def quick(table: Table, version: Callable[[], int]) -> Callable[..., Quick]:
    """What uvicorn makes connections with, all of one server having the same shelf."""
    return partial(Quick, Shelf(table, version))


def without_tag(fields: bytes) -> tuple[bytes, bytes]:
    """Header fields without the first line of If-None-Match, and what that said; as they are where there is none."""
    for name in TAGS:
        at = fields.find(name)
        if at >= 0:
            end = fields.find(b"\r\n", at + len(name))
            if fields[end + 2] not in b" \t":
                return fields[:at] + fields[end:], fields[at + len(name) : end]
    return fields, b""
