"""The two doors: the protocol's shorter way says byte for byte what the long way says, and never more."""

from __future__ import annotations

import errno
import gc
import os
import re
import socket
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import httpx
import msgspec
import pytest

from app.media.files import Files
from app.settings import Settings
from app.web import server as web_server
from app.web.asked import Wish, plain_wish
from app.web.bounded import Bounded
from app.web.door import Door
from app.web.server import listen, make_server
from tests.web.conftest import RENDER, Shelf, open_door, put_image, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.web.answer import ASGI, Receive, Scope, Send

PATIENCE = 10
SMALL = f"/images/2026/11/{RENDER}-thumb.webp"
LARGE = f"/images/2026/11/{RENDER}.webp"
MEDIUM = f"/images/2026/11/{RENDER[:-1]}f.webp"
TAG = f'"{RENDER}-thumb-2800"'
BROWSER = {
    "Host": "sheets.test",
    "User-Agent": "Mozilla/5.0",
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Connection": "keep-alive",
    "Cookie": "session=1",
}
LAST = b"GET /sheets/oak HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
DATE = re.compile(rb"\r\ndate: [^\r]*")


def get(path: str, method: str = "GET", version: str = "HTTP/1.1", **more: str) -> bytes:
    fields = BROWSER | {name.replace("_", "-"): value for name, value in more.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"{method} {path} {version}\r\n{lines}\r\n".encode()


class Both(NamedTuple):
    """Two servers with the same content, one of them with the protocol's door, and how often each was called."""

    quick: str
    slow: str
    calls: list[str]


def long_way(door: Door) -> ASGI:
    """The door as an application like any other, so that the protocol knows of no table."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await door(scope, receive, send)

    return app


def warm(address: str) -> None:
    """Has every answer that the tests ask for be in the table, if it may be."""
    for path in ("/", "/sheets/oak", "/fragments/sheets/oak", "/api/sheets/oak", SMALL, MEDIUM, LARGE):
        for encoding in ("br", "gzip", "identity"):
            for accept in (BROWSER["Accept"], "application/json"):
                httpx.get(address + path, headers={"accept-encoding": encoding, "accept": accept})


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    files, settings, calls = Files(tmp_path_factory.mktemp("data")), Settings(), []
    put_image(files, b"small-" * 1_706 + b"four", Path(SMALL).name)
    put_image(files, os.urandom(40_000), Path(MEDIUM).name)
    put_image(files, os.urandom(200_000), Path(LARGE).name)
    slow = open_door(Shelf(), files, settings, {})

    class Counting(Door):
        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            calls.append(scope["type"])
            await super().__call__(scope, receive, send)

    opened = open_door(Shelf(), files, settings, {})
    quick = Counting(opened.app, opened.table, opened.version, opened._is_public)
    with serving(quick, settings) as one, serving(long_way(slow), settings) as other:
        warm(one)
        warm(other)
        yield Both(one, other, calls)


@contextmanager
def connected(address: str) -> Iterator[socket.socket]:
    parts = urlsplit(address)
    assert parts.hostname is not None
    with socket.create_connection((parts.hostname, parts.port or 80), PATIENCE) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield connection


def everything(connection: socket.socket) -> bytes:
    """All that comes until the other side closes."""
    received = bytearray()
    try:
        while part := connection.recv(1 << 20):
            received += part
    except ConnectionResetError:
        pass
    return bytes(received)


def said(address: str, sent: bytes, at_once: int = 1 << 30) -> bytes:
    """All the answers, without their dates, to what is sent in pieces of so many bytes."""
    with connected(address) as connection:
        reader: list[bytes] = []
        thread = threading.Thread(target=lambda: reader.append(everything(connection)))
        thread.start()
        for start in range(0, len(sent), at_once):
            try:
                connection.sendall(sent[start : start + at_once])
            except OSError:
                break
        thread.join(PATIENCE)
        return DATE.sub(b"", reader[0])


QUICK = {
    "page": get("/sheets/oak"),
    "front": get("/"),
    "gzip": get("/sheets/oak", Accept_Encoding="gzip"),
    "uncoded": get("/sheets/oak", Accept_Encoding="identity"),
    "json": get("/sheets/oak", Accept="application/json"),
    "api": get("/api/sheets/oak", Accept="*/*"),
    "fragment": get("/fragments/sheets/oak", Accept="*/*"),
    "thumbnail": get(SMALL),
    "full image": get(LARGE),
    "image in memory": get(MEDIUM),
    "thumbnail held": get(SMALL, If_None_Match=TAG),
    "thumbnail held, in lower case": get(SMALL).replace(b"\r\n\r\n", b"\r\nif-none-match: %b\r\n\r\n" % TAG.encode()),
    "bare": b"GET /sheets/oak HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br\r\n\r\n",
    "pipelined": get(SMALL) + get("/sheets/oak") + get(SMALL, If_None_Match=TAG) + get(LARGE) + get("/"),
    "more than one turn": get(SMALL) * 150,
    "one visitor's several": (
        get(SMALL) + get(SMALL, If_None_Match=TAG) + get("/sheets/oak") + get("/sheets/oak", Accept="application/json")
    )
    * 2,
}
PARSED = {
    "head": get("/sheets/oak", "HEAD") + get(SMALL, "HEAD"),
    "weak tag": get(SMALL, If_None_Match=f"W/{TAG}"),
    "listed tag": get(SMALL, If_None_Match=f'"other", {TAG}'),
    "any tag": get(SMALL, If_None_Match="*"),
    "other tag": get(SMALL, If_None_Match='"other"'),
    "two tag lines": get(SMALL, If_None_Match='"other"', if_none_match=TAG),
    "folded tag": get(SMALL, If_None_Match=f"{TAG}\r\n folded"),
    "part": get(SMALL, Range="bytes=0-9"),
    "part of the same": get(SMALL, Range="bytes=0-9", If_Range=TAG),
    "part of a head": get(SMALL, "HEAD", Range="bytes=0-9"),
    "older version": get("/sheets/oak", version="HTTP/1.0"),
    "older version kept alive": get("/sheets/oak", version="HTTP/1.0", Connection="keep-alive"),
    "close": get("/sheets/oak", Connection="close"),
    "close in a list": get("/sheets/oak", Connection="keep-alive, close"),
    "body": get("/sheets/oak", Content_Length="5") + b"GET /" + get(SMALL),
    "chunked body": get("/sheets/oak", Transfer_Encoding="chunked") + b"3\r\nabc\r\n0\r\n\r\n" + get(SMALL),
    "expecting": get("/write", "POST", Expect="100-continue", Content_Length="2") + b"{}" + get(SMALL),
    "tracked": get("/sheets/oak?utm_source=x") + get("/?page=1&fbclid=2"),
    "unknown parameter": get("/sheets/oak?colour=red", Accept="application/json"),
    "another host's address": get("http://sheets.test/sheets/oak"),
    "nowhere": get("/nowhere"),
    "personal": get("/mine", Accept="application/json"),
    "empty line before": b"\r\n" + get("/sheets/oak"),
    "empty lines between": get("/sheets/oak") + b"\r\n\r\n" + get(SMALL),
    "line feeds alone": b"GET /sheets/oak HTTP/1.1\nHost: x\n\n",
    "nonsense": b"GET /sheets/oak HTTP/1.1\r\nno field\r\n\r\n",
    "two spaces": b"GET  /sheets/oak HTTP/1.1\r\nHost: x\r\n\r\n",
    "control character": get("/sheets/oak", Cookie="a\x00b"),
    "two lengths": get("/sheets/oak", Content_Length="0", content_length="1"),
    "long cookie": get("/sheets/oak", Cookie="a" * 9000),
    "another method with the same fields": get("/sheets/oak") + get("/sheets/oak", "PUT") + get(SMALL),
    "older version with the same fields": get(SMALL) + get(SMALL, version="HTTP/1.0"),
    "mixed": get(SMALL) + get("/nowhere") + get("/sheets/oak") + get(SMALL, "HEAD") + get(SMALL),
}


@pytest.mark.parametrize("sent", [pytest.param(sent, id=name) for name, sent in (QUICK | PARSED).items()])
def test_both_doors_say_the_same(both: Both, sent: bytes) -> None:
    expected = said(both.slow, sent + LAST)
    assert expected.startswith(b"HTTP/1.1 ")
    assert said(both.quick, sent + LAST) == expected


@pytest.mark.parametrize("at_once", [1, 7, 100, 1500])
def test_both_doors_say_the_same_to_what_comes_in_pieces(both: Both, at_once: int) -> None:
    scripts = [
        QUICK["thumbnail held"],
        QUICK["page"],
        QUICK["thumbnail held, in lower case"],
        PARSED["body"],
        PARSED["mixed"],
        PARSED["two tag lines"],
    ]
    sent = b"".join(scripts) + LAST
    assert said(both.quick, sent, at_once) == said(both.slow, sent)


@pytest.mark.parametrize("sent", [pytest.param(sent, id=name) for name, sent in QUICK.items()])
def test_a_plain_hit_does_not_reach_the_application(both: Both, sent: bytes) -> None:
    both.calls.clear()
    with connected(both.quick) as connection:
        connection.sendall(sent)
        assert connection.recv(1 << 20).startswith(b"HTTP/1.1 ")
        time.sleep(0.02)
        assert both.calls == []


@pytest.mark.parametrize("name", ["head", "weak tag", "part", "older version", "close", "body", "tracked", "personal"])
def test_what_is_more_than_plain_reaches_the_application(both: Both, name: str) -> None:
    both.calls.clear()
    said(both.quick, PARSED[name] + LAST)
    assert len(both.calls) >= 1


def test_an_upgrade_that_is_not_offered_is_answered_as_a_request(both: Both) -> None:
    for address in (both.quick, both.slow):
        with connected(address) as connection:
            connection.sendall(get("/sheets/oak", Connection="upgrade", Upgrade="websocket"))
            assert connection.recv(1 << 20).startswith(b"HTTP/1.1 200 ")


def test_a_tag_behind_the_empty_line_belongs_to_nobody(both: Both) -> None:
    answers = said(both.quick, get(SMALL) + b"If-None-Match: %b\r\n\r\n" % TAG.encode())
    assert re.findall(rb"HTTP/1\.1 (\d+)", answers) == [b"200", b"400"]


def test_the_date_is_told_by_both(both: Both) -> None:
    httpx.get(both.quick + SMALL)
    dates = [httpx.get(address + SMALL).headers["date"] for address in (both.quick, both.slow)]
    assert all(re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", date) for date in dates)


def test_what_is_pipelined_behind_a_slow_request_comes_after_it(server: str, shelf: Shelf) -> None:
    httpx.get(f"{server}/sheets/oak", headers=BROWSER)
    shelf.seconds = 0.3
    sent = get("/mine", Accept="application/json") + get("/sheets/oak") * 2 + LAST
    with connected(server) as connection:
        connection.sendall(sent)
        answers = everything(connection)
    assert re.findall(rb"HTTP/1.1 (\d+) .*\r\n(?:.+\r\n)*?cache-control: (\S+)\r\n", answers) == [
        (b"200", b"no-store"),
        (b"200", b"no-cache"),
        (b"200", b"no-cache"),
        (b"200", b"no-cache"),
    ]


@pytest.mark.parametrize("name", ["page", "thumbnail held", "thumbnail held, in lower case", "mixed"])
def test_both_doors_say_the_same_wherever_it_is_cut(both: Both, name: str) -> None:
    sent = (QUICK | PARSED)[name] + LAST
    expected = said(both.slow, sent)
    for cut in range(1, len(sent), 5):
        assert said(both.quick, sent, cut) == expected


def test_a_new_version_of_the_data_is_seen_by_the_next_request(server: str, shelf: Shelf) -> None:
    with httpx.Client(base_url=server) as client:
        for version in (1, 2, 3):
            shelf.version = version
            for _ in range(2):
                assert client.get("/api/sheets/oak").json()["heading"] == f"oak in version {version}"


def test_a_hidden_image_is_gone_with_the_next_request(server: str, shelf: Shelf, files: Files) -> None:
    address = put_image(files, b"picture")
    with httpx.Client(base_url=server) as client:
        assert [client.get(address).status_code for _ in range(2)] == [200, 200]
        (files.root / address.lstrip("/")).unlink()
        shelf.version += 1
        assert client.get(address).status_code == 404


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.parametrize("path", [SMALL, "/nowhere"])
def test_ten_thousand_requests_of_one_who_reads_nothing_take_no_memory(both: Both, path: str) -> None:
    sent = b"GET %b HTTP/1.1\r\nHost: x\r\n\r\n" % path.encode() * 200_000
    httpx.get(both.quick + path)
    before = resident()
    with connected(both.quick) as connection:
        connection.settimeout(0.4)
        with pytest.raises(TimeoutError):
            connection.sendall(sent)
        assert resident() - before < 12 << 20


def test_a_thousand_pipelined_requests_are_all_answered_to_one_who_reads_late(both: Both) -> None:
    with connected(both.quick) as connection:
        thread = threading.Thread(target=connection.sendall, args=(get(SMALL) * 1000 + LAST,))
        thread.start()
        time.sleep(0.3)
        answers = everything(connection)
        thread.join(PATIENCE)
    assert answers.count(b"HTTP/1.1 200 OK\r\n") == 1001
    assert answers.count(b"small-" * 1_706) == 1000


@pytest.mark.parametrize("at_once", [1000, 70_000, 1 << 20])
def test_large_bodies_between_small_ones_arrive_whole_at_any_pace(both: Both, at_once: int) -> None:
    sent = (get(LARGE) + get(SMALL) + get("/mine", Accept="application/json") + get(MEDIUM) * 2 + get(LARGE)) * 5 + LAST
    expected = said(both.slow, sent)
    with connected(both.quick) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 20_000)
        connection.sendall(sent)
        received = bytearray()
        while part := connection.recv(at_once):
            received += part
    assert DATE.sub(b"", received) == expected


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_open_files_of_kept_images_are_closed_when_they_leave_the_table(shelf: Shelf, files: Files) -> None:
    before = open_files()
    with serving(open_door(shelf, files, Settings(), {}), Settings()) as url, httpx.Client(base_url=url) as client:
        names = [put_image(files, os.urandom(300_000), f"{RENDER[:24]}{number:012d}.webp") for number in range(200)]
        assert {client.get(name).status_code for name in names} == {200}
        assert open_files() < before + 170
    gc.collect()
    assert open_files() <= before + 3


@pytest.mark.parametrize("size", [40_000, 300_000])
def test_a_large_image_is_sent_when_no_more_files_may_be_open(
    shelf: Shelf, files: Files, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    def refused(*_: object) -> int:
        raise OSError(errno.EMFILE, "Too many open files")

    body = os.urandom(size)
    address = put_image(files, body)
    monkeypatch.setattr(os, "dup", refused)
    monkeypatch.setattr(os, "memfd_create", refused)
    with serving(open_door(shelf, files, Settings(), {}), Settings()) as url, httpx.Client(base_url=url) as client:
        assert [client.get(address).content for _ in range(3)] == [body] * 3


def test_others_are_answered_while_one_pipelines(both: Both) -> None:
    with connected(both.quick) as greedy:
        stop = threading.Event()

        def flood() -> None:
            with suppress(OSError):  # the connection ends while what was sent is on its way
                while not stop.is_set():
                    greedy.recv(1 << 20)

        def send() -> None:
            try:
                greedy.sendall(get(SMALL) * 20_000)
            except OSError:
                stop.set()

        threads = [threading.Thread(target=flood), threading.Thread(target=send)]
        for thread in threads:
            thread.start()
        began = time.perf_counter()
        assert httpx.get(both.quick + SMALL).status_code == 200
        assert time.perf_counter() - began < 1
        stop.set()
        greedy.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join(PATIENCE)


def test_a_connection_stays_while_it_is_used_and_then_ends(
    shelf: Shelf, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_server, "KEEP_ALIVE_SECONDS", 0.5)
    address = put_image(files, b"picture")
    with serving(open_door(shelf, files, Settings(), {}), Settings()) as url:
        httpx.get(url + address)
        with connected(url) as connection:
            for _ in range(4):
                connection.sendall(get(address))
                assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
                time.sleep(0.25)
            began = time.monotonic()
            assert connection.recv(65536) == b""
            assert time.monotonic() - began < 2


def test_a_hit_is_a_head_in_time_and_half_a_head_is_not(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bounded, "head_seconds", 0.3)
    with connected(both.quick) as connection:
        for _ in range(2):
            connection.sendall(get(SMALL))
            assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
            time.sleep(0.4)
        connection.sendall(b"GET /images")
        began = time.monotonic()
        assert everything(connection).endswith((b"", b"four"))
        assert time.monotonic() - began < 2


def test_what_was_answered_before_the_end_arrives_whole(shelf: Shelf, files: Files) -> None:
    address = put_image(files, os.urandom(400_000))
    received: list[bytes] = []

    def read_late() -> None:
        with connected(url) as connection:
            connection.sendall(get(address) * 8)
            written.set()
            time.sleep(0.5)
            received.append(everything(connection))

    written, reader = threading.Event(), threading.Thread(target=read_late)
    with serving(open_door(shelf, files, Settings(), {}), Settings()) as url:
        httpx.get(url + address)
        reader.start()
        assert written.wait(PATIENCE)
        time.sleep(0.1)
    reader.join(PATIENCE)
    answers = received[0].split(b"HTTP/1.1 200 OK\r\n")[1:]
    assert 1 <= len(answers) <= 8
    assert {len(answer.partition(b"\r\n\r\n")[2]) for answer in answers} == {400_000}


def test_hits_count_as_requests_of_the_server(shelf: Shelf, files: Files) -> None:
    address, settings = put_image(files, b"picture"), Settings()
    listener, ready = listen("127.0.0.1", 0), threading.Event()
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    settings = msgspec.structs.replace(settings, port=listener.getsockname()[1])
    served = make_server(settings, open_door(shelf, files, settings, {}), started=ready.set)
    served.config.limit_max_requests = 20
    thread = threading.Thread(target=served.run, kwargs={"sockets": [listener]})
    thread.start()
    assert ready.wait(PATIENCE)
    with httpx.Client(base_url=url) as client:
        assert {client.get(address).status_code for _ in range(20)} == {200}
        thread.join(PATIENCE)
    assert not thread.is_alive()


@pytest.mark.parametrize(
    ("fields", "wish"),
    [
        (b"\r\n\r\n", Wish(json=False, encoding="identity")),
        (b"\r\nHost: x\r\nAccept-Encoding: gzip\r\nAccept-Encoding: br\r\n\r\n", Wish(json=False, encoding="br")),
        (b"\r\nAccept: application/json\r\n\r\n", Wish(json=True, encoding="identity")),
        (b"\r\nRANGE: bytes=0-1\r\n\r\n", None),
        (b"\r\nConnection: Close\r\n\r\n", None),
        (b"\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", None),
        (b"\r\nno field\r\n\r\n", None),
        (b"\r\nA: b\n\nGET / HTTP/1.1\r\nA: b\r\n\r\n", None),
    ],
)
def test_only_plain_fields_make_a_wish(fields: bytes, wish: Wish | None) -> None:
    assert plain_wish(fields) == wish
