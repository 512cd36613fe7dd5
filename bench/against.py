"""Tessera and nginx side by side: the same requests, the same bytes, each on the servers' core in turn."""

from __future__ import annotations

from contextlib import contextmanager
from http.client import HTTPConnection
from typing import TYPE_CHECKING, NamedTuple

from bench.load import Target, per_cpu_second, write_requests
from bench.measure import ratio, side_by_side
from bench.processes import free_port, nginx, running, wait_for

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from bench.measure import Ratio

ROUNDS = 7
CODINGS = "gzip, deflate, br, zstd"

Command = tuple[list[str], "Mapping[str, str]"]


class Side(NamedTuple):
    """A server that runs."""

    process: subprocess.Popen[bytes]
    port: int


class Sides(NamedTuple):
    """Ours and nginx, and a folder to put the requests in."""

    ours: Side
    theirs: Side
    folder: Path

    def compare(self, name: str, addresses: Sequence[str], accept: str, *, goal: float, held: bool = False) -> Ratio:
        """Requests a CPU-second, ours over theirs; all asked once before; `held` asks with the ETags."""
        targets = []
        for at, (process, port) in enumerate((self.ours, self.theirs)):
            tags = etags(port, addresses, accept)
            pairs = tags if held else [(address, "") for address in addresses]
            targets.append(Target(process.pid, port, write_requests(self.folder / f"requests-{at}", pairs), accept))
        ours, theirs = targets
        taken = side_by_side(lambda: per_cpu_second(ours), lambda: per_cpu_second(theirs), ROUNDS)
        return ratio(f"{name}, of nginx", taken, better="more", unit="a CPU-second", goal=goal)


@contextmanager
def beside_nginx(port: int, command: Command, folder: Path, locations: str, ready: str) -> Iterator[Sides]:
    """Both servers, running once they answer `ready` with 200. `port` is where `command` listens."""
    own = folder / "nginx"
    own.mkdir()
    other = free_port()
    with running(*command) as us, running(nginx(other, own, locations)) as them:
        wait_for(us, port, ready)
        wait_for(them, other, ready)
        yield Sides(Side(us, port), Side(them, other), folder)


def etags(port: int, addresses: Sequence[str], accept: str) -> list[tuple[str, str]]:
    """Each address with the ETag that this server gives it. Raises RuntimeError where one is not there."""
    pairs = []
    for address, (status, headers, _) in zip(addresses, fetched(port, addresses, accept), strict=True):
        if status != 200 or "etag" not in headers:
            raise RuntimeError(f"{address}: {status}, {headers}")
        pairs.append((address, headers["etag"]))
    return pairs


def fetched(port: int, addresses: Sequence[str], accept: str) -> Iterator[tuple[int, dict[str, str], bytes]]:
    """Status, headers by their names in lower case, and body of each address, asked over one connection."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    for address in addresses:
        connection.request("GET", address, headers={"Accept": accept, "Accept-Encoding": CODINGS})
        answer = connection.getresponse()
        yield answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
