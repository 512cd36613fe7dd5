"""How long and how large a request's head may be, whatever comes behind it."""

from __future__ import annotations

import socket
import time
from urllib.parse import urlsplit

import pytest

from app.web.bounded import LONGEST_HEAD, Bounded

PATIENCE = 10


def connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    assert parts.hostname is not None
    return socket.create_connection((parts.hostname, parts.port or 80), PATIENCE)


def everything(connection: socket.socket) -> bytes:
    """All that comes until the other side closes."""
    answer = b""
    try:
        while part := connection.recv(65536):
            answer += part
    except ConnectionResetError:
        pass
    return answer


def test_a_large_body_in_one_packet_with_its_head_is_no_large_head(shared_server: str) -> None:
    body = b"x" * (4 * LONGEST_HEAD)
    head = b"POST /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body)
    with connected(shared_server) as connection:
        connection.sendall(head + body)
        assert everything(connection).startswith(b"HTTP/1.1 405 ")


@pytest.mark.parametrize("before", [b"", b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"], ids=["first", "second"])
def test_a_head_without_end_is_cut_off(shared_server: str, before: bytes) -> None:
    with connected(shared_server) as connection:
        connection.sendall(before)
        if before:
            assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * (2 * LONGEST_HEAD))
        assert everything(connection).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: x\r\nX: "], ids=["silent", "half a head"])
def test_a_head_that_does_not_arrive_in_time_ends_the_connection(
    shared_server: str, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    monkeypatch.setattr(Bounded, "head_seconds", 0.3)
    began = time.monotonic()
    with connected(shared_server) as connection:
        connection.sendall(sent)
        assert everything(connection) == b""
    assert 0.2 < time.monotonic() - began < PATIENCE


def test_a_head_in_time_leaves_the_connection_open_for_the_next(
    shared_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Bounded, "head_seconds", 0.3)
    with connected(shared_server) as connection:
        for _ in range(2):
            connection.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
            time.sleep(0.5)
