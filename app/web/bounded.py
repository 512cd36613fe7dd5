"""Bounds on a request's head, which uvicorn's protocol and its parser read without any."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    import asyncio

LONGEST_HEAD = 64 << 10
UNCOUNTED = -(1 << 62)


class Bounded(HttpToolsProtocol):
    """uvicorn's protocol with bounds on the request's head.

    A caller that goes on beyond `LONGEST_HEAD` is answered with 400 and cut off; one that has not sent a whole head
    `head_seconds` after it connected or began is cut off.
    """

    head_seconds = 20.0
    between_messages = True
    _head = 0
    head_is_due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast("asyncio.Transport", transport))
        self.head_is_due = self.loop.call_later(self.head_seconds, transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        self.in_time()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """A head is fed to the parser up to the bound, so that what comes with it of a body is not counted."""
        while data and not self.transport.is_closing():
            fits = LONGEST_HEAD - self._head
            self._head += min(len(data), fits)
            super().data_received(data[:fits])
            data = data[fits:]
            if self._head == LONGEST_HEAD and not self.transport.is_closing():
                self.send_400_response("The request's head is too large.")

    def on_message_begin(self) -> None:
        self.between_messages = False
        if self.head_is_due is None:
            self.head_is_due = self.loop.call_later(self.head_seconds, self.transport.close)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._head = UNCOUNTED
        self.in_time()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._head = 0
        self.between_messages = True
        super().on_message_complete()

    def in_time(self) -> None:
        """Say that a whole head has come."""
        if self.head_is_due is not None:
            self.head_is_due.cancel()
            self.head_is_due = None
