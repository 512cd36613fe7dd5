"""Query strings: what trackers add is dropped, what no handler knows is refused by name."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from litestar.routes import HTTPRoute

from app.errors import BadRequest, FieldError
from app.naming import did_you_mean
from app.web.errors import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from litestar import Litestar, Request
    from litestar.handlers import HTTPRouteHandler
    from litestar.typing import FieldDefinition

MOST_TOLD = 8
LONGEST_TOLD = 60
TRACKERS = frozenset(
    b"fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid li_fat_id mc_cid mc_eid _ga _gl "
    b"ref_src srsltid".split()
)
WHOLE = re.compile(r"0|-?[1-9][0-9]*")
NOT_WHOLE = in_words("Expected `int`, got `str`")


def without_trackers(query: bytes) -> bytes:
    """The query string without the parameters that advertising and social sites hang on every link."""
    if not query:
        return query
    return b"&".join(part for part in query.split(b"&") if part and not _tracks(part.partition(b"=")[0].lower()))


def _tracks(name: bytes) -> bool:
    return name in TRACKERS or name.startswith(b"utm_")


class QueryCheck:
    """What comes before each handler. It raises BadRequest when the query names what the handler does not take (code
    `unknown_parameter`), one thing twice (`repeated_parameter`), or a whole number that is not written as one
    (`validation_failed`): the decoder that comes after it would read `1e3` and `1.0` as such.

    Where others write the address (`opt={"any_query": True}`), what they add to it is let through unread.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], frozenset[str]] = {}
        self._whole: dict[tuple[str, str], frozenset[str]] = {}
        self._open: frozenset[tuple[str, str]] = frozenset()

    async def __call__(self, request: Request[Any, Any, Any]) -> None:
        """Awaits nothing; Litestar would call a plain function in a thread of its own, and copy the route's handler for
        each request that has a guard."""
        if not request.scope["query_string"]:
            return
        if not self._known:
            self._known = _names_by_route(request.app)
            self._whole = _whole_by_route(request.app)
            self._open = _open_routes(request.app)
        pairs = list(request.query_params.multi_items())
        at = request.scope["path_template"], str(request.scope.get("method"))
        known = self._known.get(at, frozenset())
        if at in self._open:
            pairs = [pair for pair in pairs if pair[0] in known]
        _refuse_names([name for name, _ in pairs], known)
        _refuse_numbers(pairs, self._whole.get(at, frozenset()))


def _refuse_names(names: list[str], known: frozenset[str]) -> None:
    given = set(names)
    if unknown := sorted(given - known):
        told = [name[:LONGEST_TOLD] for name in unknown[:MOST_TOLD]]
        errors = tuple(FieldError(name, _advice(name, known)) for name in told)
        listed = ", ".join(f"“{name}”" for name in told)
        listed += f" and {len(unknown) - MOST_TOLD} more" if len(unknown) > MOST_TOLD else ""
        noun = "query parameters" if len(unknown) > 1 else "a query parameter"
        raise BadRequest(f"This address does not know {listed} as {noun}.", code="unknown_parameter", errors=errors)
    if len(given) < len(names):
        twice = sorted(name for name, count in Counter(names).items() if count > 1)
        errors = tuple(FieldError(name, "Give it once.") for name in twice)
        raise BadRequest("A query parameter stands here twice.", code="repeated_parameter", errors=errors)


def _refuse_numbers(pairs: Iterable[tuple[str, str]], whole: frozenset[str]) -> None:
    if wrong := [name for name, value in pairs if name in whole and not WHOLE.fullmatch(value)]:
        errors = tuple(FieldError(name, NOT_WHOLE) for name in wrong)
        raise BadRequest(" ".join(f"{name}: {NOT_WHOLE}" for name in wrong), code="validation_failed", errors=errors)


def _names_by_route(app: Litestar) -> dict[tuple[str, str], frozenset[str]]:
    """The query parameters of every handler and its dependencies, by path template and method."""
    return {
        (route.path_format, method): frozenset(p.field_alias for p in model.expected_query_params)
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for method, (_, model) in route.route_handler_map.items()
    }


def _whole_by_route(app: Litestar) -> dict[tuple[str, str], frozenset[str]]:
    """The query parameters that are whole numbers, as `_names_by_route`."""
    found: dict[tuple[str, str], frozenset[str]] = {}
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            for method, (handler, model) in route.route_handler_map.items():
                whole = {name for name, field in _fields_of(handler) if int in (field.annotation, *field.args)}
                asked = model.expected_query_params
                found[route.path_format, method] = frozenset(p.field_alias for p in asked if p.field_name in whole)
    return found


def _open_routes(app: Litestar) -> frozenset[tuple[str, str]]:
    """The handlers that take any query, by path template and method."""
    return frozenset(
        (route.path_format, method)
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for method, (handler, _) in route.route_handler_map.items()
        if handler.opt.get("any_query")
    )


def _fields_of(handler: HTTPRouteHandler) -> Iterator[tuple[str, FieldDefinition]]:
    """What a handler and the dependencies that it may have take, by name."""
    yield from handler.parsed_fn_signature.parameters.items()
    for provide in handler.resolve_dependencies().values():
        yield from provide.parsed_fn_signature.parameters.items()


def _advice(name: str, known: frozenset[str]) -> str:
    otherwise = f"Known here: {', '.join(sorted(known))}." if known else "None are taken here."
    return f"Unknown. {did_you_mean(name, known, otherwise)}"
