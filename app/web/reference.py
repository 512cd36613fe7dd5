"""The API reference: `/openapi.json`, and `/docs` drawn from it without a request to any other host."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
from litestar import Litestar, Response, get
from litestar.openapi import OpenAPIConfig

import app

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from litestar.di import Provide
    from litestar.handlers import HTTPRouteHandler


def reference_routes(
    routes: Sequence[HTTPRouteHandler], dependencies: Mapping[str, Provide], public_url: str
) -> list[HTTPRouteHandler]:
    """The handlers of `/openapi.json` and `/docs` for the given routes."""

    @lru_cache(1)
    def document() -> dict[str, Any]:
        return openapi_document(routes, dependencies, public_url)

    @get("/openapi.json", include_in_schema=False, sync_to_thread=True, opt={"public": True})
    def openapi() -> Response[bytes]:
        return Response(msgspec.json.encode(document()), media_type="application/json")

    return [openapi]


def openapi_document(
    routes: Sequence[HTTPRouteHandler], dependencies: Mapping[str, Provide], public_url: str
) -> dict[str, Any]:
    """The OpenAPI 3.1 document of every route that is in the schema.

    Made from an application of its own, so that the one that serves neither pays for it at start nor gets Litestar's
    pages, which load scripts from elsewhere.
    """
    described = Litestar(
        [route for route in routes if route.include_in_schema is not False],
        dependencies=dict(dependencies),
        openapi_config=OpenAPIConfig(title="Tessera", version=app.__version__),
        logging_config=None,
    )
    return described.openapi_schema.to_schema() | {"servers": [{"url": public_url}]}
