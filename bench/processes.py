"""Servers on loopback that a measurement starts, watches and ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 30.0


def cores() -> tuple[int, int]:
    """One core for servers and one for what loads them; the same one where there is no second."""
    allowed = sorted(os.sched_getaffinity(0))
    return allowed[0], allowed[-1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def descendants(pid: int) -> list[int]:
    """The process and everything it has started."""
    found, waiting = [], [pid]
    while waiting:
        parent = waiting.pop()
        found.append(parent)
        for task in Path(f"/proc/{parent}/task").iterdir():
            waiting += [int(child) for child in (task / "children").read_text().split()]
    return found


def cpu_seconds(pid: int) -> float:
    """Time that the threads of a process and of its children have run on a core, to the nanosecond."""
    total = 0
    for process in descendants(pid):
        for task in Path(f"/proc/{process}/task").iterdir():
            total += int((task / "schedstat").read_text().split()[0])
    return total / 1e9


def resident_mb(pid: int) -> float:
    """Memory of the process that is in RAM now."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError(f"process {pid} tells no VmRSS")


def status_of(port: int, path: str, headers: Mapping[str, str] | None = None) -> int | None:
    """The status of one GET, None while nobody listens."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path, headers=dict(headers or {}))
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except OSError:
        return None
    finally:
        connection.close()


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """A process on the servers' core, which is ended, by its id, when the block is left."""
    server_core, _ = cores()
    process = subprocess.Popen(
        ["taskset", "-c", str(server_core), *command],
        cwd=ROOT,
        env=os.environ | dict(environment or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.communicate(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def wait_for(process: subprocess.Popen[bytes], port: int, path: str) -> float:
    """Seconds until the first 200. Raises RuntimeError with what the server said when it ends or never answers."""
    began = time.perf_counter()
    while time.perf_counter() - began < START_SECONDS:
        if status_of(port, path) == 200:
            return time.perf_counter() - began
        if process.poll() is not None:
            break
        time.sleep(0.004)
    said = process.stderr.read().decode(errors="replace") if process.poll() is not None and process.stderr else ""
    raise RuntimeError(f"{process.args!r} did not answer {path}\n{said}")


def tessera(port: int, data: Path) -> tuple[list[str], dict[str, str]]:
    """How Tessera is started on a data folder: the command and its environment."""
    environment = {"PORT": str(port), "HOST": "127.0.0.1", "DATA_DIR": str(data), "SEED_ON_START": "0"}
    return [sys.executable, "-m", "app", "serve"], environment


def nginx(port: int, folder: Path, locations: str) -> list[str]:
    """nginx with one worker and sendfile, its files and its configuration in `folder`."""
    from scripts.find_program import find

    program = find("nginx")
    if program is None:
        raise RuntimeError("nginx is needed: make bench brings it, or run: apt-get install nginx-light")
    temporary = "\n".join(
        f"    {kind}_temp_path {folder / kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"""
{"user root;" if os.geteuid() == 0 else ""}
daemon off;
worker_processes 1;
pid {folder / "nginx.pid"};
error_log stderr error;
events {{ worker_connections 1024; }}
http {{
{temporary}
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 100000000;
    types {{ image/webp webp; text/html html; }}
    default_type application/octet-stream;
    server {{
        listen 127.0.0.1:{port};
{locations}
    }}
}}
"""
    )
    return [program, "-p", str(folder), "-e", "stderr", "-c", str(configuration)]
