"""The matrix page out of Tessera against nginx serving the same compressed bytes from a file."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

from bench.gallery import fill_first_wall
from bench.load import PAGES, Target, per_cpu_second, write_requests
from bench.measure import ratio, side_by_side
from bench.processes import free_port, nginx, running, tessera, wait_for
from bench.thumbs import etags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.measure import Ratio

ROUNDS = 5
BROTLI = """
        location = / { root %s; try_files /page.html =404; default_type text/html; etag on;
            add_header Content-Encoding br; add_header Cache-Control no-cache;
            add_header Vary "Accept, Accept-Encoding"; }
"""


def page_bytes(port: int) -> bytes:
    """The home page as a browser gets it. Raises RuntimeError unless it came compressed with brotli."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/", headers={"Accept": PAGES, "Accept-Encoding": "gzip, deflate, br, zstd"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200 or answer.headers["Content-Encoding"] != "br":
        raise RuntimeError(f"/: {answer.status}, {answer.headers['Content-Encoding']}")
    return body


def measure() -> Iterator[Ratio]:
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        fill_first_wall(folder / "data")
        ours, theirs = free_port(), free_port()
        command, environment = tessera(ours, folder / "data")
        us = stack.enter_context(running(command, environment))
        wait_for(us, ours, "/")
        body = page_bytes(ours)
        (folder / "page.html").write_bytes(body)
        them = stack.enter_context(running(nginx(theirs, folder, BROTLI % folder)))
        wait_for(them, theirs, "/")
        whole = write_requests(folder / "whole", [("/", "")])
        sides = [Target(us.pid, ours, whole, PAGES), Target(them.pid, theirs, whole, PAGES)]
        taken = side_by_side(lambda: per_cpu_second(sides[0]), lambda: per_cpu_second(sides[1]), ROUNDS)
        label = f"matrix page, {len(body) / 1024:.0f} KB, of nginx"
        yield ratio(label, taken, better="more", unit="a CPU-second")
        for at, (port, process) in enumerate(((ours, us), (theirs, them))):
            held = write_requests(folder / f"held-{at}", etags(port, ["/"], PAGES))
            sides[at] = Target(process.pid, port, held, PAGES)
        taken = side_by_side(lambda: per_cpu_second(sides[0]), lambda: per_cpu_second(sides[1]), ROUNDS)
        yield ratio("matrix page as 304, of nginx", taken, better="more", unit="a CPU-second")
