"""Pages out of Tessera against nginx serving the same compressed bytes from a file: the matrix page of a first wall,
and a page of 34 KB, which the goals are set for."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.against import beside_nginx, fetched
from bench.gallery import fill_first_wall
from bench.load import PAGES
from bench.processes import free_port, running, tessera, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.against import Command
    from bench.measure import Ratio

HEAVY = 34 << 10
LOCATION = """
        location = / { root %s; try_files /page.html =404; default_type text/html; etag on;
            add_header Content-Encoding br; add_header Cache-Control no-cache;
            add_header Vary "Accept, Accept-Encoding"; }
"""


def page_bytes(port: int) -> bytes:
    """The home page as a browser gets it. Raises RuntimeError unless it came compressed with brotli."""
    [(status, headers, body)] = fetched(port, ["/"], PAGES)
    if status != 200 or headers.get("content-encoding") != "br":
        raise RuntimeError(f"/: {status}, {headers}")
    return body


def compared(port: int, command: Command, folder: Path, name: str, *, goals: tuple[float, float]) -> Iterator[Ratio]:
    """The page at `/` and its 304, whatever serves it at `port`."""
    with running(*command) as process:
        wait_for(process, port, "/")
        body = page_bytes(port)
    (folder / "page.html").write_bytes(body)
    with beside_nginx(port, command, folder, LOCATION % folder, "/") as sides:
        yield sides.compare(f"{name}, {len(body) / 1024:.0f} KB", ["/"], PAGES, goal=goals[0])
        yield sides.compare(f"{name} as 304", ["/"], PAGES, goal=goals[1], held=True)


def measure() -> Iterator[Ratio]:
    with tempfile.TemporaryDirectory() as name:
        wall, sheet = Path(name) / "wall", Path(name) / "sheet"
        fill_first_wall(wall / "data")
        port = free_port()
        yield from compared(port, tessera(port, wall / "data"), wall, "matrix page", goals=(0.75, 0.5))
        sheet.mkdir()
        port = free_port()
        command = [sys.executable, "-m", "bench.sheet", str(port), str(sheet / "data"), str(HEAVY)]
        yield from compared(port, (command, {}), sheet, "page", goals=(0.75, 0.5))
