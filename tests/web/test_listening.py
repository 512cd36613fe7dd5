"""What a listening socket gives to the connections made through it."""

from __future__ import annotations

import socket

from app.web.server import listen


def taken_by_the_kernel(listener: socket.socket) -> int:
    """The bytes that can be sent to one who reads nothing."""
    with listener, socket.socket() as reader:
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        reader.connect(listener.getsockname())
        listener.setblocking(True)
        connection, _ = listener.accept()
        with connection:
            connection.settimeout(0.3)
            taken = 0
            try:
                while taken < 8 << 20:
                    taken += connection.send(bytes(64 << 10))
            except TimeoutError:
                pass
            return taken


def test_one_who_reads_nothing_holds_little_of_the_kernels_memory() -> None:
    assert taken_by_the_kernel(listen("127.0.0.1", 0)) < 1 << 20
