"""The line in which uploads wait: how much of their bodies is held at once, and how many are worked on.

A body takes room as it comes, so that one who announces much and sends little holds little. A step is given only while
all that has begun can still be read to its end one after the other (the banker's algorithm, E. W. Dijkstra, 1965):
bodies that are half read never wait for each other. One client's bodies leave room for a largest picture of another,
and clients take turns.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import asynccontextmanager
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING, Final

from app.errors import Unavailable
from app.media.limits import UPLOAD

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

LARGEST: Final = UPLOAD.bytes
LARGEST_BODY: Final = LARGEST + (64 << 10)  # what multipart puts around a file
ROOM: Final = 48_000_000
AT_ONCE: Final = 2
MOST_OF_ONE: Final = 32
STEP: Final = 256 << 10


class TooManyUploads(Unavailable):
    """So many pictures are looked at already that this one would wait too long."""

    default_code = "too_many_uploads"


class Body:
    """One body's place: what it may come to, and what of it is held."""

    def __init__(self, client: str, most: int, patience: float) -> None:
        self.client: Final = client
        self.most = most
        self.held = 0
        self.patience = patience

    @property
    def remaining(self) -> int:
        """Bytes that may still come."""
        return self.most - self.held


class Uploads:
    """`room` bytes of bodies are held at once, `share` of them one client's; `at_once` pictures are worked on.

    Whoever waits longer than `patience` seconds for room, or for a turn, is refused with TooManyUploads. One for each
    application, as it belongs to an event loop.
    """

    patience = 20.0

    def __init__(self, *, room: int = ROOM, share: int = ROOM - LARGEST_BODY, at_once: int = AT_ONCE) -> None:
        self._room = room
        self._share = min(share, room)
        self._bodies: set[Body] = set()
        self._freed = asyncio.Event()
        self._turns = Turns(at_once)

    @asynccontextmanager
    async def place(self, client: str, most: int) -> AsyncIterator[Body]:
        """A place for a body of `most` bytes that holds nothing yet. What it comes to hold is freed in the end.

        Raises TooManyUploads for a client that has too many places already.
        """
        if sum(body.client == client for body in self._bodies) >= MOST_OF_ONE:
            raise full()
        body = Body(client, min(most, self._share), self.patience)
        self._bodies.add(body)
        try:
            yield body
        finally:
            self._bodies.discard(body)
            self._tell()

    async def grow(self, body: Body, received: int) -> float:
        """Hold room for what was received of a body; returns the seconds that it waited for it.

        Raises TooManyUploads once it has waited for `patience` seconds in all.
        """
        if received <= body.held:
            return 0.0
        size = min(body.most, -(-received // STEP) * STEP) - body.held
        if self._takes(body, size):
            return 0.0
        clock = asyncio.get_running_loop().time
        begun = clock()
        try:
            async with asyncio.timeout(body.patience):
                while not self._takes(body, size):
                    await self._freed.wait()
        except TimeoutError:
            raise full() from None
        body.patience -= clock() - begun
        return clock() - begun

    def settle(self, body: Body) -> None:
        """Nothing more comes of a body, whatever was announced."""
        body.most = body.held
        self._tell()

    @asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """Wait until few enough are worked on."""
        try:
            async with asyncio.timeout(self.patience):
                await self._turns.take(client)
        except TimeoutError:
            raise full() from None
        try:
            yield
        finally:
            self._turns.give_back()

    def _takes(self, body: Body, size: int) -> bool:
        """Whether a body may hold `size` bytes more; it holds them then."""
        body.held += size
        own = [one for one in self._bodies if one.client == body.client]
        if _can_end(own, self._share) and _can_end(self._bodies, self._room):
            return True
        body.held -= size
        return False

    def _tell(self) -> None:
        """Wakes all who wait for room."""
        self._freed.set()
        self._freed = asyncio.Event()


class Turns:
    """So many at once. Clients that wait take turns, however often one of them waits."""

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}

    async def take(self, client: str) -> None:
        """Wait for a turn."""
        if self._free:
            self._free -= 1
            return
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(place)
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self.give_back()
            raise

    def give_back(self) -> None:
        """End a turn: the next client's begins. Those that waited in vain are passed over."""
        self._free += 1
        while self._free and self._waiting:
            client = next(iter(self._waiting))
            queue = self._waiting.pop(client)
            place = queue.popleft()
            if queue:
                self._waiting[client] = queue
            if not place.done():
                self._free -= 1
                place.set_result(None)


def _can_end(bodies: Iterable[Body], room: int) -> bool:
    """Whether all bodies can be read to their end within `room`, in some order."""
    ordered = sorted(bodies, key=lambda body: body.remaining)
    free = room - sum(body.held for body in ordered)
    for body in ordered:
        if body.remaining > free:
            return False
        free += body.held
    return True


def client_of(host: str) -> str:
    """Whom an address belongs to: one host of IPv4, a network of 64 bits of IPv6, as one customer gets it."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return host
    return str(address.ipv4_mapped or IPv6Address(int(address) >> 64 << 64))


def full() -> TooManyUploads:
    """The refusal of one who has waited, or would wait, too long."""
    return TooManyUploads(
        "Many pictures are being looked at right now. Nothing was kept. Send yours again in a moment.", retry_after=10
    )
