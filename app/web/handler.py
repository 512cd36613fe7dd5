"""Route handlers that start fast.

Litestar looks at the function of each handler anew, and makes a handler of its own for OPTIONS at each address. With
hundreds of addresses that is most of what an application's start costs, so a function is looked at once here, however
many handlers have it, one handler answers OPTIONS everywhere, and all are registered in one step.
"""

from __future__ import annotations

import inspect
import re
from copy import copy
from typing import TYPE_CHECKING, Any, Final, Self
from weakref import WeakKeyDictionary

from litestar import Response, Router
from litestar.exceptions import ImproperlyConfiguredException
from litestar.handlers import HTTPRouteHandler
from litestar.types import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from litestar._kwargs import KwargsModel
    from litestar._signature import SignatureModel
    from litestar.types import AnyCallable
    from litestar.types.internal_types import PathParameterDefinition, RouteHandlerMapItem
    from litestar.utils.signature import ParsedSignature

KIND: Final = re.compile(r":\w+(?=\})")
SIGNATURES: Final[WeakKeyDictionary[Any, ParsedSignature]] = WeakKeyDictionary()
MODELS: Final[WeakKeyDictionary[Any, dict[frozenset[str], type[SignatureModel]]]] = WeakKeyDictionary()


class Handler(HTTPRouteHandler):
    """A route handler that shares what Litestar finds out about its function with the others of the same function."""

    _settled: type[SignatureModel] | None = None

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
        if self._settled is not None:
            return self._settled
        known, names = MODELS.setdefault(self._looked_at, {}), frozenset(self.dependency_name_set)
        if names not in known:
            known[names] = super().signature_model
        return known[names]

    def create_kwargs_model(self, path_parameters: dict[str, PathParameterDefinition]) -> KwargsModel:
        """What a request gives to the function. From here on the handler has its place, and with it its dependencies;
        to ask every layer above for them would cost each request as much as its route."""
        self._settled = self.signature_model
        return super().create_kwargs_model(path_parameters)


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


class Together(Router):
    """Handlers, and what answers OPTIONS at their addresses, that are registered in one step.

    One after the other, each would go through all that are there already. Raises ImproperlyConfiguredException when
    two have the same address and method.
    """

    def __init__(self, handlers: Sequence[HTTPRouteHandler]) -> None:
        super().__init__(path="/", route_handlers=[])
        self._by_path: dict[str, RouteHandlerMapItem] = {}
        for handler in (*handlers, options_route(handlers)):
            own = copy(handler)
            own.owner = self
            for path in own.paths:
                self._add(path, own)

    def _add(self, path: str, handler: HTTPRouteHandler) -> None:
        methods = self._by_path.setdefault(path, {})
        if taken := methods.keys() & handler.http_methods:
            raise ImproperlyConfiguredException(f"{path} has two handlers for {', '.join(sorted(taken))}")
        methods.update(dict.fromkeys(handler.http_methods, handler))

    @property
    def route_handler_method_map(self) -> dict[str, RouteHandlerMapItem]:
        """The handlers by address and method."""
        return self._by_path

    def __deepcopy__(self, _: dict[int, Any]) -> Self:
        """Itself, as the application that it is registered with is the only one that has it."""
        return self


def options_route(handlers: Iterable[HTTPRouteHandler]) -> HTTPRouteHandler:
    """The handler of OPTIONS at every address of `handlers`."""
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
