"""The server as a process: stopping, ports, proxies, the log."""

from __future__ import annotations

import logging
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from litestar import Request, get

from app.settings import Settings
from app.web.app import build_app
from app.web.log import configure_logging
from app.web.server import GRACE_SECONDS, OPEN_FILES, PortTaken, allow_open_files, listen
from tests.web.conftest import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.media.files import Files

STREAMING = """
import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from litestar import get
from litestar.response import Stream

from app.media.files import Files
from app.settings import Settings
from app.web.app import build_app
from app.web.server import serve


@get("/ticks", include_in_schema=False)
async def ticks() -> Stream:
    async def endless() -> AsyncIterator[str]:
        while True:
            yield "tick"
            await asyncio.sleep(0.05)

    return Stream(endless())


settings = Settings(port=0)
app = build_app([ticks], settings=settings, dependencies={}, version=lambda: 1, images=Files(Path("nowhere")))
started = serve(settings, app)
print("closed in order" if started else "never started", flush=True)
"""


@pytest.fixture
def streaming() -> Iterator[tuple[subprocess.Popen[str], str]]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen([sys.executable, "-c", STREAMING], stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    address = process.stdout.readline().split()[-1]
    yield process, address
    process.kill()
    process.wait()
    process.stdout.close()


def test_it_stops_in_order_although_a_stream_is_open(streaming: tuple[subprocess.Popen[str], str]) -> None:
    process, address = streaming
    assert process.stdout is not None
    with httpx.stream("GET", f"{address}/ticks") as answer:
        ticking = answer.iter_raw()
        assert next(ticking) == b"tick"
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert time.monotonic() - began < GRACE_SECONDS + 2
    assert process.stdout.read().strip() == "closed in order"


def test_it_stops_at_once_when_nothing_is_open(streaming: tuple[subprocess.Popen[str], str]) -> None:
    process, address = streaming
    with httpx.Client(base_url=address) as client:
        assert client.get("/health").status_code == 200
        assert client.head("/ticks").status_code == 200
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert time.monotonic() - began < 3


def test_a_low_limit_of_open_files_is_raised_as_far_as_it_may_be() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (512, before[1]))
        allow_open_files()
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    assert hard == before[1]
    assert soft in (OPEN_FILES, hard)


def test_a_port_in_use_is_told_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=f"Port {port} is in use.*PORT={port + 1}"):
            listen("127.0.0.1", port)


def test_a_host_that_is_not_this_machine_is_told() -> None:
    with pytest.raises(PortTaken, match=r"192\.0\.2\.1"):
        listen("192.0.2.1", 0)


@get("/caller", sync_to_thread=False, include_in_schema=False)
def caller(request: Request[Any, Any, Any]) -> str:
    host = request.client.host if request.client else ""
    return f"{request.url.scheme} {host}"


@pytest.mark.parametrize(("proxies", "seen"), [((), "http 127.0.0.1"), (("127.0.0.0/8",), "https 203.0.113.9")])
def test_proxy_headers_count_only_from_trusted_proxies(files: Files, proxies: tuple[str, ...], seen: str) -> None:
    settings = Settings(trusted_proxies=proxies)
    door = build_app([caller], settings=settings, dependencies={}, version=lambda: 1, images=files)
    with serving(door, settings) as address:
        headers = {"x-forwarded-for": "203.0.113.9", "x-forwarded-proto": "https", "accept": "text/html"}
        assert httpx.get(f"{address}/caller", headers=headers).text == seen


def test_no_program_is_named_in_the_answer(shared_server: str) -> None:
    assert "server" not in httpx.get(f"{shared_server}/health").headers


def test_a_connection_serves_one_request_after_another(shared_server: str) -> None:
    with httpx.Client(base_url=shared_server) as client:
        answers = [client.get(path) for path in ("/health", "/nowhere", "/sheets/oak", "/sheets/oak", "/health")]
    assert [answer.status_code for answer in answers] == [200, 404, 200, 200, 200]


@pytest.fixture
def quiet_root() -> Iterator[None]:
    root = logging.getLogger()
    kept = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = kept[0], kept[1]


@pytest.mark.usefixtures("quiet_root")
def test_addresses_that_libraries_log_stay_out_of_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("debug")
    logging.getLogger("httpx").info("HTTP Request: GET https://provider.example/?key=secret")
    logging.getLogger("tessera.web").warning("seen")
    assert "secret" not in capsys.readouterr().err
