"""Thumbnails out of Tessera against the same files out of nginx with one worker, sent whole and as 304."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

from bench.gallery import write_thumbs
from bench.load import IMAGES, Target, per_cpu_second, write_requests
from bench.measure import ratio, side_by_side
from bench.processes import free_port, nginx, running, tessera, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.measure import Ratio

THUMBS = 3000
ROUNDS = 5


def etags(port: int, addresses: list[str], accept: str) -> list[tuple[str, str]]:
    """Each address with the ETag that this server gives it, all asked over one connection."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    pairs = []
    for address in addresses:
        connection.request("GET", address, headers={"Accept": accept, "Accept-Encoding": "gzip, deflate, br, zstd"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200 or not answer.headers["ETag"]:
            raise RuntimeError(f"{address}: {answer.status}, ETag {answer.headers['ETag']}")
        pairs.append((address, answer.headers["ETag"]))
    connection.close()
    return pairs


def measure() -> Iterator[Ratio]:
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        data, own = folder / "data", folder / "nginx"
        own.mkdir()
        addresses = write_thumbs(data, THUMBS)
        ours, theirs = free_port(), free_port()
        command, environment = tessera(ours, data)
        locations = (
            f'location /images/ {{ root {data}; add_header Cache-Control "public, max-age=31536000, immutable"; }}'
        )
        us = stack.enter_context(running(command, environment))
        them = stack.enter_context(running(nginx(theirs, own, locations)))
        wait_for(us, ours, addresses[0])
        wait_for(them, theirs, addresses[0])
        whole = write_requests(folder / "whole", ((address, "") for address in addresses))
        sides = [Target(us.pid, ours, whole, IMAGES), Target(them.pid, theirs, whole, IMAGES)]
        taken = side_by_side(lambda: per_cpu_second(sides[0]), lambda: per_cpu_second(sides[1]), ROUNDS)
        yield ratio("thumbnails, of nginx", taken, better="more", unit="a CPU-second")
        for at, (port, process) in enumerate(((ours, us), (theirs, them))):
            held = write_requests(folder / f"held-{at}", etags(port, addresses, IMAGES))
            sides[at] = Target(process.pid, port, held, IMAGES)
        taken = side_by_side(lambda: per_cpu_second(sides[0]), lambda: per_cpu_second(sides[1]), ROUNDS)
        yield ratio("thumbnails as 304, of nginx", taken, better="more", unit="a CPU-second")
