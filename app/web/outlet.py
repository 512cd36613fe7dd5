"""Writing a large finished answer to one connection: the kernel takes it from its file."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio

    from app.web.table import Entry


class Outlet:
    """What a connection's finished answers go out by, in order with all else that its transport writes."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._socket: socket.socket | None = None

    def write(self, head: bytes, entry: Entry) -> None:
        """The head and the entry's body.

        Copying a large body costs more than all the rest of answering, so while nothing waits to be written before it,
        the kernel is told to send it from its file. What the connection does not take at once is written as usual.
        """
        sent = 0
        if entry.descriptor >= 0 and not self._transport.get_write_buffer_size():
            sent = self._by_kernel(head, entry)
        if sent < len(head):
            self._transport.write(head[sent:])
            self._transport.write(entry.body)
        elif sent < len(head) + entry.length:
            self._transport.write(memoryview(entry.body)[sent - len(head) :])

    def _by_kernel(self, head: bytes, entry: Entry) -> int:
        """How many bytes went out; a connection that has ended is left to the transport to find."""
        sent = 0
        try:
            if self._socket is None:
                self._socket = _beside(self._transport)
            sent = self._socket.send(head, socket.MSG_MORE)
            if sent == len(head):
                sent += os.sendfile(self._socket.fileno(), entry.descriptor, 0, entry.length)
        except OSError:
            pass
        return sent

    def close(self) -> None:
        """Let go of the connection. Call it when the transport has."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def _beside(transport: asyncio.Transport) -> socket.socket:
    """A second handle on the transport's socket, as it lends its own to nobody."""
    beside = socket.socket(fileno=os.dup(transport.get_extra_info("socket").fileno()))
    beside.setblocking(False)
    return beside
