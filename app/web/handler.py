"""Route handlers that start fast.

Litestar looks at the function of each handler anew, and makes a handler of its own for OPTIONS at each address. With
hundreds of addresses that is most of what an application's start costs, so a function is looked at once here, however
many handlers have it, and one handler answers OPTIONS everywhere.
"""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any, Final, Self
from weakref import WeakKeyDictionary

from litestar import Response
from litestar.handlers import HTTPRouteHandler
from litestar.types import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable

    from litestar._kwargs import KwargsModel
    from litestar._signature import SignatureModel
    from litestar.types import AnyCallable
    from litestar.types.internal_types import PathParameterDefinition
    from litestar.utils.signature import ParsedSignature

KIND: Final = re.compile(r":\w+(?=\})")
SIGNATURES: Final[WeakKeyDictionary[Any, ParsedSignature]] = WeakKeyDictionary()
MODELS: Final[WeakKeyDictionary[Any, dict[frozenset[str], type[SignatureModel]]]] = WeakKeyDictionary()


class Handler(HTTPRouteHandler):
    """A route handler that shares what Litestar finds out about its function with the others of the same function."""

    def __call__(self, fn: AnyCallable) -> Self:
        self._looked_at = inspect.unwrap(fn)
        super().__call__(fn)
        return self

    @property
    def parsed_fn_signature(self) -> ParsedSignature:
        """The function's parameters and what it returns."""
        known = SIGNATURES.get(self._looked_at)
        if known is None:
            known = SIGNATURES[self._looked_at] = super().parsed_fn_signature
        return known

    @property
    def signature_model(self) -> type[SignatureModel]:
        """What requests are decoded into; it depends on which parameters are dependencies."""
        known, names = MODELS.setdefault(self._looked_at, {}), frozenset(self.dependency_name_set)
        if names not in known:
            known[names] = super().signature_model
        return known[names]


class Everywhere(Handler):
    """A handler of many addresses that takes nothing from them."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._made: list[KwargsModel] = []  # the copies that Litestar makes for each address share the list

    def create_kwargs_model(self, path_parameters: dict[str, PathParameterDefinition]) -> KwargsModel:
        """What a request gives to the function."""
        if not self._made:
            self._made.append(super().create_kwargs_model(path_parameters))
        return self._made[0]


def options_route(handlers: Iterable[HTTPRouteHandler]) -> HTTPRouteHandler:
    """The handler of OPTIONS at every address of `handlers`; it has to be registered before them."""
    methods: dict[str, set[str]] = {}
    paths: set[str] = set()
    for handler in handlers:
        paths |= handler.paths
        for path in handler.paths:
            methods.setdefault(KIND.sub("", path), {"OPTIONS"}).update(handler.http_methods)

    def options(scope: Scope) -> Response[None]:
        allowed = ", ".join(sorted(methods[scope["path_template"]]))
        return Response(None, status_code=204, headers={"Allow": allowed}, media_type="text/plain")

    route = Everywhere(sorted(paths), http_method="OPTIONS", include_in_schema=False, sync_to_thread=False)
    return route(options)
