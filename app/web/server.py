"""The HTTP server: uvicorn with uvloop and httptools, one process."""

from __future__ import annotations

import errno
import resource
import signal
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import msgspec
import uvicorn

from app.web.bounded import Bounded
from app.web.door import Door
from app.web.protocol import quick

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from app.settings import Settings
    from app.web.answer import ASGI

GRACE_SECONDS = 5
OPEN_FILES = 8192
KEEP_ALIVE_SECONDS = 20
UNSENT = 128 << 10
"""What the kernel keeps for a connection that doesn't read; its own bound is some megabytes each."""


class PortTaken(Exception):
    """The address can't be listened at; the message says what to do."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises PortTaken when another program has the port or the host is not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "TCP_NOTSENT_LOWAT"):  # connections inherit it
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT)
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

    What a door's table holds is answered by the protocol itself. On SIGTERM the server stops to listen, gives requests
    under way `GRACE_SECONDS`, cancels what is left (streams), and runs the application's shutdown. `started` is called
    once it serves.
    """
    protocol = quick(app.table, app.version) if isinstance(app, Door) else Bounded
    config = uvicorn.Config(
        cast("Any", app),
        http=cast("Any", protocol),
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


def allow_open_files() -> None:
    """Many systems start a process with 1,024 open files, fewer than its connections and kept images may need."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def serve(settings: Settings, app: ASGI, *, listener: socket.socket | None = None) -> bool:
    """Serves until SIGTERM or Ctrl+C; true when it started and stopped in order.

    Raises PortTaken. `listener` lets the caller take the port before the slow part of starting. The address is printed
    once it answers.
    """
    allow_open_files()
    taken = listener or listen(settings.host, settings.port)
    address = msgspec.structs.replace(settings, port=taken.getsockname()[1]).public_url
    server = make_server(settings, app, started=lambda: print(f"Tessera is at {address}", flush=True))
    server.run(sockets=[taken])
    return server.started
