"""The protocol door: hits of the table of finished answers without a scope, a task or an event.

A request that came whole, is a plain GET and asks for what the table holds is answered from the bytes that were read,
before uvicorn's parser has seen them (`web.replies`). Whatever else comes goes uvicorn's way, in order. `web.door`
answers the same from the same table.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT

from app.web.bounded import Bounded
from app.web.outlet import Outlet
from app.web.replies import UNKNOWN, Replies

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from app.web.table import Entry, Table

END = b"\r\n\r\n"
TURNS = 64
PIECE = 16 << 10
LONGEST_QUEUE = 1 << 20


class Quick(Bounded):
    """uvicorn's protocol with the shorter way. One client's requests are answered in order; those behind one that is
    still worked on, or that the client doesn't read the answers to, wait as bytes and nothing more is read.
    """

    def __init__(self, replies: Replies, **of_uvicorn: Any) -> None:
        super().__init__(**of_uvicorn)
        self._replies = replies
        self._fields = UNKNOWN
        self._queue = b""
        self._answered = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._outlet = Outlet(self.transport)

    def data_received(self, data: bytes) -> None:
        if self._queue:
            self._queue += data
            self.flow.pause_reading()
            if len(self._queue) > LONGEST_QUEUE:
                self.transport.abort()
        elif not self._answer(data):
            self._take(data)

    def _take(self, data: bytes) -> None:
        """Answers request by request; the parser is fed with no more than one of them while none has begun."""
        at = 0
        for _ in range(TURNS):
            if not self._may_take():
                break
            end = data.find(END, at) + len(END) if self.between_messages else 0
            if end < len(END):
                end = at + PIECE
            part = data[at:end]
            if not self._answer(part):
                super().data_received(part)
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
        if not self.between_messages:
            return True
        return (self.cycle is None or self.cycle.response_complete) and not self.flow.write_paused

    def _answer(self, head: bytes) -> bool:
        """Answers a request that is nothing but a head, and says whether it did."""
        cycle = self.cycle
        if not self.between_messages or (cycle is not None and not cycle.response_complete) or self.flow.write_paused:
            return False
        reply = self._reply(head)
        if reply is None:
            return False
        answer, entry = reply
        if entry is None:
            self.transport.write(answer)
        else:
            self._outlet.write(answer, entry)
        self.server_state.total_requests += 1
        self._answered = True
        if self.timeout_keep_alive_task is None:
            self._stay()
        if self.head_is_due is not None:
            self.in_time()
        return True

    def _reply(self, head: bytes) -> tuple[bytes, Entry | None] | None:
        """What `Replies.to` says, with the fields of this connection's last requests or else with those it has now."""
        defaults = self.server_state.default_headers
        reply = self._replies.to(head, self._fields, defaults)
        if reply is None:
            fields = self._replies.learn(head)
            if fields is not None and fields is not self._fields:
                self._fields = fields
                reply = self._replies.to(head, fields, defaults)
        return reply

    def _stay(self) -> None:
        self._answered = False
        self.timeout_keep_alive_task = self.loop.call_later(self.timeout_keep_alive, self.timeout_keep_alive_handler)

    def timeout_keep_alive_handler(self) -> None:
        """One timer looks whether something was answered since it was set, as one for each answer would cost more: the
        connection ends after one to two times `timeout_keep_alive` without a request.
        """
        if self._answered:
            self._stay()
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
        self._outlet.close()
        super().connection_lost(exc)


def quick(table: Table, version: Callable[[], int]) -> Callable[..., Quick]:
    """What uvicorn makes connections with; all of one server share what they reply with."""
    return partial(Quick, Replies(table, version))
