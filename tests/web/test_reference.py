"""The OpenAPI document and the page drawn from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import pytest

from app.web.assets import Assets
from app.web.codes import CODES
from app.web.errors import ErrorPage
from app.web.openapi import Schema, Shapes
from app.web.reference import Reference, tokens, type_in_words
from app.web.samples import pretty, sample
from app.web.templates import Templates, view_variables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.conftest import Client


HTML = {"accept": "text/html"}


@pytest.fixture
def document(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def everything(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for member in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from everything(member)


def test_only_what_is_an_api_is_described(document: dict[str, Any]) -> None:
    assert set(document["paths"]) == {"/api/front", "/api/sheets/{word}", "/api/mine", "/health"}
    assert document["openapi"].startswith("3.1")


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    names = {node["$ref"].removeprefix("#/components/schemas/") for node in everything(document) if "$ref" in node}
    assert names
    assert names <= set(document["components"]["schemas"])


def test_every_operation_says_how_it_fails(document: dict[str, Any]) -> None:
    for methods in document["paths"].values():
        for operation in methods.values():
            problem = operation["responses"]["default"]["content"]["application/problem+json"]
            assert problem["schema"] == {"$ref": "#/components/schemas/Problem"}


def test_operations_and_shapes_are_described_in_the_words_of_the_code(document: dict[str, Any]) -> None:
    operation = document["paths"]["/api/sheets/{word}"]["get"]
    assert operation["summary"] == "One sheet"
    assert operation["description"] == "Its `word` is its heading."
    assert operation["tags"] == ["sheets"]
    assert operation["responses"]["200"]["description"] == "A sheet of text."
    assert document["components"]["schemas"]["Sheet"]["description"] == "A sheet of text."


def test_operation_ids_are_unique(document: dict[str, Any]) -> None:
    ids = [operation["operationId"] for methods in document["paths"].values() for operation in methods.values()]
    assert len(ids) == len(set(ids))


def test_the_page_names_every_operation_with_a_line_to_copy(client: Client, document: dict[str, Any]) -> None:
    page = client.get("/docs", headers=HTML).text
    for path in document["paths"]:
        assert f"<code>{path}</code>" in page
    assert "curl http://127.0.0.1:8000/health" in page
    assert "not_found" in page


def test_every_error_code_stands_on_the_page_with_its_status_and_cause(client: Client) -> None:
    page = client.get("/docs", headers=HTML).text
    rows = re.findall(r'<th scope="row"><code>(\w+)</code></th><td class="num">(\d+)</td><td>(.+?)</td></tr>', page)
    told = [(code, int(status), re.sub(r"</?code>", "`", meaning)) for code, status, meaning in rows]
    assert told == [(error.code, error.status, error.meaning) for error in CODES]


def test_the_document_lists_every_error_code_for_programs(document: dict[str, Any]) -> None:
    listed = document["components"]["schemas"]["Problem"]["properties"]["code"]["x-codes"]
    assert listed == [msgspec.to_builtins(error) for error in CODES]


def test_a_refusal_gives_the_code_and_the_status_that_are_listed(client: Client) -> None:
    listed = {error.code: error.status for error in CODES}
    for path in ("/api/front?unknown=1", "/api/front?page=x", "/api/front?page=1&page=2", "/api/sheets/none", "/%zz"):
        answer = client.get(path, headers={"accept": "application/json"})
        assert listed[answer.json()["code"]] == answer.status_code


def test_the_page_asks_nobody_else(client: Client) -> None:
    page = client.get("/docs", headers=HTML).text
    loaded = re.findall(r'(?:src|(?<!canonical" )href|action)="([^"]*)"', page)
    assert loaded
    assert all(address.startswith(("/", "#")) and not address.startswith("//") for address in loaded)
    assert " style=" not in page
    assert "<script>" not in page


def test_links_within_the_page_lead_somewhere(client: Client) -> None:
    page = client.get("/docs", headers=HTML).text
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))


def test_programs_get_the_document_at_the_pages_address(client: Client, document: dict[str, Any]) -> None:
    assert client.get("/docs", headers={"accept": "application/json"}).json() == document


def test_the_page_has_a_field_for_all_it_shows() -> None:
    environment = Templates(Assets()).environment
    assert view_variables(Reference, environment) == []
    assert view_variables(ErrorPage, environment) == []


def test_coloured_json_is_still_the_json() -> None:
    text = pretty({"a": [1, -2.5, True, None], "b": 'quoted \\ "text": 1', "c": {"true": "null"}})
    pieces = tokens(text)
    assert "".join(piece.text for piece in pieces) == text
    kinds = {piece.text: piece.kind for piece in pieces if piece.kind}
    assert (kinds['"a"'], kinds["-2.5"], kinds["null"], kinds['"null"']) == ("key", "value", "value", "text")


LEAF = Schema(ref="#/components/schemas/Leaf")


class Leaf(msgspec.Struct):
    id: str
    width: int
    state: Literal["failed", "done"]
    note: str | None
    nearest: list[Neighbour]


class Neighbour(msgspec.Struct):
    url: str
    seconds: float | None
    leaf: dict[str, int]


def test_examples_fit_their_schema() -> None:
    _, components = msgspec.json.schema_components([Leaf], ref_template="#/components/schemas/{name}")
    leaf = msgspec.convert(sample(LEAF, msgspec.convert(components, Shapes)), Leaf)
    assert (leaf.width, leaf.state, len(leaf.nearest)) == (768, "done", 1)


def test_an_example_that_holds_itself_ends() -> None:
    endless = {"Node": Schema(properties={"nodes": Schema(type="array", items=Schema(ref="#/Node"))})}
    assert pretty(sample(Schema(ref="#/Node"), endless)).count("nodes") < 10


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string"}, "text"),
        ({"type": ["string", "null"]}, "text or null"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Cell"}}, "list of Cell"),
        ({"enum": ["done", "failed"]}, '"done" or "failed"'),
        ({"anyOf": [{"$ref": "#/c/Tile"}, {"type": "null"}]}, "Tile or null"),
        ({"type": "string", "format": "date-time"}, "time"),
        ({}, "anything"),
    ],
)
def test_types_are_told_in_words(schema: dict[str, Any], words: str) -> None:
    assert type_in_words(msgspec.convert(schema, Schema)) == words
