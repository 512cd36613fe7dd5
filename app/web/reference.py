"""The API reference: `/openapi.json`, and `/docs` drawn from it without a request to any other host."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote

import msgspec
from litestar import Response, get

import app
from app.web.codes import CODES, ErrorCode
from app.web.errors import Problem, with_type
from app.web.negotiation import prefers_json
from app.web.openapi import Document, Operation, Parameter, Schema, Shapes
from app.web.routing import ViewHandler
from app.web.samples import QUERIES, pretty, sample
from app.web.schema import openapi_document
from app.web.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from litestar import Request
    from litestar.di import Provide
    from litestar.handlers import HTTPRouteHandler

TOKEN = re.compile(
    r'(?P<key>"(?:[^"\\]|\\.)*")(?=:)|(?P<text>"(?:[^"\\]|\\.)*")|(?P<value>-?\d[\d.eE+-]*|true|false|null)'
)


class Token(msgspec.Struct, frozen=True):
    """A piece of JSON: `kind` is key, text, value or empty."""

    kind: str
    text: str


class Member(msgspec.Struct, frozen=True):
    """A parameter or a field. `shape` is the name of the struct that its type links to."""

    name: str
    place: str
    type: str
    shape: str | None
    required: bool
    note: str


class Entry(msgspec.Struct, frozen=True):
    """One method at one path, with a line to copy and an example of what it answers."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: list[Member]
    example_path: str
    curl: str
    returns: str | None
    answer: str
    json: list[Token]


class Group(msgspec.Struct, frozen=True):
    slug: str
    label: str
    operations: list[Entry]


class Shape(msgspec.Struct, frozen=True):
    """A struct that answers are made of."""

    name: str
    description: str
    members: list[Member]


class Reference(View, kw_only=True):
    """The API reference as a page."""

    template: ClassVar[str] = "web/docs.html"

    program_version: str
    server: str
    groups: list[Group]
    shapes: list[Shape]
    errors: list[ErrorCode]
    problem: list[Token]


def reference_routes(
    routes: Callable[[], Sequence[HTTPRouteHandler]], dependencies: Mapping[str, Provide], public_url: str
) -> list[HTTPRouteHandler]:
    """The handlers of `/openapi.json` and `/docs` for the given routes."""

    @lru_cache(1)
    def document() -> bytes:
        return openapi_document(routes(), dependencies, public_url)

    @get("/openapi.json", include_in_schema=False, sync_to_thread=True, opt={"public": True})
    def openapi() -> Response[bytes]:
        return Response(document(), media_type="application/json")

    def docs(request: Request[Any, Any, Any]) -> Reference | Response[bytes]:
        if prefers_json(request.headers.get("accept", "")):
            return Response(document(), media_type="application/json")
        return read(msgspec.json.decode(document(), type=Document))

    page = ViewHandler("/docs", http_method="GET", opt={"public": True}, include_in_schema=False, sync_to_thread=True)
    return [openapi, page(docs)]


def read(document: Document) -> Reference:
    """The page's data from an OpenAPI document."""
    shapes = document.components.schemas
    missing = Problem(title="Not Found", status=404, detail="There is no style “oyl-painting”.", code="not_found")
    server = document.servers[0].url
    grouped: dict[str, list[Entry]] = {}
    for path, methods in document.paths.items():
        for method, operation in methods.items():
            label = (operation.tags or ["Other"])[0]
            found = _entry(path, method.upper(), operation, shapes, server)
            grouped.setdefault(label[:1].upper() + label[1:], []).append(found)
    return Reference(
        program_version=app.__version__,
        server=server,
        groups=[Group(_anchor(label), label, entries) for label, entries in grouped.items()],
        shapes=[_shape(name, schema) for name, schema in sorted(shapes.items()) if schema.properties],
        errors=list(CODES),
        problem=tokens(pretty(with_type(missing))),
    )


def _entry(path: str, method: str, operation: Operation, shapes: Shapes, server: str) -> Entry:
    example = path
    for parameter in operation.parameters:
        if parameter.place == "path":
            value = quote(str(sample(parameter.schema, shapes, parameter.name)), safe=":")
            example = example.replace("{" + parameter.name + "}", value)
    example += QUERIES.get(path, "").replace("{server}", server) if method == "GET" else ""
    answer = operation.success
    medium = answer.content.get("application/json")
    flag = "" if method == "GET" else f" -X {method}"
    if form := _form(operation):
        flag = "".join(f" -F {field}=@picture.jpg" for field in form)
    return Entry(
        id=_anchor(f"{method}-{path}"),
        method=method,
        path=path,
        summary=operation.summary,
        description=operation.description,
        parameters=[_parameter(parameter) for parameter in operation.parameters],
        example_path=example,
        curl=f"curl{flag} '{server}{example}'" if "?" in example else f"curl{flag} {server}{example}",
        returns=_named(medium.schema) if medium else None,
        answer=answer.description,
        json=tokens(pretty(sample(medium.schema, shapes))) if medium else [],
    )


def _form(operation: Operation) -> list[str]:
    """The fields of the form that an operation is sent."""
    medium = operation.request_body and operation.request_body.content.get("multipart/form-data")
    return list(medium.schema.properties) if medium else []


def _parameter(parameter: Parameter) -> Member:
    schema = msgspec.structs.replace(parameter.schema, type=parameter.schema.kinds[0])
    return _member(parameter.name, schema, required=parameter.required, place=parameter.place)


def _shape(name: str, schema: Schema) -> Shape:
    members = [_member(n, member, required=n in schema.required) for n, member in schema.properties.items()]
    return Shape(name, schema.description, members)


def _member(name: str, schema: Schema, *, required: bool, place: str = "") -> Member:
    notes = [schema.description]
    if schema.default not in (None, ""):
        notes.append(f"{msgspec.json.encode(schema.default).decode()} when left out.")
    if schema.minimum is not None:
        upper = "" if schema.maximum is None else f" to {schema.maximum:,.0f}"
        notes.append(f"From {schema.minimum:,g}{upper}.")
    return Member(name, place, type_in_words(schema), _named(schema), required, " ".join(filter(None, notes)))


def type_in_words(schema: Schema) -> str:
    """A type as people say it: `text or null`, `list of Cell`, `"done" or "failed"`."""
    if schema.shape:
        return schema.shape
    if schema.enum:
        return " or ".join(msgspec.json.encode(value).decode() for value in schema.enum)
    if schema.options:
        return " or ".join(type_in_words(option) for option in schema.options)
    if isinstance(schema.type, list):
        return " or ".join(type_in_words(msgspec.structs.replace(schema, type=kind)) for kind in schema.type)
    if schema.type == "array":
        return f"list of {type_in_words(schema.member or Schema())}"
    formats = {"date-time": "time", "uuid": "id"}
    words = {"string": "text", "integer": "whole number", "boolean": "true or false"}
    kind = schema.type or "anything"
    return formats.get(schema.format) or words.get(kind, kind)


def _named(schema: Schema) -> str | None:
    """The struct that a schema names, however deep in lists and options."""
    if schema.shape:
        return schema.shape
    within = [*([schema.member] if schema.member else []), *schema.options]
    return next(filter(None, (_named(member) for member in within)), None)


def tokens(json: str) -> list[Token]:
    """JSON cut into pieces that a page can colour."""
    pieces: list[Token] = []
    end = 0
    for match in TOKEN.finditer(json):
        pieces.append(Token("", json[end : match.start()]))
        pieces.append(Token(match.lastgroup or "", match[0]))
        end = match.end()
    return [*(piece for piece in pieces if piece.text), Token("", json[end:])]


def _anchor(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
