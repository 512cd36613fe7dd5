"""Addresses that no well-meaning client sends, over a real connection."""

from __future__ import annotations

import socket
from contextlib import suppress
from urllib.parse import urlsplit

import pytest


def ask(server: str, target: bytes, *, method: bytes = b"GET", headers: bytes = b"") -> bytes:
    """The raw answer to a raw request line."""
    parts = urlsplit(server)
    assert parts.hostname is not None
    with socket.create_connection((parts.hostname, parts.port), timeout=5) as connection:
        head = b"%s %s HTTP/1.1\r\nHost: sheets.test\r\nConnection: close\r\n%s\r\n"
        received = b""
        with suppress(ConnectionError):
            connection.sendall(head % (method, target, headers))
            while part := connection.recv(65536):
                received += part
    return received


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


@pytest.mark.parametrize(
    "target",
    [
        b"/images/../../etc/passwd",
        b"/images/..%2f..%2fetc/passwd",
        b"/images/%2e%2e/%2e%2e/etc/passwd",
        b"/images/2026/11/..",
        b"/images/2026/11/%2e%2e%5csecret.webp",
        b"/images/2026/11/\\..\\secret.webp",
        b"/images/2026/11/secret.webp%00.webp",
        b"/images/2026/11/%c0%ae%c0%ae/secret.webp",
        b"/images//2026/11/x.webp",
        b"/static/../app.py",
        b"/static/000000000000/../../settings.py",
        b"/static/000000000000/%2e%2e/settings.py",
        b"//evil.example/",
        b"//",
        b"/./",
        b"/..",
        b"/sheets/%",
        b"/sheets/%zz",
        b"/sheets/%ff",
        b"/sheets/%ed%a0%80",
        b"/sheets/a%0d%0aSet-Cookie:x",
        b"/sheets/\xff\xfe",
        b"/api/front?page=%00",
        b"/api/front?page=%ff",
        b"/api/front?%zz=1",
        b"/sheets/" + b"a" * 8000,
        b"/api/front?page=" + b"1" * 9000,
        b"/" + b"a" * 30_000,
        b"http://[::1/",
        b"/sheets/a b",
    ],
    ids=lambda target: target[:40].decode("latin-1"),
)
def test_it_is_refused_and_never_an_error_of_ours(shared_server: str, target: bytes) -> None:
    answer = ask(shared_server, target)
    assert status(answer) in (400, 404, 414)
    assert b"root:" not in answer


@pytest.mark.parametrize("target", [b"/", b"/" + b"a" * 1_000_000], ids=["headers", "address"])
def test_a_head_without_end_is_cut_off(shared_server: str, target: bytes) -> None:
    answer = ask(shared_server, target, headers=b"".join(b"x-%d: %s\r\n" % (n, b"a" * 1000) for n in range(2000)))
    assert not answer or status(answer) == 400


def test_odd_hosts_are_no_error_of_ours(shared_server: str) -> None:
    answer = ask(shared_server, b"/sheets/oak", headers=b"Host: a b\\c\r\n")
    assert status(answer) < 500


@pytest.mark.parametrize("method", [b"TRACE", b"CONNECT", b"PROPFIND", b"OPTIONS"])
def test_odd_methods_are_no_error_of_ours(shared_server: str, method: bytes) -> None:
    assert status(ask(shared_server, b"/sheets/oak", method=method)) < 500
