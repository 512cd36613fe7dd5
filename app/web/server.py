"""The HTTP server: uvicorn with uvloop and httptools, one process."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import msgspec
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from app.settings import Settings
    from app.web.answer import ASGI

LONGEST_HEAD = 64 << 10
UNCOUNTED = -(1 << 62)
GRACE_SECONDS = 5
KEEP_ALIVE_SECONDS = 20


class PortTaken(Exception):
    """The address can't be listened at; the message says what to do."""


class Bounded(HttpToolsProtocol):
    """uvicorn's protocol with bounds on the request's head, which it and its parser read without any.

    A caller that goes on beyond `LONGEST_HEAD` is answered with 400 and cut off; one that has not sent a whole head
    `head_seconds` after it connected or began is cut off.
    """

    head_seconds = 20.0
    _head = 0
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast("asyncio.Transport", transport))
        self._deadline = self.loop.call_later(self.head_seconds, transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        self._in_time()
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
        if self._deadline is None:
            self._deadline = self.loop.call_later(self.head_seconds, self.transport.close)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._head = UNCOUNTED
        self._in_time()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._head = 0
        super().on_message_complete()

    def _in_time(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises PortTaken when another program has the port or the host is not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(2048)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(
                f"Port {port} is in use by another program. Stop that one, or choose a port: PORT={port + 1} make run"
            ) from error
        if error.errno == errno.EACCES:
            raise PortTaken(
                f"Port {port} needs more rights than this user has. Ports from 1024 on are free."
            ) from error
        raise PortTaken(f"{host}:{port} can't be listened at: {error.strerror or error}.") from error
    listener.setblocking(False)
    return listener


def make_server(settings: Settings, app: ASGI, *, started: Callable[[], None] | None = None) -> uvicorn.Server:
    """A uvicorn server for the app. Proxy headers count only when they come from TRUSTED_PROXIES.

    On SIGTERM it stops to listen, gives requests under way `GRACE_SECONDS`, cancels what is left (streams), and runs
    the application's shutdown. `started` is called once it serves.
    """
    config = uvicorn.Config(
        cast("Any", app),
        http=Bounded,
        ws="none",
        loop="uvloop",
        lifespan="on",
        interface="asgi3",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        backlog=2048,
    )
    return Announcing(config, started)


class Announcing(uvicorn.Server):
    """A server that says when it has begun to serve, and that returns after a signal instead of dying of it."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None] | None) -> None:
        super().__init__(config)
        self._announce = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and self._announce is not None:
            self._announce()

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """SIGINT and SIGTERM stop the server in order while it runs; afterwards they mean what they meant before."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {sig: signal.signal(sig, self.handle_exit) for sig in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for sig, handler in before.items():
                signal.signal(sig, handler)


def serve(settings: Settings, app: ASGI, *, listener: socket.socket | None = None) -> bool:
    """Serves until SIGTERM or Ctrl+C; true when it started and stopped in order.

    Raises PortTaken. `listener` lets the caller take the port before the slow part of starting. The address is printed
    once it answers.
    """
    taken = listener or listen(settings.host, settings.port)
    address = msgspec.structs.replace(settings, port=taken.getsockname()[1]).public_url
    server = make_server(settings, app, started=lambda: print(f"Tessera is at {address}", flush=True))
    server.run(sockets=[taken])
    return server.started
