"""One function, three addresses: page, fragment and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import Sheet

if TYPE_CHECKING:
    from tests.web.conftest import Client, Shelf


def test_a_page_is_html_with_the_fields_of_its_view(client: Client) -> None:
    answer = client.get("/sheets/oak", headers={"accept": "text/html"})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.text.startswith("<!doctype html>")
    assert "oak in version 1" in answer.text


def test_the_page_answers_in_json_when_json_is_preferred(client: Client) -> None:
    answer = client.get("/sheets/oak", headers={"accept": "application/json"})
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["heading"] == "oak in version 1"
    assert set(answer.json()) == set(Sheet.__struct_fields__)


def test_below_api_it_is_json_whatever_is_accepted(client: Client) -> None:
    assert client.get("/api/sheets/oak", headers={"accept": "text/html"}).json()["heading"] == "oak in version 1"


def test_below_fragments_it_is_the_part_that_is_swapped(client: Client) -> None:
    answer = client.get("/fragments/sheets/oak")
    assert "oak in version 1" in answer.text
    assert "<html" not in answer.text


def test_a_fragment_is_told_its_pages_own_path(client: Client) -> None:
    assert client.get("/fragments").status_code == 200
    assert client.get("/fragments/mine").status_code == 200


def test_programs_may_be_told_something_else_at_a_pages_own_address(client: Client) -> None:
    assert client.get("/", headers={"accept": "application/json"}).json() == {"hello": "program"}
    assert client.get("/api/front").json()["heading"] == "page 1 in version 1"


def test_markup_in_a_field_is_escaped(client: Client) -> None:
    text = client.get("/sheets/%3Cscript%3E", headers={"accept": "text/html"}).text
    assert "&lt;script&gt; in version 1" in text
    assert "<script> in version" not in text


@pytest.mark.parametrize("path", ["/", "/sheets/oak", "/api/sheets/oak", "/mine", "/health", "/openapi.json", "/docs"])
def test_head_is_answered_as_get_without_a_body(client: Client, path: str) -> None:
    head, whole = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == whole.headers["content-type"]
    assert head.headers["content-length"] == whole.headers["content-length"]


def test_what_is_personal_may_not_be_kept_by_anyone(client: Client) -> None:
    assert client.get("/mine").headers["cache-control"] == "no-store"


def test_unknown_query_parameters_are_refused_by_name(client: Client) -> None:
    answer = client.get("/api/front?pge=2&page=1&sort=x")
    assert answer.status_code == 400
    assert answer.json()["code"] == "unknown_parameter"
    assert [error["field"] for error in answer.json()["errors"]] == ["pge", "sort"]
    assert "“page”" in answer.json()["errors"][0]["message"]


def test_what_trackers_add_is_dropped(client: Client, shelf: Shelf) -> None:
    for query in ("page=2", "utm_source=x&page=2", "page=2&fbclid=y&gclid=&msclkid=z"):
        assert client.get(f"/api/front?{query}").json()["heading"] == "page 2 in version 1"
    assert shelf.readings == 1
