"""The table of finished answers and the door in front of everything."""

from __future__ import annotations

import gc
import gzip
import resource
import time
from pathlib import Path
from typing import TYPE_CHECKING

import brotli
import httpx
import pytest

from app.web.table import Entry, Table
from tests.web.conftest import get_all

if TYPE_CHECKING:
    from tests.web.conftest import Client, Shelf


def test_a_public_page_is_built_once(client: Client, shelf: Shelf) -> None:
    first, second = client.get("/sheets/oak"), client.get("/sheets/oak")
    assert shelf.readings == 1
    assert first.content == second.content
    assert dict(first.headers) == dict(second.headers)


def test_a_new_version_of_the_data_is_seen_at_once(client: Client, shelf: Shelf) -> None:
    assert client.get("/api/sheets/oak").json()["heading"] == "oak in version 1"
    shelf.version = 2
    assert client.get("/api/sheets/oak").json()["heading"] == "oak in version 2"


def test_a_page_built_while_the_data_changed_is_not_kept_as_new(client: Client, shelf: Shelf) -> None:
    shelf.changes_while_read = True
    assert client.get("/api/sheets/oak").json()["heading"] == "oak in version 1"
    shelf.changes_while_read = False
    assert client.get("/api/sheets/oak").json()["heading"] == "oak in version 2"


def test_page_and_json_at_one_address_are_kept_apart(client: Client) -> None:
    page = client.get("/sheets/oak", headers={"accept": "text/html"})
    json = client.get("/sheets/oak", headers={"accept": "application/json"})
    assert page.headers["content-type"] != json.headers["content-type"]
    assert page.headers["vary"] == json.headers["vary"] == "Accept, Accept-Encoding"
    assert page.headers["etag"] != json.headers["etag"]


def test_every_encoding_holds_the_same_page(shared_server: str) -> None:
    unpack = {"identity": bytes, "gzip": gzip.decompress, "br": brotli.decompress}
    bodies = {}
    tags = set()
    for encoding, opened in unpack.items():
        with httpx.stream("GET", f"{shared_server}/sheets/oak", headers={"accept-encoding": encoding}) as answer:
            raw = b"".join(answer.iter_raw())
            assert answer.headers.get("content-encoding", "identity") == encoding
            bodies[encoding] = opened(raw)
            tags.add(answer.headers["etag"])
    assert len(set(bodies.values())) == 1
    assert len(tags) == 3


@pytest.mark.parametrize("template", ["{}", "W/{}", '"other", {}', "*", 'W/"x" , W/{}'])
def test_who_has_the_page_is_told_so_without_it(client: Client, template: str) -> None:
    whole = client.get("/sheets/oak")
    again = client.get("/sheets/oak", headers={"if-none-match": template.format(whole.headers["etag"])})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == whole.headers["etag"]
    assert again.headers["cache-control"] == "no-cache"
    assert "content-type" not in again.headers


def test_another_tag_gets_the_page(client: Client) -> None:
    assert client.get("/sheets/oak", headers={"if-none-match": '"other"'}).status_code == 200


def test_who_has_what_was_built_anew_unchanged_is_told_so(client: Client, shelf: Shelf) -> None:
    first = client.get("/docs")
    shelf.version = 2
    assert client.get("/docs", headers={"if-none-match": first.headers["etag"]}).status_code == 304


def test_those_who_want_the_same_page_wait_for_one_builder(server: str, shelf: Shelf) -> None:
    shelf.seconds = 0.3
    answers = get_all(server, ["/sheets/oak"] * 8)
    assert {answer.status_code for answer in answers} == {200}
    assert shelf.readings == 1


def test_a_builder_that_fails_fails_nobody_else(server: str) -> None:
    answers = get_all(server, ["/sheets/broken"] * 4)
    assert [answer.status_code for answer in answers] == [500] * 4


def test_what_is_personal_is_built_every_time(client: Client, shelf: Shelf) -> None:
    client.get("/mine")
    client.get("/mine")
    assert shelf.readings == 2


def test_an_answer_that_sets_a_cookie_is_not_kept(client: Client, shelf: Shelf) -> None:
    assert client.get("/cookie").cookies["seen"] == "1"
    client.get("/cookie")
    assert shelf.readings == 2


def test_a_kept_page_takes_a_fraction_of_building_it(client: Client, shelf: Shelf) -> None:
    shelf.seconds = 0.2
    client.get("/sheets/oak")
    began = time.perf_counter()
    client.get("/sheets/oak")
    assert time.perf_counter() - began < 0.1


def test_a_picture_that_a_route_draws_is_kept_once_and_not_compressed(client: Client, shelf: Shelf) -> None:
    asked = [("*/*", "br"), ("image/*", "gzip"), ("application/json", "identity")]
    answers = [client.get("/card.jpg", headers={"accept": a, "accept-encoding": e}) for a, e in asked]
    assert {answer.content for answer in answers} == {b"card in version 1" * 100}
    assert not {"content-encoding", "vary"} & set(answers[0].headers)
    assert shelf.readings == 1


def test_text_that_has_one_form_varies_by_encoding_only(client: Client) -> None:
    answer = client.get("/notes.txt", headers={"accept-encoding": "gzip"})
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-encoding"] == "gzip"
    assert client.get("/api/sheets/oak").headers["vary"] == "Accept-Encoding"


def test_what_the_application_says_in_headers_stays(client: Client) -> None:
    for _ in range(2):
        answer = client.get("/notes.txt")
        assert answer.headers["cache-control"] == "public, max-age=60"
        assert answer.headers["link"] == "</a>"


def test_a_header_that_would_break_out_of_its_line_is_no_entry() -> None:
    with pytest.raises(ValueError, match="control character"):
        Entry(((b"link", b"</a>\r\nset-cookie: a=b"),), b"", '"t"', 1)


def entry(body: int) -> Entry:
    return Entry((), b"x" * body, '"t"', 1)


def test_the_table_is_bounded_in_bytes_and_the_longest_unused_leaves() -> None:
    one = entry(10_000)
    table = Table(limit=10 * one.size)
    for key in (b"a", b"b", b"c", b"d", b"e", b"f", b"g", b"h", b"i", b"j"):
        table.put(key, entry(10_000))
    assert table.get(b"a", 1) is not None
    table.put(b"k", entry(10_000))
    assert table.get(b"b", 1) is None
    assert table.get(b"a", 1) is not None
    assert table.size == 10 * one.size


def test_a_table_that_is_all_in_use_is_bounded_too() -> None:
    table = Table(limit=300 * entry(1_000).size)
    for number in range(400):
        table.put(b"%d" % number, entry(1_000))
        assert table.get(b"%d" % number, 1) is not None
    assert len(table) == 300
    table.put(b"large", entry(12_000))
    assert table.get(b"large", 1) is not None
    assert table.size <= table.limit


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_large_body_is_held_in_a_file_in_memory_that_is_closed_when_its_entry_leaves() -> None:
    gc.collect()
    before = open_files()
    table = Table(limit=500_000)
    for number in range(30):
        table.put(b"%d" % number, Entry((), b"%02d" % number * 15_000, '"t"', 1))
    last = table.get(b"29", 1)
    assert last is not None
    assert (last.body, last.at_hand) == (b"29" * 15_000, b"")
    assert open_files() - before == len(table) < 17
    del table, last
    gc.collect()
    assert open_files() == before


def test_half_of_the_open_files_that_one_may_have_are_left_to_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    before = open_files()
    monkeypatch.setattr(resource, "getrlimit", lambda _: (20, 20))
    kept = [Entry((), b"x" * 30_000, '"t"', 1) for _ in range(20)]
    assert open_files() <= max(before, 11)
    assert {one.body for one in kept} == {b"x" * 30_000}


def test_an_entry_counts_for_all_that_it_takes() -> None:
    headers = tuple((b"x-%03d" % number, b"y" * 100) for number in range(10))
    assert Entry(headers, b"x" * 5_000, '"t"', 1).size > 5_000 + 2 * 10 * 100


def test_one_huge_answer_does_not_empty_the_table() -> None:
    table = Table(limit=100_000)
    table.put(b"small", entry(2_000))
    table.put(b"huge", entry(50_000))
    assert table.get(b"huge", 1) is None
    assert table.get(b"small", 1) is not None


def test_replacing_an_entry_counts_its_bytes_once() -> None:
    table = Table(limit=100_000)
    table.put(b"a", entry(10_000))
    table.put(b"a", entry(5_000))
    assert (table.size, len(table)) == (entry(5_000).size, 1)
