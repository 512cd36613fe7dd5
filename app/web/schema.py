"""The OpenAPI 3.1 document: Litestar's, with our problem details and the words of our structs."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, get_type_hints

import msgspec
from litestar import Litestar
from litestar.openapi import OpenAPIConfig

import app
from app.web.body import FORM, JSON
from app.web.codes import CODES
from app.web.errors import Problem
from app.web.upload import FIELD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from litestar.di import Provide
    from litestar.handlers import HTTPRouteHandler

REF = "#/components/schemas/{name}"
NOISE = {"deprecated": False, "allowEmptyValue": False, "allowReserved": False, "headers": {}}
PICTURE = {"type": "string", "format": "binary"}
PICTURE_BODY = {
    "description": "One picture, 20 MB at most",
    "required": True,
    "content": {
        "multipart/form-data": {"schema": {"type": "object", "properties": {FIELD: PICTURE}, "required": [FIELD]}},
        "image/*": {"schema": PICTURE},
    },
}
CODE = {
    "description": "It stays. `/docs` lists each with its status and cause; the OpenAPI document does as `x-codes`.",
    "examples": ["not_found"],
    "x-codes": msgspec.to_builtins(CODES),
}
ABOUT = (
    "Everything a page shows is here as JSON, at `/api` and the page's own path. "
    "Public addresses need no key. Times are UTC, money is integer cents, errors are RFC 9457 problem details."
)


def openapi_document(routes: Sequence[HTTPRouteHandler], dependencies: Mapping[str, Provide], public_url: str) -> bytes:
    """The document of every route that is in the schema, as JSON.

    It is made from an application of its own, so that the one that serves neither pays for it at start nor gets
    Litestar's pages, which load scripts from elsewhere.
    """
    told = [route for route in routes if route.include_in_schema is not False]
    described = Litestar(
        told,
        dependencies=dict(dependencies),
        openapi_config=OpenAPIConfig(title="Tessera", version=app.__version__),
        logging_config=None,
    )
    document: dict[str, Any] = described.openapi_schema.to_schema()
    document["info"]["description"] = ABOUT
    document["servers"] = [{"url": public_url}]
    bodies = {route.operation_id: route.opt["body"] for route in told if route.opt.get("body")}
    _, shapes = msgspec.json.schema_components([Problem, *_views(told), *bodies.values()], ref_template=REF)
    components = document.setdefault("components", {}).setdefault("schemas", {})
    components.update({name: _plain(shape) for name, shape in shapes.items()})
    components["Problem"]["properties"]["code"] |= CODE
    with_picture = {route.operation_id for route in told if route.opt.get("picture")}
    for methods in document["paths"].values():
        for operation in methods.values():
            _tidy(operation, components)
            if operation["operationId"] in with_picture:
                operation["requestBody"] = PICTURE_BODY
            if shape := bodies.get(operation["operationId"]):
                operation["requestBody"] = _body_of(shape)
    return msgspec.json.encode(document)


def _body_of(shape: type) -> dict[str, Any]:
    """A body that is this struct, as JSON or as a form."""
    schema = {"schema": {"$ref": REF.format(name=shape.__name__)}}
    return {"required": True, "content": {JSON: schema, FORM: schema}}


def _views(routes: Iterable[HTTPRouteHandler]) -> Iterator[type]:
    """The structs that the routes return."""
    for route in routes:
        returned = get_type_hints(route.fn, include_extras=True).get("return")
        returned = getattr(returned, "__args__", (returned,))[0]
        if inspect.isclass(returned) and issubclass(returned, msgspec.Struct):
            yield returned


def _tidy(operation: dict[str, Any], components: dict[str, Any]) -> None:
    """One operation with our errors, its struct's words, and without what says nothing."""
    responses = {code: answer for code, answer in operation["responses"].items() if code.startswith("2")}
    for answer in responses.values():
        shape = answer.get("content", {}).get("application/json", {}).get("schema", {})
        name = shape.get("$ref", "").rpartition("/")[2]
        answer["description"] = components.get(name, {}).get("description", "Done").splitlines()[0]
        answer.pop("headers", None)
    problem = {"application/problem+json": {"schema": {"$ref": REF.format(name="Problem")}}}
    responses["default"] = {"description": "What went wrong, with a stable code", "content": problem}
    operation["responses"] = responses
    for parameter in operation.get("parameters", ()):
        parameter["schema"] = _plain(parameter["schema"])
    for thing in (operation, *operation.get("parameters", ())):
        for member, silent in NOISE.items():
            if thing.get(member) == silent:
                del thing[member]


def _plain(schema: Any) -> Any:
    """The schema with `oneOf` a type and null told as OpenAPI 3.1 does, and descriptions on one line."""
    if isinstance(schema, list):
        return [_plain(member) for member in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _plain(value) for key, value in schema.items()}
    options = plain.get("oneOf") or plain.get("anyOf") or []
    types = [option.get("type") for option in options if isinstance(option, dict) and set(option) == {"type"}]
    if options and len(types) == len(options):
        plain.pop("oneOf", None)
        plain.pop("anyOf", None)
        plain["type"] = types
    if isinstance(plain.get("description"), str):
        plain["description"] = " ".join(plain["description"].split())
    return plain
