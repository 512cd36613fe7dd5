"""wrk against one server, and what it cost that server."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.processes import cores, cpu_seconds
from scripts.find_program import find

if TYPE_CHECKING:
    from collections.abc import Iterable

SCRIPT = Path(__file__).parent / "requests.lua"
SECONDS = 1
CONNECTIONS = 16
IMAGES = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"
PAGES = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@dataclass(frozen=True)
class Target:
    """A server under load: its process, its port and the requests it gets, in order."""

    pid: int
    port: int
    requests: Path
    accept: str


def write_requests(path: Path, lines: Iterable[tuple[str, str]]) -> Path:
    """Keep (path, ETag or "") pairs where wrk's script reads them."""
    path.write_text("".join(f"{url}\t{etag}\n" for url, etag in lines))
    return path


def answered(output: str) -> int:
    """How many requests wrk's script counted. Raises RuntimeError when any failed."""
    found = re.search(r"^requests (\d+) failed (\d+)$", output, re.MULTILINE)
    if found is None or found[2] != "0" or found[1] == "0":
        raise RuntimeError(f"wrk: {output}")
    return int(found[1])


def per_cpu_second(target: Target) -> float:
    """Requests answered for each second that the server ran on its core."""
    wrk = find("wrk")
    if wrk is None:
        raise RuntimeError("wrk is needed: make bench brings it, or run: apt-get install wrk")
    _, client_core = cores()
    command = ["taskset", "-c", str(client_core), wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", str(SCRIPT)]
    command += [f"http://127.0.0.1:{target.port}", "--", str(target.requests), target.accept]
    before = cpu_seconds(target.pid)
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=SECONDS + 30)
    return answered(done.stdout) / (cpu_seconds(target.pid) - before)
