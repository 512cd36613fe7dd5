"""Query strings: what trackers add is dropped, what no handler knows is refused by name."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

from litestar.routes import HTTPRoute

from app.errors import BadRequest, FieldError

if TYPE_CHECKING:
    from typing import Any

    from litestar import Litestar
    from litestar.connection import ASGIConnection
    from litestar.handlers import BaseRouteHandler

MOST_TOLD = 8
LONGEST_TOLD = 60
TRACKERS = frozenset(
    b"fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid li_fat_id mc_cid mc_eid _ga _gl "
    b"ref_src srsltid".split()
)


def without_trackers(query: bytes) -> bytes:
    """The query string without the parameters that advertising and social sites hang on every link."""
    if not query:
        return query
    return b"&".join(part for part in query.split(b"&") if part and not _tracks(part.partition(b"=")[0].lower()))


def _tracks(name: bytes) -> bool:
    return name in TRACKERS or name.startswith(b"utm_")


class QueryCheck:
    """A guard: raises BadRequest when the query names what the handler does not take (code `unknown_parameter`) or one
    thing twice (`repeated_parameter`).
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], frozenset[str]] = {}

    def __call__(self, connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        query: bytes = connection.scope["query_string"]
        if not query:
            return
        if not self._known:
            self._known = _names_by_route(connection.app)
        names = [unquote_plus(part.partition("=")[0]) for part in query.decode("latin-1").split("&") if part]
        given = set(names)
        known = self._known.get((connection.scope["path_template"], str(connection.scope.get("method"))), frozenset())
        if unknown := sorted(given - known):
            told = [name[:LONGEST_TOLD] for name in unknown[:MOST_TOLD]]
            errors = tuple(FieldError(name, _advice(name, known)) for name in told)
            listed = ", ".join(f"“{name}”" for name in told)
            listed += f" and {len(unknown) - MOST_TOLD} more" if len(unknown) > MOST_TOLD else ""
            noun = "query parameters" if len(unknown) > 1 else "a query parameter"
            raise BadRequest(f"This address does not know {listed} as {noun}.", code="unknown_parameter", errors=errors)
        if twice := sorted(name for name, count in Counter(names).items() if count > 1):
            errors = tuple(FieldError(name, "Give it once.") for name in twice)
            raise BadRequest("A query parameter stands here twice.", code="repeated_parameter", errors=errors)


def _names_by_route(app: Litestar) -> dict[tuple[str, str], frozenset[str]]:
    """The query parameters of every handler and its dependencies, by path template and method."""
    return {
        (route.path_format, method): frozenset(p.field_alias for p in model.expected_query_params)
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for method, (_, model) in route.route_handler_map.items()
    }


def _advice(name: str, known: frozenset[str]) -> str:
    if close := get_close_matches(name, known, 1):
        return f"Unknown. Did you mean “{close[0]}”?"
    return f"Unknown. Known here: {', '.join(sorted(known))}." if known else "Unknown. None are taken here."
