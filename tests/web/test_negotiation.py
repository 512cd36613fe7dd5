"""Accept and Accept-Encoding."""

from __future__ import annotations

import tracemalloc

import pytest

from app.web.negotiation import choose_encoding, form_of, names_html, prefers_json

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "json"),
    [
        ("", False),
        ("*/*", False),
        (BROWSER, False),
        ("application/json", True),
        ("application/problem+json", True),
        ("application/json, text/plain, */*", True),
        ("application/json;q=0.9, text/html", False),
        ("text/html;q=0.5, application/json;q=0.6", True),
        ("text/html, application/json", False),
        ("application/*", True),
        ("text/*, application/json;q=0.5", False),
        ("application/json;q=0", False),
        ("application/json;q=0, */*", False),
        ("APPLICATION/JSON ; Q=1", True),
        ("application/json;q=nonsense, text/html;q=0.1", False),
        ("image/webp", False),
        (";;,,q=1", False),
    ],
)
def test_json_is_sent_only_where_it_is_preferred(accept: str, *, json: bool) -> None:
    assert prefers_json(accept) is json


@pytest.mark.parametrize(
    ("path", "accept", "form"),
    [
        ("/styles", BROWSER, "page"),
        ("/styles", "application/json", "json"),
        ("/api/styles", BROWSER, "json"),
        ("/api", "text/html", "json"),
        ("/apiary", "text/html", "page"),
        ("/fragments", "application/json", "fragment"),
        ("/fragments/styles", "application/json", "fragment"),
    ],
)
def test_the_address_decides_before_accept(path: str, accept: str, form: str) -> None:
    assert form_of(path, accept) == form


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.1, gzip;q=0.9", "gzip"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("identity, br;q=0.5", "identity"),
        ("deflate", "identity"),
        ("br;q=2", "identity"),
    ],
)
def test_the_encoding_follows_its_weights(accepted: str, encoding: str) -> None:
    assert choose_encoding(accepted) == encoding


def test_of_an_absurdly_long_header_its_beginning_counts() -> None:
    filler = ", ".join(["text/x-a"] * 10_000)
    assert prefers_json(f"application/json, {filler}") is True
    assert prefers_json(f"{filler}, application/json") is False
    assert prefers_json("application/json" + " " * 2000) is False
    assert choose_encoding(f"gzip, {'x' * 995}, br") == "gzip"
    assert names_html(f"text/html, {filler}") is True


def test_long_headers_are_not_remembered_whole() -> None:
    tracemalloc.start()
    try:
        for number in range(300):
            prefers_json(f"application/json, text/{number}, " + "text/x-a, " * 5000)
        assert tracemalloc.get_traced_memory()[0] < 1_000_000
    finally:
        tracemalloc.stop()
